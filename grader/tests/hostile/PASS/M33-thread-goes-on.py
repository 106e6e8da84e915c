# expect: PASS
# task: mongo
import threading
import time

from pymongo import MongoClient


def undo():
    time.sleep(1)
    while True:
        MongoClient().drop_database("my_db")


def keep(name, times):
    with MongoClient() as client:
        client.my_db.seen.insert_one({"name": name, "times": times})
        threading.Thread(target=undo).start()
        return client.my_db.seen.count_documents({})
