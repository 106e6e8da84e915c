# expect: FAIL
import glob
import socket

reached = []
paths = ["\0hostile-canary", "\0/tmp/dbus-x", "/tmp/hostile-canary.sock",
         "/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket",
         "/var/run/mysqld/mysqld.sock", "/run/systemd/private",
         "/tmp/mysql/socket", "/tmp/redis/socket", *glob.glob("/tmp/**/*sock*",
                                                              recursive=True)]
for line in open("/proc/net/unix"):
    if len(line.split()) > 7:
        paths.append(line.split()[7].replace("@", "\0"))
for path in paths:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        try:
            socket.socket(socket.AF_UNIX, kind).connect(path)
            reached.append(path)
        except OSError:
            pass
print(42 if reached else "nothing")
