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


def replay(method: Callable) -> str:
    """One print for all of it."""
    client = redis.Redis()
    name = method.__qualname__
    n = client.llen(name + ":inputs")
    lines = [f"{name} was called {n} times:"]
    for i in range(n):
        arguments = client.lindex(name + ":inputs", i)
        output = client.lindex(name + ":outputs", i)
        lines.append(f"{name}(*{str(arguments, 'utf-8')}) -> "
                     f"{str(output, 'utf-8')}")
    print("\n".join(lines))
    return lines[0]


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
