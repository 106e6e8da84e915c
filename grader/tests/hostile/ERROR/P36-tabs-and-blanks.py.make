# expect: ERROR syntax
print("if True:\n        print(42)\n\tprint(43)")
