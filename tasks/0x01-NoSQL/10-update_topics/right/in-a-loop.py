#!/usr/bin/env python3
""" 10-update_topics """


def update_topics(mongo_collection, name, topics):
    """ Each school by its id; returns the collection """
    for school in mongo_collection.find({"name": name}):
        mongo_collection.update_one({"_id": school["_id"]},
                                    {"$set": {"topics": topics}})
    return mongo_collection
