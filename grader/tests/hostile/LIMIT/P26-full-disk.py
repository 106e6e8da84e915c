# expect: LIMIT disk|memory
number = 0
while True:
    with open(f"/work/{number}", "wb") as file:
        file.write(bytes(1 << 20))
    number += 1
