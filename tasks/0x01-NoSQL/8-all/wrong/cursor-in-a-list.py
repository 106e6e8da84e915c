#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns a list"""
    return [mongo_collection.find()]
