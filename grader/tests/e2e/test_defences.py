"""Each defence of the sandbox is missed when it is gone.

The sandbox is built without one of its defences, and the tests that are there
for that defence must fail; with it they pass.
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


def build(variant, *flags):
    """Builds the test as a variant; gives its path."""
    path = f"build/{variant}/tests/unit/test_sandbox"
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
