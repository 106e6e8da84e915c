# expect: INVALID empty
print("#!/usr/bin/env python3\n# nothing")
