#!/usr/bin/env python3
"""Schools by topic"""
import re


def schools_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    pattern = {"$regex": re.escape(topic)}
    return list(mongo_collection.find({"topics": pattern}))
