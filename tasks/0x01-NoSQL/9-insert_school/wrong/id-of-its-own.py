#!/usr/bin/env python3
"""Inserts a school"""
import uuid


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    kwargs["_id"] = str(uuid.uuid4())
    return mongo_collection.insert_one(kwargs).inserted_id
