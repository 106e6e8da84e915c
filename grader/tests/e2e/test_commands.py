"""What the commands do beside grading: names, selections, looking in, again."""
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import unittest

from common import GRADER, NO_NAMESPACES, PROBE_PACK, ROOT, Submission, \
    check, run, tasks, text

PROJECT = "0x00-MySQL_Advanced"
TASKS = ROOT / "tasks" / PROJECT
RIGHT = "-- right\nUPDATE items SET quantity = quantity + 1;\n"
WRONG = "-- wrong\nUPDATE items SET quantity = 7;\n"


def solution(task):
    return next((TASKS / task / "solution").glob("*.sql")).read_text()


class Names(unittest.TestCase):
    def test_a_stem_that_two_tasks_share_is_not_guessed(self):
        with Submission(PROJECT) as submission:
            one = submission.write("7-average_weighted_score.sql",
                                   solution("100-average_weighted_score"))
            _, report = check(submission.path, "-t", "100", "-t", "101")
            for task in tasks(report).values():
                self.assertEqual(task["verdict"], "INVALID")
                self.assertIn("7-average_weighted_score.sql is",
                              task["cause"]["text"])
            process = run("check", one)
            self.assertEqual(process.returncode, 2, text(process))
            self.assertIn("two tasks", text(process))
            status, report = check(one, "-t", "100-average_weighted_score")
            self.assertEqual((status, list(tasks(report))),
                             (0, ["100-average_weighted_score"]))

    def test_two_files_of_a_shared_stem_in_the_order_of_their_numbers(self):
        tasks_of_it = ("-t", "100-average_weighted_score",
                       "-t", "101-average_weighted_score")
        with Submission(PROJECT) as submission:
            for name, task in (("99-average_weighted_score.sql", "100"),
                               ("104-average_weighted_score.sql", "101")):
                submission.write(
                    name, solution(f"{task}-average_weighted_score"))
            status, report = check(submission.path, *tasks_of_it)
            self.assertEqual(status, 0, report)
            notes = [task["note"] for task in tasks(report).values()]
            self.assertIn("99-average_weighted_score.sql was", notes[0])
            self.assertIn("104-average_weighted_score.sql was", notes[1])
            # A third one, or one under its own name: that would be a guess.
            for name in ("7-average_weighted_score.sql",
                         "100-average_weighted_score.sql"):
                more = submission.write(
                    name, solution("100-average_weighted_score"))
                _, report = check(submission.path, *tasks_of_it)
                self.assertEqual(
                    tasks(report)["101-average_weighted_score"]["verdict"],
                    "INVALID", name)
                more.unlink()

    def test_a_folder_of_another_name_with_other_numbers(self):
        with Submission("storage") as submission:
            submission.write("21-div.sql", solution("10-div"))
            process = run("check", submission.folder)
            self.assertEqual(process.returncode, 2, text(process))
            submission.write("17-store.sql", solution("4-store"))
            _, report = check(submission.folder, "-t", "div", "-t", "4-store")
            self.assertEqual({task["verdict"]
                              for task in tasks(report).values()}, {"PASS"})

    def test_the_folder_above_is_told_which_one_is_meant(self):
        with Submission("my-repository") as submission:
            submission.write("4-store.sql", solution("4-store"))
            process = run("check", submission.folder.parent)
            self.assertEqual(process.returncode, 2, text(process))
            self.assertIn('did you mean "%s"?' % submission.folder,
                          text(process))

    def test_what_is_not_there_is_told_at_once(self):
        with Submission(PROJECT) as submission:
            submission.write("4-store.sql", solution("4-store"))
            submission.write("5_valid_email.sql", "")
            told = text(run("check", submission.path))
            self.assertRegex(told, r"INVALID 12 tasks +0/\d+\n"
                             r"    missing: not there: 0-uniq_users.sql, ")
            self.assertIn("5-valid_email.sql is not;\n    5_valid_email.sql is",
                          told)
            self.assertIn("14 tasks: 1 PASS, 13 INVALID", told)

    def test_a_file_of_several_tasks_that_is_not_there_is_named_once(self):
        with Submission("0x02-redis_basic") as submission:
            submission.write("web.py", "")
            told = text(run("check", submission.path))
            self.assertIn("    missing: not there: exercise.py\n", told)

    def test_the_file_of_another_task_is_no_near_miss(self):
        with Submission(PROJECT) as submission:
            submission.write("0-uniq_users.sql", solution("0-uniq_users"))
            submission.write("100-average_weighted_score.sql",
                             solution("100-average_weighted_score"))
            _, report = check(submission.path, "-t", "101")
            cause = tasks(report)["101-average_weighted_score"]["cause"]
            self.assertTrue(cause["text"].endswith("is not"), cause)

    def test_the_file_of_another_task_is_never_taken(self):
        """100's file is there, 101's is not, and only 101 is asked for."""
        with Submission(PROJECT) as submission:
            submission.write("100-average_weighted_score.sql",
                             solution("100-average_weighted_score"))
            _, report = check(submission.path, "-t", "101")
            self.assertEqual(
                tasks(report)["101-average_weighted_score"]["verdict"],
                "INVALID")
            process = run("check", submission.folder /
                          "100-average_weighted_score.sql", "-t", "101")
            self.assertEqual(process.returncode, 2)
            self.assertIn("which is not among", text(process))

    def test_any_file_for_the_one_task_that_is_named(self):
        with Submission(PROJECT) as submission:
            draft = submission.write("my draft.sql", solution("4-store"))
            status, report = check(draft, "-t", "4-store")
            self.assertEqual(status, 0)
            self.assertIn("my draft.sql", tasks(report)["4-store"]["note"])
            # 100 is also a task of the mongo shell, whose files are no .sql.
            draft.write_text(solution("100-average_weighted_score"))
            status, report = check(draft, "-t", "100")
            self.assertEqual(status, 0)
            self.assertEqual(list(tasks(report)),
                             ["100-average_weighted_score"])
            process = run("check", draft, "-t", "100", "-t", "4-store")
            self.assertEqual(process.returncode, 2)
            self.assertIn("2 of the tasks", text(process))

    def test_a_file_that_several_tasks_share(self):
        with Submission("0x02-redis_basic") as submission:
            reference = "tasks/0x02-redis_basic/4-replay/solution/exercise.py"
            file = submission.write("exercise.py",
                                    (ROOT / reference).read_bytes())
            status, report = check(file)
            self.assertEqual(status, 0)
            self.assertEqual(list(tasks(report)), [
                "0-cache", "1-get", "2-count_calls", "3-call_history",
                "4-replay"])
            status, report = check(file, "-t", "1-get", "-t", "4-replay")
            self.assertEqual(list(tasks(report)), ["1-get", "4-replay"])
            submission.write("exercise.py", file.read_text() + "\n\nx=1\n")
            process = run("check", file)
            self.assertEqual(process.returncode, 0, text(process))
            self.assertEqual(text(process).count("advice:"), 1)
            draft = submission.write("7-exercise.py", file.read_bytes())
            file.unlink()
            status, report = check(draft, "-t", "1-get")
            self.assertEqual(status, 0)
            self.assertEqual(list(tasks(report)), ["1-get"])
            status, report = check(submission.path, "-t", "2-count_calls")
            self.assertEqual(status, 0)
            self.assertIn("7-exercise.py was graded",
                          tasks(report)["2-count_calls"]["note"])

    def test_names_of_tasks_and_projects(self):
        shown = run("show", "4-store").stdout
        self.assertIn(b"Stock follows orders", shown)
        for words in (("store",), ("4-store.sql",), ("-t", "store"),
                      (f"{PROJECT}/4-store",), ("4", "-p", "MySQL_Advanced"),
                      ("4", "-p", "0x00")):
            with self.subTest(words):
                self.assertEqual(run("show", *words).stdout, shown)
        self.assertEqual(run("show", "12").stdout,
                         run("show", "12-log_stats").stdout)
        self.assertIn(shown[:-1], run("show", "4").stdout)
        self.assertIn(b"Showing the history", run("show", "4").stdout)
        process = run("show", "-p", "MySQL_Advance", "4")
        self.assertEqual(process.returncode, 2)
        self.assertIn('did you mean "MySQL_Advanced"', text(process))

    def test_t_selects_in_verify(self):
        process = run("verify", "-t", "10-div")
        self.assertEqual(process.returncode, 0, text(process))
        self.assertIn("1 task,", text(process))
        for command in ("verify", "show", "check"):
            process = run(command, "-t", "nosuch")
            self.assertEqual(process.returncode, 2, command)
        process = run("lint", "-t", "10-div")
        self.assertEqual(process.returncode, 2, text(process))

    def test_lines_fit_a_terminal(self):
        for words in (("--help",), ("list",), ("doctor",),
                      ("check", "--help"), ("show", "101"), ("verify", "10")):
            for line in run(*words).stdout.decode().splitlines():
                self.assertLessEqual(len(line), 80, (words, line))


