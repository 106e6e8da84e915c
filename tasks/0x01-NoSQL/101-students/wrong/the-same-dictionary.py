#!/usr/bin/env python3
"""Ranks students"""


def top_students(mongo_collection):
    """All students, the best first"""
    students = []
    result = {}
    for student in mongo_collection.find():
        scores = [topic["score"] for topic in student["topics"]]
        result["_id"] = student["_id"]
        result["name"] = student["name"]
        result["averageScore"] = sum(scores) / len(scores)
        students.append(result)
    students.sort(key=lambda one: one["averageScore"], reverse=True)
    return students
