"""MongoDB from the outside: whose server is used, and whose mistake it is."""
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import textwrap
import unittest

from common import GRADER, NO_NAMESPACES, PROBE_PACK, ROOT, Pack, \
    Submission, check, kill_some, run, tasks, text

MONGO = "0xf4-Mongo"
TASK = PROBE_PACK / "tasks" / MONGO / "towns"
RIGHT = (TASK / "solution/towns.py").read_text()
WRONG = (TASK / "wrong/one-town.py").read_text()
FIRST = "what the fixture holds"
OTHERS = ("what commands answer and leave", "a server that comes back")


def program():
    return re.search(r"(?m)^mongo +(/\S+)$",
                     run("doctor").stdout.decode()).group(1)


def hostile(body):
    """Right but in the first case, where it does this before."""
    return RIGHT.replace("    return", "    if by == 5:\n" + textwrap.indent(
        textwrap.dedent(body).strip(), " " * 8) + "\n    return")


def grade(content, *words, prefix=(), pack=PROBE_PACK):
    with Submission(MONGO) as submission:
        submission.write("towns.py", content)
        return subprocess.run(
            [*prefix, str(GRADER), "check", str(submission.path), "--packs",
             str(pack), "-p", MONGO, *words],
            capture_output=True, timeout=300)


