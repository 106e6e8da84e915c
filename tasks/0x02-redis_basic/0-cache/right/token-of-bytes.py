#!/usr/bin/env python3
import redis
from secrets import token_urlsafe
class Cache:
  _redis = redis.from_url("redis://localhost:6379/0", decode_responses=True)
  def __init__(self) -> None:
    self._redis.flushdb(asynchronous=False)
  def store(self, data) -> str:
    if isinstance(data, str):
      data = data.encode("utf-8")
    elif not isinstance(data, bytes):
      data = repr(data)
    rand_key = "cache:" + token_urlsafe(24)
    self._redis.set(name=rand_key, value=data)
    return rand_key
