# expect: LIMIT output
# task: driver
def keep(name, times):
    while True:
        print("x" * 10 ** 6)
