# expect: FAIL
# task: writer
import os

os.symlink("/var/tmp/hostile-canary.txt", "out.txt")
