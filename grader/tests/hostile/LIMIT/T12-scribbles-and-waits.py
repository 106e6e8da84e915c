# expect: LIMIT wall
# task: driver
import ctypes
import re
import time


def keep(name, times):
    for line in open("/proc/self/maps").read().splitlines():
        begin, end = (int(word, 16) for word in
                      re.match(r"(\w+)-(\w+) ", line).groups())
        if line.split()[1] == "rw-s":
            ctypes.memset(begin, 0, end - begin)
    time.sleep(60)
