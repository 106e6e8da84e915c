# expect: FAIL
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        count = seen.count_documents({})
        for size in (0, 1):
            client.admin.command("setParameter", 1, maxLogSizeKB=size)
            seen.delete_one({"name": "no such", "padding": "x" * 5000})
        seen.find_one({"padding": "x" * 300000})
        return count
