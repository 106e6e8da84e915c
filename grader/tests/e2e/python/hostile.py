"""Objects that misbehave when a driver gets them: of test_python.py."""
import sys


class Liar(int):
    """Says that it is something else."""
    __class__ = property(lambda self: str)
    __dict__ = property(lambda self: 1 / 0)

    def refuse(self, *args):
        raise SystemExit(5)

    __eq__ = __hash__ = __int__ = __index__ = __str__ = __repr__ = refuse
    __bool__ = __len__ = __iter__ = __getattr__ = __reduce_ex__ = refuse


class Names(dict):
    """Gives other keys than it has."""

    def refuse(self, *args):
        raise SystemExit(5)

    keys = items = values = __iter__ = __getitem__ = __len__ = refuse
    __eq__ = __bool__ = __contains__ = refuse


class Endless(list):
    def __iter__(self):
        while True:
            yield 1

    def __len__(self):
        return 10 ** 9


class OtherText(str):
    def __str__(self):
        return "another"

    def encode(self, *args):
        return b"another"

    __repr__ = __str__


class Unhashed(str):
    __hash__ = None


class Raises:
    def __repr__(self):
        raise ValueError("no repr")


class Exits:
    def __repr__(self):
        sys.exit(3)


class NoText:
    def __repr__(self):
        return 5


class DerivedText:
    def __repr__(self):
        return OtherText("given")


class Prints:
    def __repr__(self):
        print("printed by repr")
        return "prints"


class Recurses:
    def __repr__(self):
        return repr(self)


class Changes:
    """Changes the list that it is in."""

    def __init__(self):
        self.holder = [self, 1, 2]

    def __repr__(self):
        self.holder.clear()
        return "changes"


class Shrinks:
    """Changes the dict that it is in."""

    def __init__(self):
        self.holder = {"a": self, "b": 2, "c": 3}

    def __repr__(self):
        self.holder.clear()
        self.holder.update((str(i), i) for i in range(1000))
        return "shrinks"


class Drops:
    """Takes away the last reference to what is being told."""

    def __init__(self):
        self.holder = [[self, Raises(), "kept"]]

    def __repr__(self):
        del self.holder[0][:], self.holder[:]
        self.instead = [[1, 2, 3, i] for i in range(1000)]
        return "drops"


class DropsItem:
    """Is a key whose item goes while it is told."""

    def __init__(self):
        self.holder = {self: [1, 2, 3, 4]}

    def __repr__(self):
        self.holder.clear()
        self.instead = [[5, 6, 7, i] for i in range(1000)]
        return "drops item"


class Meta(type):
    def __getattribute__(cls, name):
        raise SystemExit(5)

    __eq__ = __hash__ = __instancecheck__ = __getattribute__


class OfMeta(metaclass=Meta):
    pass


class Deletes:
    def __del__(self):
        raise ValueError("in del")

    def __repr__(self):
        return "deletes"


class Long:
    def __repr__(self):
        return "é" * 100000


class Surrogate:
    def __repr__(self):
        return "\ud800"


class Slots:
    __slots__ = ("a",)

    def __getattribute__(self, name):
        raise SystemExit(5)


def cycle():
    made = [1]
    made.append(made)
    return made


def cycle_of_dict():
    made = {"a": ({},)}
    made["a"][0]["back"] = made
    return made


def deep(n=10 ** 5):
    made = []
    for _ in range(n):
        made = [made]
    return made


def deep_tuples(n=10 ** 5):
    made = ()
    for _ in range(n):
        made = {"a": (made,)}
    return made


def wide(n):
    return [1] * n


def doubled(n):
    made = []
    for _ in range(n):
        made = [made, made]
    return made


def set_in_dict():
    return {Liar(3), Unhashable.one}


class Unhashable:
    one = 5


def renamed():
    class Made:
        pass
    Made.__name__ = "other \u00e9 name"
    Made.__qualname__ = "x" * 1000
    return Made()


def error_that_raises():
    class Bad(Exception):
        def __str__(self):
            raise SystemExit(4)
    raise Bad


def error_of_odd_class():
    class Bad(Exception):
        __module__ = 5
    raise Bad("text")


def error_without_end():
    error = ValueError("round")
    error.__cause__ = error
    error.__context__ = error
    raise error


def error_with_surrogates():
    raise ValueError("\ud800 \udcff")


def error_large():
    raise ValueError("x" * 10 ** 7)


def error_of_syntax():
    error = SyntaxError("mine")
    error.filename, error.lineno = Liar(5), OtherText("x")
    raise error


def error_of_syntax_without_attributes():
    class Bad(SyntaxError):
        filename = property(lambda self: 1 / 0)
    raise Bad("x")


def error_of_meta():
    class Bad(Exception, metaclass=Meta):
        pass
    raise Bad("x")


def error_of_odd_text():
    class Odd(str):
        def refuse(self, *args):
            raise SystemExit(5)
        __getitem__ = __iter__ = __add__ = __radd__ = __len__ = refuse

    class Bad(Exception):
        def __str__(self):
            return Odd("odd")
    Bad.__qualname__ = Odd("Bad")
    raise Bad


def error_deep(n=900):
    return error_deep(n - 1) if n else 1 / 0


def recursion():
    return recursion()


def breaks_builtins():
    import builtins
    for name in ("len", "type", "str", "isinstance", "dict", "repr", "list"):
        setattr(builtins, name, None)
    return [1, "a"]


def breaks_streams():
    sys.stdout = sys.stderr = None
    return 1


def breaks_streams_more():
    class Bad:
        def flush(self):
            raise SystemExit(7)
    sys.stdout = Bad()
    return 2


def breaks_modules():
    sys.modules.clear()
    return 3


def interrupts():
    raise KeyboardInterrupt


def exits():
    sys.exit(0)


def generator_exit():
    raise GeneratorExit
