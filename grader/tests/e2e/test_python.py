"""The warm python3 is what an executed one is; what a driver is told is true.

Whole programs are compared by python_diff.py; here the values, the errors and
the clock of drivers are looked at.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

from common import ROOT

HERE = ROOT / "grader/tests/e2e"
TOOL = ROOT / "build/release/tests/e2e/python_both"
MODULES = 150
HOURS = "+36000000"

# Encodes as lang/python/values.h says, but in Python, and by an executed one.
ENCODER = r"""
import datetime, decimal, json, re, sys, uuid
import values
from bson.objectid import ObjectId
SPECIAL = {datetime.datetime: ("datetime", lambda v: v.isoformat(
               " ", "auto" if v.tzinfo or v.microsecond % 1000 or
               not v.microsecond else "milliseconds")),
           re.Pattern: ("regex", lambda v: "/" + v.pattern + "/mu"),
           datetime.date: ("date", str), datetime.time: ("time of day", str),
           datetime.timedelta: ("timedelta", str), uuid.UUID: ("UUID", str),
           decimal.Decimal: ("Decimal", str), ObjectId: ("ObjectId", str)}
OWN = {str: None, int: None, float: None, bytes: None, list: None,
       tuple: "tuple", set: "set", frozenset: "frozenset", complex: "complex",
       bytearray: "bytearray"}
LONG_NAMES = ("OrderedDict", "defaultdict")


def text(value):
    try:
        value.encode()
        return value
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", lambda found: "".join(
            "\\x%02x" % byte for byte in found.group().encode(
                "utf-8", "surrogatepass")), value)


def real(value):
    if value != value or value in (float("inf"), float("-inf")):
        return {"$real": repr(value)}
    return float(value)


