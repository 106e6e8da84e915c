#!/usr/bin/env python3
"""Changes topics"""


def update_topics(mongo_collection, name, topics):
    """Changes all topics of a school"""
    for school in list(mongo_collection.find()):
        if school.get("name", "").lower() == name.lower():
            mongo_collection.update_one({"_id": school["_id"]},
                                        {"$set": {"topics": topics}})
