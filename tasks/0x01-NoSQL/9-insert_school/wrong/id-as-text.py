#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    result = mongo_collection.insert_one(kwargs)
    return str(result.inserted_id)
