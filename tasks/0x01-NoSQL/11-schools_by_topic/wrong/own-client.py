#!/usr/bin/env python3
"""Schools by topic"""
from pymongo import MongoClient


def schools_by_topic(mongo_collection, topic):
    """Returns the schools with the topic"""
    client = MongoClient('mongodb://127.0.0.1:27017')
    return list(client.my_db.school.find({"topics": topic}))
