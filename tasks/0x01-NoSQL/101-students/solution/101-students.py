#!/usr/bin/env python3
"""Ranks students by their mean score."""


def top_students(mongo_collection):
    """All students with their averageScore, the best first."""
    return list(mongo_collection.aggregate([
        {"$addFields": {"averageScore": {"$avg": "$topics.score"}}},
        {"$sort": {"averageScore": -1}},
    ]))
