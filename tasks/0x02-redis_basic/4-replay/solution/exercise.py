#!/usr/bin/env python3
"""A cache in Redis that counts its calls and remembers them."""
from functools import wraps
from typing import Any, Callable, Optional, Union
from uuid import uuid4

import redis


def count_calls(method: Callable) -> Callable:
    """Counts the calls of a method under its qualified name."""
    @wraps(method)
    def wrapper(self, *args: Any, **kwargs: Any) -> Any:
        """Counts one call and makes it."""
        self._redis.incr(method.__qualname__)
        return method(self, *args, **kwargs)
    return wrapper


def call_history(method: Callable) -> Callable:
    """Keeps what a method was called with and what it returned."""
    @wraps(method)
    def wrapper(self, *args: Any, **kwargs: Any) -> Any:
        """Notes the arguments, makes the call and notes its result."""
        self._redis.rpush(f"{method.__qualname__}:inputs", str(args))
        output = method(self, *args, **kwargs)
        self._redis.rpush(f"{method.__qualname__}:outputs", output)
        return output
    return wrapper


def replay(method: Callable) -> None:
    """Prints how often a method was called, and each of the calls."""
    client = redis.Redis()
    name = method.__qualname__
    inputs = client.lrange(f"{name}:inputs", 0, -1)
    outputs = client.lrange(f"{name}:outputs", 0, -1)
    print(f"{name} was called {len(inputs)} times:")
    for arguments, output in zip(inputs, outputs):
        print(f"{name}(*{arguments.decode()}) -> {output.decode()}")


class Cache:
    """Keeps data in Redis, under random keys."""

    def __init__(self) -> None:
        """Begins with an empty database."""
        self._redis = redis.Redis()
        self._redis.flushdb()

    @count_calls
    @call_history
    def store(self, data: Union[str, bytes, int, float]) -> str:
        """Stores data under a new key, which is returned."""
        key = str(uuid4())
        self._redis.set(key, data)
        return key

    def get(self, key: str, fn: Optional[Callable] = None) -> Any:
        """What lies under a key, as bytes or as what fn makes of them."""
        data = self._redis.get(key)
        if data is None or fn is None:
            return data
        return fn(data)

    def get_str(self, key: str) -> Optional[str]:
        """What lies under a key, as text."""
        return self.get(key, lambda data: data.decode("utf-8"))

    def get_int(self, key: str) -> Optional[int]:
        """What lies under a key, as a whole number."""
        return self.get(key, int)
