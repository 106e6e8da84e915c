#!/usr/bin/env python3
"""
A function that lists all documents of a collection
"""
from typing import List

from pymongo.collection import Collection


def list_all(mongo_collection: Collection) -> List[dict]:
    """
    An empty list if there is no document in the collection.
    """
    if mongo_collection.count_documents({}) == 0:
        return []
    return [doc for doc in mongo_collection.find()]
