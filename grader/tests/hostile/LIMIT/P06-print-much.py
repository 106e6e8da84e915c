# expect: LIMIT output
while True:
    print("x" * 10 ** 6)
