# expect: INVALID too_large
print("print(1)\n//" + " " * (1 << 20))
