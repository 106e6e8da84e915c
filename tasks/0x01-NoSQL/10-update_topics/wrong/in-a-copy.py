#!/usr/bin/env python3
"""Changes topics"""


def update_topics(mongo_collection, name, topics):
    """Changes all topics of a school"""
    schools = list(mongo_collection.find({"name": name}))
    for school in schools:
        school["topics"] = topics
    return schools
