#!/usr/bin/env python3
"""Ranks students"""


def top_students(mongo_collection):
    """All students, the best first"""
    students = []
    for student in mongo_collection.find():
        scores = [topic["score"] for topic in student["topics"]]
        student["averageScore"] = scores[0]
        students.append(student)
    students.sort(key=lambda one: one["averageScore"], reverse=True)
    return students
