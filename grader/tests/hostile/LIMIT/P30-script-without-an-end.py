# expect: LIMIT wall
# task: driver
import redis


def keep(name, times):
    redis.Redis().eval("while true do end", 0)
