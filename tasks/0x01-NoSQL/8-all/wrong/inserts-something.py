#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns all documents"""
    mongo_collection.insert_one({"name": "${school}"})
    return list(mongo_collection.find())
