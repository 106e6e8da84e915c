# expect: FAIL
# task: writer
import os

os.symlink("/proc/self/root/etc/passwd", "out.txt")
os.symlink("/proc/1/fd/0", "other.txt")
