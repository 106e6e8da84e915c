#!/usr/bin/env python3
"""Finds the schools that teach a topic."""


def schools_by_topic(mongo_collection, topic):
    """The documents whose topics hold this one."""
    return list(mongo_collection.find({"topics": topic}))
