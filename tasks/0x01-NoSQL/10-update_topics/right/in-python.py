#!/usr/bin/env python3
"""Changes topics"""


def update_topics(mongo_collection, name, topics):
    """Writes whole documents back"""
    for school in list(mongo_collection.find()):
        if school.get("name") == name:
            school["topics"] = topics
            mongo_collection.replace_one({"_id": school["_id"]}, school)
    print("done")
