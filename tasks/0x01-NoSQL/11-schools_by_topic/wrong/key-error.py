#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    schools = []
    for school in mongo_collection.find():
        if topic in school["topics"]:
            schools.append(school)
    return schools
