# expect: LIMIT output
import sys

while True:
    sys.stderr.write("x" * 10 ** 6)
