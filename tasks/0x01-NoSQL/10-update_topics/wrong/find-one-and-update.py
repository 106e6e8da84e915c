#!/usr/bin/env python3
"""Changes topics"""


def update_topics(mongo_collection, name, topics):
    """Changes all topics of a school"""
    return mongo_collection.find_one_and_update(
        {"name": name}, {"$set": {"topics": topics}})
