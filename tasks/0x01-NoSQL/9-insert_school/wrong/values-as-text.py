#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    document = {key: str(value) for key, value in kwargs.items()}
    return mongo_collection.insert_one(document).inserted_id
