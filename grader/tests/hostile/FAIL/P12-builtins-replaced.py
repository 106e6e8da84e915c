# expect: FAIL
# task: driver
import builtins
import sys


class Same(type):
    """Every value is of every type, and equal to all."""
    def __instancecheck__(cls, value):
        return True


def keep(name, times):
    for word in ("str", "bytes", "int", "type", "compile", "exec", "eval",
                 "repr", "isinstance", "len", "BaseException"):
        setattr(builtins, word, Same("x", (), {}))
    sys.modules.clear()
    return 2
