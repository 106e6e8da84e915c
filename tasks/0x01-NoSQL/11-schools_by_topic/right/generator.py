#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(mongo_collection, topic):
    """One after the other"""
    yield from mongo_collection.aggregate([
        {"$match": {"topics": {"$all": [topic]}}},
        {"$sort": {"_id": -1}},
    ])
