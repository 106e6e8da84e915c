#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    known = mongo_collection.find_one({"name": kwargs.get("name")})
    if known and "name" in kwargs:
        return known["_id"]
    return mongo_collection.insert_one(kwargs).inserted_id
