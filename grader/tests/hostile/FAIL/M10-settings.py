# expect: FAIL
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        count = seen.count_documents({})
        for setting in ({"notablescan": True}, {"logLevel": 5},
                        {"wiredTigerEngineRuntimeConfig": "cache_size=1MB"},
                        {"wiredTigerEngineRuntimeConfig": ""}):
            client.admin.command("setParameter", 1, **setting)
        client.admin.command("setFeatureCompatibilityVersion", "5.0")
        client.admin.command("killAllSessions", [])
        return count
