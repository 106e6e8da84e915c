#!/usr/bin/env python3
"""All documents of a collection"""
from pymongo import MongoClient


def list_all(mongo_collection):
    """Returns all documents"""
    return list(mongo_collection.find())


for document in list_all(MongoClient().my_db.school):
    print("[{}] {}".format(document["_id"], document["name"]))
