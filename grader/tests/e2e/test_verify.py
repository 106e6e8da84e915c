"""What verify finds wrong with a task, and whose fault a verdict says it is."""
import unittest

from common import PROBE_PACK, Pack, Submission, check, run, tasks, text

GRAMMAR = "0xf1-Grammar"
RIGHT = "-- right\nUPDATE items SET quantity = quantity + 1;\n"


class Verify(unittest.TestCase):
    def flawed(self, pack, *needles):
        process = pack.verify()
        self.assertEqual(process.returncode, 3, text(process))
        for needle in needles:
            self.assertIn(needle, text(process))

    def test_the_pack_itself(self):
        for project in (GRAMMAR, "0xf2-Redis", "0xf3-Together",
                        "0xf4-Mongo"):
            with self.subTest(project):
                process = run("verify", "--packs", PROBE_PACK, "-p", project)
                self.assertEqual(process.returncode, 0, text(process))
                self.assertIn("0 flaws", text(process))

    def test_wrong_solution_that_is_right(self):
        with Pack(GRAMMAR, "ids") as pack:
            pack.copy("solution/ids.sql", "wrong/other-id.sql")
            self.flawed(pack, 'wrong/other-id passes "ids are told and')

    def test_wrong_solution_that_fails_more(self):
        with Pack(GRAMMAR, "ids") as pack:
            pack.edit("task.yaml", "[what is stored, one row,",
                      "[what is stored,")
            self.flawed(pack, "wrong/stores-twice also fails",
                        "one row", "it is 2")

    def test_reference_that_fails(self):
        with Pack(GRAMMAR, "ids") as pack:
            pack.copy("wrong/two-answers.sql", "solution/ids.sql")
            self.flawed(pack, "the reference does not pass \"ids are told")

    def test_starter_that_passes(self):
        with Pack(GRAMMAR, "ids") as pack:
            pack.copy("solution/ids.sql", "starter/ids.sql")
            self.flawed(pack, "the starter passes")

    def test_case_that_the_idle_handin_passes(self):
        with Pack(GRAMMAR, "ids") as pack:
            pack.edit("task.yaml", "  - name: people stay as they are\n"
                      "    when: [{sql: \"CALL new_id('x')\"}]\n"
                      "    then:\n",
                      "  - name: vacuous\n    then:\n"
                      "      - {rows: SELECT * FROM people, "
                      "unchanged: true}\n"
                      "  - name: people stay as they are\n"
                      "    when: [{sql: \"CALL new_id('x')\"}]\n"
                      "    then:\n")
            self.flawed(pack, "idle", "vacuous")

    def test_too_few_solutions(self):
        with Pack(GRAMMAR, "ids") as pack:
            pack.folder.joinpath("right/md5.sql").unlink()
            self.flawed(pack, "right/ holds 1 solution")

    def test_reference_right_by_luck(self):
        """It answers in the order in which the rows were inserted."""
        with Pack("0x00-Luck", "luck") as pack:
            pack.folder.mkdir(parents=True)
            pack.folder.parent.joinpath("project.yaml").write_text(
                "grader: 1\ntitle: Luck\n")
            for name, content in {
                    "README.md": "# Luck\n",
                    "rows.yaml":
                        "tables:\n  - name: t\n    create: CREATE TABLE t "
                        "(n INT, name VARCHAR(20))\n    rows: 30\n"
                        "    columns:\n"
                        "      - {name: n, integer: [1, 1000]}\n"
                        "      - {name: name, letters: 5}\n",
                    "task.yaml":
                        "title: Luck\nhand_in: [luck.sql]\n"
                        "given: {mysql: {generate: rows.yaml}}\n"
                        "when: [run: luck.sql]\ncases:\n- then:\n"
                        "  - {results: last, order: exact}\n"
                        "wrong: {none: {fails: [works]}}\n",
                    "solution/luck.sql": "-- x\nSELECT name FROM t;\n",
                    "starter/luck.sql": "-- x\n",
                    "right/a.sql":
                        "-- x\nSELECT t.name FROM t IGNORE INDEX ();\n",
                    "right/b.sql": "-- x\nSELECT name FROM t ORDER BY n;\n",
                    "wrong/none.sql": "-- x\nSELECT 1;\n"}.items():
                path = pack.folder / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(content)
            self.flawed(pack, "right/b does not pass")


