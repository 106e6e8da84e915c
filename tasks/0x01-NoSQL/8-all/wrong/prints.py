#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Lists all documents"""
    for document in mongo_collection.find():
        print("[{}] {}".format(document.get("_id"), document.get("name")))
