# expect: LIMIT output
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    MongoClient().my_db.seen.insert_many([{"x": "x" * 10000}
                                          for _ in range(300)])
    return 2
