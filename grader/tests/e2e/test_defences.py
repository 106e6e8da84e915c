"""Each defence of the sandbox is missed when it is gone.

The sandbox is built without one of its defences, and the tests that are there
for that defence must fail; with it they pass. So does the doctor notice, whose
attempts to escape find the level of isolation.
"""
import os
import re
import subprocess
import unittest

from common import ROOT

# What is left out of the build, and the tests that must notice.
DEFENCES = {
    "SECCOMP": ["test_calls", "test_x32"],
    "NETNS": ["test_network"],
    "OUTPUT_CAP": ["test_output"],
    "PIDNS": ["test_nothing_survives", "test_proc"],
    "CLOSING": ["test_descriptors"],
}

# The attempts that then succeed.
ATTEMPTS = {
    "SECCOMP": {"make system calls that are denied"},
    "NETNS": {"connect to a port of this machine",
              "connect to an abstract socket of this machine"},
}


def build(variant, *flags, target="tests/unit/test_sandbox"):
    """Builds the test as a variant; gives its path."""
    path = f"build/{variant}/{target}"
    run = subprocess.run(
        ["make", "-s", f"-j{os.cpu_count()}", f"VARIANT={variant}",
         "OPT=-O1 -g", path],
        cwd=ROOT, env=dict(os.environ, CPPFLAGS=" ".join(flags)),
        capture_output=True, text=True)
    if run.returncode:
        raise AssertionError(f"{variant} cannot be built:\n{run.stderr}")
    return ROOT / path


def run(path, test):
    return subprocess.run([path, test], cwd=ROOT, capture_output=True,
                          text=True, timeout=120)


class Defences(unittest.TestCase):
    def setUp(self):
        probe = run(build("with-all"), "test_exit")
        if "skipped: no namespaces" in probe.stdout:
            self.skipTest(probe.stdout.strip())
        self.assertEqual(probe.returncode, 0, probe.stdout + probe.stderr)

    def test_each(self):
        whole = build("with-all")
        for name, tests in DEFENCES.items():
            lame = build(f"without-{name.lower()}",
                         f"-DGRADER_WITHOUT_{name}")
            for test in tests:
                with self.subTest(defence=name, test=test):
                    self.check(whole, lame, test)

    def test_the_doctor_tries(self):
        for name, attempts in ATTEMPTS.items():
            lame = build(f"without-{name.lower()}",
                         f"-DGRADER_WITHOUT_{name}", target="grader")
            said = subprocess.run([lame, "doctor"], cwd=ROOT,
                                  capture_output=True, text=True,
                                  timeout=60).stdout
            with self.subTest(defence=name):
                # Memory is another thing: not every machine limits it.
                self.assertEqual(
                    set(re.findall(r"did not hold +(.+)", said)) -
                    {"take more memory than allowed"}, attempts, said)
                self.assertNotRegex(said, "isolation  (full|namespaces)")

    def check(self, whole, lame, test):
        with_it, without = run(whole, test), run(lame, test)
        said = with_it.stdout + with_it.stderr
        self.assertEqual(with_it.returncode, 0, said)
        self.assertRegex(said, r"\[==========\].* 1 test\(s\) run")
        said = without.stdout + without.stderr
        self.assertNotEqual(without.returncode, 0, said)
        self.assertTrue(re.search(rf"\[  FAILED  \].*{test}", said), said)


if __name__ == "__main__":
    unittest.main()
