# expect: PASS
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 1024)
        time.sleep(3600)
    os._exit(0)
os.wait()
print(42)
