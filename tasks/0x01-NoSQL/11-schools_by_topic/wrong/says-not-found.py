#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    schools = list(mongo_collection.find({"topics": topic}))
    if not schools:
        return "No school found"
    return schools
