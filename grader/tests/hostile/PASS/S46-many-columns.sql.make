# expect: PASS
columns = ",\n".join(f"`{'ü' * 60}{number}` INT" for number in range(400))
print(f"CREATE TABLE wide (\n{columns}\n);")
print("UPDATE items SET quantity = quantity + 1;")
