# expect: ERROR runtime
# task: driver
class Strange(BaseException):
    __module__ = property(lambda self: 1 / 0)

    def __str__(self):
        raise self

    def __getattribute__(self, name):
        raise self


def keep(name, times):
    raise Strange()
