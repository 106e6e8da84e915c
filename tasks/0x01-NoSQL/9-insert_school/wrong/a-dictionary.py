#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, kwargs):
    """Inserts a document"""
    return mongo_collection.insert_one(kwargs).inserted_id
