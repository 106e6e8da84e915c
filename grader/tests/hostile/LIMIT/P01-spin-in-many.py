# expect: LIMIT cpu
import os

for _ in range(4):
    os.fork()
while True:
    pass
