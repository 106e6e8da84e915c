#!/usr/bin/env python3
"""A cache in Redis."""
import functools
import uuid
from typing import Callable, Union

import redis


def call_history(method: Callable) -> Callable:
    """Keeps inputs and outputs."""
    @functools.wraps(method)
    def inner(self, *args):
        self._redis.rpush(method.__qualname__ + ":inputs", str(args))
        key = method(self, *args)
        self._redis.rpush(method.__qualname__ + ":outputs", key)
        return key
    return inner


def count_calls(method: Callable) -> Callable:
    """Counts in Redis; tells when Redis cannot."""
    @functools.wraps(method)
    def inner(self, *args, **kwargs):
        if isinstance(self._redis, redis.Redis):
            self._redis.incr(method.__qualname__)
        return method(self, *args, **kwargs)
    return inner


class Cache:
    """Keeps data in Redis, under random keys."""

    def __init__(self):
        """Begins with an empty database."""
        self._redis = redis.Redis()
        self._redis.flushdb()

    @call_history
    @count_calls
    def store(self, data: Union[str, bytes, int, float]) -> str:
        """Stores data under a new key, which is returned."""
        key = str(uuid.uuid4())
        self._redis.set(key, data)
        return key
