# expect: LIMIT wall
# task: driver
import redis


def keep(name, times):
    redis.Redis().eval("redis.call('SET', 'a', 1) while true do end", 0)
