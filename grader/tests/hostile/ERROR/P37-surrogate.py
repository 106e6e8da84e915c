# expect: ERROR runtime
print("\ud800")
