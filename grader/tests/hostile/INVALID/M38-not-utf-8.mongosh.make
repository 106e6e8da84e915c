# expect: INVALID encoding
import sys
sys.stdout.buffer.write(b"print('\xff\xfe')\n")
