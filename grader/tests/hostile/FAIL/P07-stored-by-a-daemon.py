# expect: FAIL
# task: driver
import os
import time

import redis


def keep(name, times):
    """Right, but for the key that is stored when all is over."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(0.5)
            redis.Redis().set("seen:" + name, times)
        os._exit(0)
    os.wait()
    return 2
