# expect: FAIL
import atexit
import threading
import time


def later():
    time.sleep(0.1)
    print("later")


atexit.register(lambda: print("OK"))
threading.Thread(target=later).start()
print(42)
