# expect: ERROR runtime
print(int("9" * 5000))
