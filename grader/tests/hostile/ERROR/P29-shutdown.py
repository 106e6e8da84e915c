# expect: ERROR runtime
# task: driver
import redis


def keep(name, times):
    server = redis.Redis()
    server.set("seen:" + name, times)
    server.execute_command("SHUTDOWN", "NOSAVE")
    return 2
