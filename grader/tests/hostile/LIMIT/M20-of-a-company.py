# expect: LIMIT wall|cpu
# task: mongo
from pymongo import MongoClient


def keep(name, times):
    """Has the server wait for an answer of another machine, five seconds."""
    while True:
        try:
            command = {"setFreeMonitoring": 1, "action": "enable"}
            MongoClient().admin.command(command)
        except Exception:
            pass
