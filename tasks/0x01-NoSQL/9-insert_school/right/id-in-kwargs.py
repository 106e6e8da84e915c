#!/usr/bin/env python3
""" 9-insert_school """


def insert_school(mongo_collection, **kwargs):
    """ PyMongo writes the _id into the dictionary that it inserts. """
    mongo_collection.insert_one(kwargs)
    return kwargs["_id"]
