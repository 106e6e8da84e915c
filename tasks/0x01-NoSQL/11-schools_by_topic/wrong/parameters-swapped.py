#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(topic, mongo_collection):
    """Returns the schools with the topic"""
    return list(mongo_collection.find({"topics": topic}))
