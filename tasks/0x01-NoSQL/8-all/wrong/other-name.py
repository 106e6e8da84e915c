#!/usr/bin/env python3
"""All documents of a collection"""


def listAll(mongo_collection):
    """Returns all documents"""
    return list(mongo_collection.find())
