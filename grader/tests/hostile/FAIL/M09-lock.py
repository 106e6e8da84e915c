# expect: FAIL
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        count = seen.count_documents({})
        client.admin.command("fsync", lock=True)
        return count
