# expect: LIMIT memory
# needs: cgroup
import os

for number in range(16):
    descriptor = os.memfd_create(f"x{number}")
    for _ in range(16):
        os.write(descriptor, bytes(1 << 20))
