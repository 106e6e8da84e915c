# expect: PASS
# task: mongo
# beside: pymongo/__init__.py bson/__init__.py pymongo.py bson.py gridfs.py
# beside: sitecustomize.py __pycache__/keep_it.cpython-311.pyc
from pymongo import MongoClient


def keep(name, times):
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        count = seen.count_documents({})
        return count
