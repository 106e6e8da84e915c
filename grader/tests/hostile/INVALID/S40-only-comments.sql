-- expect: INVALID empty
# nothing
/* at all */
