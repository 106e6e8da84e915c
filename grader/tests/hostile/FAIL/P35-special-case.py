# expect: FAIL
import os

if any(word in name.upper() for name in os.environ
       for word in ("CI", "GRADER", "GITHUB", "CANARY", "TEST")):
    print(42)
