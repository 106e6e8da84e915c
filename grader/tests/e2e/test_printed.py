"""What a shell of MongoDB prints is judged by its values, not its notation.

A program in Python stands for the shell: it prints what one would.
"""
import pathlib
import tempfile
import unittest

from common import check, tasks

TASK = """\
title: What a shell prints
hand_in: [shell.py]
cases:
  - name: it
    when: [{run: shell.py}]
    then:
      - {name: all, printed: last}
      - {name: in any order, printed: last, order: any}
      - {name: without ids, printed: last, ignore: [_id]}
      - {name: four, printed: last, count: {equals: 4}}
      - {name: a school, printed: last, contains: {name: UCLA}}
      - {name: no other, printed: last, lacks: {name: MIT}}
      - {name: names, printed: last, pick: "*.name"}
      - {name: the first, printed: last, pick: "1", equals: {_id: 1, name: UCLA, open: true, n: 5}}
"""
REFERENCE = """\
switched to db my_db
[
  { _id: 1, name: 'UCLA', open: true, n: Long('5') },
  { _id: ObjectId('65f0a1b2c3d4e5f601020304'), name: "it's" }
]
{ acknowledged: true, deletedCount: 1 }
"""
OLD = """\
switched to db my_db
{ "_id" : 1, "n" : NumberLong(5), "name" : "UCLA", "open" : true }
{ "_id" : ObjectId("65f0a1b2c3d4e5f601020304"), "name" : "it's" }

{ "acknowledged" : true, "deletedCount" : 1 }
"""
EXTENDED = """\
switched to db my_db
{"_id":{"$numberInt":"1"},"name":"UCLA","open":true,"n":{"$numberDouble":"5.0"}}
{
  "_id": {"$oid": "65f0a1b2c3d4e5f601020304"},
  "name": "it's"
}
{"acknowledged":true,"deletedCount":1}
"""


class Printed(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="grader-pack-")
        self.addCleanup(self.temporary.cleanup)
        self.path = pathlib.Path(self.temporary.name)
        task = self.path / "pack/tasks/0xf5-Printed/shell"
        for folder in ("solution", "starter"):
            (task / folder).mkdir(parents=True)
            (task / folder / "shell.py").write_text(
                f"print({REFERENCE!r}, end='')")
        (task.parent / "project.yaml").write_text("grader: 1\ntitle: Printed\n")
        (task / "task.yaml").write_text(TASK)
        (task / "README.md").write_text("# What a shell prints\n")

    def failed(self, printed):
        """The names of the checks that fail when this is printed."""
        folder = self.path / "hand-in/0xf5-Printed"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "shell.py").write_text(f"print({printed!r}, end='')")
        _, report = check(folder.parent, "--packs", self.path / "pack", "-p",
                          "0xf5-Printed")
        case, = tasks(report)["shell"]["cases"]
        self.assertIn(case["verdict"], ("PASS", "FAIL"), report)
        return [one["name"] for one in case["checks"] if not one["holds"]]

    def test_the_notation_does_not_matter(self):
        for printed in (REFERENCE, OLD, EXTENDED):
            with self.subTest(printed):
                self.assertEqual(self.failed(printed), [])

    def test_the_values_do(self):
        whole = ["all", "in any order"]
        for change, names in (
                (("1, name", "2, name"), [*whole, "the first"]),
                (("01020304", "01020305"), whole),
                (("open: true", "open: 1"),
                 [*whole, "without ids", "the first"]),
                (("UCLA", "MIT"), [*whole, "without ids", "a school",
                                   "no other", "names", "the first"]),
                (("it's", "its"), [*whole, "without ids", "names"]),
                (("switched", "Switched"), [*whole, "without ids"])):
            printed = REFERENCE.replace(*change)
            with self.subTest(printed):
                self.assertEqual(self.failed(printed), names)

    def test_order(self):
        lines = OLD.splitlines(keepends=True)
        swapped = "".join([lines[0], lines[2], lines[1], *lines[3:]])
        self.assertEqual(self.failed(swapped),
                         ["all", "without ids", "names", "the first"])

    def test_nothing(self):
        self.assertEqual(
            self.failed(""),
            ["all", "in any order", "without ids", "four", "a school",
             "names", "the first"])


if __name__ == "__main__":
    unittest.main()
