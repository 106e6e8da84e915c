#!/usr/bin/env python3
"""Inserts a school"""
list_all = __import__('8-all').list_all


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    new = mongo_collection.insert_one(kwargs).inserted_id
    print(len(list(list_all(mongo_collection))))
    return new
