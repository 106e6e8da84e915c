# expect: INFRA
# task: mongo
from pymongo import MongoClient
from pymongo.errors import PyMongoError


def keep(name, times):
    end = {"op": "c", "ns": "my_db.$cmd", "o": {"commitTransaction": 1}}
    try:
        MongoClient().admin.command("applyOps", [end])
    except PyMongoError:
        return 2
