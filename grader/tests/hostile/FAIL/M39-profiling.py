# expect: FAIL
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        count = seen.count_documents({})
        client.admin.command("profile", 0, slowms=100, sampleRate=0.0)
        seen.delete_one({"name": "no such"})
        client.admin.command("profile", 0, slowms=-1, sampleRate=1.0)
        return count
