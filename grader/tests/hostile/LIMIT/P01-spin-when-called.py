# expect: LIMIT cpu
# task: driver
def keep(name, times):
    while True:
        pass
