#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns all documents"""
    documents = []
    for document in mongo_collection.find():
        document["_id"] = str(document["_id"])
        documents.append(document)
    return documents
