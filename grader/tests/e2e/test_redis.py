"""Redis from the outside: whose server is used, and whose mistake it is."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

from common import GRADER, NO_NAMESPACES, PROBE_PACK, ROOT, Pack, \
    Submission, kill_some, run, text

REDIS = "0xf2-Redis"
RIGHT = (PROBE_PACK / "tasks" / REDIS / "pages/solution/pages.sql").read_text()
WRONG = (PROBE_PACK / "tasks" / REDIS / "pages/wrong/one-row.sql").read_text()


def grade(content, *prefix, pack=PROBE_PACK, words=()):
    with Submission(REDIS) as submission:
        submission.write("pages.sql", content)
        return subprocess.run(
            [*prefix, str(GRADER), "check", str(submission.path), "--packs",
             str(pack), "-p", REDIS, *words],
            capture_output=True, timeout=300)


class Operators(unittest.TestCase):
    """A server of the operator's on 6379, with a canary."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.socket = pathlib.Path(temporary.name, "socket")
        server = subprocess.Popen(
            ["redis-server", "--port", "6379", "--bind", "127.0.0.1",
             "--unixsocket", str(self.socket), "--save", "", "--dir",
             temporary.name], stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        for line in server.stdout:
            if "ready to accept connections" in line:
                break
        self.assertEqual(self.ask("SET", "canary", "alive"), "OK")

    def ask(self, *words):
        return subprocess.run(["redis-cli", "-s", str(self.socket), *words],
                              capture_output=True, text=True,
                              check=True).stdout.strip()

    def connections(self):
        """How many there have been, with the one that asks."""
        return int(re.search(r"total_connections_received:(\d+)",
                             self.ask("INFO", "stats")).group(1))

    def untouched_by(self, *prefix):
        before = self.connections()
        for content, status in ((RIGHT, 0), (WRONG, 1)):
            process = grade(content, *prefix)
            self.assertEqual(process.returncode, status, text(process))
        self.assertEqual(self.connections(), before + 1)
        self.assertEqual(self.ask("GET", "canary"), "alive")
        self.assertEqual(self.ask("DBSIZE"), "1")

    def test_untouched(self):
        self.untouched_by()

    def test_untouched_without_namespaces(self):
        self.untouched_by(*NO_NAMESPACES)


class Missing(unittest.TestCase):
    """No redis-server on this machine."""

    HIDE = ("unshare", "-m" if os.geteuid() == 0 else "-rm", "sh", "-c",
            "mount --bind /dev/null /usr/bin/redis-server && exec \"$@\"",
            "sh")

    def test_others_are_graded(self):
        with Submission() as submission:
            submission.write("probe.sql", "-- right\nUPDATE items SET "
                             "quantity = quantity + 1;\n")
            other = submission.path / REDIS
            other.mkdir()
            (other / "pages.sql").write_text(RIGHT)
            process = subprocess.run(
                [*self.HIDE, str(GRADER), "check", str(submission.path),
                 "--packs", str(PROBE_PACK), "-t", "probe", "-t", "pages",
                 "--report", "json"], capture_output=True)
            self.assertEqual(process.returncode, 4, text(process))
            verdicts = {task["task"]: task for task in json.loads(
                process.stdout)["submissions"][0]["tasks"]}
        self.assertEqual(verdicts["probe"]["verdict"], "PASS")
        self.assertEqual(verdicts["pages"]["verdict"], "NOTRUN")
        self.assertEqual(verdicts["pages"]["points"], None)
        self.assertIn("redis-server", json.dumps(verdicts["pages"]))

    def test_doctor(self):
        process = subprocess.run([*self.HIDE, str(GRADER), "doctor"],
                                 capture_output=True, cwd=ROOT)
        self.assertEqual(process.returncode, 4, text(process))
        self.assertIn("apt-get install redis-server", text(process))
        self.assertRegex(run("doctor").stdout.decode(),
                         r"(?m)^redis +/\S+/redis-server$")


class Authors(unittest.TestCase):
    def spec(self, pack, needle):
        process = grade(RIGHT, pack=pack.path)
        self.assertEqual(process.returncode, 3, text(process))
        self.assertIn(needle, " ".join(text(process).split()))

    def test_fixture_that_is_refused(self):
        for line, needle in {
                "INCR greeting": "cache.redis:13: ERR value is not an",
                "LPUSH greeting x": "cache.redis:13: WRONGTYPE Operation",
                "NOSUCH": "cache.redis:13: ERR unknown command",
                "CONFIG SET dir /tmp": "cache.redis:13: NOPERM",
                "BLPOP nowhere 0": "cache.redis:13: NOPERM",
                "SET a \"b": "cache.redis:13: a double quote is not closed",
                "SET a 'b": "cache.redis:13: a single quote is not closed",
                "SET \"a\"b": "cache.redis:13: a blank is missing behind",
                "SET a b\0": "cache.redis:13: a NUL byte",
        }.items():
            with self.subTest(line), Pack(REDIS, "pages") as pack:
                pack.edit("cache.redis", "SELECT 3", line)
                self.spec(pack, needle)

    def test_fixture_of_another_kind(self):
        with Pack(REDIS, "pages") as pack:
            shutil.copy(pack.folder / "cache.redis", pack.folder / "a.txt")
            pack.edit("task.yaml", "cache.redis", "a.txt")
            self.spec(pack, 'a redis fixture ends in .redis')

    def test_long_fixture(self):
        """Its commands are sent many at once; the mistake has its line."""
        with Pack(REDIS, "pages") as pack:
            path = pack.folder / "cache.redis"
            lines = path.read_text() + "".join(
                f"SET more:{i} {'x' * 500}\n" for i in range(20000))
            path.write_text(lines + "NOSUCH\n" + lines)
            self.spec(pack, f"cache.redis:{lines.count(chr(10)) + 1}: ERR")

    def test_step_that_is_no_command(self):
        for step in ("[]", "[[]]", "[[GET, a], b]", "[{a: 1}]", "[null]"):
            with self.subTest(step), Pack(REDIS, "pages") as pack:
                pack.edit("task.yaml", "[GET, nowhere]", step)
                self.spec(pack, '"redis" takes a command like [SET, a, "1"]')
        with Pack(REDIS, "pages") as pack:
            pack.edit("task.yaml", "[GET, nowhere]", "GET nowhere")
            self.spec(pack, '"redis" takes a list of values')

    def test_stopping(self):
        for old, new, needle in (
                ("{stop: redis}", "{stop: mysql}",
                 '"mysql" cannot be stopped: it would not come back'),
                ("{stop: redis}", "{stop: files}",
                 "the case needs `given: {files: …}`"),
                ("{later: 1 min}", "{stop: redis}",
                 '"redis" is stopped already'),
                ("{later: 1 min}", "{redis: [PING]}",
                 '"redis" is stopped: it can neither be told'),
                ("      - {start: redis}\n", "",
                 '"redis" is stopped: it can neither be told'),
                ("{stop: redis}", "{redis: [PING]}",
                 '"redis" has not been stopped in this case'),
                ("{redis: [XLEN, visits], as: none}",
                 "{redis: [XLEN, visits], as: none}\n      - {stop: redis}",
                 '"redis" is stopped: it can neither be told'),
        ):
            with self.subTest(new), Pack(REDIS, "pages") as pack:
                pack.edit("task.yaml", old, new)
                self.spec(pack, needle)
        with Pack(REDIS, "pages") as pack:
            pack.edit("task.yaml", "{stop: redis}", "{stop: floppy}")
            self.spec(pack, '"stop"')

    def test_commands_of_no_store(self):
        with Pack(REDIS, "pages") as pack:
            pack.edit("task.yaml", "  redis: {load: [cache.redis]}\n", "")
            pack.edit("task.yaml", "cases:\n",
                      "cases:\n  - name: what is sent\n"
                      "    then: [{commands: last, count: {equals: 0}}]\n")
            self.spec(pack, "no store of the case writes down commands")

    def test_time_for_nothing(self):
        with Pack(REDIS, "pages") as pack:
            pack.edit("task.yaml", "  redis: {load: [cache.redis]}\n", "")
            pack.edit("task.yaml", "cases:\n",
                      "cases:\n  - when: [{later: 1 s}]\n    name: time\n"
                      "    then: [{rows: SELECT name FROM pages}]\n")
            self.spec(pack, '"later" has nothing to move')

    def test_more_than_an_observation_holds(self):
        with Pack(REDIS, "pages") as pack:
            pack.edit("task.yaml", "limits: {wall: 5 s}",
                      "limits: {wall: 5 s, output: 1 MiB}")
            pack.edit("task.yaml", "[INCRBY, counter, 41]",
                      "[EVAL, \"return string.rep('x', 2000000)\", 0]")
            self.spec(pack, "hits a limit: more than 1.0 MiB")


class Hostile(unittest.TestCase):
    """A case that ruins its server: the others are graded all the same."""

    def ruined_by(self, step, needle):
        with Pack(REDIS, "pages") as pack:
            pack.edit("task.yaml", "limits: {wall: 5 s}",
                      "limits: {wall: 1 s}")
            pack.edit("task.yaml", "cases:\n",
                      "cases:\n  - name: ruin\n    when: [{redis: " + step +
                      "}]\n    then: [{rows: SELECT name FROM pages}]\n")
            process = grade(RIGHT, pack=pack.path, words=("-v",))
        self.assertEqual(process.returncode, 3, text(process))
        said = " ".join(text(process).split())
        self.assertIn(needle, said)
        self.assertIn("✔ what the fixture holds", said)
        self.assertIn("✔ what commands answer and leave", said)

    def test_wait_without_an_end(self):
        self.ruined_by("[BLPOP, nowhere, 0]", "hits a limit: 1.")

    def test_script_without_an_end(self):
        self.ruined_by("[EVAL, \"redis.call('SET', 'a', 1) "
                       "while true do end\", 0]", "hits a limit: ")

    def test_full_memory(self):
        self.ruined_by("[[EVAL, \"local s = string.rep('x', 1000000) "
                       "for i = 1, 70 do redis.call('SET', i, s) end\", 0], "
                       "[SET, a, b]]", "hits a limit: more than 64.0 MiB")

    def test_no_memory_at_all(self):
        self.ruined_by("[EVAL, \"local s = string.rep('x', 1000000) "
                       "for i = 1, 2000 do redis.call('SET', i, s) end\", 0]",
                       "hits a limit: more than 512.0 MiB")


class Server(unittest.TestCase):
    """Somebody else ends the server in the middle of a case."""

    def killed(self, times, content, pack=PROBE_PACK):
        with Submission(REDIS) as submission:
            submission.write("pages.sql", content)
            process = subprocess.Popen(
                [str(GRADER), "check", str(submission.path), "--packs",
                 str(pack), "-p", REDIS, "--jobs", "1"],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                start_new_session=True)
            killed = kill_some(process, b"redis-server", times)
            said = process.stdout.read()
            process.stdout.close()
        self.assertGreaterEqual(killed, 1, said)
        return process.returncode, said

    def test_once(self):
        """It is run again, on a fresh one."""
        self.assertEqual(self.killed(1, RIGHT + "DO SLEEP(1);\n")[0], 0)

    def test_again_and_again(self):
        """That is nobody's fault, and no points are lost by it."""
        status, said = self.killed(99, RIGHT + "DO SLEEP(1);\n")
        self.assertEqual(status, 4, said)
        self.assertIn("INFRA", said)
        self.assertIn("the redis server ended by itself (signal 9)", said)

    def test_that_no_check_asks(self):
        """A hand-in may have met it all the same, and taken it for its own
        failure."""
        with Pack(REDIS, "pages") as pack:
            shutil.rmtree(pack.folder / "wrong")
            path = pack.folder / "task.yaml"
            head = path.read_text().split("cases:")[0]
            path.write_text(head + "cases:\n- then: [{rows: SELECT name FROM "
                                   "pages}]\n")
            for times, expected in ((1, 0), (99, 4)):
                status, said = self.killed(times, RIGHT + "DO SLEEP(1);\n",
                                           pack.path)
                self.assertEqual(status, expected, said)


class Keep(unittest.TestCase):
    def look(self, *prefix):
        with Submission(REDIS) as submission:
            submission.write("pages.sql", WRONG)
            process = subprocess.Popen(
                [*prefix, str(GRADER), "check", str(submission.path),
                 "--packs", str(PROBE_PACK), "-p", REDIS, "--keep"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            said = ""
            while "Ctrl-C" not in said:
                line = process.stderr.readline()
                self.assertTrue(line, said)
                said += line
            command = re.search(r"^  (redis-cli .*)$", said, re.M).group(1)
            hits = subprocess.run(["sh", "-c", command + " HGET hits home"],
                                  capture_output=True, text=True)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
        self.assertEqual(hits.stdout, "3\n", hits.stderr)

    def test_the_command_looks_in(self):
        self.look()

    def test_without_namespaces_too(self):
        self.look(*NO_NAMESPACES)


if __name__ == "__main__":
    unittest.main()
