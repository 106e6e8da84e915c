# expect: LIMIT wall|memory
# task: driver
import redis


def keep(name, times):
    redis.Redis().eval("local k = string.rep('x', 1000000) while true do "
                       "pcall(string.rep, k, 1000) end", 0)
