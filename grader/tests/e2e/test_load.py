"""A busy machine costs nobody points; who has had enough is stopped."""
import os
import subprocess
import time
import unittest

from common import PROBE_PACK, Submission, check, tasks

PROCESSORS = os.cpu_count() or 1
SPINNERS = 8 * PROCESSORS
# Little enough for each that three times the time is not enough of it, and
# enough that a machine that is not idle anyhow gives it in twenty times.
FEW_SPINNERS = 3 * PROCESSORS
WORDS = ("--packs", PROBE_PACK, "-p", "0xf0-Probe", "--jobs", "1")


class Load:
    """Keeps every processor busy, many times over."""

    def __init__(self, number=SPINNERS):
        self.number = number

    def __enter__(self):
        self.spinners = [subprocess.Popen(["sh", "-c", "while :; do :; done"])
                         for _ in range(self.number)]

    def __exit__(self, *_):
        for spinner in self.spinners:
            spinner.kill()
            spinner.wait()


def right_after(rounds):
    return ("-- right, after some work\nDO BENCHMARK(%d, MD5(1));\n"
            "UPDATE items SET quantity = quantity + 1;\n" % rounds)


class Busy(unittest.TestCase):
    def grade(self, submission, content, *words):
        submission.write("probe.sql", content)
        began = time.monotonic()
        _, report = check(submission.path, *WORDS, *words)
        return tasks(report)["probe"], time.monotonic() - began

    def test_slow_for_want_of_a_processor(self):
        with Submission() as submission:
            rounds, case = 250_000, 0
            while case < 0.5:
                rounds *= 2
                task, _ = self.grade(submission, right_after(rounds),
                                     "--timeout", "600")
                self.assertEqual(task["verdict"], "PASS")
                _, seconds = self.grade(submission, right_after(rounds))
                case = seconds / 2
            # Twice what it takes on an idle machine.
            limit = f"{2 * case:.2f}"
            with Load():
                task, _ = self.grade(submission, right_after(rounds),
                                     "--timeout", limit)
            self.assertIn(task["verdict"], ("PASS", "INFRA"), task)
            if task["verdict"] == "INFRA":
                self.assertIn("too busy", task["cause"]["text"])
                self.assertIsNone(task["points"])

    def test_asleep_on_a_busy_machine(self):
        with Submission() as submission, Load():
            task, _ = self.grade(submission, "-- x\nSELECT SLEEP(1000);\n",
                                 "--timeout", "1")
        self.assertEqual(task["verdict"], "LIMIT", task)
        self.assertEqual(task["cause"]["reason"], "wall")

    def test_endless_on_a_busy_machine(self):
        """It has had its time in all, however long that took."""
        with Submission() as submission, Load(FEW_SPINNERS):
            task, seconds = self.grade(
                submission, "-- x\nDO BENCHMARK(1000000000000, MD5(1));\n",
                "--timeout", "1")
        self.assertEqual(task["verdict"], "LIMIT", task)
        self.assertRegex(task["cause"]["text"], r"^\d+\.\d s of 1\.0 s$")
        self.assertGreater(seconds, 4)


if __name__ == "__main__":
    unittest.main()
