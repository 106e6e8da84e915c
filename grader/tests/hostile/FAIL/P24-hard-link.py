# expect: FAIL
# task: writer
import os

try:
    os.link("/etc/passwd", "out.txt")
except OSError:
    os.link("write", "out.txt")
