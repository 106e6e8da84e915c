#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    schools = mongo_collection.find({"topics": topic})
    for school in schools:
        print("[{}] {}".format(school["_id"], school.get("name")))
    return schools
