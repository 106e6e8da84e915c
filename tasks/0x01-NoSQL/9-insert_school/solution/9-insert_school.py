#!/usr/bin/env python3
"""Inserts a document into a collection."""


def insert_school(mongo_collection, **kwargs):
    """Inserts the keyword arguments as one document; gives its _id."""
    return mongo_collection.insert_one(kwargs).inserted_id
