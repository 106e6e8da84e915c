#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    try:
        result = mongo_collection.insert_one(kwargs)
        return result.id
    except Exception as error:
        print("Error: {}".format(error))
        return None
