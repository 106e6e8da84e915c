#!/usr/bin/env python3
"""Changes topics"""


def update_topics(mongo_collection, name, topics):
    """Changes all topics of a school"""
    once = []
    for topic in topics:
        if topic not in once:
            once.append(topic)
    mongo_collection.update_many({"name": name}, {"$set": {"topics": once}})
