#!/usr/bin/env python3
"""Counts calls with a client for all."""
from functools import wraps
from uuid import uuid1
import redis

db = redis.Redis()


def count_calls(fn):
    """Counts how often fn is called."""
    @wraps(fn)
    def counted(*args, **kwargs):
        db.incr(counted.__qualname__)
        return fn(*args, **kwargs)
    return counted


class Cache:
    """Stores."""

    def __init__(self):
        db.flushdb()

    @count_calls
    def store(self, data):
        """Stores data."""
        key = uuid1().hex
        db.set(key, data)
        return key
