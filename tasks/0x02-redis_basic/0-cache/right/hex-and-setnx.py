#!/usr/bin/env python3
"""A cache."""
import uuid
import redis
from typing import Union


class Cache(object):
    """ A cache """
    def __init__(self, host='127.0.0.1', port=6379):
        """ makes the client """
        self._redis = redis.Redis(host=host, port=port)
        for key in self._redis.keys('*'):
            self._redis.delete(key)

    def store(self, data: Union[str, bytes, int, float]) -> str:
        """ stores """
        id = uuid.uuid4().hex
        while not self._redis.setnx(id, data):
            id = uuid.uuid4().hex
        return id


if __name__ == "__main__":
    print(Cache().store(b"hello"))
