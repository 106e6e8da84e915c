#!/usr/bin/env python3
"""A cache whose objects share one client."""
from uuid import uuid1

import redis

client = redis.Redis(host='localhost', port=6379, db=0)


class Cache:
    """Keeps data in Redis."""

    def __init__(self):
        client.flushdb(True)

    def store(self, data):
        """Stores data under a key that nothing else has."""
        key = uuid1()
        client.mset({str(key): data})
        return str(key)
