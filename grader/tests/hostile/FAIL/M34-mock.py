# expect: FAIL
# task: mongo
from unittest import mock

import pymongo

pymongo.MongoClient = mock.MagicMock()
pymongo.mongo_client.MongoClient = pymongo.MongoClient


def keep(name, times):
    with pymongo.MongoClient() as client:
        client.my_db.seen.insert_one({"name": name, "times": times})
    return 2
