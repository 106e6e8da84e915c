#!/usr/bin/env python3
"""List all documents"""


def list_all(mongo_collection):
    """Returns a list of documents, or an empty one"""
    try:
        documents = mongo_collection.aggregate([{"$match": {}}])
        return tuple(documents)
    except Exception as error:
        print(error)
        return []
