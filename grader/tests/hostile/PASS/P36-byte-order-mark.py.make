# expect: PASS
import sys

sys.stdout.buffer.write(b"\xef\xbb\xbfprint(42)\r\n")
