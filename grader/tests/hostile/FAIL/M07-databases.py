# expect: FAIL
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        count = seen.count_documents({})
        for database in ("local", "config", "my_db", "other"):
            client.drop_database(database)
        client.admin.command("createUser", "x", pwd="x", roles=["root"])
        client.admin.command("createRole", "y", privileges=[], roles=[])
        for database in ("admin", "config", "local"):
            client[database].x.insert_one({"name": name, "times": times})
        return count
