#!/usr/bin/env python3
"""A cache in Redis."""
import functools
import uuid
from typing import Callable, Union

import redis


def count_calls(method: Callable) -> Callable:
    """Counts."""
    def wrapper(self, *args, **kwargs):
        """Wraps."""
        name = method.__qualname__
        count = self._redis.get(name)
        if count is None:
            self._redis.set(name, 1)
        else:
            self._redis.set(name, int(count) + 1)
        return method(self, *args, **kwargs)
    wrapper.__name__ = method.__name__
    wrapper.__qualname__ = method.__qualname__
    wrapper.__doc__ = method.__doc__
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
