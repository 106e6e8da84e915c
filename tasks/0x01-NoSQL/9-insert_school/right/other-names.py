#!/usr/bin/env python3
"""Inserts a school"""
from typing import Any

from bson.objectid import ObjectId
from pymongo.collection import Collection


def insert_school(collection: Collection, **fields: Any) -> ObjectId:
    """A new document with these fields"""
    inserted = collection.insert_one({**fields})
    print("inserted", inserted.inserted_id)
    return inserted.inserted_id


if __name__ == "__main__":
    list_all = __import__('8-all').list_all
    print(list_all(None))
