"""Steps that start at once: what ends them, whose fault it is, what is left."""
import os
import pathlib
import random
import signal
import subprocess
import time
import unittest

from common import GRADER, NO_NAMESPACES, PROBE_PACK, Pack, Submission, \
    check, older, processes, run, tasks, text

TOGETHER = "0xf3-Together"
TASKS = PROBE_PACK / "tasks" / TOGETHER
COUNT = (TASKS / "count/solution/count.py").read_text()
BUY = (TASKS / "tickets/solution/buy.sql").read_text()
ALONE, TWO, THREE = ("alone", "two at once",
                     "three at once, and a step of another kind")
# Does something else where it is one of two; it has met the other then.
AMONG_TWO = COUNT.replace("for _ in", "if of == 2:\n    {}\nfor _ in")


def cases(report, task):
    return {case["name"]: case for case in tasks(report)[task]["cases"]}


def grade(name, content, *words, pack=PROBE_PACK):
    with Submission(TOGETHER) as submission:
        submission.write(name, content)
        return check(submission.path, "--packs", pack, "-p", TOGETHER, "-t",
                     name.replace("count.py", "count")
                     .replace("buy.sql", "tickets"), *words)


def start(submission, task, prefix=(), words=()):
    return subprocess.Popen(
        [*prefix, str(GRADER), "check", str(submission.path), "--packs",
         str(PROBE_PACK), "-p", TOGETHER, "-t", task, "--jobs", "1", *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True)


def steps_of(session):
    """The processes of the grader's that take steps now."""
    found = []
    for pid, _ in processes(session):
        try:
            if pathlib.Path(f"/proc/{pid}/comm").read_text() == "grader-step\n":
                found.append(pid)
        except OSError:
            pass
    return found


class Ended(unittest.TestCase):
    """One case goes wrong, the ones around it do not."""

    def among_two(self, code, verdict, reason, *words):
        status, report = grade("count.py", AMONG_TWO.format(code), *words)
        found = cases(report, "count")
        self.assertEqual(status, 1, report)
        self.assertEqual(found[TWO]["verdict"], verdict, found[TWO])
        self.assertEqual(found[TWO]["cause"]["reason"], reason, found[TWO])
        self.assertEqual(found[ALONE]["verdict"], "PASS", found[ALONE])
        self.assertEqual(found[THREE]["verdict"], "PASS", found[THREE])
        return found[TWO]["cause"]

    def test_endless(self):
        for code in ("store.blpop('nowhere')", "time.sleep(1000)"):
            with self.subTest(code):
                cause = self.among_two(code, "LIMIT", "wall", "--timeout", "4")
                self.assertRegex(cause["text"], r"of 4\.0 s")

    def test_one_waits_for_another_that_is_over(self):
        self.among_two("store.incr('over') == 1 or store.blpop('nowhere')",
                       "LIMIT", "wall", "--timeout", "4")

    def test_busy(self):
        self.among_two("while True: pass", "LIMIT", "cpu")

    def test_output(self):
        self.among_two("print('x' * 20000000)", "LIMIT", "output")

    def test_memory(self):
        self.among_two("store = bytearray(1 << 30)", "LIMIT", "memory")

    def test_exception(self):
        cause = self.among_two("raise ValueError(key)", "ERROR", "runtime")
        self.assertIn("ValueError: visits at count.py:14", cause["text"])

    def test_status(self):
        self.among_two("sys.exit(3)", "ERROR", "exit")

    def test_kills_what_started_it(self):
        self.among_two("import os; os.kill(os.getppid(), 9); sys.exit(4)",
                       "ERROR", "exit")

    def test_left_behind(self):
        """What it leaves is ended with it, and does not count on."""
        status, report = grade("count.py", COUNT + (
            "import os\nif os.fork() == 0:\n    os.setsid()\n"
            "    time.sleep(1)\n    store.incrby(key, 1000)\n"))
        self.assertEqual(status, 0, report)

    def sql(self, statement, reason, *words):
        status, report = grade("buy.sql", BUY.replace(
            "COMMIT", f"COMMIT;\n{statement}"), *words)
        found = cases(report, "tickets")
        self.assertEqual(status, 1, report)
        for case in found.values():
            self.assertEqual(case["verdict"], "LIMIT", case)
            self.assertEqual(case["cause"]["reason"], reason, case)

    def test_endless_sql(self):
        self.sql("DO SLEEP(1000)", "wall", "--timeout", "2")
        self.sql("SELECT GET_LOCK('a', 100), GET_LOCK('a', 100), SLEEP(100)",
                 "wall", "--timeout", "2")

    def test_large_sql(self):
        self.sql("SELECT REPEAT('x', 1000000) FROM tickets a, tickets b, "
                 "tickets c, tickets d", "output")

    def test_deadlock(self):
        """Each waits for the other's row; the server ends one of them."""
        with Pack(TOGETHER, "tickets") as pack:
            pack.edit("task.yaml", "          - {run: buy.sql, as: one}\n"
                      "          - {run: buy.sql, as: other}\n", "".join(
                          "          - {sql: \"START TRANSACTION; UPDATE "
                          "tickets SET rest = rest WHERE name = "
                          f"'{one}'; DO SLEEP(1); UPDATE tickets SET rest = "
                          f"0 WHERE name = '{other}'; COMMIT\", as: {name}, "
                          "may_fail: true}\n" for one, other, name in
                          (("opera", "ballet", "one"),
                           ("ballet", "opera", "other"))))
            pack.edit("task.yaml", "{name: one goes through, exit: one}",
                      "{name: the one, error: one, pick: number, "
                      "equals: 1213}")
            pack.edit("task.yaml", "{name: the other goes through, exit: "
                      "other}", "{name: the other, error: other, "
                      "pick: number, equals: 1213}")
            status, report = grade("buy.sql", BUY, pack=pack.path)
        two = cases(report, "tickets")["two buy the last one"]
        checks = {check["name"]: check for check in two["checks"]}
        self.assertNotEqual(two["verdict"], "LIMIT", two)
        self.assertEqual(sorted(checks[name]["holds"]
                                for name in ("the one", "the other")),
                         [False, True], two)


class Steps(unittest.TestCase):
    def test_commands(self):
        """Each of them has what was sent during all."""
        status, report = grade("count.py", COUNT)
        self.assertEqual(status, 0, report)
        for check in cases(report, "count")[TWO]["checks"]:
            self.assertTrue(check["holds"], check)

    def test_environment(self):
        content = COUNT.replace('print("done")', "import os\n"
                                'print(os.environ["TZ"], len(sys.argv))')
        with Pack(TOGETHER, "count") as pack:
            pack.edit("task.yaml", "stdout: other}", "stdout: other, equals: "
                      "Asia/Tokyo 4}")
            pack.edit("task.yaml", "stdout: one}", "stdout: one, equals: "
                      "UTC 4}")
            _, report = grade("count.py", content, pack=pack.path)
        for check in cases(report, "count")[TWO]["checks"]:
            self.assertTrue(check["holds"], check)

    def test_as_many_as_there_may_be(self):
        """Each has connections of its own."""
        for kind, step in (("sql", "DO SLEEP(0.5)"),
                           ("redis", "[[INCR, n], [BLPOP, nowhere, 1]]"),
                           ("run", "buy.sql")):
            with self.subTest(kind), Pack(TOGETHER, "tickets") as pack:
                pack.edit("task.yaml", "          - {run: buy.sql, as: one}\n",
                          "          - {run: buy.sql, as: one}\n" + 4 *
                          f"          - {{{kind}: {step}}}\n")
                status, report = grade("buy.sql", BUY, pack=pack.path)
                self.assertEqual(status, 0, report)


class Authors(unittest.TestCase):
    def spec(self, old, new, needle, task="count", name="count.py",
             content=COUNT):
        with Pack(TOGETHER, task) as pack:
            pack.edit("task.yaml", old, new)
            with Submission(TOGETHER) as submission:
                submission.write(name, content)
                process = run("check", submission.path, "--packs", pack.path,
                              "-p", TOGETHER, "-t", task)
        self.assertEqual(process.returncode, 3, text(process))
        self.assertIn(needle, " ".join(text(process).split()))

    def test_kinds_that_stand_alone(self):
        step = "{redis: [[INCR, here], [INCR, nothing, at, all]], as: wrong, " \
            "may_fail: true}"
        for other, why in (("{later: 1 s}", "time passes for the whole case"),
                           ("{stop: redis}", "a server is taken from all"),
                           ("{start: redis}", "a server is"),
                           ("{python: 1 + 1}", "the Python of a case is one"),
                           ("{http: {/a: {}}}", "it is about what all of them ask")):
            with self.subTest(other):
                self.spec(step, other, "cannot be one of several steps that "
                          "start at once: " + why)

    def test_time_has_passed(self):
        self.spec("      - {redis: [SET, visits, \"5\"]}\n",
                  "      - {redis: [SET, visits, \"5\"]}\n"
                  "      - {later: 1 s}\n",
                  "cannot start at once with others behind `later`")

    def test_stopped(self):
        self.spec("      - {redis: [SET, visits, \"1\"]}\n",
                  "      - {stop: redis}\n", "\"redis\" is stopped")

    def test_a_step_that_always_fails(self):
        self.spec(", as: wrong, may_fail: true}", ", as: wrong}",
                  "this step fails for the reference too")

    def test_a_step_that_never_ends(self):
        with Pack(TOGETHER, "tickets") as pack:
            pack.edit("task.yaml", "limits: {wall: 15 s}",
                      "limits: {wall: 2 s}")
            pack.edit("task.yaml", "[RPUSH, to a, hello]", "[PING]")
            with Submission(TOGETHER) as submission:
                submission.write("buy.sql", BUY)
                process = run("check", submission.path, "--packs", pack.path,
                              "-p", TOGETHER, "-t", "tickets")
        self.assertEqual(process.returncode, 3, text(process))
        self.assertIn("the reference hits a limit: 2.", text(process))


class Killed(unittest.TestCase):
    WAITS = AMONG_TWO.format("time.sleep(2)")

    def test_nothing_is_left(self):
        draw = random.Random(int(os.environ.get("GRADER_SEED", "1")))
        sessions, seen = [], 0
        with Submission(TOGETHER) as submission:
            submission.write("count.py", self.WAITS)
            for _ in range(10):
                process = start(submission, "count")
                end = time.monotonic() + 30
                while not steps_of(process.pid) and time.monotonic() < end:
                    time.sleep(0.01)
                time.sleep(draw.uniform(0, 1))
                seen += bool(steps_of(process.pid))
                process.kill()
                process.wait(10)
                process.stdout.close()
                sessions.append(process.pid)
        self.assertGreater(seen, 5)
        for _ in range(100):
            left = [one for session in sessions for one in processes(session)]
            if not left:
                break
            time.sleep(0.05)
        self.assertEqual(left, [])

    def killing(self, task, name, content, pick, times=99,
                number=signal.SIGKILL):
        """Kills what `pick` finds of the running grader's processes."""
        with Submission(TOGETHER) as submission:
            submission.write(name, content)
            process = start(submission, task, words=("--timeout", "8"))
            killed = 0
            while process.poll() is None:
                for pid in pick(process.pid):
                    if killed < times and older(pid, 0.3):
                        os.kill(pid, number)
                        killed += 1
                time.sleep(0.02)
            said = process.stdout.read()
            process.stdout.close()
        self.assertGreaterEqual(killed, 1, said)
        self.assertEqual(processes(process.pid), [])
        return process.returncode, said

    def test_the_process_of_a_step(self):
        status, said = self.killing("count", "count.py", self.WAITS, steps_of)
        self.assertEqual(status, 4, said)
        self.assertIn("the process of a step gives no answer", said)

    def test_a_process_that_hangs(self):
        """Its sandbox is ended with it, and the case is nobody's fault."""
        status, said = self.killing("count", "count.py", self.WAITS, steps_of,
                                    number=signal.SIGSTOP)
        self.assertEqual(status, 4, said)
        self.assertIn("the process of a step gives no answer", said)

    def test_the_server(self):
        def servers(session):
            return [pid for pid, line in processes(session)
                    if b"redis-server" in line] if steps_of(session) else []

        slow = self.WAITS.replace("sleep(2)", "sleep(3); store.ping()")
        status, said = self.killing("count", "count.py", slow, servers, 1)
        self.assertEqual(status, 0, said)
        status, said = self.killing("count", "count.py", slow, servers)
        self.assertEqual(status, 4, said)
        self.assertIn("the redis server ended by itself", said)


class WithoutNamespaces(unittest.TestCase):
    def test_stores_only(self):
        for content, status in ((BUY, 0), (
                (TASKS / "tickets/wrong/no-lock.sql").read_text(), 1)):
            with Submission(TOGETHER) as submission:
                submission.write("buy.sql", content)
                process = start(submission, "tickets", NO_NAMESPACES)
                said = process.communicate(timeout=120)[0]
            self.assertEqual(process.returncode, status, said)


if __name__ == "__main__":
    unittest.main()
