# expect: FAIL
# task: writer

for number in range(4000):
    open(f"{number}-" + "x" * 200, "w").close()
