from __future__ import annotations
from . import (a, b as c,)
import os.path as p, sys
class A[T](B, metaclass=M):
    x: int = 1
    @property
    def f(self, a, /, b=2, *args, c: int = 3, **kwargs) -> "A":
        global g; nonlocal h
        try:
            with open(p) as f, lock: del a[0], b.c
        except (E, F) as e: raise X from e
        except* G: pass
        else: assert x, "y"
        finally: return
for i, *j in range(3):
    if i > 1 < 2: continue
    elif (n := 10) in [x for x in y if z async for w in v]: break
    else: i **= 2
while True:
    match command.split():
        case [1, *rest] | {"k": v, **kw} | P(x, y=1) if rest: pass
        case _: yield from g()
async def m(): await x; async with a as b: return {**a, 'b': 1}, {*c}, (*d,), d[1:2, ::3]
type X = int
lambda *a, b=1, **c: a if b else c
print "x" % y, `z`
exec code in scope
raise E, "text"
def broken(:
  pass
