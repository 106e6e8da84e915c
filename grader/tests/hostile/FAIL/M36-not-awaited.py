# expect: FAIL
# task: mongo
from pymongo import MongoClient, WriteConcern


def keep(name, times):
    """The server has to do when the program has ended."""
    other = MongoClient().my_db.get_collection(
        "other", write_concern=WriteConcern(0))
    for _ in range(10):
        other.insert_many([{"x": "x" * 1000} for _ in range(1000)])
    return 2
