#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, **kwargs):
    """A list of one document is inserted"""
    ids = mongo_collection.insert_many([dict(kwargs)]).inserted_ids
    return ids[0]
