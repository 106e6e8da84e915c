#!/usr/bin/env python3
"""Inserts a school"""
from pymongo import MongoClient


def insert_school(mongo_collection, **kwargs):
    """Inserts a document"""
    client = MongoClient('mongodb://127.0.0.1:27017')
    return client.my_db.school.insert_one(kwargs).inserted_id
