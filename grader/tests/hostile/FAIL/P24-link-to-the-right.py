# expect: FAIL
# task: writer
import os

with open("/tmp/right", "w") as file:
    file.write("42\n")
os.symlink("/tmp/right", "out.txt")
