"""Faults under the grader: they cost no learner a point, and no run its end.

Servers, programs and workers that somebody else ends; a system that refuses a
namespace, a process, a folder; an interpreter that is not there.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

import hostile
from common import PLAIN_USER, PROGRAMS, older
from surroundings import LEAF, Traces, children

SLOW_SQL = b"""-- right, and takes a while
UPDATE items SET quantity = quantity + 1;
SELECT SLEEP(0.8);
"""
SLOW_DRIVER = hostile.CANARIES["driver"][0].replace(
    "    server = redis", "    import time\n    time.sleep(0.8)\n"
    "    server = redis").encode()
SLOW_SHELL = (hostile.CANARIES["shell"][0] + "sleep(800)\n").encode()
SLOW_MONGO = hostile.CANARIES["mongo"][0].replace(
    "        seen.insert", "        __import__('time').sleep(0.8)\n"
    "        seen.insert").encode()
# Those that need what docker/install.sh fetches.
OF_MONGO = ("shell", "mongo")
QUICK = tuple((task, right.encode())
              for task, (right, _) in hostile.CANARIES.items())


def command(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def server(name):
    return lambda pid, grader: name in command(pid)


def parent(pid):
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(stat.rsplit(")", 1)[1].split()[1])


def worker(pid, grader):
    return parent(pid) == grader


def warm_node(pid, grader):
    """Not one that was forked for a hand-in: that has another parent."""
    return b"mongosh/bin/node" in command(pid) and worker(parent(pid), grader)


class Killer:
    """Ends what the grader has started, some times; or stops it."""

    def __init__(self, which, times, signal=signal.SIGKILL, age=0.4):
        self.which, self.signal, self.age = which, signal, age
        self.left, self.hit = times, set()

    def __call__(self, grader):
        for pid in children(grader) - self.hit:
            if self.left and older(pid, self.age) and self.which(pid, grader):
                try:
                    os.kill(pid, self.signal)
                except ProcessLookupError:
                    continue
                self.hit.add(pid)
                self.left -= 1


def one(task, data, verdict="PASS"):
    return hostile.HandIn(f"slow-{task}", task, data, verdict)


def grade(handins, *words, jobs=1, **more):
    """Grades them; gives what came of it, and what is left."""
    with Traces() as traces, hostile.Batch(handins) as batch:
        graded = batch.grade(jobs, *words, **more)
        return graded, traces.left()


class Ended(unittest.TestCase):
    """Somebody else ends what a case needs."""

    def once_and_always(self, task, data, which, signal=signal.SIGKILL):
        """Once: it is run again. Always: it is nobody's fault."""
        for times, verdict, status in ((1, "PASS", 0), (99, "INFRA", 4)):
            with self.subTest(times):
                killer = Killer(which, times, signal)
                graded, left = grade([one(task, data, verdict)], "--timeout",
                                     "20", meanwhile=killer)
                self.assertTrue(killer.hit)
                self.assertEqual(graded.wrong(), [])
                self.assertEqual(graded.status, status)
                self.assertEqual(left, [])

    def test_redis(self):
        self.once_and_always("driver", SLOW_DRIVER, server(b"redis-server"))

    def test_mongod(self):
        self.once_and_always("mongo", SLOW_MONGO, server(b"mongod"))

    def test_mongod_of_a_shell(self):
        self.once_and_always("shell", SLOW_SHELL, server(b"mongod"))

    def test_mongod_that_is_told_to_end(self):
        """Not by the hand-in, which could do the same."""
        self.once_and_always("shell", SLOW_SHELL, server(b"mongod"),
                             signal.SIGTERM)

    def test_mongod_that_is_stopped(self):
        """While the case waits for it: it is run again."""
        killer = Killer(server(b"mongod"), 1, signal.SIGSTOP, 3)
        graded, left = grade(
            [one("mongo", SLOW_MONGO.replace(b"0.8", b"5"))], "--timeout",
            "10", meanwhile=killer)
        self.assertTrue(killer.hit)
        self.assertEqual(graded.wrong(), [])
        self.assertEqual(left, [])

    def test_warm_node(self):
        """It is started again, as often as that; until then nobody fails."""
        for times, verdicts in ((1, {"PASS"}), (99, {"PASS", "INFRA"})):
            with self.subTest(times):
                killer = Killer(warm_node, times)
                graded, left = grade(
                    [one("shell", SLOW_SHELL) for _ in range(2)],
                    "--timeout", "20", meanwhile=killer)
                self.assertTrue(killer.hit)
                self.assertLessEqual({task["verdict"]
                                      for task in graded.tasks}, verdicts)
                self.assertEqual(left, [])

    def test_worker(self):
        self.once_and_always("raise", SLOW_SQL, worker)


