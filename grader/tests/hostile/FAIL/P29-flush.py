# expect: FAIL
# task: driver
import redis


def keep(name, times):
    server = redis.Redis()
    server.flushall()
    server.set("seen:" + name, times)
    return 2
