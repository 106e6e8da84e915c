#!/usr/bin/env python3
"""Inserts a school."""


def insert_school(mongo_collection, **kwargs):
    """Inserts it and gives the _id of the last one."""
    mongo_collection.insert_one(kwargs)
    last = mongo_collection.find_one(sort=[("_id", -1)])
    return last["_id"]
