# expect: LIMIT cpu
print("db.things.insertMany([\n" + "{},\n" * 100_000 + "])")
