# expect: PASS
long = "$" * 10000
print(f"DELIMITER {long}\nUPDATE items SET quantity = quantity + 1{long}")
