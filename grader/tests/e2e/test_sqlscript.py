"""The reader of client scripts and the real client send the same statements.

On 10,000 generated scripts and every SQL file of the project.
"""
import re
import subprocess
import sys
import unittest

from common import ROOT

SCRIPTS = 10_000
SHIPPED = len(list((ROOT / "tasks").rglob("*.sql"))
              + list((ROOT / "fixtures").rglob("*.sql")))


class Differential(unittest.TestCase):
    def test_client_and_reader_agree(self):
        tool = ROOT / "grader/tests/e2e/sqlscript_diff.py"
        process = subprocess.run([sys.executable, str(tool), str(SCRIPTS)],
                                 capture_output=True, text=True)
        self.assertEqual(process.returncode, 0,
                         process.stdout + process.stderr)
        found = re.search(r"(\d+) of (\d+) scripts compared, 0 differ",
                          process.stdout)
        self.assertTrue(found, process.stdout)
        compared, all_scripts = map(int, found.groups())
        self.assertEqual(all_scripts, SCRIPTS + SHIPPED)
        # The client itself gives up on a few (it is told apart in the tool).
        self.assertGreaterEqual(compared, SCRIPTS)


if __name__ == "__main__":
    unittest.main()
