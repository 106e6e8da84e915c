#!/usr/bin/env python3
"""Changes topics"""


def update_topic(mongo_collection, name, topics):
    """Changes all topics of a school"""
    mongo_collection.update_many({"name": name}, {"$set": {"topics": topics}})
