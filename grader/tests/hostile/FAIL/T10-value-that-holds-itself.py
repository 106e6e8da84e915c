# expect: FAIL
# task: driver
def keep(name, times):
    deep = value = []
    for _ in range(100_000):
        value = [value]
    deep.append(deep)
    return {"itself": deep}
