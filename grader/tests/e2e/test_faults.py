"""Faults under the grader: they cost no learner a point, and no run its end.

Servers, programs and workers that somebody else ends; a system that refuses a
namespace, a process, a folder; an interpreter that is not there.
"""
import os
import pathlib
import shutil
import signal
import tempfile
import unittest

import hostile
from common import older
from surroundings import LEAF, Traces, children

SLOW_SQL = b"""-- right, and takes a while
UPDATE items SET quantity = quantity + 1;
SELECT SLEEP(0.8);
"""
SLOW_DRIVER = hostile.CANARIES["driver"][0].replace(
    "    server = redis", "    import time\n    time.sleep(0.8)\n"
    "    server = redis").encode()
QUICK = tuple((task, right.encode())
              for task, (right, _) in hostile.CANARIES.items())


def command(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def server(name):
    return lambda pid, grader: name in command(pid)


def worker(pid, grader):
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return int(stat.rsplit(")", 1)[1].split()[1]) == grader


class Killer:
    """Ends what the grader has started, some times."""

    def __init__(self, which, times):
        self.which = which
        self.left, self.hit = times, set()

    def __call__(self, grader):
        for pid in children(grader) - self.hit:
            if self.left and older(pid, 0.4) and self.which(pid, grader):
                try:
                    os.kill(pid, signal.SIGKILL)
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

    def once_and_always(self, task, data, which):
        """Once: it is run again. Always: it is nobody's fault."""
        for times, verdict, status in ((1, "PASS", 0), (99, "INFRA", 4)):
            with self.subTest(times):
                killer = Killer(which, times)
                graded, left = grade([one(task, data, verdict)], "--timeout",
                                     "20", meanwhile=killer)
                self.assertTrue(killer.hit)
                self.assertEqual(graded.wrong(), [])
                self.assertEqual(graded.status, status)
                self.assertEqual(left, [])

    def test_redis(self):
        self.once_and_always("driver", SLOW_DRIVER, server(b"redis-server"))

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

    def grade(self, script):
        """All that is quick and right, behind a line of shell."""
        prefix = (*self.MOUNT, script + ' && exec "$@"', "sh")
        graded, left = grade([hostile.HandIn(f"right-{task}", task, data,
                                             "PASS") for task, data in QUICK],
                             "--timeout", "20", prefix=prefix)
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
        for name in ("script", "driver", "writer"):
            self.assertIn(tasks[name]["verdict"], ("NOTRUN", "INFRA"))
            self.assertIsNone(tasks[name]["points"])
        return graded.said.decode()

    def test_no_python(self):
        self.assertIn("python3", self.no_program("/usr/bin/python3"))

    def test_no_module(self):
        """A library that hand-ins import is not there."""
        graded, tasks = self.grade(
            "mount -t tmpfs none /usr/lib/python3/dist-packages/redis")
        self.assertEqual(tasks["raise"]["verdict"], "PASS")
        self.assertIn(tasks["driver"]["verdict"], ("NOTRUN", "INFRA"))
        self.assertIn("redis", graded.said.decode())

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
        graded, tasks = self.grade(
            f"mount --bind {silent} /usr/bin/redis-server")
        self.assertEqual(tasks["driver"]["verdict"], "INFRA")
        self.assertEqual(tasks["raise"]["verdict"], "PASS")


if __name__ == "__main__":
    unittest.main()
