#!/usr/bin/env python3
"""All documents of a collection"""
from pymongo import MongoClient


def list_all():
    """Returns all documents"""
    client = MongoClient('mongodb://127.0.0.1:27017')
    return list(client.my_db.school.find())
