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
store.incrby(key, times)
