#!/usr/bin/env python3
"""A cache in Redis."""
import uuid
from typing import Union

import redis


class Cache:
    """Keeps data in Redis, under random keys."""

    def __init__(self):
        """Begins with an empty database."""
        self._redis = redis.Redis()
        self._redis.flushdb()
        self._next = 0

    def store(self, data: Union[str, bytes, int, float]) -> str:
        """Stores data under a new key, which is returned."""
        self._next += 1
        key = f"key:{self._next}"
        self._redis.set(key, data)
        return key
