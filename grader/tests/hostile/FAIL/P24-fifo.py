# expect: FAIL
# task: writer
import os

os.mkfifo("out.txt")