class Fixtures(unittest.TestCase):
    def test_one_that_is_loaded_by_half(self):
        """It is the author's, with its line; nobody gets a score."""
        with hostile.Batch([one(*QUICK[0])]) as batch:
            items, = batch.path.glob("pack/tasks/*/raise/items.sql")
            lines = items.read_text() + "INSERT INTO items VALUES (1);\n" \
                "INSERT INTO items VALUES ('late', 1);\n"
            items.write_text(lines)
            graded = batch.grade(1)
        self.assertEqual(graded.status, 3)
        task, = graded.tasks
        self.assertEqual((task["verdict"], task["points"]), ("SPEC", None))
        self.assertIn(f"items.sql:{lines.count(chr(10)) - 1}",
                      task["cause"]["text"])


class Told(unittest.TestCase):
    """Signals that tell the grader to end."""

    @classmethod
    def setUpClass(cls):
        # Whoever is started in the background is to ignore it, POSIX says.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def end(self, *numbers):
        def tell(grader):
            if older(grader, 0.5) and numbers:
                os.kill(grader, numbers[len(told) % len(numbers)])
                told.append(grader)
        told = []
        with Traces() as traces, hostile.Batch(
                [one("raise", SLOW_SQL), one("driver", SLOW_DRIVER)]) \
                as batch:
            status = batch.run(2, "--timeout", "20", meanwhile=tell)
            # An empty cgroup may wait for the next run.
            self.assertEqual([name for name in traces.left()
                              if LEAF not in name], [])
            self.assertEqual(batch.run(2, "--timeout", "20"), 0)
            self.assertEqual(traces.left(), [])
        return -status if status < 0 else status - 128

    def test_each(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                self.assertEqual(self.end(number), number)

    def test_again_and_again(self):
        self.assertIn(self.end(signal.SIGINT, signal.SIGTERM),
                      (signal.SIGINT, signal.SIGTERM))

    def test_killed(self):
        self.assertEqual(self.end(signal.SIGKILL), signal.SIGKILL)


class Refused(unittest.TestCase):
    """A system that gives less than it should."""

    MOUNT = ("unshare", "-m" if os.geteuid() == 0 else "-rm", "sh", "-c")

    def setUp(self):
        # Some scripts cover the usual place, where the program may lie, too.
        self.addCleanup(setattr, tempfile, "tempdir", tempfile.tempdir)
        tempfile.tempdir = "/var/tmp"
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)
        self.addCleanup(setattr, hostile, "GRADER", hostile.GRADER)
        for name in ("tasks", "fixtures"):
            (self.folder / name).mkdir()
        hostile.GRADER = shutil.copy(hostile.GRADER, self.folder)

    def grade(self, script, prefix=None, only=None, **more):
        """All that is quick and right, or some, behind a line of shell."""
        if prefix is None:
            prefix = (*self.MOUNT, script + ' && exec "$@"', "sh")
        graded, left = grade([hostile.HandIn(f"right-{task}", task, data,
                                             "PASS") for task, data in QUICK
                              if not only or task in only],
                             "--timeout", "20", prefix=prefix, **more)
        self.assertEqual(left, [])
        return graded, {handin.task: task for handin, task in
                        zip(graded.handins, graded.tasks)}

    def test_that_is_no_matter(self):
        for script in (
                "true", "mount -t tmpfs -o ro none /tmp",
                "mount -t tmpfs -o noexec,size=1m none /tmp",
                "mount -t tmpfs -o ro none /dev/shm",
                "mount -t tmpfs -o size=4k none /dev/shm",
                "umask 0777", "umask 077", "umask 0", "export TMPDIR='/no where\n/x'",
                "export LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo POSIXLY_CORRECT=1",
                "export PYTHONSTARTUP=/x PYTHONPATH=/x PYTHONHOME=/x",
                "export LD_PRELOAD= MYSQL_HOME=/x MYSQL_HOST=x",
                "unset HOME PATH", "ulimit -s 256", "cd /proc/self"):
            with self.subTest(script):
                graded, _ = self.grade(script)
                self.assertEqual(graded.wrong(), [])
                self.assertEqual(graded.status, 0)

    def no_program(self, path):
        graded, tasks = self.grade(f"mount --bind /dev/null {path}")
        self.assertEqual(graded.status, 4, graded.said)
        self.assertEqual(tasks["raise"]["verdict"], "PASS")
        for name in ("script", "driver", "writer", "mongo"):
            self.assertIn(tasks[name]["verdict"], ("NOTRUN", "INFRA"))
            self.assertIsNone(tasks[name]["points"])
        return graded.said.decode()

    def test_no_python(self):
        self.assertIn("python3", self.no_program("/usr/bin/python3"))

    def test_no_module(self):
        """A library that hand-ins import is not there."""
        for module, task in (("redis", "driver"), ("pymongo", "mongo")):
            with self.subTest(module):
                graded, tasks = self.grade(
                    "mount -t tmpfs none "
                    f"/usr/lib/python3/dist-packages/{module}")
                self.assertEqual(tasks["raise"]["verdict"], "PASS")
                self.assertIn(tasks[task]["verdict"], ("NOTRUN", "INFRA"))
                self.assertIn(module, graded.said.decode())

    def fetched(self):
        """A copy of what was fetched, to break: its folders, not its files."""
        programs = self.folder / "cache/grader/programs"
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        programs.parent.mkdir(parents=True)
        if subprocess.run(["cp", "-al", PROGRAMS, programs],
                          stderr=subprocess.DEVNULL).returncode:
            shutil.copytree(PROGRAMS, programs, symlinks=True,
                            dirs_exist_ok=True)
        return programs

    def without(self, verdict, names=OF_MONGO, script="true", **more):
        """Only the tasks of these names are not graded."""
        graded, tasks = self.grade(
            script, env=dict(os.environ, XDG_CACHE_HOME=str(
                self.folder / "cache")), **more)
        self.assertEqual(graded.status, 4, graded.said)
        for name, task in tasks.items():
            self.assertEqual(task["verdict"], verdict if name in names
                             else "PASS", (name, task))
        return graded.said.decode()

    def instead(self, name, program):
        """Puts a program in the place of a fetched one."""
        place = self.fetched() / name
        place.unlink()
        shutil.copy(program, place)

    def test_not_fetched(self):
        for folder, names in ((".", OF_MONGO), ("mongod", OF_MONGO),
                              ("mongosh", ("shell",))):
            with self.subTest(folder):
                shutil.rmtree(self.fetched() / folder)
                self.assertIn("docker/install.sh",
                              self.without("NOTRUN", names))

    def test_fetched_and_not_readable(self):
        """Not by whoever runs it; root may read everything."""
        self.fetched().chmod(0)
        prefix = PLAIN_USER if os.geteuid() == 0 else ()
        self.without("NOTRUN", prefix=prefix)

    def test_fetched_by_half(self):
        shutil.rmtree(self.fetched() / "mongosh/node_modules/@mongosh")
        self.assertIn("cannot be loaded", self.without("INFRA", ("shell",)))
        for name, names in (("mongosh/bin/node", ("shell",)),
                            ("mongod/bin/mongod", OF_MONGO)):
            with self.subTest(name):
                self.instead(name, "/bin/false")
                self.without("INFRA", names)

    def test_mongod_of_another_version(self):
        """It says so itself: a program that speaks as it does."""
        self.instead("mongod/bin/mongod",
                     pathlib.Path(__file__).parent / "python/old_mongod.py")
        self.assertIn("MongoDB 3.6.23 is not supported",
                      self.without("INFRA"))

    def test_few_namespaces(self):
        """Some steps get theirs, others do not: no step is a learner's."""
        for number in (0, 1, 2, 4):
            prefix = ("unshare", "-Ur", "sh", "-c",
                      f"echo {number} >/proc/sys/user/max_user_namespaces && "
                      "exec \"$@\"", "sh")
            with self.subTest(number), Traces() as traces, hostile.Batch(
                    [one(task, data) for task, data in QUICK]) as batch:
                self.assertEqual(batch.run(2, prefix=prefix), 4)
                self.assertEqual(traces.left(), [])
                if batch.report.exists():
                    self.assertLessEqual(
                        {task["verdict"]
                         for task in hostile.Graded(batch, 4).tasks},
                        {"PASS", "NOTRUN", "INFRA"})

    def test_server_that_never_answers(self):
        silent = self.folder / "server"
        silent.write_text("#!/bin/sh\nexec sleep 1000\n")
        silent.chmod(0o755)
        self.fetched()
        self.without("INFRA", ("driver",),
                     f"mount --bind {silent} /usr/bin/redis-server", jobs=2,
                     only=("raise", "driver"))
        self.instead("mongod/bin/mongod", silent)
        self.without("INFRA", jobs=2, only=("raise", "mongo"))


if __name__ == "__main__":
    unittest.main()
