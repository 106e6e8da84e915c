#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    document = {}
    for key, value in kwargs.items():
        document["key"] = key
        document["value"] = value
    return mongo_collection.insert_one(document).inserted_id
