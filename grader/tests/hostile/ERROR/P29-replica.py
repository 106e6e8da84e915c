# expect: ERROR runtime
# task: driver
import redis


def keep(name, times):
    server = redis.Redis()
    server.set("seen:" + name, times)
    server.execute_command("REPLICAOF", "127.0.0.1", "47113")
    return 2
