# expect: FAIL
# task: mongo
import os
import time

from pymongo import MongoClient


def keep(name, times):
    """Right, but for what is stored when all is over."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(0.5)
            seen = MongoClient().my_db.seen
            while True:
                seen.insert_one({"name": name, "times": times})
        os._exit(0)
    os.wait()
    return 2
