"""A document in a hand-in is told as the same document in a server is.

Whatever it has in it, and whether the hand-in made it or pymongo read it.
"""
import json
import subprocess
import unittest

from common import ROOT
from test_python import drive

FILE = ROOT / "grader/tests/e2e/python/documents.py"
TOLD = ROOT / "build/release/tests/e2e/bson_told"


class Documents(unittest.TestCase):
    def setUp(self):
        stored = subprocess.run(["/usr/bin/python3", FILE], check=True,
                                stdout=subprocess.PIPE).stdout
        told = subprocess.run([TOLD], input=stored, check=True,
                              stdout=subprocess.PIPE).stdout
        self.stored = list(map(json.loads, told.decode().splitlines()))

    def check(self, function):
        answers = drive([FILE], "import documents",
                        *(f"documents.{function}({i})"
                          for i in range(len(self.stored))))[1:]
        self.assertEqual(len(answers), len(self.stored))
        for number, (told, stored) in enumerate(
                zip(answers, self.stored, strict=True)):
            with self.subTest(number):
                # Which says more than equality: 1 is not 1.0 nor true.
                self.assertEqual(repr(told.get("value")), repr(stored))

    def test_those_that_it_has_made(self):
        self.check("answer")

    def test_those_that_were_read(self):
        self.check("read")

    def test_those_that_were_read_with_zones(self):
        self.check("aware")

    def test_in_the_step_that_loads_bson(self):
        told = drive([FILE], "__import__('documents').answer(36)")
        self.assertEqual(told[0]["value"], self.stored[36])
        self.assertIn("$ObjectId", told[0]["value"]["v"])


if __name__ == "__main__":
    unittest.main()
