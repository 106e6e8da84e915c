# expect: FAIL
# task: writer
import os
import threading
import time


def flip():
    while True:
        for act in (lambda: os.symlink("/var/tmp/hostile-canary.txt", "x"),
                    lambda: os.rename("x", "out.txt"),
                    lambda: open("x", "w").close(),
                    lambda: os.rename("x", "out.txt")):
            try:
                act()
            except OSError:
                pass


threading.Thread(target=flip, daemon=True).start()
if os.fork() == 0:
    os.setsid()
    flip()
time.sleep(0.1)
