#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    new = None
    for key, value in kwargs.items():
        new = mongo_collection.insert_one({key: value}).inserted_id
    return new
