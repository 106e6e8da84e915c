# expect: FAIL
print("# -*- coding: utf-7 -*-\nprint('+AGE-')")
