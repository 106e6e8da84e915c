# expect: INVALID encoding
import sys

sys.stdout.buffer.write("print(42)\n".encode("utf-16"))
