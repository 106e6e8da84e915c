#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns all documents"""
    documents = list(mongo_collection.find())
    if len(documents) > 0:
        return documents
