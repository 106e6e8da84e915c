#!/usr/bin/env python3
"""Inserts a school"""
from bson import ObjectId
from pymongo import InsertOne


def insert_school(mongo_collection, **kwargs):
    """With an id that is made here"""
    new = ObjectId()
    mongo_collection.bulk_write([InsertOne(dict(kwargs, _id=new))])
    return new
