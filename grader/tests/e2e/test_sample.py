"""The sample submissions: their golden reports, and what all reports keep to.

With RECORD=1 in the environment the golden files are written anew.
"""
import functools
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

FOLDER = "fixtures/submissions"
SAMPLE = f"{FOLDER}/ada"
SCHEMA = json.loads((ROOT / "reports/report.schema.json").read_text())
# Whose reports are kept, and under which name.
GOLDEN = {path.name: "example" if path.name == "ada" else path.name
          for path in sorted((ROOT / FOLDER).iterdir())}
# Those of the others would have half a megabyte.
GOLDEN_JSON = ("ada", "bela", "grace")


class Report:
    """What one run says of a submission."""

    def __init__(self, who, *words):
        with tempfile.TemporaryDirectory() as folder:
            target = pathlib.Path(folder, "report.json")
            process = run("check", f"{FOLDER}/{who}", "--report", "text",
                          "--report", f"json:{target}", *words)
            self.status = process.returncode
            self.text = process.stdout.decode()
            self.json = json.loads(target.read_text())


@functools.cache
def report_of(who):
    return Report(who)


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


class Submissions(unittest.TestCase):
    """What holds for every one of them."""

    def golden(self, name, content):
        path = ROOT / "reports" / name
        if os.environ.get("RECORD"):
            path.write_text(content)
        self.assertEqual(path.read_text(), content,
                         f"reports/{name} differs; RECORD=1 records it")

    def test_golden_text(self):
        for who, name in GOLDEN.items():
            self.golden(f"{name}.txt", stable(report_of(who).text))

    def test_golden_json(self):
        for who in GOLDEN_JSON:
            self.golden(f"{GOLDEN[who]}.json",
                        without_times(report_of(who).json))

    def test_all_36_tasks(self):
        for report in map(report_of, GOLDEN):
            self.assertEqual(len(report.json["submissions"][0]["tasks"]), 36)

    def test_schema(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)
        for report in map(report_of, GOLDEN):
            jsonschema.validate(report.json, SCHEMA)

    def test_fits_80_columns_without_control_bytes(self):
        for report in map(report_of, GOLDEN):
            for line in report.text.splitlines():
                self.assertLessEqual(width(line), 80, line)
            self.assertNotRegex(report.text, r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")

    def test_points_by_project(self):
        """The sums of the projects are those of their tasks."""
        for report in map(report_of, GOLDEN):
            submission = report.json["submissions"][0]
            found = re.findall(r"^(0x0\d\S+) +(\d+)/(\d+)  \d", report.text,
                               re.M)
            self.assertEqual(len(found), 3)
            for project, points, most in found:
                of_it = [task for task in submission["tasks"]
                         if task["project"] == project]
                self.assertEqual(sum(task["points"] for task in of_it),
                                 int(points))
                self.assertEqual(sum(task["max_points"] for task in of_it),
                                 int(most))


class Sample(unittest.TestCase):
    """What is to be seen in the one that the documents show, and in others."""

    def setUp(self):
        self.report = report_of("ada")

    def test_status_and_verdicts(self):
        self.assertEqual(self.report.status, 1)
        verdicts = {task["verdict"]
                    for task in tasks(self.report.json).values()}
        self.assertEqual(verdicts,
                         {"PASS", "FAIL", "ERROR", "LIMIT", "INVALID"})

    def test_everything_right_in_another_style(self):
        grace = report_of("grace")
        self.assertEqual(grace.status, 0, grace.text)
        submission = grace.json["submissions"][0]
        self.assertEqual(submission["points"], submission["max_points"])

    def test_names_of_another_curriculum(self):
        """All is found, and each task says under which name."""
        chidi = report_of("chidi")
        for task in chidi.json["submissions"][0]["tasks"]:
            self.assertNotEqual(task["verdict"], "INVALID", task["task"])
            if task["project"] != "0x02-redis_basic":
                self.assertIn("was graded", task["note"])
                self.assertIn(pathlib.Path(task["file"]).name, task["note"])

    def test_same_bytes_with_one_worker_and_two(self):
        for jobs in ("1", "2"):
            other = Report("ada", "--jobs", jobs)
            self.assertEqual(without_times(other.json),
                             without_times(self.report.json))

    def test_smallest_data_is_small(self):
        small = [check["smallest"]
                 for task in tasks(self.report.json).values()
                 for case in task["cases"] for check in case["checks"]
                 if check["smallest"]]
        self.assertTrue(small)
        for tables in small:
            for table in tables.values():
                self.assertLessEqual(len(table["rows"]), 3)

    def test_partial_credit(self):
        partial = [task for task in tasks(self.report.json).values()
                   if 0 < task["points"] < task["max_points"]]
        self.assertTrue(partial)

    def test_another_seed_gives_other_data(self):
        status, report = run("check", SAMPLE, "-t", "3-glam_rock", "--seed",
                             "7", "--report", "json"), None
        report = json.loads(status.stdout)
        first = tasks(self.report.json)["3-glam_rock"]["cases"][0]["checks"][0]
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
                    if "again: " not in line:  # to be copied: one line
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
