# expect: INVALID too_large
print("SELECT 1;\n" * 1_000_000)
