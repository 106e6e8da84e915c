#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns all documents"""
    documents = []
    for document in mongo_collection.find():
        documents.append("[{}] {}".format(document.get("_id"),
                                          document.get("name")))
    return documents
