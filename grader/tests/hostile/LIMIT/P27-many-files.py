# expect: LIMIT files
for number in range(100_000):
    open(f"/tmp/{number}", "w").close()
