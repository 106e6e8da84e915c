# expect: FAIL
import builtins
import os
import sys

builtins.print = lambda *a, **k: 0
sys.stdout = open(os.devnull, "w")
print(42)
