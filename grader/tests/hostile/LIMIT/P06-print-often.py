# expect: LIMIT output|cpu
while True:
    print("x")
