#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    for school in mongo_collection.find({"topics": topic}):
        print(school.get("name"), school.get("topics"))
