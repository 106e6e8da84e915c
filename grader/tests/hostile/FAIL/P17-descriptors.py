# expect: FAIL
import os

found = 0
for descriptor in range(3, 1024):
    for act in (lambda: os.write(descriptor, b"PASS"),
                lambda: os.read(descriptor, 1), lambda: os.fstat(descriptor)):
        try:
            act()
            found += 1
        except OSError:
            pass
print(42 if found else "nothing")
