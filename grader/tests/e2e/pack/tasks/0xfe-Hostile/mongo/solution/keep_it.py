#!/usr/bin/env python3
"""Keeps in MongoDB how often somebody was seen."""
from pymongo import MongoClient


def keep(name, times):
    """Stores it; answers how many documents there are then."""
    with MongoClient() as client:
        seen = client.my_db.seen
        seen.insert_one({"name": name, "times": times})
        return seen.count_documents({})
