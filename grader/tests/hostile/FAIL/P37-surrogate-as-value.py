# expect: FAIL
# task: driver
def keep(name, times):
    return ["\ud800\udfff", b"\xff", 9 ** 5000, float("nan"), {1: {2: set()}}]
