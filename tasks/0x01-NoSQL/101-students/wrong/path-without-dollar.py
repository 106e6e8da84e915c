#!/usr/bin/env python3
"""Ranks students"""


def top_students(mongo_collection):
    """All students, the best first"""
    return list(mongo_collection.aggregate([
        {"$project": {
            "name": 1,
            "averageScore": {"$avg": "topics.score"},
        }},
        {"$sort": {"averageScore": -1}},
    ]))