class Owners(unittest.TestCase):
    """The author's, the operator's and the learner's faults."""

    def check(self, pack, content=RIGHT, name="probe.sql"):
        with Submission() as submission:
            submission.write(name, content)
            process = run("check", submission.path, "--packs", pack.path,
                          "-p", "0xf0-Probe")
        return process

    def test_author_step_that_always_fails(self):
        with Pack("0xf0-Probe", "probe") as pack:
            pack.edit("task.yaml", "  - name: quantities again\n"
                      "    when: [{run: probe.sql}]",
                      "  - name: quantities again\n    when: "
                      "[{run: probe.sql}, {sql: INSERT INTO nowhere "
                      "VALUES (1)}]")
            process = self.check(pack)
        self.assertEqual(process.returncode, 3, text(process))
        self.assertIn("SPEC", text(process))
        self.assertIn("no score", text(process))
        self.assertIn("not your fault", text(process).replace("\n    ", " "))
        self.assertRegex(" ".join(text(process).split()),
                         r"task\.yaml:\d+: this step fails")

    def test_author_step_that_fails_for_the_learner_only(self):
        with Pack("0xf0-Probe", "probe") as pack:
            pack.edit("task.yaml", "when: [{run: probe.sql}]\n    then:\n"
                      "      - rows",
                      "when: [{run: probe.sql}, {sql: \"INSERT INTO items "
                      "VALUES ('kiwi', 1)\"}]\n    then:\n      - rows")
            process = self.check(pack, "-- x\nDROP TABLE items;\n")
        self.assertEqual(process.returncode, 1, text(process))
        self.assertIn("ERROR", text(process))
        self.assertIn("1146", text(process))

    def test_fixture_that_is_refused(self):
        with Pack("0xf0-Probe", "probe") as pack:
            pack.edit("items.sql", "CREATE TABLE", "CREATE TABEL")
            process = self.check(pack)
        self.assertEqual(process.returncode, 3, text(process))
        self.assertRegex(text(process), r"items\.sql:\d+: error 1064")

    def test_kind_that_is_not_built(self):
        with Pack("0xf0-Probe", "probe") as pack:
            pack.edit("task.yaml", "rows: SELECT SUM(quantity) AS total "
                      "FROM items", "rows: SELECT 1\n        grows: linear")
            process = self.check(pack)
        self.assertEqual(process.returncode, 3, text(process))
        self.assertIn("not built", text(process))

    def test_what_only_mysql_knows(self):
        with Submission() as submission:
            submission.write("probe.sql", "-- x\nSELECT ANY_VALUE(name) FROM "
                             "items;\nUPDATE items SET quantity = 1;\n")
            status, report = check(submission.path, "--packs", PROBE_PACK,
                                   "-p", "0xf0-Probe")
        task = tasks(report)["probe"]
        self.assertEqual((status, task["verdict"], task["points"]),
                         (4, "NOTRUN", None))
        self.assertIn("ANY_VALUE", task["cause"]["text"])
        self.assertFalse(report["submissions"][0]["complete"])

    def test_partial_credit_and_guards(self):
        """A guard's points count only beside one that is none."""
        with Pack("0xf0-Probe", "probe") as pack:
            pack.edit("task.yaml", "        points: 4\n",
                      "        points: 4\n"
                      "      - {name: names stay, points: 2, "
                      "rows: SELECT name FROM items}\n"
                      "      - {name: one more, points: 3, rows: SELECT "
                      "MAX(quantity) AS m FROM items}\n")
            with Submission() as submission:
                points = {}
                for name, body in {
                        "right": "UPDATE items SET quantity = quantity + 1;",
                        "half": "UPDATE items SET quantity = quantity + 1 "
                                "ORDER BY quantity DESC LIMIT 1;",
                        "idle": "DO 1;"}.items():
                    submission.write("probe.sql", f"-- x\n{body}\n")
                    _, report = check(submission.path, "--packs", pack.path,
                                      "-p", "0xf0-Probe")
                    task = tasks(report)["probe"]
                    points[name] = (task["points"], task["max_points"])
        self.assertEqual(points["right"], (10, 10))
        self.assertEqual(points["idle"], (0, 10))
        self.assertIn(points["half"][0], (2, 5), points)


if __name__ == "__main__":
    unittest.main()
