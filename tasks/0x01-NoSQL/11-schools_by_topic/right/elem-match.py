#!/usr/bin/env python3
"""11-schools_by_topic"""
from typing import List

from pymongo.collection import Collection


def schools_by_topic(mongo_collection: Collection, topic: str) -> List[dict]:
    """A list of the schools that have a specific topic"""
    topic_filter = {
        'topics': {
            '$elemMatch': {
                '$eq': topic,
            },
        },
    }
    return [doc for doc in mongo_collection.find(topic_filter)]
