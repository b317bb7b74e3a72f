import collections


def counted(names):
    return collections.Counter(names)


while True:
    print(counted(["a"]))
    break
