# expect: ERROR syntax
print("print(" + "(" * 10_000 + ")" * 10_000 + ")")
