# expect: LIMIT output
# task: driver
def keep(name, times):
    return "x" * (40 << 20)
