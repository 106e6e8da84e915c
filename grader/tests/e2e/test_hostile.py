"""Each hostile hand-in gets its verdict, and does no harm.

The folder of a file is its verdict; its first line may name the reason. After
it a right hand-in passes and a wrong one fails, on the same workers.
"""
import pathlib
import unittest

from common import PROBE_PACK, ROOT, Submission, check, tasks

HOSTILE = ROOT / "grader/tests/hostile"
RIGHT = "-- right\nUPDATE items SET quantity = quantity + 1;\n"


def reason_of(data):
    first = data.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    words = first.removeprefix("-- expect:").split()
    return words[1] if first.startswith("-- expect:") and len(words) > 1 \
        else None


class Hostile(unittest.TestCase):
    def grade(self, data, *words):
        with Submission() as submission:
            submission.write("probe.sql", data)
            status, report = check(submission.path, "--packs", PROBE_PACK,
                                   "-p", "0xf0-Probe", "--jobs", 1, *words)
        return status, tasks(report)["probe"]

    def test_each(self):
        canary = pathlib.Path("/tmp/pwn.txt")
        canary.unlink(missing_ok=True)
        files = sorted(HOSTILE.glob("*/*.sql"))
        self.assertGreater(len(files), 50)
        for path in files:
            with self.subTest(path.name):
                data = path.read_bytes()
                status, task = self.grade(data)
                self.assertEqual(task["verdict"], path.parent.name, task)
                self.assertEqual(status,
                                 0 if path.parent.name == "PASS" else 1)
                wanted = reason_of(data)
                if wanted:
                    self.assertEqual(task["cause"]["reason"], wanted, task)
                self.assertFalse(canary.exists())

    def test_next_case_is_unharmed(self):
        """The second case of a task runs after the first one's damage."""
        damage = (
            "SELECT SLEEP(100)",
            "DROP DATABASE holberton",
            "XA START 'x'; UPDATE items SET quantity = 9; XA END 'x'; "
            "XA PREPARE 'x'",
            "SET PASSWORD = PASSWORD('x')",
            "CREATE FUNCTION f() RETURNS INT RETURN 1; "
            "CREATE PROCEDURE p() SELECT 1; CREATE VIEW v AS SELECT 1",
            "DELETE FROM items; ALTER TABLE items ADD x INT AUTO_INCREMENT "
            "UNIQUE",
        )
        for statement in damage:
            with self.subTest(statement), Submission() as first, \
                    Submission() as second:
                first.write("probe.sql", f"-- {statement}\n{statement};\n")
                second.write("probe.sql", RIGHT)
                check(first.path, "--packs", PROBE_PACK, "-p", "0xf0-Probe",
                      "--jobs", 1, "--timeout", "1")
                status, report = check(second.path, "--packs", PROBE_PACK,
                                       "-p", "0xf0-Probe", "--jobs", 1)
                self.assertEqual(status, 0, report)


if __name__ == "__main__":
    unittest.main()
