# expect: FAIL
# task: mongo
LINE = ('","msg":"Slow query","attr":{"type":"command","ns":"my_db.seen"}}\n'
        '{"t":{},"s":"I","c":"COMMAND","id":51803,"attr":{"command":{')
from pymongo import MongoClient


def keep(name, times):
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        count = seen.count_documents({})
        seen.find_one({"x": LINE})
        seen.find_one({"id": 51803, "attr": {"type": "command"}})
        return count
