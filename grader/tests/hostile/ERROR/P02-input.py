# expect: ERROR runtime
print(input())
