# expect: ERROR syntax
print("# -*- coding: nonsense -*-\nprint(42)")
