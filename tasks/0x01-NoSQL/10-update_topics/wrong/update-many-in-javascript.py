#!/usr/bin/env python3
"""Changes topics"""


def update_topics(mongo_collection, name, topics):
    """Changes all topics of a school"""
    mongo_collection.updateMany({"name": name}, {"$set": {"topics": topics}})
