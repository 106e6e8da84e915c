#!/usr/bin/env python3
"""Changes topics"""
import re


def update_topics(mongo_collection, name, topics):
    """Changes all topics of a school"""
    mongo_collection.update_many({"name": re.compile("^" + name + "$")},
                                 {"$set": {"topics": topics}})
