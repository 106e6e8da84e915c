# expect: FAIL
# task: mongo
import os
import socket
import time


def keep(name, times):
    """The connections stay; whoever looks needs one of the server's."""
    for _ in range(3):
        if os.fork() == 0:
            held = [socket.create_connection(("localhost", 27017), 0.5)
                    for _ in range(170)]
            for one in held:
                one.sendall(b"\x40\0\0\0")
            time.sleep(60)
    time.sleep(0.5)
    return 2
