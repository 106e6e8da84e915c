#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    return [school for school in mongo_collection.find()
            if topic in str(school.get("topics"))]
