#!/usr/bin/env python3
"""A cache in Redis."""
import functools
import uuid
from typing import Any, Callable, Optional, Union

import redis


def count_calls(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        self._redis.incr(method.__qualname__)
        return method(self, *args, **kwargs)
    return wrapper


class Cache:
    """Keeps data in Redis, under random keys."""

    def __init__(self):
        """Begins with an empty database."""
        self._redis = redis.Redis()
        self._redis.flushdb()

    def store(self, data: Union[str, bytes, int, float]) -> str:
        """Stores data under a new key, which is returned."""
        key = str(uuid.uuid4())
        self._redis.set(key, data)
        return key

    @count_calls
    def get(self, key: str, fn: Optional[Callable] = None):
        """Gets, and counts how often it did."""
        data = self._redis.get(key)
        if fn and data is not None:
            return fn(data)
        return data

    def get_str(self, key: str) -> str:
        """Gets text."""
        return self.get(key, bytes.decode)

    def get_int(self, key: str) -> int:
        """Gets a number."""
        return self.get(key, int)
