"""The mongo shell from the outside: what is typed, printed, refused, left."""
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest

from common import GRADER, PROBE_PACK, ROOT, Submission, check, kill_some, \
    run, tasks, text

SHELL = "0xf5-Shell"
PROGRAMS = pathlib.Path(os.environ.get("XDG_CACHE_HOME",
                                       pathlib.Path.home() / ".cache"),
                        "grader/programs")
END = '\nprint("the end")\n'
LAMP = 'db.things.insertOne({_id: 3, name: "lamp"})\n'


def typed(content, *words):
    """Grades it; gives (exit status, the task of the report)."""
    with Submission(SHELL) as submission:
        submission.write("typed", content)
        status, report = check(submission.path, "--packs", PROBE_PACK, "-p",
                               SHELL, *words)
        return status, tasks(report)["typed"]


def printed(content):
    """What a hand-in prints that does not print the end."""
    status, task = typed(content)
    assert status == 1, task
    return task["cases"][0]["checks"][0]["seen"], task


class Verdicts(unittest.TestCase):
    """What becomes of a hand-in: the verdict, the cause, its place."""

    def told(self, content, verdict, reason, *words, case=0):
        _, task = typed(content)
        cause = task["cases"][case]["cause"]
        self.assertEqual(task["cases"][case]["verdict"], verdict, task)
        self.assertEqual(cause["reason"], reason, cause)
        for word in words:
            self.assertIn(word, repr(cause))

    def test_right(self):
        for content in (
                LAMP + END,
                "\ufeff" + LAMP + END,
                (LAMP + END).replace("\n", "\r\n"),
                "#!/usr/bin/env mongosh\n// c\n" + LAMP + END.rstrip(),
                "use my_db\n" + LAMP + END,
                "/* a\n b */ db.things.insert({_id: 3,\n  name: `lamp`,\n})"
                + END,
                "db.things.insert({_id: 3, name: 'lamp'});;\n" + END,
                "var t = db.things\nt.insertMany([{_id: 3, name: 'lamp'}])"
                + END,
                "db.getSiblingDB('my_db').things.insertOne("
                "{_id: 3, name: 'lamp'})" + END,
                "[3].forEach(n => db.things.insertOne({_id: n, name: 'lamp'"
                "}))" + END,
                "load\n" + LAMP + END):
            with self.subTest(content):
                status, task = typed(content)
                self.assertEqual(status, 0, task)
                self.assertEqual(task["verdict"], "PASS")

    def test_statement_that_fails(self):
        """Those behind it are run; what then is right keeps its points."""
        self.told("// c\n\ndb.things.save({_id: 3})\n" + LAMP, "ERROR",
                  "runtime", "db.things.save is not a func", "at typed:3")
        status, task = typed("db.nothing.there()\n" + LAMP + END)
        self.assertEqual((status, task["verdict"]), (0, "PASS"))

    def test_syntax(self):
        self.told("// c\ndb.things.find({\n  name: 'a' b\n})\n", "ERROR",
                  "syntax", "Unexpected token", "at typed:3")

    def test_dot(self):
        """A call that goes on in the next line is two statements."""
        self.told("// c\ndb.things\n  .insertOne({_id: 3})\n", "ERROR",
                  "syntax", "before this dot", "at typed:3")
        for content in ("db.things.\n  insertOne({_id: 3, name: 'lamp'})",
                        LAMP + ".help\n", LAMP + ".5\n",
                        "var a = [db.things\n  .insertOne("
                        "{_id: 3, name: 'lamp'})]"):
            with self.subTest(content):
                status, task = typed(content + END)
                self.assertEqual(status, 0, task)

    def test_unfinished(self):
        self.told("// c\n\ndb.things.insertOne({_id: 3,\n", "ERROR",
                  "syntax", "ends before this statement", "at typed:3")

    def test_refused_by_the_server(self):
        self.told("db.things.insertOne({_id: 1})\n", "ERROR", "runtime",
                  "E11000", "at typed:1")

    def test_thrown(self):
        for thrown in ("new Error('boom')", "'boom'", "{message: 'boom'}"):
            with self.subTest(thrown):
                self.told(f"throw {thrown}\n", "ERROR", "runtime", "boom")
        self.told("throw null\n", "ERROR", "runtime", "null")
        self.told("throw undefined\n", "ERROR", "runtime", "undefined")

    def test_quit(self):
        for content in ("quit()\n", "exit\n", "quit(3)\n",
                        "process.exit(0)\n"):
            with self.subTest(content):
                status, task = typed(content + LAMP + END)
                self.assertEqual((status, task["verdict"]), (1, "FAIL"), task)

    def test_limits(self):
        for content, limit in (
                ("while (true) {}\n", "cpu"),
                ("sleep(60000)\n", "wall"),
                ("for (;;) print('x'.repeat(1000))\n", "output"),
                ("var a = []; for (;;) a.push('x'.repeat(1e6) + a.length)\n",
                 "memory"),
                ("db.things.find({$where: 'while (1) {}'})\n", "wall")):
            with self.subTest(content):
                self.told(content, "LIMIT", limit)

    def test_empty(self):
        for content in ("", "\n", "// c\n", "#!/bin/x\n// c\n/* d */\n;\n"):
            with self.subTest(content):
                status, task = typed(content)
                self.assertEqual((status, task["verdict"]), (1, "INVALID"))

    def test_each_case_begins_afresh(self):
        """Nothing of a session is there in the next one."""
        seen, _ = printed("print(typeof left, Object.keys(globalThis).length,"
                          " require('fs').existsSync('/tmp/left'))\n"
                          "left = 1\n"
                          "require('fs').writeFileSync('/tmp/left', '')\n")
        again, _ = printed("print(typeof left, Object.keys(globalThis).length"
                           ", require('fs').existsSync('/tmp/left'))\n")
        self.assertEqual(seen.split()[0], "undefined")
        self.assertEqual(seen.split()[2], "false")
        self.assertEqual(seen.split()[:3], again.split()[:3])

    def test_sessions_differ(self):
        """Ids and random numbers are not those of the session before."""
        _, task = typed("print(ObjectId().toHexString().slice(18))\n"
                        "print(Math.random())\nquit()\n", "--jobs", "1")
        first, second = (task["cases"][case]["checks"][0]["seen"].split()
                         for case in (0, 2))
        self.assertNotEqual(first[0], second[0])
        self.assertNotEqual(first[1], second[1])

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
        "help\n"[:0] + "db.getName()\ndb.version().length\n",
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
        output = re.sub(r"\Amy_db> \n", "", output)
        output = re.sub(r"(?m)^(\.\.\. )+", "", output)
        output = re.sub(r"(?m)^DeprecationWarning: .*\n", "", output)
        output = re.sub(r"[0-9a-f]{24}", "ID", output)
        return re.sub(r" +[\d.]+ [KM]iB", " SIZE", output).rstrip("\n")

    def test_prints_the_same(self):
        given = ("db.dropDatabase(); db.getSiblingDB('other').dropDatabase()\n"
                 "db.things.insertMany([{_id: 1, name: 'chair'}, {_id: 2, "
                 "name: 'table'}])\n")
        for script in self.SCRIPTS:
            with self.subTest(script):
                self.shell(given)
                real = self.shell("prompt=''\n" + script).stdout.decode()
                ours, _ = printed(script)
                self.assertEqual(self.plain(ours), self.plain(real))


if __name__ == "__main__":
    unittest.main()
