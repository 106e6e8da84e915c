# expect: FAIL
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        count = seen.count_documents({})
        for word in ("<script>", "a\nb", "\x1b[2J", "\u202e", "=1+1", "%s%n",
                     "::error::x", "x" * 200):
            client.my_db[word].insert_one({word: word})
            seen.insert_one({"_id": word, word: {"<b>": [None, b"\xff"]}})
        return count
