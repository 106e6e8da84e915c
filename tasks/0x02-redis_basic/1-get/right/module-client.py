#!/usr/bin/env python3
import redis
from uuid import uuid1
r = redis.Redis()


def to_str(data: bytes) -> str:
    return data.decode()


class Cache:
    def __init__(self):
        r.flushdb()

    def store(self, data):
        key = str(uuid1())
        r.set(key, data)
        return key

    def get(self, key, fn=None):
        data = r.get(key)
        if data is None:
            return
        if callable(fn):
            return fn(data)
        return data

    def get_str(self, key):
        return self.get(key, to_str)

    def get_int(self, key):
        return self.get(key, int)
