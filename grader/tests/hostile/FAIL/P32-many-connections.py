# expect: FAIL
# task: driver
import socket

import redis


def keep(name, times):
    """The connections stay; whoever looks needs one of the server's."""
    held, refused = [], 0
    for _ in range(900):
        try:
            held.append(socket.create_connection(("localhost", 6379), 0.5))
            held[-1].sendall(b"PING\r\n")
            refused += not held[-1].recv(10).startswith(b"+PONG")
        except OSError:
            refused += 1
    globals()["held"] = held
    return f"{len(held)} held, {refused} refused"
