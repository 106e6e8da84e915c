"""The mongo shell from the outside: what is typed, printed, refused, left."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest

from common import GRADER, PROBE_PACK, PROGRAMS, Submission, check, \
    kill_some, tasks

SHELL = "0xf5-Shell"
END = '\nprint("the end")\n'
LAMP = 'db.things.insertOne({_id: 3, name: "lamp"})\n'


def grade(contents, cases=3):
    """Grades each for a copy of the task with so many of its cases, all in one
    run; gives the tasks of the report, in order."""
    with tempfile.TemporaryDirectory() as temporary:
        project = pathlib.Path(temporary, "pack/tasks", SHELL)
        handed = pathlib.Path(temporary, "handed", SHELL)
        original = PROBE_PACK / "tasks" / SHELL
        handed.mkdir(parents=True)
        project.mkdir(parents=True)
        shutil.copy(original / "project.yaml", project)
        names = [f"{number}-typed" for number in range(len(contents))]
        for name, content in zip(names, contents):
            shutil.copytree(original / "typed", project / name)
            spec = project / name / "task.yaml"
            parts = spec.read_text().split("  - name:")[:cases + 1]
            spec.write_text(re.sub(r"\btyped\b", name,
                                   "  - name:".join(parts)))
            for file in (project / name).glob("*/typed"):
                file.rename(file.with_name(name))
            (handed / name).write_bytes(
                content if isinstance(content, bytes) else content.encode())
        _, report = check(handed.parent, "--packs", pathlib.Path(
            temporary, "pack"), "-p", SHELL)
        found = tasks(report)
        return [found[name] for name in names]


def seen(task):
    """What a hand-in has printed that does not print the end."""
    check = task["cases"][0]["checks"][0]
    assert not check["holds"], task
    return check["seen"]


class Verdicts(unittest.TestCase):
    """What becomes of a hand-in: the verdict, the cause, its place."""

    def told(self, expected):
        """Each content, with verdict, reason and words of its first case."""
        for (content, verdict, reason, *words), task in zip(
                expected, grade([content for content, *_ in expected], 1)):
            with self.subTest(content):
                case = task["cases"][0]
                self.assertEqual((case["verdict"], case["cause"]["reason"]),
                                 (verdict, reason), task)
                for word in words:
                    self.assertIn(word, repr(case["cause"]))

    def test_right(self):
        contents = (
            LAMP + END,
            "\ufeff" + LAMP + END,
            (LAMP + END).replace("\n", "\r\n"),
            "#!/usr/bin/env mongosh\n// c\n" + LAMP + END.rstrip(),
            "use my_db\n" + LAMP + END,
            "/* a\n b */ db.things.insert({_id: 3,\n  name: `lamp`,\n})"
            + END,
            "db.things.insertOne({_id: 3, name: 'lamp'});;\n" + END,
            "var t = db.things\nt.insertMany([{_id: 3, name: 'lamp'}])"
            + END,
            "db.getSiblingDB('my_db').things.insertOne("
            "{_id: 3, name: 'lamp'})" + END,
            "[3].forEach(n => db.things.insertOne({_id: n, name: 'lamp'}))"
            + END,
            "db.things.\n  insertOne({_id: 3, name: 'lamp'})" + END,
            "var a = [db.things\n  .insertOne({_id: 3, name: 'lamp'})]" + END,
            LAMP + ".help\n" + END,
            LAMP + ".5\n" + END,
            # What fails, with the rest right: those behind it are run.
            "db.nothing.there()\n" + LAMP + END)
        for content, task in zip(contents, grade(contents)):
            with self.subTest(content):
                self.assertEqual(task["verdict"], "PASS", task)

    def test_statement_that_fails(self):
        self.told((
            ("// c\n\ndb.things.save({_id: 3})\n" + LAMP, "ERROR", "runtime",
             "db.things.save is not a func", "at 0-typed:3"),
            ("// c\ndb.things.find({\n  name: 'a' b\n})\n", "ERROR",
             "syntax", "Unexpected token", "at 1-typed:3"),
            ("// c\n\ndb.things.insertOne({_id: 3,\n", "ERROR", "syntax",
             "ends before this statement", "at 2-typed:3"),
            ("db.things.insertOne({_id: 1})\n", "ERROR", "runtime", "E11000",
             "at 3-typed:1"),
            # A call that goes on in the next line is two statements.
            ("// c\ndb.things\n  .insertOne({_id: 3})\n", "ERROR", "syntax",
             "before this dot", "at 4-typed:3"),
            # Waited for like one that goes on, but nothing could mend it.
            ("// c\ndb.things.find({\n  _id = 3\n})\n", "ERROR", "syntax",
             'before the value of a field stands ":", not "="',
             "at 5-typed:3"),
            ("// c\ndb.things.find({_id: 3\n\n" + LAMP, "ERROR", "syntax",
             "Unexpected token", "at 6-typed:4"),
            # Of SQL and of Python.
            ("-- m\n" + LAMP, "ERROR", "runtime", "not with --"),
            ("# m\n" + LAMP, "ERROR", "syntax", "not with #"),
            ("throw new Error('boom')\n", "ERROR", "runtime", "boom"),
            ("throw 'boom'\n", "ERROR", "runtime", "boom"),
            ("throw {message: 'boom'}\n", "ERROR", "runtime", "boom"),
            ("throw null\n", "ERROR", "runtime", "null"),
            ("throw undefined\n", "ERROR", "runtime", "undefined")))

    def test_quit(self):
        contents = [first + "\n" + LAMP + END for first in (
            "quit()", "exit", "quit(3)", "process.exit(0)")]
        for content, task in zip(contents, grade(contents)):
            with self.subTest(content):
                self.assertEqual(task["verdict"], "FAIL", task)

    def test_limits(self):
        self.told((
            ("while (true) {}\n", "LIMIT", "cpu"),
            ("sleep(60000)\n", "LIMIT", "wall"),
            ("for (;;) print('x'.repeat(1000))\n", "LIMIT", "output"),
            ("var a = []; for (;;) a.push(Buffer.alloc(1e7, 1))\n", "LIMIT",
             "memory"),
            ("db.things.find({$where: 'while (1) {}'})\n", "LIMIT", "wall")))

    def test_empty(self):
        contents = ("", "\n", "// c\n", "#!/bin/x\n// c\n/* d */\n;\n")
        for content, task in zip(contents, grade(contents)):
            with self.subTest(content):
                self.assertEqual(task["verdict"], "INVALID", task)

    def test_each_case_begins_afresh(self):
        """Nothing of a session is there in the next one; ids and random
        numbers are others."""
        content = (
            "print(typeof left, require('fs').existsSync('/tmp/left'), "
            "Object.keys(globalThis).length, ObjectId(), Math.random())\n"
            "left = 1\nrequire('fs').writeFileSync('/tmp/left', '')\n")
        first, second = [seen(task).split("\n")[0].split()
                         for task in grade([content, content], 1)]
        self.assertEqual(first[:2], ["undefined", "false"])
        self.assertEqual(first[:3], second[:3])
        self.assertNotEqual(first[3][-18:], second[3][-18:])
        self.assertNotEqual(first[4], second[4])

    def test_shell_that_is_killed(self):
        """A warm shell that somebody kills is started again."""
        with Submission(SHELL) as submission:
            submission.write("typed", LAMP + "sleep(300)\n" + END)
            process = subprocess.Popen(
                [str(GRADER), "check", str(submission.path), "--packs",
                 str(PROBE_PACK), "-p", SHELL], stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, start_new_session=True)
            kill_some(process, b"--max-semi-space-size", 1)
            out = process.stdout.read().decode()
            process.stdout.close()
            self.assertIn(process.wait(), (0, 4), out)
            self.assertNotIn("FAIL", out)


class Real(unittest.TestCase):
    """A session prints what the real mongosh prints."""

    SCRIPTS = (
        "show dbs\nuse other\nshow collections\ndb\n",
        "db.things.find()\n",
        "db.things.find().forEach(printjson)\n",
        "db.things.find({}, {_id: 0}).sort({name: -1}).limit(1).pretty()\n",
        "db.things.insert({name: 'a'})\ndb.things.insert({name: 'b'})\n",
        "db.things.update({name: /a/}, {$set: {x: 1}}, {multi: true})\n",
        "db.things.remove({name: 'chair'}, true)\ndb.things.count()\n",
        "db.things.deleteMany({})\ndb.things.findOne()\n",
        "var c = db.things.find()\nwhile (c.hasNext()) {\n"
        "  printjson(c.next())\n}\n",
        "print(1, 'a', {b: [1, 2]}, null, undefined)\n1 + 1\n'text'\n",
        "console.log('a'); console.error('b')\nprint()\n",
        "for (let i = 0; i < 30; i++) db.many.insertOne({_id: i})\n"
        "db.many.find()\nit\n",
        "db.types.insertOne({_id: 1, a: NumberLong(5), b: 1.5, c: ISODate("
        "'2024-05-15T10:00:00Z'), d: /x/i, e: [1, [2]], f: {g: {h: {i: {"
        "j: 1}}}}, k: UUID('00112233-4455-6677-8899-aabbccddeeff'), l: "
        "NumberDecimal('1.10'), m: null})\ndb.types.find()\n"
        "db.types.find().forEach(printjson)\nprintjson(db.types.findOne())\n",
        "db.things.aggregate([{$group: {_id: null, n: {$sum: 1}}}])\n",
        "db.things.nothing()\nfoo\nthrow new TypeError('t')\n"
        "db.things.find({\n",
        "db.things.find({a: })\n1\n",
        "let a = 1\nlet a = 2\na\n",
        "const f = async () => db.things.countDocuments()\nf()\n",
        "const f = async () => db.things.countDocuments()\nawait f()\n",
        "let n = 1 + await Promise.resolve(2)\nn\nawait 5; 6\n",
        "var [a, b] = await Promise.all([1, (async () => 2)()])\na + b\n",
        "for await (const x of [1, Promise.resolve(2)]) {\n  print(x)\n}\n",
        "await Promise.reject(new Error('no'))\n",
        "{a: 1}\n{}\n({b: 2})\nif (await true) { 3 }\n",
        "db.getName()\ndb.version().length\n",
        "function g(n) {\n  return n * 2\n}\ng(21)\n",
        "if (true) {\n  print('yes')\n}\nelse {\n  print('no')\n}\n",
        "db.things.createIndex({name: 1})\ndb.things.getIndexes()\n",
        "db.createCollection('c')\ndb.c.drop()\ndb.dropDatabase()\n",
        "show nothing\nuse\n.pretty()\n",
        "db.adminCommand({nothing: 1})\ndb.runCommand({ping: 1})\n",
    )

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        folder = pathlib.Path(cls.temporary.name)
        cls.home = folder / "home"
        config = cls.home / ".mongodb/mongosh/config"
        config.parent.mkdir(parents=True)
        config.write_text('{"enableTelemetry":false,"disableLogging":true,'
                          '"updateURL":"","historyLength":0}')
        (folder / "db").mkdir()
        program = next(p for p in (pathlib.Path("/usr/bin/mongod"),
                                   pathlib.Path("/usr/local/bin/mongod"),
                                   PROGRAMS / "mongod/bin/mongod")
                       if p.exists())
        # In a network of its own, as the shell that asks it.
        cls.server = subprocess.Popen(
            ["unshare", "-n" if os.geteuid() == 0 else "-rn", "sh", "-c",
             "ip link set lo up 2>/dev/null || true; exec \"$@\"", "sh",
             str(program), "--dbpath", str(folder / "db"), "--port", "27017",
             "--bind_ip", "127.0.0.1", "--nounixsocket", "--quiet",
             "--wiredTigerCacheSizeGB", "0.25", "--setParameter",
             "disableLogicalSessionCacheRefresh=true"],
            stdout=subprocess.DEVNULL)
        cls.addClassCleanup(cls.server.wait)
        cls.addClassCleanup(cls.server.kill)
        for _ in range(100):
            if not cls.shell("db.dropDatabase()\n", check=False).returncode:
                return
            time.sleep(0.1)
        raise AssertionError("mongod does not answer")

    @classmethod
    def shell(cls, script, check=True):
        return subprocess.run(
            ["nsenter", "-t", str(cls.server.pid), "-n",
             *([] if os.geteuid() == 0 else ["-U", "--preserve-credentials"]),
             PROGRAMS / "mongosh/bin/node",
             PROGRAMS / "mongosh/node_modules/mongosh/bin/mongosh.js",
             "--quiet", "--norc", "mongodb://127.0.0.1:27017/my_db"],
            input=script.encode(), capture_output=True, check=check,
            env={"PATH": "/usr/bin:/bin", "HOME": str(cls.home)}, timeout=60)

    @staticmethod
    def plain(output):
        """Without prompts, warnings of old calls, and what never repeats."""
        output = output.replace("\r", "")
        output = re.sub(r"\A\nmy_db> \n", "", output)
        output = re.sub(r"(?m)^(\.\.\. )+", "", output)
        output = re.sub(r"(?m)^DeprecationWarning: .*\n", "", output)
        output = re.sub(r"[0-9a-f]{24}", "ID", output)
        return re.sub(r" +[\d.]+ [KM]iB", " SIZE", output).rstrip("\n")

    def test_prints_the_same(self):
        given = ("db.getSiblingDB('other').dropDatabase(); db.dropDatabase();"
                 " db.things.insertMany([{_id: 1, name: 'chair'}, {_id: 2, "
                 "name: 'table'}]); 'what was given'\n")
        for script, task in zip(self.SCRIPTS, grade(self.SCRIPTS, 1)):
            with self.subTest(script):
                real = self.shell(given + "prompt=''\n" + script)
                real = real.stdout.decode().split("what was given", 1)[1]
                self.assertEqual(self.plain(seen(task)), self.plain(real))


if __name__ == "__main__":
    unittest.main()
