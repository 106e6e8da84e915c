#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns all documents"""
    database = mongo_collection.database
    return list(database["school"].find())
