# expect: ERROR runtime
# task: driver
import redis


def keep(name, times):
    server, value = redis.Redis(), b"x" * (1 << 20)
    for number in range(100_000):
        server.set(number, value)
