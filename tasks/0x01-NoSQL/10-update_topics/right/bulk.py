#!/usr/bin/env python3
"""Changes topics"""
from pymongo import UpdateMany


def update_topics(mongo_collection, name, topics):
    """Returns the result"""
    return mongo_collection.bulk_write([
        UpdateMany({"name": {"$eq": name}},
                   {"$unset": {"topics": ""}}),
        UpdateMany({"name": {"$in": [name]}},
                   {"$set": {"topics": list(topics)}}),
    ])
