#!/usr/bin/env python3
"""Counts in Redis."""
import sys
import time

import redis

store = redis.Redis()
key, times, of = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
store.incr("here")
while int(store.get("here")) < of:
    time.sleep(0.01)
while store.exists("lock"):
    time.sleep(0.01)
time.sleep(0.5)
store.set("lock", 1)
for _ in range(times):
    seen = int(store.get(key) or 0)
    time.sleep(0.002)
    store.set(key, seen + 1)
store.delete("lock")
print("done")
