# expect: FAIL
print("‮⁦24⁩")
