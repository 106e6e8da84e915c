# expect: LIMIT memory
import sys


def f():
    f()


sys.setrecursionlimit(10 ** 9)
f()
