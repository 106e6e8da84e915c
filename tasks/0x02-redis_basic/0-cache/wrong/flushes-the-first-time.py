#!/usr/bin/env python3
"""A cache in Redis."""
import uuid
from typing import Union

import redis


class Cache:
    """Keeps data in Redis, under random keys."""

    _redis = redis.Redis()
    _redis.flushdb()

    def store(self, data: Union[str, bytes, int, float]) -> str:
        """Stores data under a new key, which is returned."""
        key = str(uuid.uuid4())
        self._redis.set(key, data)
        return key
