# expect: INVALID encoding
print("print(42)\0")
