# expect: FAIL
# task: driver
import sys


def keep(name, times):
    """Takes what it finds of the driver, and answers for it, wrongly."""
    frame = sys._getframe()
    while frame.f_back:
        frame = frame.f_back
        answer = frame.f_globals.get("answer")
        if answer:
            answer({"value": 3}, lambda: None)
            answer({"value": [3]}, lambda: None)
    return 3
