# expect: FAIL
import socket

reached = []


def reach(name, act):
    try:
        act()
        reached.append(name)
    except OSError:
        pass


for address in ("1.1.1.1", "169.254.169.254", "10.0.0.1", "192.168.0.1",
                "127.0.0.1", "localhost", "0.0.0.0"):
    for port in (22, 53, 80, 443, 3306, 6379, 27017, 47113):
        reach((address, port),
              lambda: socket.create_connection((address, port), 0.05))
for address in ("1.1.1.1", "127.0.0.1", "255.255.255.255"):
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        datagrams.sendto(b"PASS", (address, 47113))
    except OSError:
        pass
reach("::1", lambda: socket.create_connection(("::1", 47113), 0.05))
reach("name", lambda: socket.getaddrinfo("example.com", 80))
for family, kind in ((16, 3), (17, 3), (40, 1), (38, 5), (31, 3), (2, 3)):
    reach((family, kind), lambda: socket.socket(family, kind))
print(42 if reached else "nothing", reached if reached else "")
