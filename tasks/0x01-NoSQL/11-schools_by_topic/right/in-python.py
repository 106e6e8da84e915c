#!/usr/bin/env python3
"""Schools by topic"""


def schools_by_topic(mongo_collection, topic):
    """Looks at all of them"""
    schools = []
    for school in mongo_collection.find():
        if topic in school.get("topics", []):
            schools.append(school)
    return schools