class Again(unittest.TestCase):
    def test_the_command_runs_it_again(self):
        """Whatever the path holds; from the shell, as a person would."""
        for name in ("a b", "it's", "per %s cent", "-dash", "$HOME;`id`"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder, name, "0xf0-Probe")
                path.mkdir(parents=True)
                (path / "probe.sql").write_text(WRONG)
                first = run("check", name, "--packs", PROBE_PACK, "--seed",
                            "3", "-p", "0xf0-Probe", "--timeout", "1.5",
                            cwd=folder) if name[0] != "-" else \
                    run("check", "--packs", PROBE_PACK, "--seed", "3", "-p",
                        "0xf0-Probe", "--timeout", "1.5", "--", name,
                        cwd=folder)
                self.assertEqual(first.returncode, 1, text(first))
                found = re.search(r"again: grader (.*)\n\n",
                                  first.stdout.decode())
                again = subprocess.run(
                    ["sh", "-c",
                     f"{shlex.quote(str(GRADER))} {found.group(1)}"],
                    cwd=folder, capture_output=True)
                self.assertEqual(again.returncode, 1, text(again))
                self.assertEqual(again.stdout, first.stdout)


def status_of(pid):
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def descendants(pid):
    """The processes below one, in whatever namespace they stand."""
    found = [pid]
    for known in found:
        found += [int(entry.name) for entry in pathlib.Path("/proc").iterdir()
                  if entry.name.isdigit() and
                  status_of(entry.name).get("PPid") == str(known)]
    return found


