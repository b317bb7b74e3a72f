for i in "";do case $(
1;;;