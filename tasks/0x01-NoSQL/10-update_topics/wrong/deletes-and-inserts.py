#!/usr/bin/env python3
"""Changes topics"""


def update_topics(mongo_collection, name, topics):
    """Changes all topics of a school"""
    for school in list(mongo_collection.find({"name": name})):
        mongo_collection.delete_one({"_id": school.pop("_id")})
        school["topics"] = topics
        mongo_collection.insert_one(school)
