# expect: FAIL
# task: writer
import os

for _ in range(3000):
    os.mkdir("x")
    os.chdir("x")
