#!/usr/bin/env python3
"""Schools by topic"""


def school_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    return list(mongo_collection.find({"topics": topic}))
