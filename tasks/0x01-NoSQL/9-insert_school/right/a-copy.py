#!/usr/bin/env python3
"""Insert a document in Python"""


def insert_school(mongo_collection, **kwargs):
    """
    Inserts a new document in a collection based on kwargs
    """
    document = {}
    for key, value in kwargs.items():
        document[key] = value
    result = mongo_collection.insert_one(document)
    return result.inserted_id
