#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    document = {}
    if "name" in kwargs:
        document["name"] = kwargs["name"]
    if "address" in kwargs:
        document["address"] = kwargs["address"]
    return mongo_collection.insert_one(document).inserted_id
