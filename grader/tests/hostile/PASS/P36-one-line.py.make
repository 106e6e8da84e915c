# expect: PASS
print("print(42)" + " " * 1_000_000 + "# the end")
