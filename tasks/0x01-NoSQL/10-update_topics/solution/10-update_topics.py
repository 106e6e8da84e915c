#!/usr/bin/env python3
"""Changes the topics of schools."""


def update_topics(mongo_collection, name, topics):
    """Every school of that name has these topics then."""
    mongo_collection.update_many({"name": name}, {"$set": {"topics": topics}})
