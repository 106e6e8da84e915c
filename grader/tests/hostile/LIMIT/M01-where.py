# expect: LIMIT wall
# task: mongo
from pymongo import MongoClient
from pymongo.errors import PyMongoError


def keep(name, times):
    """The limits of the server are for its client to choose."""
    while True:
        try:
            MongoClient().my_db.seen.find_one({"$where": "while (1) {}"},
                                              max_time_ms=200)
        except PyMongoError:
            pass
