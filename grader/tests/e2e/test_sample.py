"""The sample submission: its golden reports, and what every report keeps to.

With RECORD=1 in the environment the golden files are written anew.
"""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unicodedata
import unittest

import jsonschema

from common import GRADER, PROBE_PACK, ROOT, Submission, run, tasks, text

SAMPLE = "fixtures/submissions/ada"
SCHEMA = json.loads((ROOT / "reports/report.schema.json").read_text())


def without_times(report):
    """What must be the same in every run, on every machine."""
    report = dict(report, timing=None, server=None, isolation=None)
    plain = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    return re.sub(r'"\d+\.\d s of', '"… s of', plain)


def stable(report):
    """The text report without what differs between machines and runs."""
    report = re.sub(r"\d+\.\d s of", "… s of", report)
    return re.sub(r"grader [\d.]+, (?s:.*)$", "", report)


def width(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line if not unicodedata.combining(c))


class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        target = pathlib.Path(cls.folder.name, "report.json")
        process = run("check", SAMPLE, "--report", f"json:{target}")
        cls.status = process.returncode
        cls.text = process.stdout.decode()
        cls.json = json.loads(target.read_text())

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def golden(self, name, content):
        path = ROOT / "reports" / name
        if os.environ.get("RECORD"):
            path.write_text(content)
        self.assertEqual(path.read_text(), content,
                         f"reports/{name} differs; RECORD=1 records it")

    def test_status_and_verdicts(self):
        self.assertEqual(self.status, 1)
        verdicts = {task["verdict"] for task in tasks(self.json).values()}
        self.assertEqual(verdicts,
                         {"PASS", "FAIL", "ERROR", "LIMIT", "INVALID"})
        self.assertEqual(len(tasks(self.json)), 20)

    def test_golden_text(self):
        self.golden("example.txt", stable(self.text))

    def test_golden_json(self):
        self.golden("example.json", without_times(self.json))

    def test_schema(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)
        jsonschema.validate(self.json, SCHEMA)

    def test_fits_80_columns_without_control_bytes(self):
        for line in self.text.splitlines():
            self.assertLessEqual(width(line), 80, line)
        self.assertNotRegex(self.text, r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")

    def test_same_bytes_with_one_worker_and_two(self):
        for jobs in ("1", "2"):
            process = run("check", SAMPLE, "--report", "json", "--jobs", jobs)
            self.assertEqual(without_times(json.loads(process.stdout)),
                             without_times(self.json))

    def test_smallest_data_is_small(self):
        small = [check["smallest"]
                 for task in tasks(self.json).values()
                 for case in task["cases"] for check in case["checks"]
                 if check["smallest"]]
        self.assertTrue(small)
        for tables in small:
            for table in tables.values():
                self.assertLessEqual(len(table["rows"]), 3)

    def test_partial_credit(self):
        partial = [task for task in tasks(self.json).values()
                   if 0 < task["points"] < task["max_points"]]
        self.assertTrue(partial)

    def test_another_seed_gives_other_data(self):
        status, report = run("check", SAMPLE, "-t", "3-glam_rock", "--seed",
                             "7", "--report", "json"), None
        report = json.loads(status.stdout)
        first = tasks(self.json)["3-glam_rock"]["cases"][0]["checks"][0]
        other = tasks(report)["3-glam_rock"]["cases"][0]["checks"][0]
        self.assertEqual(report["seed"], 7)
        self.assertNotEqual(first["expected"], other["expected"])


class Terminal(unittest.TestCase):
    def script(self, env):
        """Runs on a pseudo-terminal, as script(1) gives one."""
        command = f"{GRADER} check {SAMPLE} -t 10-div"
        return subprocess.run(["script", "-qec", command, "/dev/null"],
                              cwd=ROOT, capture_output=True,
                              env=dict(os.environ, **env)).stdout

    def test_colour_on_a_terminal_only(self):
        env = {"TERM": "xterm", "NO_COLOR": ""}
        self.assertIn(b"\x1b[31m", self.script(env))
        self.assertNotIn(b"\x1b[31m",
                         self.script(dict(env, NO_COLOR="1")))
        self.assertNotIn(b"\x1b[31m", self.script({"TERM": "dumb"}))


class Hostile(unittest.TestCase):
    def test_learner_bytes_are_inert(self):
        """Escapes, markup and bidi marks in rows, names and statements."""
        nasty = ("\x1b[2J\x1b]0;x\x07", "</testcase>", "\u202eevil",
                 "\x00"[:0] + "\x9b31m", "=cmd|x", "::error::x", "\r\b")
        for piece in nasty:
            with self.subTest(piece), Submission() as submission:
                quoted = piece.replace("'", "''")
                submission.write(
                    "probe.sql",
                    f"-- {piece}\nUPDATE items SET name = CONCAT(name, "
                    f"'{quoted}'), quantity = 1;\nSELECT nothing{piece};\n")
                process = run("check", submission.path, "--packs",
                              PROBE_PACK, "-p", "0xf0-Probe")
                self.assertEqual(process.returncode, 1, text(process))
                self.assertNotRegex(process.stdout.decode(),
                                    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
                for line in process.stdout.decode().splitlines():
                    self.assertLessEqual(width(line), 80, line)


class Install(unittest.TestCase):
    def test_installed_program_finds_its_tasks(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["make", "-s", "install", f"DESTDIR={folder}"],
                           cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            installed = f"{folder}/usr/local/bin/grader"
            process = subprocess.run(
                [installed, "list", "--packs",
                 f"{folder}/usr/local/share/grader"],
                capture_output=True, cwd="/")
            self.assertIn(b"4-store", process.stdout)
            subprocess.run(["make", "-s", "uninstall", f"DESTDIR={folder}"],
                           cwd=ROOT, check=True)
            left = [path for path in pathlib.Path(folder).rglob("*")
                    if path.is_file()]
            self.assertEqual(left, [])


if __name__ == "__main__":
    unittest.main()
