#!/usr/bin/env python3
"""All documents of a collection"""


def list_all(mongo_collection):
    """Lists all documents"""
    list(mongo_collection.find())
