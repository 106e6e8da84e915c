#!/usr/bin/env python3
"""Gives the documents of a collection, one after the other."""


def list_all(mongo_collection):
    """A generator of documents."""
    for document in mongo_collection.find().sort("_id", -1):
        yield document
