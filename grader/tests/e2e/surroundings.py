"""What hostile hand-ins might reach for, and whether any of it was touched.

Files of a home, secrets, listeners on ports and sockets, processes, and the
traces that a run must not leave: processes, mounts, cgroups, folders.
"""
import ctypes
import errno
import glob
import os
import pathlib
import secrets
import signal
import socket
import subprocess
import tempfile
import time

from common import PROGRAMS

PR_SET_CHILD_SUBREAPER = 36
# Ports that a hand-in knows: those of servers, and one that none has.
PORTS = (3306, 6379, 27017, 47113)
SOCKET = "/tmp/hostile-canary.sock"
ABSTRACT = "\0hostile-canary"
# What a cgroup of a run is called; the number of its process follows.
LEAF = "grader-sandbox-"
# A file that everybody may read, outside of what a hand-in sees.
FILE = pathlib.Path("/var/tmp/hostile-canary.txt")
# Whom a canary process runs as, beside whoever runs this: what servers and
# hand-ins run as when the grader is run by root.
USERS = (61000, 61001)
# Where a hand-in says that it writes.
PLACES = ("/tmp/pwn.txt", "/dev/shm/pwn.txt", "/var/tmp/pwn.txt",
          "/var/tmp/x.*", "/var/tmp/y*", "/var/tmp/holberton*")


def listener(family, kind, address):
    canary = socket.socket(family, kind)
    canary.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    until = time.monotonic() + 120
    while True:
        try:
            canary.bind(address)
            break
        except OSError as error:
            # Another run of this suite, that will be over soon?
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise OSError(f"{address!r}: {error}") from error
            time.sleep(1)
    canary.setblocking(False)
    if kind == socket.SOCK_STREAM:
        canary.listen()
    if isinstance(address, str) and address[0] == "/":
        os.chmod(address, 0o777)
    return canary


def children(pid):
    """All that descend from a process, without what has ended."""
    found = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if fields[0] != "Z":
            found.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    descend, ready = [], [pid]
    while ready:
        more = found.get(ready.pop(), [])
        descend += more
        ready += more
    return set(descend)


def cgroups():
    """Where a run of ours can have made some: below the own, and beside."""
    for line in pathlib.Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        for own in (pathlib.Path(f"/sys/fs/cgroup/{controllers}{path}"),
                    pathlib.Path(f"/sys/fs/cgroup{path}")):
            yield from (own, own.parent)


def traces():
    """What a run could leave in the system."""
    left = set(pathlib.Path("/proc/self/mountinfo").read_text().splitlines())
    for folder in ("/tmp", "/dev/shm"):
        left |= {str(path) for name in ("grader-??????", "mongod*", ".mongo*")
                 for path in pathlib.Path(folder).glob(name)}
    for folder in cgroups():
        left |= {str(path) for path in folder.glob(LEAF + "*")
                 if not os.path.exists("/proc/" + path.name[len(LEAF):])}
    return left


def written():
    """What is where hand-ins say that they write."""
    return sorted(path for place in PLACES for path in glob.glob(place))


class Traces:
    """What runs leave, for a with block."""

    processes = ()

    def __enter__(self):
        # What a run orphans becomes a child of this process.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
        self.before = traces()
        self.kin = children(os.getpid())
        return self

    def __exit__(self, *_):
        pass

    def left(self):
        """What a run has left, and is there until long after its end."""
        left = None
        for _ in range(100):
            self.reap()
            now = traces() - self.before | {
                f"process {pid}" for pid in children(os.getpid()) - self.kin}
            left = now if left is None else left & now
            if not left:
                break
            time.sleep(0.1)
        return sorted(left)

    def reap(self):
        """Orphans that have ended, and no canary."""
        ours = {process.pid for process in self.processes}
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            pid = int(stat.parent.name)
            if int(fields[1]) == os.getpid() and fields[0] == "Z" and \
                    pid not in ours:
                os.waitpid(pid, os.WNOHANG)


class Surroundings(Traces):
    """All canaries, for a with block."""

    def __enter__(self):
        self.open_listeners()
        self.temporary = tempfile.TemporaryDirectory(prefix="hostile-home-")
        self.home = pathlib.Path(self.temporary.name)
        self.home.chmod(0o755)
        self.secrets = {name: f"{name}-{secrets.token_hex(8)}"
                        for name in ("environment", "home", "solution")}
        self.file = self.home / "canary.txt"
        self.file.write_text(self.secrets["home"])
        FILE.write_text(self.secrets["home"])
        cache = self.home / "cache"
        (cache / "grader").mkdir(parents=True)
        for folder in (cache, cache / "grader"):
            folder.chmod(0o777)
        (cache / "grader/programs").symlink_to(PROGRAMS)
        self.env = dict(os.environ, HOME=str(self.home),
                        XDG_CACHE_HOME=str(cache),
                        CANARY=self.secrets["environment"])
        users = [None, *USERS] if os.geteuid() == 0 else [None]
        self.processes = [subprocess.Popen(["sleep", "3600"], user=user)
                          for user in users]
        self.files = written()
        return super().__enter__()

    def open_listeners(self):
        addresses = [(socket.AF_INET, ("0.0.0.0", port)) for port in PORTS]
        addresses += [(socket.AF_UNIX, ABSTRACT), (socket.AF_UNIX, SOCKET)]
        self.listeners = {}
        for family, address in addresses:
            if address == SOCKET:  # of one that was killed
                pathlib.Path(SOCKET).unlink(missing_ok=True)
            self.listeners[str(address)] = listener(
                family, socket.SOCK_STREAM, address)
        self.listeners["datagrams"] = listener(
            socket.AF_INET, socket.SOCK_DGRAM, ("0.0.0.0", PORTS[-1]))

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()
        for canary in self.listeners.values():
            canary.close()
        pathlib.Path(SOCKET).unlink()
        FILE.unlink()
        self.temporary.cleanup()

    def touched(self):
        """The canaries that are no longer as they were."""
        problems = []
        for file in (self.file, FILE):
            if file.read_text() != self.secrets["home"]:
                problems.append(f"{file} was written to")
        names = sorted(path.name for path in self.home.iterdir())
        if names != ["cache", self.file.name]:
            problems.append(f"the home holds {names}")
        for name, canary in self.listeners.items():
            if self.reached(canary):
                problems.append(f"{name!r} was reached")
        for process in self.processes:
            state = pathlib.Path(f"/proc/{process.pid}/stat").read_text()
            if process.poll() is not None or state.split()[2] == "T":
                problems.append(f"process {process.args} was harmed")
        if written() != self.files:
            problems.append(f"written: {self.files} {written()}")
        return problems

    @staticmethod
    def reached(canary):
        try:
            if canary.type == socket.SOCK_STREAM:
                canary.accept()[0].close()
            else:
                canary.recv(1)
        except BlockingIOError:
            return False
        return True

    def leaked(self, text):
        """The secrets that stand in it."""
        return [name for name, secret in self.secrets.items()
                if secret.encode() in text]
