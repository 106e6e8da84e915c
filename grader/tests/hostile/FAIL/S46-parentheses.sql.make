# expect: FAIL
print("SELECT " + "(" * 20_000 + "1" + ")" * 20_000 + ";")
