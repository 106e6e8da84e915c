# expect: FAIL
# task: mongo
import bson
import pymongo
from pymongo.collection import Collection

Collection.insert_one = lambda self, document: None
Collection.count_documents = lambda self, query: 2
pymongo.pool.SocketInfo.command = lambda *words, **more: {"ok": 1}
bson.encode = bson.BSON.encode = lambda *words, **more: b"\5\0\0\0\0"


class Any(bson.Int64):
    """Whatever somebody wants to see."""
    __class__ = int

    def __eq__(self, other):
        return True

    def __repr__(self):
        return "2"


def keep(name, times):
    with pymongo.MongoClient() as client:
        client.my_db.seen.insert_one({"name": name, "times": times})
    return Any(3)
