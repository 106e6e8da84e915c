#!/usr/bin/env python3
"""A cache in Redis."""
import functools
import uuid
from typing import Callable, Union

import redis


def count_calls(method: Callable) -> Callable:
    """Counts calls."""
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        """Counts."""
        self._redis.incr(method.__qualname__)
        return method(self, *args, **kwargs)
    return wrapper


def call_history(method: Callable) -> Callable:
    """Remembers."""
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        """Remembers a call."""
        result = method(self, *args, **kwargs)
        self._redis.rpush("{}:inputs".format(method.__qualname__), repr(args))
        self._redis.rpush("{}:outputs".format(method.__qualname__), str(result))
        return result
    return wrapper


class Cache:
    """Keeps data in Redis, under random keys."""

    def __init__(self):
        """Begins with an empty database."""
        self._redis = redis.Redis()
        self._redis.flushdb()

    @count_calls
    @call_history
    def store(self, data: Union[str, bytes, int, float]) -> str:
        """Stores data under a new key, which is returned."""
        key = str(uuid.uuid4())
        self._redis.set(key, data)
        return key
