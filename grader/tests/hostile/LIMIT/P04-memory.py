# expect: LIMIT memory
held = []
while True:
    held.append(bytearray(10 ** 7))
