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

    def get(self, key: str, fn: Callable = None) -> Union[str, bytes, int]:
        """Gets."""
        if not self._redis.exists(key):
            return None
        data = self._redis.get(key)
        return fn(data) if fn else data

    def get_str(self, key: str) -> Optional[str]:
        """Gets a str."""
        return self.get(key, lambda data: str(data, 'utf-8'))

    def get_int(self, key: str) -> Optional[int]:
        """Gets an int."""
        return self.get(key, lambda data: int(data.decode()))
