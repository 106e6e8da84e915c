#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    result = mongo_collection.update_one(
        kwargs, {"$set": kwargs}, upsert=True)
    return result.upserted_id
