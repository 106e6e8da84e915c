# expect: LIMIT memory
# task: driver
import redis


def keep(name, times):
    redis.Redis().set("k", b"x" * (600 << 20))
