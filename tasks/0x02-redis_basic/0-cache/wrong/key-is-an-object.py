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

    def store(self, data: Union[str, bytes, int, float]) -> str:
        """Stores data under a new key, which is returned."""
        key = uuid.uuid4()
        self._redis.set(str(key), data)
        return key
