#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    schools = []
    for school in mongo_collection.find():
        topics = [one.lower() for one in school.get("topics", [])]
        if topic.lower() in topics:
            schools.append(school)
    return schools
