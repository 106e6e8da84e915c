# expect: INVALID encoding
print("print(1)\0")
