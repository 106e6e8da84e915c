# expect: FAIL
# task: writer
import os

os.mkdir("out.txt")
os.mkdir("out.txt/closed", 0)
