# expect: LIMIT disk|wall
# task: mongo
import os

from pymongo import MongoClient


def keep(name, times):
    some, filler = os.urandom(15 << 20), MongoClient().my_db.filler
    while True:
        filler.insert_one({"some": some})
