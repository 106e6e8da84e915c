#!/usr/bin/env python3
"""Inserts a school"""


def insert_school(mongo_collection, name, address):
    """Inserts a document"""
    document = {"name": name, "address": address}
    return mongo_collection.insert_one(document).inserted_id
