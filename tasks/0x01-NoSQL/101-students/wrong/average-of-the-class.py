#!/usr/bin/env python3
"""Ranks students"""


def top_students(mongo_collection):
    """The average of all"""
    scores = []
    for student in mongo_collection.find():
        for topic in student["topics"]:
            scores.append(topic["score"])
    if not scores:
        return 0
    return sum(scores) / len(scores)