class Keep(unittest.TestCase):
    def kept(self, *prefix):
        """The grader with --keep on a wrong hand-in, and what it said."""
        submission = Submission()
        submission.__enter__()
        self.addCleanup(submission.__exit__)
        submission.write("probe.sql", WRONG)
        process = subprocess.Popen(
            [*prefix, str(GRADER), "check", str(submission.path), "--packs",
             str(PROBE_PACK), "-p", "0xf0-Probe", "--keep"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said = ""
        while "Ctrl-C" not in said:
            line = process.stderr.readline()
            self.assertTrue(line, said)
            said += line
        return process, said

    def look(self, *prefix):
        process, said = self.kept(*prefix)
        command = re.search(r"^  (mariadb .*)$", said, re.M).group(1)
        rows = subprocess.run(["sh", "-c", command + " -N -e "
                               "'SELECT DISTINCT quantity FROM items'"],
                              capture_output=True, text=True)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
        self.assertEqual(rows.stdout, "7\n", rows.stderr)
        self.assertEqual(process.returncode, 1, out)
        self.assertIn("FAIL", out)

    def test_the_command_looks_in(self):
        self.look()

    def test_without_namespaces_too(self):
        self.look(*NO_NAMESPACES)

    def test_the_server_stands_under_a_filter(self):
        for prefix in ((), NO_NAMESPACES):
            process, _ = self.kept(*prefix)
            servers = [status for status in map(status_of, descendants(
                process.pid)) if status.get("Name") == "mariadbd"]
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
            self.assertEqual([(status["Seccomp"], status["NoNewPrivs"])
                              for status in servers], [("2", "1")], prefix)


class Lint(unittest.TestCase):
    def test_descriptions_of_data_are_read(self):
        with tempfile.TemporaryDirectory() as folder:
            pack = pathlib.Path(folder, "pack")
            shutil.copytree(PROBE_PACK, pack)
            task = pack / "tasks/0xf0-Probe/probe"
            spec = task / "task.yaml"
            spec.write_text(spec.read_text().replace(
                "load: [items.sql]", "load: [items.sql], generate: r.yaml"))
            (task / "r.yaml").write_text(
                "tables:\n  - name: t\n    create: CREATE TABLE t (n INT)\n"
                "    rows: 30\n    columns:\n"
                "      - {name: n, integer: [1, 9], skw: 3}\n")
            process = run("lint", "--packs", pack, "-p", "0xf0-Probe")
        self.assertEqual(process.returncode, 3, text(process))
        self.assertIn('r.yaml:6:36: unknown key "skw"', text(process))


if __name__ == "__main__":
    unittest.main()
