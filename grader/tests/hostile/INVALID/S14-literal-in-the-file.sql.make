# expect: INVALID too_large
print("SELECT LENGTH('" + "a" * 17_000_000 + "');")
