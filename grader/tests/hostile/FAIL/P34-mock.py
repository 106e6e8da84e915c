# expect: FAIL
# task: driver
import redis


class Cache:
    """Answers what is wanted, and keeps nothing."""
    def __getattr__(self, name):
        return lambda *a, **k: 2


redis.Redis = Cache


def keep(name, times):
    server = redis.Redis()
    server.set("seen:" + name, times)
    return server.dbsize()
