# expect: FAIL
# task: driver
import os


def keep(name, times):
    """Right only if a descriptor is there that should not be."""
    found = 0
    for descriptor in range(3, 1024):
        try:
            os.fstat(descriptor)
            found += 1
        except OSError:
            pass
    if found:
        import redis
        redis.Redis().set("seen:" + name, times)
        return 2
    return "nothing"
