#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns all documents"""
    cursor = mongo_collection.find()
    number = 0
    for document in cursor:
        number += 1
    if number == 0:
        return []
    return cursor