class Operators(unittest.TestCase):
    """A server of the operator's on 27017, with a canary."""

    CANARY = """if 1:
        import pymongo, sys
        client = pymongo.MongoClient(sys.argv[1], serverSelectionTimeoutMS=9000)
        if sys.argv[2:]:
            client.land.towns.insert_one({"_id": "canary", "name": "Ulm"})
        print(client.list_database_names(), list(client.land.towns.find()),
              client.admin.command("serverStatus")["connections"]
              ["totalCreated"])
        """

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        os.mkdir(temporary.name + "/data")
        self.uri = "mongodb://" + (temporary.name + "/mongodb-27017.sock") \
            .replace("/", "%2F")
        server = subprocess.Popen(
            [program(), "--port", "27017", "--bind_ip", "127.0.0.1",
             "--unixSocketPrefix", temporary.name, "--dbpath",
             temporary.name + "/data", "--wiredTigerCacheSizeGB", "0.25"],
            stdout=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        self.before = self.ask("new")

    def ask(self, *words):
        """What there is, and how many connections there have been."""
        found = subprocess.run(
            ["/usr/bin/python3", "-c", self.CANARY, self.uri, *words],
            capture_output=True, text=True, check=True).stdout.strip()
        return found.rsplit(" ", 1)

    def test_untouched(self):
        for content, status in ((RIGHT, 0), (WRONG, 1)):
            process = grade(content)
            self.assertEqual(process.returncode, status, text(process))
        after, connections = self.ask()
        self.assertEqual(after, self.before[0])
        self.assertIn("canary", after)
        # Those of the one that asks, each time as many.
        self.assertLessEqual(int(connections), 2 * int(self.before[1]))


class Folder(unittest.TestCase):
    """No lab with a network of its own."""

    def test_not_run(self):
        process = grade(RIGHT, "--report", "json", prefix=NO_NAMESPACES)
        found = tasks(json.loads(process.stdout))["towns"]
        self.assertEqual((found["verdict"], found["points"]),
                         ("NOTRUN", None))
        self.assertIn("a network of its own", json.dumps(found["cause"]))


class Missing(unittest.TestCase):
    """No mongod on this machine."""

    def setUp(self):
        self.hide = ("unshare", "-m" if os.geteuid() == 0 else "-rm", "sh",
                     "-c", f"mount --bind /dev/null {program()} && exec "
                     "\"$@\"", "sh")

    def test_not_run(self):
        process = grade(RIGHT, "--report", "json", prefix=self.hide)
        self.assertEqual(process.returncode, 4, text(process))
        found = tasks(json.loads(process.stdout))["towns"]
        self.assertEqual((found["verdict"], found["points"]),
                         ("NOTRUN", None))
        self.assertIn("it fetches mongod", json.dumps(found["cause"]))

    def test_doctor(self):
        process = subprocess.run([*self.hide, str(GRADER), "doctor"],
                                 capture_output=True, cwd=ROOT)
        self.assertEqual(process.returncode, 4, text(process))
        self.assertRegex(text(process), r"(?m)^mongo +not installed: .*fetches it")


class Authors(unittest.TestCase):
    def spec(self, pack, needle):
        process = grade(RIGHT, pack=pack.path)
        self.assertEqual(process.returncode, 3, text(process))
        self.assertIn(needle, " ".join(text(process).split()))

    def edited(self, name, old, new, needle):
        with self.subTest(new), Pack(MONGO, "towns") as pack:
            pack.edit(name, old, new)
            self.spec(pack, needle)

    def test_fixture_that_is_refused(self):
        nowhere = '"_id": "nowhere"'
        for new, needle in {
                '"_id": {"$oid": "65a000000000000000000001"}':
                    "towns.json:5: error 11000: E11000",
                '"_id": ["nowhere"]': "towns.json:5: error 53: The '_id'",
                '"_id": {"$oid": "65a"}': "towns.json:5: ",
                '"_id": "nowhere" "name"': "towns.json:5: ",
        }.items():
            self.edited("towns.json", nowhere, new, needle)

    def test_fixture_of_another_kind(self):
        with Pack(MONGO, "towns") as pack:
            shutil.copy(pack.folder / "towns.json", pack.folder / "a.txt")
            pack.edit("task.yaml", "load: [towns.json]", "load: [a.txt]")
            self.spec(pack, "a mongo fixture ends in .json")

    def test_long_fixture(self):
        """It is loaded in batches; the mistake has its line."""
        with Pack(MONGO, "towns") as pack:
            path = pack.folder / "towns.json"
            path.write_text("".join(f'{{"_id": {i}, "a": "{"x" * 500}"}}\n'
                                    for i in range(20000))
                            + '{"_id": 7}\n')
            self.spec(pack, "towns.json:20001: error 11000")

    def test_databases(self):
        right = "{ports: [{name: Kiel, at: {$oid: 65a000000000000000000002}}" \
            "], none: []}"
        for new, needle in {
                "[]": '"databases": sea is no map of collections',
                "{ports: {name: Kiel}}":
                    '"databases": sea.ports is no list of documents',
                "{ports: [{a: 1}, Kiel]}":
                    '"databases": sea.ports:2: a document is wanted',
                "{ports: [{_id: 1}, {a: 1}, {_id: 1}]}":
                    '"databases": sea.ports:3: error 11000',
                "{ports: [{a: {$oid: 1}}]}": "sea.ports:1: a: no right $oid",
                '{"a$b": [{a: 1}]}': "sea.a$b:1: error 73",
        }.items():
            self.edited("task.yaml", right, new, needle)

    def test_commands(self):
        for new, needle in {
                "[]": '"mongo": a command is a map',
                "{}": '"mongo": a command is a map',
                "count": '"mongo": a command is a map',
                "[{count: towns}, 5]": '"mongo": a command is a map',
                "{count: {$oid: 5}}": '"mongo": count: no right $oid',
                "{nosuch: towns}": "59 in a statement of the task: no such",
        }.items():
            self.edited("task.yaml", "mongo: {count: towns}", "mongo: " + new,
                        needle)

    def test_looks(self):
        for old, new, needle in (
                ("{find: ports}", "{count: ports}",
                 '"documents" takes a command like {find: school}'),
                ("{find: ports}", "{aggregate: ports, pipeline: [{$out: a}]}",
                 "that writes nothing"),
                ("{find: ports}", "{find: ports, filter: {a: {$date: x}}}",
                 '"documents": filter.a: no right $date'),
                ("{find: nothing}", "{drop: nothing}",
                 '"explain": it takes a command that finds'),
        ):
            self.edited("task.yaml", old, new, needle)

    def test_refused_look(self):
        """It is a value, and told as such."""
        with Pack(MONGO, "towns") as pack:
            pack.edit("task.yaml", "{find: nothing}, pick: access",
                      "{find: nothing, filter: {$x: 1}}, pick: number")
            process = grade(RIGHT, pack=pack.path)
        self.assertEqual(process.returncode, 1, text(process))
        self.assertIn("it is 2", text(process))

    def test_more_than_an_observation_holds(self):
        with Pack(MONGO, "towns") as pack:
            pack.edit("task.yaml", "limits: {wall: 10 s}",
                      "limits: {wall: 10 s, output: 1 MiB}")
            pack.edit("task.yaml", "{mongo: {count: towns}, as: number}",
                      "{mongo: {aggregate: towns, pipeline: [{$project: {a: "
                      "{$range: [0, 100000]}}}]}, as: number}")
            self.spec(pack, "hits a limit: more than 1.0 MiB")

    def test_reference_that_stops_the_server(self):
        with Pack(MONGO, "towns") as pack:
            (pack.folder / "solution/towns.py").write_text(hostile(
                "towns.database.client.admin.command('shutdown')"))
            self.spec(pack, "the mongo server was told to shut down")


class Fixtures(unittest.TestCase):
    """A large one stays for the next case that has the same, and no other."""

    TASK = """
title: Many towns
hand_in: [towns.py]
when:
  - python: |
      from pymongo import MongoClient
      client = MongoClient('localhost', serverSelectionTimeoutMS=300)
      grow = __import__('towns').grow
      def look():
          try:
              return [name for name in client.list_database_names()
                      if name in ('land', 'sea')]
          except Exception:
              return []
cases:
"""
    MANY = "{mongo: {database: land, load: [many.json]}}"
    CASES = (("reads", MANY, "client.land.many.count_documents({})", "3000"),
             ("reads again", MANY, "client.land.many.count_documents({})",
              "3000"),
             ("has none", "{redis: {}}", "look()", "[]"),
             ("reads and writes", MANY, "grow(client.land.many, 'Ulm', 1)",
              "30"),
             ("reads anew", MANY, "client.land.many.count_documents("
              "{'people': 1})", "0"),
             ("has another", "{mongo: {database: sea}}", "look()", "[]"))

    def test_each_finds_its_own(self):
        with Pack(MONGO, "towns") as pack:
            shutil.rmtree(pack.folder / "wrong")
            (pack.folder / "many.json").write_text("".join(
                f'{{"name": "{"Ulm" if i % 100 == 0 else i}"}}\n'
                for i in range(3000)))
            (pack.folder / "task.yaml").write_text(self.TASK + "".join(
                f"  - name: {name}\n    given: {given}\n    when: [{{python: "
                f"\"{code}\", as: it}}]\n    then: [{{value: it, equals: "
                f"{value}}}]\n" for name, given, code, value in self.CASES))
            process = grade(RIGHT, "--jobs", "1", pack=pack.path)
        self.assertEqual(process.returncode, 0, text(process))


class Hostile(unittest.TestCase):
    """A case that ruins its server: the others are graded all the same."""

    def ruined(self, body, verdict, reason, needle="", wall="10 s"):
        with Pack(MONGO, "towns") as pack, Submission(MONGO) as submission:
            pack.edit("task.yaml", "limits: {wall: 10 s}",
                      f"limits: {{wall: {wall}}}")
            submission.write("towns.py", hostile(body))
            report = check(submission.path, "--packs", pack.path, "-p",
                           MONGO)[1]
        found = {case["name"]: case
                 for case in tasks(report)["towns"]["cases"]}
        first = found[FIRST]
        told = json.dumps(first)
        self.assertEqual(first["verdict"], verdict, told)
        cause = first["cause"] or {}
        self.assertEqual(cause.get("reason"), reason, told)
        self.assertIn(needle, told)
        for name in OTHERS:
            self.assertEqual(found[name]["verdict"], "PASS",
                             json.dumps(found[name]))
        return first

    def test_shutdown(self):
        stop = "towns.database.client.admin.command('shutdown', force=True)"
        self.ruined(stop, "ERROR", "server_stopped",
                    "the mongo server was told to shut down")
        self.ruined(f"""
            from pymongo.errors import PyMongoError
            try:
                {stop}
            except PyMongoError:
                return 2
            """, "ERROR", "server_stopped")

    def test_full_disk(self):
        self.ruined("""
            import os
            while True:
                towns.insert_one({'x': os.urandom(1 << 20)})
            """, "LIMIT", "disk")

    def test_no_memory(self):
        self.ruined("""
            import threading
            def take():
                towns.aggregate([
                    {'$limit': 1}, {'$project': {'n': {'$size': {'$map': {
                        'input': {'$range': [0, 6000000]},
                        'in': {'$concat': ['a' * 30, {'$toString': '$$this'}
                                           ]}}}}}}])
            threads = [threading.Thread(target=take) for _ in range(12)]
            for one in threads:
                one.start()
            for one in threads:
                one.join()
            """, "LIMIT", "memory", "more than 3584.0 MiB", wall="60 s")

    def test_operation_without_an_end(self):
        self.ruined("list(towns.find({'$where': 'while (true) {}'}))",
                    "LIMIT", "wall", wall="2 s")

    def test_view_without_an_end(self):
        """It is the look that meets the limit."""
        self.ruined("""
            towns.drop()
            towns.database.command(
                'create', 'towns', viewOn='x', pipeline=[{'$project': {'a': {
                    '$function': {'body': 'function() { while (true) {} }',
                                  'args': [], 'lang': 'js'}}}}])
            towns.database.x.insert_one({})
            return 2
            """, "LIMIT", "wall", wall="2 s")

    def test_view_in_its_place(self):
        self.ruined("""
            towns.update_many({'name': name}, {'$inc': {'people': by}})
            towns.rename('x')
            towns.database.command('create', 'towns', viewOn='x', pipeline=[])
            return 2
            """, "FAIL", None, "is a view, no collection")

    def test_more_than_an_observation_holds(self):
        self.ruined("""
            towns.insert_many([{'x': 'x' * 1000000} for _ in range(40)])
            """, "LIMIT", "output")

    def test_odd_documents(self):
        self.ruined("""
            from bson.raw_bson import RawBSONDocument
            one = b'\\x10a\\x00\\x01\\x00\\x00\\x00'
            twice = RawBSONDocument(
                (5 + 2 * len(one)).to_bytes(4, 'little') + one + one + b'\\0')
            towns.insert_one(twice)
            """, "FAIL", None, "duplicate keys")
        self.ruined("""
            deep = {}
            for _ in range(170):
                deep = {'a': deep}
            towns.insert_one(deep)
            """, "FAIL", None)

    def test_what_outlives_a_case(self):
        for body in (
                "client.admin.command('fsync', lock=True)",
                "client.admin.command('createUser', 'x', pwd='x', "
                "roles=['root'])",
                "client.admin.command('setParameter', 1, notablescan=True)",
                "client.admin.command('setParameter', 1, logLevel=5)",
                "client.admin.x.insert_one({})",
                "client.drop_database('local')",
                "client.land.command('profile', 2, slowms=0)",
                "list(towns.find({'$where': 'Array.prototype.x = 1'}))",
                "client.test.y.insert_one({})\n"
                "list(client.test.y.find(batch_size=1))",
        ):
            with self.subTest(body):
                self.ruined("client = towns.database.client\n"
                            + body + "\nreturn 2", "FAIL", None)

    def test_switched_off(self):
        """What the server writes down of commands."""
        for body in ("profile(0, 100)", "profile(0, 100)\nprofile(0, -1)"):
            first = self.ruined(
                "def profile(level, slow):\n"
                "    towns.database.command('profile', level, slowms=slow)\n"
                + body, "PASS", None)
            told = [one for one in first["checks"]
                    if one["name"] == "what is told"]
            self.assertFalse(told[0]["holds"])
            self.assertIn("has changed what the server writes down",
                          json.dumps(told))


class Server(unittest.TestCase):
    """Somebody else ends the server in the middle of a case."""

    SLOW = RIGHT.replace("    return", "    import time\n"
                         "    time.sleep(2.5)\n    return")

    def killed(self, times, content):
        with Submission(MONGO) as submission:
            submission.write("towns.py", content)
            process = subprocess.Popen(
                [str(GRADER), "check", str(submission.path), "--packs",
                 str(PROBE_PACK), "-p", MONGO, "--jobs", "1"],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                start_new_session=True)
            killed = kill_some(process, b"mongod", times, 1.5)
            said = process.stdout.read()
            process.stdout.close()
        self.assertGreaterEqual(killed, 1, said)
        return process.returncode, said

    def test_once(self):
        """It is run again, on a fresh one."""
        status, said = self.killed(1, self.SLOW)
        self.assertEqual(status, 0, said)

    def test_again_and_again(self):
        """That is nobody's fault, and no points are lost by it."""
        status, said = self.killed(99, self.SLOW)
        self.assertEqual(status, 4, said)
        self.assertIn("INFRA", said)
        self.assertIn("the mongo server ended by itself (signal 9)", said)


class Keep(unittest.TestCase):
    def test_the_command_looks_in(self):
        with Submission(MONGO) as submission:
            submission.write("towns.py", WRONG)
            process = subprocess.Popen(
                [str(GRADER), "check", str(submission.path), "--packs",
                 str(PROBE_PACK), "-p", MONGO, "--keep"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            said = ""
            while "Ctrl-C" not in said:
                line = process.stderr.readline()
                self.assertTrue(line, said)
                said += line
            command = re.search(r"^  (\(cd .*)\)$", said, re.M).group(1)
            found = subprocess.run(
                ["sh", "-c", command + " --quiet --eval "
                 "'db.getName() + db.towns.countDocuments()')"],
                capture_output=True, text=True)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
        self.assertEqual(found.stdout.strip(), "land4", found.stderr)


if __name__ == "__main__":
    unittest.main()
