# expect: ERROR syntax
# task: driver
class Strange(SyntaxError):
    filename = property(lambda self: 1 / 0)
    lineno = "<script>"

    def __str__(self):
        return "\x1b[2J" + "x" * 100


def keep(name, times):
    raise Strange()
