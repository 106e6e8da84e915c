# expect: LIMIT memory
import os
import time

for _ in range(8):
    if os.fork() == 0:
        held = bytearray(40 << 20)
        time.sleep(60)
time.sleep(60)
