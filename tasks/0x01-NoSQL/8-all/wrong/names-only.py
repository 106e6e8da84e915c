#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns all documents"""
    return [doc.get("name") for doc in mongo_collection.find()]
