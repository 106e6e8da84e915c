# expect: FAIL
# task: mongo
from pymongo import MongoClient

cursors = []


def keep(name, times):
    """They stay open, and what they read is gone."""
    seen = MongoClient().my_db.seen
    seen.insert_many([{} for _ in range(20)])
    for _ in range(200):
        cursors.append(seen.find(batch_size=2, no_cursor_timeout=True))
        next(cursors[-1])
    seen.drop()
    return 2
