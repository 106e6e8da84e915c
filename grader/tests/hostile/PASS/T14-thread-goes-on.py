# expect: PASS
# task: driver
import threading
import time

import redis


def undo(name):
    time.sleep(1)
    redis.Redis().delete("seen:" + name)


def keep(name, times):
    server = redis.Redis()
    server.set("seen:" + name, times)
    threading.Thread(target=undo, args=(name,)).start()
    return server.dbsize()
