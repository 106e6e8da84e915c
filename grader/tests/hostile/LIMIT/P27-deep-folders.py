# expect: LIMIT files
import os

for _ in range(10_000):
    os.mkdir("x" * 200)
    os.chdir("x" * 200)
