# expect: FAIL
# task: mongo
from pymongo import MongoClient
from pymongo.errors import PyMongoError

OTHER = "10.0.0.5:27017"
MEMBERS = {"_id": "x", "members": [{"_id": 0, "host": OTHER}]}


def keep(name, times):
    """What a server of a cluster does, with other servers."""
    admin, said = MongoClient().admin, []
    for command in ({"replSetInitiate": MEMBERS}, {"replSetReconfig": MEMBERS},
                    {"replSetSyncFrom": OTHER}, {"clone": OTHER},
                    {"addShard": OTHER}, {"_configsvrAddShard": OTHER}):
        try:
            said.append(admin.command(command))
        except PyMongoError as error:
            said.append(error)
    return str(said)
