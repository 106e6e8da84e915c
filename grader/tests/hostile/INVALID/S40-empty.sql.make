# expect: INVALID empty
