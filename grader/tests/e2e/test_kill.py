"""However the grader ends, nothing of it is left.

Also: a server that dies under a case, two graders that prepare the same data
directory at once, and the operator's own server, which is never touched.
"""
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import time
import unittest

from common import GRADER, NO_NAMESPACES, PROBE_PACK, Submission, check, \
    kill_some, processes, tasks

RIGHT = "-- right\nUPDATE items SET quantity = quantity + 1;\n"
SLOW = RIGHT + "SELECT SLEEP(0.3);\n"


def folders():
    return {str(path) for place in ("/dev/shm", "/tmp")
            for path in pathlib.Path(place).glob("grader-??????")}


def leftovers(sessions, before=frozenset()):
    """Processes of the sessions and new folders, once the ending is over."""
    left = []
    for _ in range(100):
        left = [p for session in sessions for p in processes(session)]
        left += sorted(folders() - before)
        if not left:
            return []
        time.sleep(0.05)
    return left


# What is typed into a mongo shell, for which a server and a node run.
SHELL = "0xf5-Shell"
SLOW_SHELL = 'db.things.insertOne({_id: 3, name: "lamp"})\nsleep(200)\n' \
    'print("the end")\n'


def start(submission, *words, env=None, prefix=()):
    return subprocess.Popen(
        [*prefix, str(GRADER), "check", str(submission.path), "--packs",
         str(PROBE_PACK), "-p", submission.project, *words],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env,
        start_new_session=True)


class Kill(unittest.TestCase):
    def kill_often(self, times, number, prefix=(), most=0.7,
                   handed=("0xf0-Probe", "probe.sql", SLOW)):
        seed = int(os.environ.get("GRADER_SEED", "1"))
        draw = random.Random(seed)
        sessions = []
        before = folders()
        with Submission(handed[0]) as submission:
            submission.write(*handed[1:])
            for turn in range(times):
                process = start(submission, "--jobs", "2", prefix=prefix)
                time.sleep(draw.uniform(0, most))
                process.send_signal(number)
                process.wait(10)
                sessions.append(process.pid)
                if turn % 10 == 9:
                    self.assertEqual(leftovers(sessions, before), [],
                                     f"turn {turn}")
        self.assertEqual(leftovers(sessions, before), [])

    def test_sigkill_at_100_instants(self):
        self.kill_often(100, signal.SIGKILL)

    def test_sigkill_with_mongodb(self):
        self.kill_often(20, signal.SIGKILL, most=2.5,
                        handed=(SHELL, "typed", SLOW_SHELL))

    def test_sigkill_without_namespaces(self):
        self.kill_often(30, signal.SIGKILL, NO_NAMESPACES)

    def test_sigint_and_sigterm(self):
        self.kill_often(10, signal.SIGINT)
        self.kill_often(10, signal.SIGTERM)


class Server(unittest.TestCase):
    def test_server_killed_in_the_middle(self):
        """Killed once: run again. Killed again and again: INFRA."""
        for times, status in ((1, 0), (99, 4)):
            with self.subTest(times), Submission() as submission:
                submission.write("probe.sql", RIGHT + "SELECT SLEEP(1);\n")
                process = start(submission, "--jobs", "1")
                # Past loading, in the SLEEP.
                killed = kill_some(process, b"--skip-networking", times)
                self.assertGreaterEqual(killed, 1)
                self.assertEqual(process.returncode, status)

    def test_two_graders_prepare_at_once(self):
        with Submission() as submission, \
                tempfile.TemporaryDirectory() as cache:
            submission.write("probe.sql", RIGHT)
            env = dict(os.environ, XDG_CACHE_HOME=cache)
            both = [start(submission, env=env) for _ in range(4)]
            self.assertEqual([p.wait(120) for p in both], [0, 0, 0, 0])
            names = sorted(p.name for p in
                           (pathlib.Path(cache) / "grader").iterdir())
        self.assertEqual([name.split("-")[0] for name in names],
                         ["canary", "isolation", "mysql", "observed"])

    def test_own_server_is_not_touched(self):
        """A server on 3306 and on the usual socket keeps its canary."""
        with tempfile.TemporaryDirectory() as folder, \
                Submission() as submission:
            data = pathlib.Path(folder, "nobody-knows")
            os.chmod(folder, 0o755)
            user = ["--user=mysql"] if os.geteuid() == 0 else []
            subprocess.run(["mariadb-install-db", "--no-defaults",
                            f"--datadir={data}", "--skip-test-db",
                            "--auth-root-authentication-method=normal",
                            *user], check=True, stdout=subprocess.DEVNULL)
            socket = pathlib.Path("/tmp/nobody-knows.sock")
            server = subprocess.Popen(
                ["mariadbd", "--no-defaults", f"--datadir={data}",
                 f"--socket={socket}", "--bind-address=127.0.0.1",
                 "--port=3306", "--general-log=1",
                 f"--general-log-file={data}/log", *user],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                while not socket.exists():
                    self.assertIsNone(server.poll())
                    time.sleep(0.05)
                log = data / "log"
                before = log.read_bytes() if log.exists() else b""
                submission.write("probe.sql", RIGHT)
                status, _ = check(submission.path, "--packs", PROBE_PACK,
                                  "-p", "0xf0-Probe")
                self.assertEqual(status, 0)
                self.assertEqual(log.read_bytes(), before)
            finally:
                server.kill()
                server.wait()
                socket.unlink(missing_ok=True)


class WithoutNamespaces(unittest.TestCase):
    def test_root_without_capabilities(self):
        if os.geteuid() != 0:
            return  # nobody to take them from
        self.grades(("setpriv", "--bounding-set=-all", "--inh-caps=-all"))

    def test_a_lab_in_which_nothing_can_be_written(self):
        """No server starts in it, and nothing of it is left."""
        if os.geteuid() != 0:
            return  # nobody to take it from
        before = folders()
        with Submission() as submission:
            submission.write("probe.sql", RIGHT)
            process = start(submission, prefix=(
                "setpriv", "--inh-caps=-all", "--bounding-set",
                "-all,+setuid,+setgid,+chown,+kill", "prlimit",
                "--fsize=0"))
            self.assertEqual(process.wait(120), 4)
        self.assertEqual(leftovers([process.pid], before), [])

    def test_grades_and_says_so(self):
        self.grades(NO_NAMESPACES)

    def grades(self, prefix):
        before = folders()
        with Submission() as submission:
            submission.write("probe.sql", RIGHT)
            process = subprocess.run(
                [*prefix, str(GRADER), "check", str(submission.path), "--packs",
                 str(PROBE_PACK), "-p", "0xf0-Probe"],
                capture_output=True, timeout=120)
        output = (process.stdout + process.stderr).decode()
        self.assertEqual(process.returncode, 0, output)
        self.assertIn("isolation none", process.stdout.decode())
        self.assertIn("warning: isolation here is none",
                      process.stderr.decode())
        self.assertEqual(leftovers([], before), [])


if __name__ == "__main__":
    unittest.main()
