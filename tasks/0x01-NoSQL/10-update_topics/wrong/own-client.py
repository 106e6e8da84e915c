#!/usr/bin/env python3
"""Changes topics"""
from pymongo import MongoClient


def update_topics(mongo_collection, name, topics):
    """Changes all topics of a school"""
    school = MongoClient('mongodb://127.0.0.1:27017').my_db.school
    school.update_many({"name": name}, {"$set": {"topics": topics}})
