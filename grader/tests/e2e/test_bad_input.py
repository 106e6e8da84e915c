"""What is wrong with a file, a path or a spec is said, and hides no other."""
import os
import pathlib
import socket
import subprocess
import tempfile
import unittest

from common import GRADER, PROBE_PACK, Submission, check, run, tasks, text

PACK = ("--packs", PROBE_PACK)
RIGHT = "-- right\nUPDATE items SET quantity = quantity + 1;\n"


class Files(unittest.TestCase):
    def verdict(self, make):
        with Submission() as submission:
            make(submission.folder / "probe.sql")
            status, report = check(submission.path, *PACK, "-p", "0xf0-Probe")
            task = tasks(report)["probe"]
        self.assertEqual(task["verdict"], "INVALID", task)
        self.assertEqual(task["points"], 0)
        self.assertEqual(status, 1)
        return task["cause"]["reason"]

    def test_missing(self):
        self.assertEqual(self.verdict(lambda path: None), "missing")

    def test_empty(self):
        self.assertEqual(self.verdict(lambda path: path.touch()), "empty")

    def test_binary(self):
        self.assertEqual(
            self.verdict(lambda path: path.write_bytes(os.urandom(4096))),
            "encoding")

    def test_invalid_utf8(self):
        self.assertEqual(
            self.verdict(lambda path: path.write_bytes(b"SELECT '\xff';")),
            "encoding")

    def test_huge(self):
        def huge(path):
            with path.open("wb") as file:
                file.truncate(1 << 40)
        self.assertEqual(self.verdict(huge), "too_large")

    def test_folder(self):
        self.assertEqual(self.verdict(lambda path: path.mkdir()),
                         "not_a_regular_file")

    def test_fifo(self):
        self.assertEqual(self.verdict(lambda path: os.mkfifo(path)),
                         "not_a_regular_file")

    def test_link_out_of_the_submission(self):
        self.assertEqual(
            self.verdict(lambda path: path.symlink_to("/etc/passwd")),
            "not_a_regular_file")

    def test_socket(self):
        def bind(path):
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(str(path))
        self.assertEqual(self.verdict(bind), "not_a_regular_file")

    def test_device(self):
        def node(path):
            try:
                os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))
            except PermissionError:
                os.mkfifo(path)
        self.assertEqual(self.verdict(node), "not_a_regular_file")

    def test_unreadable(self):
        if os.geteuid() == 0:
            self.skipped = "root reads everything"
            return

        def hide(path):
            path.write_text(RIGHT)
            path.chmod(0)
        self.assertEqual(self.verdict(hide), "unreadable")

    def test_near_miss_is_named(self):
        with Submission() as submission:
            submission.write("prob.sql", RIGHT)
            _, report = check(submission.path, *PACK, "-p", "0xf0-Probe")
        cause = tasks(report)["probe"]["cause"]
        self.assertIn("prob.sql is", cause["text"])

    def test_same_stem_is_taken_and_told(self):
        with Submission() as submission:
            submission.write("12-probe.sql", RIGHT)
            status, report = check(submission.path, *PACK, "-p", "0xf0-Probe")
        self.assertEqual(status, 0)
        self.assertIn("12-probe.sql", tasks(report)["probe"]["note"])

    def test_strange_paths(self):
        for name in ("a b", "it's", 'say "x"', "new\nline", "-dash", "ünï",
                     "\x1b[31m"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / name / "0xf0-Probe"
                path.mkdir(parents=True)
                (path / "probe.sql").write_text(RIGHT)
                process = run("check", path.parent, *PACK, "-p",
                              "0xf0-Probe")
                self.assertEqual(process.returncode, 0, text(process))
                self.assertNotIn(b"\x1b", process.stdout)

    def test_one_file_and_a_renamed_project(self):
        with Submission() as submission:
            path = submission.write("probe.sql", RIGHT)
            status, report = check(path, *PACK)
            self.assertEqual(status, 0)
            self.assertEqual(list(tasks(report)), ["probe"])
            submission.folder.rename(submission.path / "Probe")
            status, _ = check(submission.path, *PACK, "-p", "0xf0-Probe")
            self.assertEqual(status, 0)

    def test_the_exact_name_goes_before_others(self):
        """Of the folder, as of the file."""
        with Submission() as submission:
            submission.write("probe.sql", RIGHT)
            for name in ("0x00-Probe", "Probe"):
                (submission.path / name).mkdir()
            status, _ = check(submission.path, *PACK, "-p", "0xf0-Probe")
            self.assertEqual(status, 0)


class Usage(unittest.TestCase):
    def refused(self, status, needle, *words, **more):
        process = run(*words, **more)
        self.assertEqual(process.returncode, status, text(process))
        self.assertIn(needle, text(process))

    def test_nothing_typed(self):
        self.refused(2, "Usage")

    def test_unknown_command(self):
        self.refused(2, "no command \"chek\"", "chek")

    def test_unknown_option(self):
        self.refused(2, "--sed", "check", "--sed=1")

    def test_unknown_task(self):
        self.refused(2, "did you mean \"probe\"", "check", "-t", "prob",
                     *PACK)

    def test_unknown_project(self):
        self.refused(2, "no project", "check", "-p", "0xff", *PACK)

    def test_no_such_path(self):
        self.refused(2, "there is no \"/nowhere\"", "check", "/nowhere")

    def test_no_handin_in_it(self):
        with tempfile.TemporaryDirectory() as folder:
            self.refused(2, "looked for", "check", folder)

    def test_file_of_no_task(self):
        with tempfile.NamedTemporaryFile(suffix=".txt") as file:
            self.refused(2, "no hand-in of any task", "check", file.name)

    def test_bad_numbers(self):
        for option in ("--seed=0", "--seed=x", "--jobs=0", "--jobs=1e3",
                       "--timeout=0", "--timeout=-1", "--timeout=inf"):
            with self.subTest(option):
                self.refused(2, "takes", "check", option)

    def test_unknown_report(self):
        self.refused(2, "no report \"pdf\"", "check", "--report", "pdf")

    def test_help_and_version(self):
        for words in (("--help",), ("--version",), ("check", "--help"),
                      ("list",), ("doctor",)):
            with self.subTest(words):
                process = run(*words)
                self.assertEqual(process.returncode, 0, text(process))
                self.assertEqual(process.stderr, b"")

    def test_double_dash(self):
        self.refused(2, "there is no \"-x\"", "check", "--", "-x")


class Specs(unittest.TestCase):
    def test_broken_spec_grades_nothing(self):
        with tempfile.TemporaryDirectory() as folder, \
                Submission() as submission:
            subprocess.run(["cp", "-r", f"{PROBE_PACK}/.", folder],
                           check=True)
            spec = pathlib.Path(folder, "tasks/0xf0-Probe/probe/task.yaml")
            spec.write_text(spec.read_text().replace("points:", "pionts:"))
            submission.write("probe.sql", RIGHT)
            process = run("check", submission.path, "--packs", folder,
                          "-p", "0xf0-Probe")
        self.assertEqual(process.returncode, 3, text(process))
        self.assertEqual(process.stdout, b"")
        self.assertIn("did you mean \"points\"", text(process))
        self.assertRegex(text(process), r"task\.yaml:\d+:\d+: ")

    def test_more_projects_than_there_is_room_for(self):
        """None is left out in silence."""
        with tempfile.TemporaryDirectory() as folder, \
                Submission() as submission:
            for number in range(1030):
                project = pathlib.Path(folder, f"tasks/0x{number:x}-Many")
                project.mkdir(parents=True)
                (project / "project.yaml").write_text(
                    "grader: 1\ntitle: Many\n")
            submission.write("probe.sql", RIGHT)
            process = run("check", submission.path, "--packs", folder)
        self.assertEqual(process.returncode, 2, text(process))
        self.assertIn("more than 1024 projects", text(process))


class Faults(unittest.TestCase):
    def grade(self, *prefix, env=None):
        with Submission() as submission:
            submission.write("probe.sql", RIGHT)
            return subprocess.run(
                [*prefix, str(GRADER), "check",
                 str(submission.path), "--packs", str(PROBE_PACK), "-p",
                 "0xf0-Probe"], capture_output=True, env=env, timeout=300)

    def test_report_cannot_be_written(self):
        with Submission() as submission, open("/dev/full", "wb") as full:
            submission.write("probe.sql", RIGHT)
            process = subprocess.run(
                [str(GRADER), "check", str(submission.path),
                 "--packs", str(PROBE_PACK), "-p", "0xf0-Probe"],
                stdout=full, stderr=subprocess.PIPE, timeout=300)
        self.assertEqual(process.returncode, 4)
        self.assertIn(b"No space left", process.stderr)

    def test_too_few_open_files(self):
        for files in (6, 40, 200):
            with self.subTest(files):
                process = self.grade(
                    "sh", "-c", f"ulimit -n {files}; exec \"$@\"", "sh")
                self.assertEqual(process.returncode, 4, text(process))

    def test_too_little_memory(self):
        """The file that is not there is told all the same."""
        if "san" in str(GRADER):
            return  # sanitizers need terabytes of address space
        with Submission("0x00-MySQL_Advanced") as submission:
            submission.write("4-store.sql", "-- x\nDO 1;\n")
            process = subprocess.run(
                ["sh", "-c", "ulimit -v 400000; exec \"$@\"", "sh",
                 str(GRADER), "check", str(submission.path), "-t", "4", "-t",
                 "10"], capture_output=True, timeout=300)
        self.assertEqual(process.returncode, 4, text(process))
        self.assertIn("INFRA", text(process))
        self.assertIn("INVALID 10-div", text(process))

    def test_full_disk_of_the_cache(self):
        """It is graded without the cache."""
        with tempfile.TemporaryDirectory() as folder:
            process = self.grade(
                "unshare", "-rm", "sh", "-c",
                f"mount -t tmpfs -o size=64k tmpfs {folder} && "
                f"XDG_CACHE_HOME={folder} exec \"$@\"", "sh")
        self.assertEqual(process.returncode, 0, text(process))

    def test_damaged_cache(self):
        """A prepared data directory that was damaged is made anew."""
        with tempfile.TemporaryDirectory() as folder:
            env = dict(os.environ, XDG_CACHE_HOME=folder)
            self.assertEqual(self.grade(env=env).returncode, 0)
            damaged = list(pathlib.Path(folder).glob("grader/mysql-*/*"))
            self.assertTrue(damaged)
            for path in damaged:
                if path.is_file():
                    path.write_bytes(b"x" * 100)
            process = self.grade(env=env)
        self.assertEqual(process.returncode, 0, text(process))

    def test_no_home_for_a_cache(self):
        env = {"PATH": os.environ["PATH"]}
        process = self.grade(env=env)
        self.assertEqual(process.returncode, 0, text(process))

    def test_unwritable_cache(self):
        env = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": "/proc/nowhere"}
        process = self.grade(env=env)
        self.assertEqual(process.returncode, 0, text(process))

    def test_no_server_installed(self):
        if os.geteuid() != 0:
            prefix = ("unshare", "-rm")
        else:
            prefix = ("unshare", "-m")
        process = self.grade(
            *prefix, "sh", "-c",
            "mount --bind /dev/null /usr/sbin/mariadbd && exec \"$@\"", "sh")
        self.assertEqual(process.returncode, 4, text(process))
        self.assertIn("NOTRUN", text(process))
        self.assertRegex(text(process),
                         r"apt-get\s+install\s+mariadb-server")


if __name__ == "__main__":
    unittest.main()
