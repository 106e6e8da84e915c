#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    return mongo_collection.count_documents({"topics": topic})
