#!/usr/bin/env python3
"""Lists the documents of a collection."""


def list_all(mongo_collection):
    """All documents, as a list."""
    return list(mongo_collection.find())
