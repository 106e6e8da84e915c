#!/usr/bin/env python3
"""Ranks students"""
from statistics import mean


def top_students(mongo_collection):
    """A generator, with two decimals"""
    ranked = [
        {"_id": student["_id"], "name": student["name"],
         "averageScore": round(mean(t["score"] for t in student["topics"]), 2)}
        for student in mongo_collection.find()]
    ranked.sort(key=lambda student: -student["averageScore"])
    yield from ranked
