# expect: ERROR runtime
# task: driver
import redis


def keep(name, times):
    server = redis.Redis()
    server.set("seen:" + name, times)
    server.execute_command("MIGRATE", "127.0.0.1", "47113", "seen:nobody", "0", "1")
    return 2
