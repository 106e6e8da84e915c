# expect: INVALID too_large
print("-- right\nUPDATE items SET quantity = quantity + 1;" + " " * (1 << 20))
