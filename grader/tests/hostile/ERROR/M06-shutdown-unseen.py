# expect: ERROR server_stopped
# task: mongo
from pymongo.errors import PyMongoError
from pymongo import MongoClient


def keep(name, times):
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        count = seen.count_documents({})
        try:
            client.admin.command("shutdown", force=True)
        except PyMongoError:
            return count
