#!/usr/bin/env python3
"""Ranks students"""


def top_students(mongo_collection):
    """All students, the best first"""
    students = []
    for student in mongo_collection.find():
        scores = [topic["score"] for topic in student["topics"]]
        student["averageScore"] = sum(scores) / len(scores)
        students.append(student)
    students.sort(key=lambda one: one["averageScore"], reverse=True)
    for student in students:
        student["averageScore"] = "%.2f" % student["averageScore"]
    return students
