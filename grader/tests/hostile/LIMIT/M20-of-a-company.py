# expect: LIMIT wall
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    """Has the server wait for an answer of another machine, five seconds."""
    command = {"setFreeMonitoring": 1, "action": "enable"}
    return str(MongoClient().admin.command(command))
