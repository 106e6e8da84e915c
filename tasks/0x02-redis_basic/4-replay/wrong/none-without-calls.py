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
    """Keeps what a method was called with, and what it returned."""
    name = method.__qualname__

    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        """Makes a call and remembers it."""
        self._redis.rpush(name + ":inputs", str(args))
        output = method(self, *args, **kwargs)
        self._redis.rpush(name + ":outputs", output)
        return output
    return wrapper


def replay(method: Callable) -> None:
    """Prints how often a method was called, and each of the calls."""
    client = redis.Redis()
    name = method.__qualname__
    count = client.get(name)
    count = count and count.decode()
    inputs = client.lrange(f"{name}:inputs", 0, -1)
    outputs = client.lrange(f"{name}:outputs", 0, -1)
    print(f"{name} was called {count} times:")
    for given, output in zip(inputs, outputs):
        print(f"{name}(*{given.decode()}) -> {output.decode()}")


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
