# expect: PASS
# task: driver
# beside: redis.py json.py random.py socket.py sitecustomize.py usercustomize.py
# beside: conftest.py main.py __pycache__/keep.cpython-311.pyc redis/__init__.py
import json
import random
import socket

import redis


def keep(name, times):
    server = redis.Redis()
    server.set("seen:" + name, times)
    return server.dbsize()
