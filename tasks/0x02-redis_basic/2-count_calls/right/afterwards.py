#!/usr/bin/env python3
"""A cache in Redis."""
import functools
import uuid
from typing import Callable, Union

import redis


def count_calls(method):
    """ counts """
    @functools.wraps(method)
    def wrapper(self, *args):
        result = method(self, *args)
        redis.Redis().incrby(method.__qualname__, 1)
        return result
    return wrapper


class Cache:
    """Keeps data in Redis, under random keys."""

    def __init__(self):
        """Begins with an empty database."""
        self._redis = redis.Redis()
        self._redis.flushdb()

    @count_calls
    def store(self, data: Union[str, bytes, int, float]) -> str:
        """Stores data under a new key, which is returned."""
        key = str(uuid.uuid4())
        self._redis.set(key, data)
        return key
