"""The schema for editors is what the program itself knows, and agrees with it.

With RECORD=1 in the environment tasks/task.schema.json is written anew.
"""
import os
import unittest

import schema
from common import ROOT, run


class Schema(unittest.TestCase):
    def setUp(self):
        os.chdir(ROOT)

    def test_is_generated(self):
        """`make record` writes it; nobody edits it by hand."""
        process = run("schema")
        self.assertEqual(process.returncode, 0)
        path = ROOT / schema.TASKS_SCHEMA
        if os.environ.get("RECORD"):
            path.write_bytes(process.stdout)
        self.assertEqual(path.read_bytes(), process.stdout)

    def test_every_task_is_valid(self):
        self.assertEqual(schema.check_tasks(), 0)

    def test_refuses_what_the_program_refuses(self):
        built = ROOT / "build/release/tests/unit/test_spec"
        self.assertTrue(built.exists(), f"make {built.relative_to(ROOT)}")
        self.assertEqual(schema.check_specs(str(built)), 0)


if __name__ == "__main__":
    unittest.main()
