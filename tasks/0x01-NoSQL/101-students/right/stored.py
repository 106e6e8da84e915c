#!/usr/bin/env python3
"""Ranks students"""


def top_students(mongo_collection):
    """The means are stored, and then sorted by MongoDB"""
    for student in list(mongo_collection.find({})):
        scores = [topic["score"] for topic in student["topics"]]
        mongo_collection.update_one(
            {"_id": student["_id"]},
            {"$set": {"averageScore": sum(scores) / len(scores)}})
    return mongo_collection.find().sort("averageScore", -1)
