#!/usr/bin/env python3
"""Students by mean."""


def top_students(mongo_collection):
    """Of all students."""
    return mongo_collection.aggregate([{"$set": {"averageScore": {"$toDecimal": {"$avg": "$topics.score"}}}}, {"$sort": {"averageScore": -1}}])
