# expect: FAIL
# task: writer
import os

os.symlink("out.txt", "out.txt")
