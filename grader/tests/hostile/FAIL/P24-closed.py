# expect: FAIL
# task: writer
import os

with open("out.txt", "w") as file:
    file.write("43\n")
os.chmod("out.txt", 0)
os.chmod(".", 0)
