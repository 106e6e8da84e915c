#!/usr/bin/env python3
"""Keeps in Redis how often somebody was seen."""
import redis


def keep(name, times):
    """Stores it; answers how many keys there are then."""
    server = redis.Redis()
    server.set("seen:" + name, times)
    return server.dbsize()
