#!/usr/bin/env python3
"""Inserts a school"""
from bson.objectid import ObjectId


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    mongo_collection.insert_one(kwargs)
    return ObjectId()
