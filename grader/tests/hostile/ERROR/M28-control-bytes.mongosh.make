# expect: ERROR syntax
print("print(1)\n\x03\nprint(2)\n\x04\nprint(3)\n\x1a\n\x1b[A\nprint(4)")
