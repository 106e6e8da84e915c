# expect: ERROR runtime
def f():
    f()


f()