def content(value):
    if isinstance(value, str):
        return text(str(value))
    if isinstance(value, int):
        if -2 ** 63 <= value < 2 ** 63:
            return int(value)
        if value.bit_length() < 12000:
            return {"$decimal": str(int(value))}
        return {"$int": hex(value)}
    if isinstance(value, float):
        return real(value)
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": value.hex()}
    if isinstance(value, (list, tuple)):
        return [encode(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(encode, value), key=lambda one: str(
            (type(one) is dict, one)))
    if isinstance(value, complex):
        return [value.real, value.imag]
    if all(type(key) is str for key in value):
        return {key: encode(one) for key, one in value.items()}
    return [[encode(key), encode(one)] for key, one in value.items()]


def encode(value):
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind in SPECIAL:
        tag, form = SPECIAL[kind]
        return {"$" + tag: form(value)}
    for base in (*OWN, dict):
        if isinstance(value, base):
            tag = OWN.get(kind, kind.__name__)
            if tag in LONG_NAMES:
                tag = "collections." + tag
            if kind is dict:
                tag = None if all(type(key) is str for key in value) else "dict"
            return {"$" + tag: content(value)} if tag else content(value)
    name = kind.__name__
    if not kind.__flags__ & 1 << 9 and kind.__module__ != "builtins":
        name = kind.__module__ + "." + name
    told = {"class": name}
    if kind.__repr__ is not object.__repr__:
        told["repr"] = re.sub("0x[0-9a-f]+", "0x", repr(value)[:200])
    return {"$object": told}


for number in range(len(values.ANSWERS)):
    print(json.dumps(encode(values.answer(number))))
"""

DRAWS = """
import email.generator
import os
import random
import secrets
import ssl
import tempfile
import uuid
import urllib3.filepost
from bson.objectid import ObjectId
print(random.random())
print(random.Random().random())
print(random.SystemRandom().random())
print(secrets.token_hex())
print(os.urandom(8).hex())
print(ssl.RAND_bytes(8).hex())
print(uuid.uuid4())
print(uuid.uuid1())
print(next(tempfile._get_candidate_names()))
print(urllib3.filepost.choose_boundary())
print(email.generator.Generator._make_boundary())
print(ObjectId().binary[4:9].hex())
print(ObjectId().binary[9:].hex())
"""

# What is put in place of joining shows who waits for pymongo's threads.
JOINS = """
import threading
from pymongo import MongoClient
client = MongoClient("mongodb://127.0.0.1:1")
print("threads" if threading.active_count() > 1 else "none")
threading.Thread.join = lambda *words: print("waits")
"""


def drive(files, *steps):
    """The answers of a driver's steps, in which the files can be imported."""
    done = subprocess.run([TOOL, *steps], input="".join(
        f"{file}\n" for file in files), text=True, check=False,
        stdout=subprocess.PIPE, timeout=100)
    lines = done.stdout.splitlines()
    try:
        return [json.loads(line) for line in lines]
    except json.JSONDecodeError as error:
        raise AssertionError(done.stdout) from error


def ordered(value):
    """With the order of maps, which counts here, and the sign of -0.0."""
    return repr(value)


class Differential(unittest.TestCase):
    def test_warm_and_executed_agree(self):
        process = subprocess.run([sys.executable, str(HERE / "python_diff.py"),
                                  str(MODULES)], capture_output=True,
                                 text=True, check=False)
        self.assertEqual(process.returncode, 0,
                         process.stdout + process.stderr)
        found = re.search(r"(\d+) of \1 modules compared, 0 differ",
                          process.stdout)
        self.assertTrue(found, process.stdout)
        self.assertGreaterEqual(int(found.group(1)), 300)

    def test_nothing_random_is_drawn_twice(self):
        with tempfile.TemporaryDirectory() as work:
            paths = [f"{work}/draws{i}.py" for i in range(3)]
            for path in paths:
                with open(path, "w", encoding="utf-8") as out:
                    out.write(DRAWS)
            said = subprocess.run([TOOL], input="\n".join(paths) + "\n",
                                  text=True, check=False,
                                  stdout=subprocess.PIPE).stdout
        draws = re.findall(r"stdout of the .* one:\n((?:\S+\n)+)", said)
        self.assertEqual(len(draws), 6, said)
        for numbers in zip(*map(str.split, draws), strict=True):
            self.assertEqual(len(set(numbers)), 6, numbers)

    def test_nobody_waits_for_pymongo(self):
        with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
            file.write(JOINS)
            file.flush()
            said = subprocess.run([TOOL], input=file.name + "\n", text=True,
                                  check=False, stdout=subprocess.PIPE).stdout
        executed, warm = re.findall(r"stdout of the .* one:\n((?:\S+\n)+)",
                                    said)
        self.assertEqual(executed.split()[:2], ["threads", "waits"])
        self.assertEqual(warm.split(), ["threads"])


class Values(unittest.TestCase):
    def test_they_are_told_by_type(self):
        with open(HERE / "python/values.py", encoding="utf-8") as text:
            count = len(re.findall("^    lambda: ", text.read(), re.M))
        executed = subprocess.run(
            ["/usr/bin/python3", "-c", ENCODER], text=True, check=True,
            cwd=HERE / "python", stdout=subprocess.PIPE,
            env={"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"})
        expected = list(map(json.loads, executed.stdout.splitlines()))
        answers = drive([HERE / "python/values.py"], "import values",
                        *(f"values.answer({i})" for i in range(count)))[1:]
        self.assertEqual(len(expected), count)
        self.assertEqual(len(answers), count)
        for number, (told, wanted) in enumerate(zip(answers, expected)):
            with self.subTest(number):
                self.assertEqual(ordered(told.get("value")), ordered(wanted))


def shown(name, text=None):
    told = {"class": name}
    if text is not None:
        told["repr"] = text
    return {"$object": told}


HOSTILE = [
    ("Liar(5)", {"$Liar": 5}),
    ("Liar(2**70)", {"$Liar": {"$decimal": str(2 ** 70)}}),
    ("[Liar(5), 1]", [{"$Liar": 5}, 1]),
    ("Names(a=1)", {"$Names": {"a": 1}}),
    ("Names({Unhashable: 1})",
     {"$Names": [[shown("type", "<class 'hostile.Unhashable'>"), 1]]}),
    ("Endless([1, 2])", {"$Endless": [1, 2]}),
    ("OtherText('own')", {"$OtherText": "own"}),
    ("{OtherText('own'): 1}", {"$dict": [[{"$OtherText": "own"}, 1]]}),
    ("Raises()", shown("Raises")),
    ("Exits()", shown("Exits")),
    ("NoText()", shown("NoText")),
    ("DerivedText()", shown("DerivedText", "given")),
    ("Recurses()", shown("Recurses")),
    ("Prints()", shown("Prints", "prints")),
    ("Changes().holder", [shown("Changes", "changes")]),
    ("Drops().holder", [[shown("Drops", "drops")]]),
    ("DropsItem().holder", {"$dict": [[shown("DropsItem", "drops item"),
                                       [1, 2, 3, 4]]]}),
    ("OfMeta()", shown("OfMeta")),
    ("Deletes()", shown("Deletes", "deletes")),
    ("Long()", shown("Long", "é" * 200)),
    ("Surrogate()", shown("Surrogate", "\\ud800")),
    ("Slots()", shown("Slots")),
    ("cycle()", [1, {"$cycle": {"$none": True}}]),
    ("cycle_of_dict()",
     {"a": {"$tuple": [{"back": {"$cycle": {"$none": True}}}]}}),
    ("len(wide(400000))", 400000),
    ("renamed()", shown("other é name")),
    ("breaks_builtins()", [1, "a"]),
    ("breaks_streams()", 1),
    ("breaks_streams_more()", 2),
    ("breaks_modules()", 3),
]
ERRORS = [
    ("1 / 0", "runtime", "ZeroDivisionError"),
    ("def", "syntax", "SyntaxError"),
    ("hostile.error_that_raises()", "runtime",
     "hostile.error_that_raises.<locals>.Bad"),
    ("hostile.error_of_odd_class()", "runtime",
     "error_of_odd_class.<locals>.Bad"),
    ("hostile.error_without_end()", "runtime", "ValueError"),
    ("hostile.error_with_surrogates()", "runtime", "ValueError"),
    ("hostile.error_large()", "runtime", "ValueError"),
    ("hostile.error_of_syntax()", "syntax", "SyntaxError"),
    ("hostile.error_of_syntax_without_attributes()", "syntax",
     "hostile.error_of_syntax_without_attributes.<locals>.Bad"),
    ("hostile.error_of_meta()", "runtime",
     "hostile.error_of_meta.<locals>.Bad"),
    ("hostile.error_of_odd_text()", "runtime", "hostile.Bad"),
    ("hostile.error_deep()", "runtime", "ZeroDivisionError"),
    ("hostile.recursion()", "runtime", "RecursionError"),
    ("hostile.interrupts()", "runtime", "KeyboardInterrupt"),
    ("hostile.generator_exit()", "runtime", "GeneratorExit"),
    ("hostile.exits()", "exit", "SystemExit"),
    ("import no_such", "runtime", "ModuleNotFoundError"),
]


class Hostile(unittest.TestCase):
    FILES = [HERE / "python/hostile.py"]

    def test_objects_are_told_as_what_they_are(self):
        answers = drive(self.FILES, "import hostile; from hostile import *",
                        *(code for code, _ in HOSTILE))[1:]
        self.assertEqual(len(answers), len(HOSTILE))
        for (code, wanted), told in zip(HOSTILE, answers):
            with self.subTest(code):
                self.assertEqual(ordered(told.get("value")), ordered(wanted))

    def test_what_a_repr_prints_is_seen(self):
        told = drive(self.FILES, "from hostile import *", "Prints()")[1]
        self.assertEqual(told["out"], "printed by repr\n")

    def test_what_changes_while_it_is_told_breaks_nothing(self):
        told = drive(self.FILES, "from hostile import *",
                     "Shrinks().holder", "7")
        self.assertTrue(told[1]["done"])
        self.assertEqual(told[2]["value"], 7)

    def test_depth_and_width_have_limits(self):
        told = drive(self.FILES, "from hostile import *", "deep()",
                     "deep_tuples()", "wide(10**6)", "doubled(40)", "'x' * 10**7",
                     "2 ** (8 * 10**7)", "{n: 1 for n in range(10**6)}", "8")
        for number in (1, 2):
            text = json.dumps(told[number]["value"])
            self.assertIn('{"$too deep": {"$none": true}}', text)
        for number in range(3, 8):
            self.assertFalse(told[number]["done"])
            self.assertEqual(told[number]["reason"], "output")
        self.assertEqual(told[8]["value"], 8)

    def test_what_does_not_fit_is_a_limit(self):
        told = drive([], "class P: pass\n[P()] * 400000", "8")
        self.assertEqual(told[0].get("reason"), "output")
        self.assertEqual(told[1]["value"], 8)

    def test_errors_are_told_as_what_they_are(self):
        answers = drive(self.FILES, "import hostile",
                        *(code for code, _, _ in ERRORS), "9")[1:]
        self.assertEqual(answers.pop()["value"], 9)
        for (code, reason, name), told in zip(ERRORS, answers, strict=True):
            with self.subTest(code):
                self.assertFalse(told["done"])
                self.assertEqual((told["reason"], told["class"]),
                                 (reason, name))


# What lasts about 0.2 seconds, whatever the clock says.
WAITS = [
    "time.sleep(0.2)",
    "threading.Event().wait(0.2)",
    "lock.acquire(timeout=0.2)",
    "threading.Condition(threading.Lock()).__enter__() and None; "
    "condition.acquire(); condition.wait(0.2); condition.release()",
    "threading.Semaphore(0).acquire(timeout=0.2)",
    "raises(queue.Queue().get, timeout=0.2)",
    "raises(queue.SimpleQueue().get, timeout=0.2)",
    "select.select([], [], [], 0.2)",
    "select.poll().poll(200)",
    "select.epoll().poll(0.2)",
    "raises(subprocess.run, ['sleep', '5'], timeout=0.2)",
    "raises(subprocess.run, ['sleep', '5'], timeout=0.2, capture_output=True)",
    "subprocess.run(['sleep', '0.2'], timeout=5)",
    "asyncio.run(asyncio.sleep(0.2))",
    "raises(asyncio.run, wait_for())",
    "raises(pair[0].recv, 1)",
    "timer = threading.Timer(0.2, int); timer.start(); timer.join()",
    "thread = threading.Thread(target=time.sleep, args=(0.2,)); "
    "thread.start(); thread.join()",
    "thread = threading.Thread(target=time.sleep, args=(5,), daemon=True); "
    "thread.start(); thread.join(0.2)",
    "raises(pool.submit(time.sleep, 0.4).result, timeout=0.2)",
    "signal.setitimer(signal.ITIMER_REAL, 0.2); signal.sigwait([14])",
    "signal.sigtimedwait([12], 0.2)",
    "schedule = sched.scheduler(); schedule.enter(0.2, 1, int); "
    "schedule.run()",
    "end = time.monotonic() + 0.2\nwhile time.monotonic() < end: pass",
    "end = time.time() + 0.2\nwhile time.time() < end: pass",
]
PREPARED = """
import asyncio, concurrent.futures, datetime, os, queue, sched, select, signal
import socket, subprocess, threading, time, uuid
lock = threading.Lock(); lock.acquire()
condition = threading.Condition()
pair = socket.socketpair(); pair[0].settimeout(0.2)
pool = concurrent.futures.ThreadPoolExecutor(1)
signal.pthread_sigmask(signal.SIG_BLOCK, [12, 14])
counts = [0, 0]
def raises(function, *args, **more):
    try:
        function(*args, **more)
    except (TimeoutError, queue.Empty, subprocess.TimeoutExpired,
            asyncio.TimeoutError, concurrent.futures.TimeoutError):
        return
    raise AssertionError("no timeout")
async def wait_for():
    await asyncio.wait_for(asyncio.sleep(5), 0.2)
def count(i):
    while True:
        counts[i] += 1
def clocks():
    return [time.time(), time.monotonic(), time.time_ns() / 1e9,
            time.clock_gettime(time.CLOCK_BOOTTIME),
            time.perf_counter(), time.monotonic_ns() / 1e9,
            datetime.datetime.now().timestamp(),
            datetime.datetime.utcnow().timestamp(),
            time.mktime(time.localtime()), (uuid.uuid1().time -
            0x01b21dd213814000) / 1e7]
"""


class Clock(unittest.TestCase):
    def test_it_moves_by_what_has_passed(self):
        told = drive([], PREPARED, "before = clocks(); used = "
                     "time.process_time(), time.thread_time()", HOURS,
                     "[b - a for a, b in zip(before, clocks())]", "+-36000000",
                     "[b - a for a, b in zip(before, clocks())]",
                     "time.process_time() - used[0] < 5")
        for passed in told[2]["value"]:
            self.assertGreater(passed, 35998.9)
            self.assertLess(passed, 36010)
        for passed in told[3]["value"]:
            self.assertLess(abs(passed), 10)
        self.assertTrue(told[4]["value"])

    def test_waits_keep_their_duration(self):
        answers = drive([], PREPARED, HOURS, *WAITS)[1:]
        self.assertEqual(len(answers), len(WAITS))
        for code, told in zip(WAITS, answers):
            with self.subTest(code):
                self.assertTrue(told["done"], told)
                self.assertGreaterEqual(told["ms"], 190)
                self.assertLess(told["ms"], 2500)

    def test_a_wait_lasts_as_long_when_the_clock_moves_in_it(self):
        told = drive([], PREPARED + """
seen = []
began = time.perf_counter()
def wait(how):
    how()
    seen.append(how)
waits = [lambda: time.sleep(0.7), lambda: threading.Event().wait(0.7),
         lambda: lock.acquire(timeout=0.7), lambda: select.select(
         [], [], [], 0.7), lambda: raises(queue.Queue().get, timeout=0.7)]
threads = [threading.Thread(target=wait, args=(how,)) for how in waits]
for thread in threads: thread.start()
time.sleep(0.1)
""", HOURS, "len(seen)", "for thread in threads: thread.join()",
                     "len(seen), len(threads)")
        self.assertEqual(told[1]["value"], 0)
        self.assertGreater(told[2]["ms"], 300)
        self.assertLess(told[2]["ms"], 3000)
        self.assertEqual(told[3]["value"], {"$tuple": [5, 5]})

    def test_threads_take_turns(self):
        told = drive([], PREPARED, HOURS, "for i in (0, 1): threading.Thread("
                     "target=count, args=(i,), daemon=True).start()",
                     "time.sleep(0.5)", "min(counts) > 1000")
        self.assertTrue(told[3]["value"])


if __name__ == "__main__":
    unittest.main()
