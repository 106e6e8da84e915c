# expect: FAIL
# task: writer

with open("out.txt", "w") as file:
    file.truncate(30 << 20)
