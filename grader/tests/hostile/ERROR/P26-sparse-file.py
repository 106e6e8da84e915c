# expect: ERROR runtime
import os

with open("out.txt", "w") as file:
    os.truncate(file.fileno(), 10 ** 13)
