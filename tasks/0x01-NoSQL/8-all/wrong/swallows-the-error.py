#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns all documents"""
    try:
        return mongo_collection.all()
    except Exception as error:
        print("An error occurred: {}".format(error))
