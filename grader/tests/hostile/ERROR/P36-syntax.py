# expect: ERROR syntax
# task: driver
def keep(name, times)
    return 2
