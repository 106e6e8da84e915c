# expect: LIMIT cpu
print("1;\n" * 100_000)
