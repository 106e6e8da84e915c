#!/usr/bin/env python3
"""Change school topics"""
from typing import List

from pymongo.collection import Collection


def update_topics(mongo_collection: Collection, name: str,
                  topics: List[str]) -> int:
    """Returns how many were changed"""
    result = mongo_collection.update_many(
        filter={'name': name},
        update={'$set': {'topics': topics}},
        upsert=False
    )
    return result.modified_count
