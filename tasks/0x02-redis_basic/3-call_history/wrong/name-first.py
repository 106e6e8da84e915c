#!/usr/bin/env python3
"""A cache in Redis."""
import functools
import uuid
from typing import Callable, Union

import redis


def call_history(method: Callable) -> Callable:
    """Keeps what a method was called with, and what it returned."""
    name = method.__qualname__

    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        """Makes a call and remembers it."""
        self._redis.rpush("inputs:" + name, str(args))
        output = method(self, *args, **kwargs)
        self._redis.rpush("outputs:" + name, output)
        return output
    return wrapper


class Cache:
    """Keeps data in Redis, under random keys."""

    def __init__(self):
        """Begins with an empty database."""
        self._redis = redis.Redis()
        self._redis.flushdb()

    @call_history
    def store(self, data: Union[str, bytes, int, float]) -> str:
        """Stores data under a new key, which is returned."""
        key = str(uuid.uuid4())
        self._redis.set(key, data)
        return key
