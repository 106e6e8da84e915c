# expect: LIMIT cpu
while True:
    pass
