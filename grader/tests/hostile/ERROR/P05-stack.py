# expect: ERROR signal
import sys


def f(_=None):
    return sorted([0], key=f)


sys.setrecursionlimit(10 ** 9)
f()
