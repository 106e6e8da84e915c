"""All documents of a collection"""


def list_all(mongo_collection):
    """Returns all documents"""
    return list(mongo_collection.find())
