#!/usr/bin/env python3
"""Lists all documents of a Python collection"""
import pymongo


def list_all(mongo_collection):
    """lists all documents in a collection"""
    if mongo_collection is None:
        return []
    documents = []
    cursor = mongo_collection.find()
    if not cursor:
        return []
    for document in cursor:
        documents.append(document)
    return documents


if __name__ == "__main__":
    client = pymongo.MongoClient("mongodb://127.0.0.1:27017")
    for doc in list_all(client.my_db.school):
        print("[{}] {}".format(doc.get("_id"), doc.get("name")))
