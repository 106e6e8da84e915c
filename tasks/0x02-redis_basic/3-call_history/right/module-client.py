#!/usr/bin/env python3
from functools import wraps
from uuid import uuid1
import redis
store = redis.Redis()


def call_history(fn):
    """ history """
    @wraps(fn)
    def wrapper(*args, **kwargs):
        """ wrapper """
        store.rpush('%s:inputs' % fn.__qualname__, str(args[1:]))
        out = fn(*args, **kwargs)
        store.rpush('%s:outputs' % fn.__qualname__, out)
        return out
    return wrapper


class Cache:
    """ cache """
    def __init__(self):
        """ init """
        store.flushdb()

    @call_history
    def store(self, data):
        """ store """
        key = str(uuid1())
        store.set(key, data)
        return key
