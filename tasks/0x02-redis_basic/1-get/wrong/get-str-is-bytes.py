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

    def get(self, key: str, fn: Optional[Callable] = None) -> Any:
        """What lies under a key, as bytes or as what fn makes of them."""
        value = self._redis.get(key)
        if value is not None and fn is not None:
            value = fn(value)
        return value

    def get_str(self, key: str) -> str:
        """What lies under a key, as text."""
        return self.get(key)

    def get_int(self, key: str) -> int:
        """What lies under a key, as a whole number."""
        return self.get(key, fn=int)
