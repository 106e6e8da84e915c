#!/usr/bin/env python3
"""A cache in Redis."""
import uuid
from typing import Any, Callable, Optional, Union

import redis


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

    def get(self, key, fn=lambda value: value):
        """ gets """
        if (value := self._redis.get(key)) is None:
            return None
        return fn(value)

    def get_str(self, key):
        """ text """
        value = self._redis.get(key)
        return value.decode("utf-8") if value is not None else None

    def get_int(self, key):
        """ number """
        value = self._redis.get(key)
        return None if value is None else int(value)
