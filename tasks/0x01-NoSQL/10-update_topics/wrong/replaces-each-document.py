#!/usr/bin/env python3
"""Changes topics"""


def update_topics(mongo_collection, name, topics):
    """Changes all topics of a school"""
    for school in list(mongo_collection.find({"name": name})):
        mongo_collection.replace_one({"_id": school["_id"]},
                                     {"name": name, "topics": topics})
