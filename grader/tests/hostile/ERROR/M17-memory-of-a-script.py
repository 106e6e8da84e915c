# expect: ERROR runtime
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    script = "var a = ['x']; while (1) a.push(a[a.length - 1] + a)"
    MongoClient().my_db.seen.find_one({"$where": script})
