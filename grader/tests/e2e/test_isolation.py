"""The level of isolation is found by attempts, told, kept, and asked for.

That the attempts notice when a defence is gone: test_defences.py.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from common import GRADER, NO_NAMESPACES, PROBE_PACK, ROOT, Submission, text

RIGHT = "-- right\nUPDATE items SET quantity = quantity + 1;\n"


class Isolation(unittest.TestCase):
    LEVELS = ["none", "user", "namespaces", "full"]

    def doctor(self, *prefix, **env):
        """The first word of the level, and what became of each attempt."""
        process = subprocess.run([*prefix, str(GRADER), "doctor"],
                                 capture_output=True, cwd=ROOT,
                                 env=dict(os.environ, **env))
        said = text(process)
        level = re.search(r"^isolation  (\w+)", said, re.M)[1]
        held = dict(reversed(found) for found in re.findall(
            r"^ {11}(held|held, but late|did not hold|could not be tried) "
            r"{2,}(.+)$", said, re.M))
        self.assertEqual(len(held), 8, said)
        return {"separate": "user"}.get(level, level), held, said

    def test_less_than_asked_for_is_refused(self):
        here = self.LEVELS.index(self.doctor()[0])
        with Submission() as submission:
            submission.write("probe.sql", RIGHT)
            words = [str(GRADER), "check", str(submission.path), "--packs",
                     str(PROBE_PACK), "-p", "0xf0-Probe", "--isolation"]
            for prefix, has in (((), here), (NO_NAMESPACES, 0)):
                for asked, least in (("any", 0), ("user", 1),
                                     ("namespaces", 2), ("full", 3)):
                    with self.subTest((prefix, asked)):
                        process = subprocess.run([*prefix, *words, asked],
                                                 capture_output=True)
                        self.assertEqual(process.returncode,
                                         0 if has >= least else 5,
                                         text(process))
                        if has < least:
                            self.assertEqual(process.stdout, b"")
                            self.assertIn("grader doctor", text(process))

    def test_the_report_says_it_and_a_warning_too(self):
        with Submission() as submission:
            submission.write("probe.sql", RIGHT)
            words = [str(GRADER), "check", str(submission.path), "--packs",
                     str(PROBE_PACK), "-p", "0xf0-Probe", "--report", "json"]
            for prefix in ((), NO_NAMESPACES):
                level = self.doctor(*prefix)[0]
                process = subprocess.run([*prefix, *words],
                                         capture_output=True)
                said = json.loads(process.stdout)["isolation"]
                self.assertEqual(said.split()[0].replace("separate", "user"),
                                 level)
                self.assertEqual(b"warning: isolation" in process.stderr,
                                 level in ("none", "user"))

    def test_all_walls_hold_where_there_are_namespaces(self):
        _, held, said = self.doctor()
        if "refused: " in said:
            return  # there are none
        held.pop("take more memory than allowed")
        self.assertEqual(set(held.values()), {"held"}, said)

    def test_hardly_anything_holds_without_namespaces(self):
        level, held, said = self.doctor(*NO_NAMESPACES)
        self.assertEqual(level, "none")
        self.assertEqual(held.pop("make system calls that are denied"), "held")
        self.assertEqual(set(held.values()), {"did not hold"}, said)

    def test_another_user_is_all_that_root_has_without_namespaces(self):
        if os.geteuid() != 0:
            return  # nobody to become
        level, held, said = self.doctor(
            "setpriv", "--inh-caps=-all", "--bounding-set",
            "-all,+setuid,+setgid,+chown,+kill,+dac_override")
        self.assertEqual(level, "user", said)
        self.assertEqual(held.pop("read a private file of yours"), "held")
        self.assertEqual(held.pop("signal a process of yours"), "held")
        self.assertEqual(held.pop("make system calls that are denied"), "held")
        self.assertEqual(set(held.values()), {"did not hold"}, said)

    def test_what_cannot_be_tried_counts_as_escaped_and_is_not_kept(self):
        if os.geteuid() != 0:
            return  # nobody to take it from
        with tempfile.TemporaryDirectory() as cache:
            level, held, said = self.doctor(
                "setpriv", "--inh-caps=-all", "--bounding-set",
                "-all,+setuid,+setgid,+chown,+kill", XDG_CACHE_HOME=cache)
            kept = pathlib.Path(cache, "grader/isolation").exists()
        self.assertEqual(level, "none")
        self.assertEqual(set(held.values()), {"could not be tried"}, said)
        self.assertFalse(kept)

    def test_a_plain_user_has_all_but_exact_memory(self):
        if os.geteuid() != 0:
            return  # nobody to become; it is the other tests' user
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o777)
            program = shutil.copy(GRADER, folder)
            process = subprocess.run(
                ["setpriv", "--reuid=54321", "--regid=54321",
                 "--clear-groups", program, "doctor"],
                capture_output=True, cwd="/", env={"HOME": folder})
        said = text(process)
        if "refused: " in said:
            return  # no namespaces for plain users here
        self.assertIn("isolation  namespaces", said)
        # Where parts of /proc are covered, nobody sees how much is taken.
        self.assertIn(
            "the memory limit is approximate"
            if "held, but late      take more memory" in said
            else "its memory is not limited", said)

    def test_what_was_found_is_kept_but_never_trusted_blindly(self):
        with tempfile.TemporaryDirectory() as cache, \
                Submission() as submission:
            submission.write("probe.sql", RIGHT)
            env = dict(os.environ, XDG_CACHE_HOME=cache)
            entry = pathlib.Path(cache, "grader/isolation")

            def level(*prefix):
                process = subprocess.run(
                    [*prefix, str(GRADER), "check", str(submission.path),
                     "--packs", str(PROBE_PACK), "-p", "0xf0-Probe",
                     "--report", "json"], capture_output=True, env=env)
                return json.loads(process.stdout)["isolation"]

            best = level()
            whole, written = entry.read_bytes(), entry.stat().st_mtime_ns
            self.assertEqual(level(), best)
            self.assertEqual(entry.stat().st_mtime_ns, written)
            for damaged in (b"", whole[:-1], whole + b"x",
                            whole[:70] + bytes([whole[70] ^ 1]) + whole[71:],
                            bytes([whole[0] ^ 1]) + whole[1:]):
                entry.write_bytes(damaged)
                self.assertEqual(level(), best)
                self.assertEqual(entry.read_bytes(), whole)
            # Less is there with the same cache, build and boot.
            self.assertIn("none", level(*NO_NAMESPACES))
            self.assertEqual(level(), best)

    def test_a_web_server_needs_a_network_of_its_own(self):
        with Submission("0xf1-Grammar") as submission:
            submission.write("ids.sql", (
                PROBE_PACK / "tasks/0xf1-Grammar/ids/solution/ids.sql"
            ).read_text())
            process = subprocess.run(
                [*NO_NAMESPACES, str(GRADER), "check", str(submission.path),
                 "--packs", str(PROBE_PACK), "-p", "0xf1-Grammar"],
                capture_output=True)
        self.assertEqual(process.returncode, 4, text(process))
        self.assertIn("NOTRUN", text(process))
        self.assertIn("a network of its own", text(process))

    def test_a_program_of_the_learners_needs_a_sandbox(self):
        with tempfile.TemporaryDirectory() as folder:
            task = pathlib.Path(folder, "tasks/0xf9-Programs/hello")
            for name in ("solution", "starter", "right", "wrong"):
                (task / name).mkdir(parents=True)
            (task / "../project.yaml").write_text(
                "grader: 1\ntitle: Programs\n")
            (task / "../README.md").write_text("# Programs\n")
            (task / "README.md").write_text("# Hello\n\nSay hello.\n")
            (task / "task.yaml").write_text(
                "title: Hello\nlevel: mandatory\nhand_in: [hello.py]\n"
                "cases:\n  - name: it says hello\n"
                "    when: [{run: hello.py}]\n"
                "    then: [{stdout: last, points: 1}]\n")
            (task / "solution/hello.py").write_text("print('hello')\n")
            (task / "starter/hello.py").write_text("#!/usr/bin/env python3\n")
            words = [str(GRADER), "check", str(task / "solution"), "--packs",
                     folder, "-p", "0xf9-Programs"]
            whole = subprocess.run(words, capture_output=True)
            self.assertEqual(whole.returncode, 0, text(whole))
            process = subprocess.run([*NO_NAMESPACES, *words],
                                     capture_output=True)
        self.assertEqual(process.returncode, 4, text(process))
        self.assertIn("NOTRUN", text(process))
        self.assertIn("a sandbox, and this system refuses the namespaces",
                      " ".join(text(process).split()))

    def test_doctor_names_what_helps(self):
        process = subprocess.run([*NO_NAMESPACES, str(GRADER), "doctor"],
                                 capture_output=True, cwd=ROOT)
        self.assertRegex(text(process), "what helps: (docker|sudo|podman) ")
        self.assertIn("refused: ", text(process))
        for name in re.findall(r"docker/\S+", text(process)):
            self.assertTrue((ROOT / name).exists(), name)


if __name__ == "__main__":
    unittest.main()
