# expect: LIMIT disk
# task: mongo
import os

from pymongo import MongoClient


def keep(name, times):
    some = os.urandom(15 << 20)
    while True:
        MongoClient().my_db.filler.insert_one({"some": some})
