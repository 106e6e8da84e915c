#!/usr/bin/env python3
"""Ranks students"""
from operator import itemgetter


def top_students(mongo_collection):
    """Sorted here"""
    students = []
    for student in mongo_collection.find():
        total = 0
        for topic in student.get("topics", []):
            total += topic["score"]
        student["averageScore"] = total / len(student["topics"])
        students.append(student)
    return sorted(students, key=itemgetter("averageScore"), reverse=True)
