#!/usr/bin/env python3
"""A cache, its history, and a client for all of it."""
import sys
from functools import wraps
from uuid import uuid1

import redis

DB = redis.Redis()


def count_calls(method):
    """Counts."""
    @wraps(method)
    def wrapper(self, *args, **kwargs):
        DB.incr(method.__qualname__)
        return method(self, *args, **kwargs)
    return wrapper


def call_history(method):
    """Remembers."""
    @wraps(method)
    def wrapper(self, *args, **kwargs):
        output = method(self, *args, **kwargs)
        DB.rpush(method.__qualname__ + ':inputs', str(args))
        DB.rpush(method.__qualname__ + ':outputs', output)
        return output
    return wrapper


class Cache:
    """Stores."""

    def __init__(self):
        """Begins anew."""
        DB.flushdb()

    @call_history
    @count_calls
    def store(self, data):
        """Stores data."""
        key = str(uuid1())
        DB.set(key, data)
        return key


def replay(method):
    """Shows the history."""
    name = method.__qualname__
    calls = list(zip(DB.lrange(name + ':inputs', 0, -1),
                     DB.lrange(name + ':outputs', 0, -1)))
    sys.stdout.write('%s was called %d times:\n' % (name, len(calls)))
    for call in calls:
        sys.stdout.write('%s(*%s) -> %s\n' %
                         (name, call[0].decode(), call[1].decode()))
