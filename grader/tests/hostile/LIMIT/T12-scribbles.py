# expect: LIMIT output
# task: driver
import ctypes
import re


def keep(name, times):
    """Writes into all memory that it shares with somebody."""
    for line in open("/proc/self/maps").read().splitlines():
        begin, end = (int(word, 16) for word in
                      re.match(r"(\w+)-(\w+) ", line).groups())
        if line.split()[1] == "rw-s":
            ctypes.memset(begin, 0xff, end - begin)
    return 2
