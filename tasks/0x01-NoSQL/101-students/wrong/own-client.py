#!/usr/bin/env python3
"""Ranks students"""
from pymongo import MongoClient


def top_students(mongo_collection):
    """All students, the best first"""
    client = MongoClient('mongodb://127.0.0.1:27017')
    students = []
    for student in client.my_db.students.find():
        scores = [topic["score"] for topic in student["topics"]]
        student["averageScore"] = sum(scores) / len(scores)
        students.append(student)
    students.sort(key=lambda one: one["averageScore"], reverse=True)
    return students
