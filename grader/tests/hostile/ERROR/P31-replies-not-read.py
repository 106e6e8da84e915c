# expect: ERROR runtime
# task: driver
import socket


def keep(name, times):
    server = socket.create_connection(("localhost", 6379))
    server.sendall(b"SET a " + b"x" * 50_000 + b"\r\n")
    while True:
        server.sendall(b"GET a\r\n" * 10_000)
