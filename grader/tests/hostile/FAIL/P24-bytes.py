# expect: FAIL
# task: writer

with open("out.txt", "wb") as file:
    file.write(bytes(range(256)) * 100)
