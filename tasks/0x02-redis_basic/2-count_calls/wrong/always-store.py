#!/usr/bin/env python3
"""A cache in Redis."""
import functools
import uuid
from typing import Callable, Union

import redis


def count_calls(method: Callable) -> Callable:
    """Counts the calls of a method."""
    key = "Cache.store"

    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        """Counts a call and makes it."""
        self._redis.incr(key)
        return method(self, *args, **kwargs)
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
