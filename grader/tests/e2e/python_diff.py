#!/usr/bin/env python3
"""Compares the warm python3 of lang/python/ with one that is executed.

    python_diff.py [MODULES [SEED]]      150 generated modules, seed 1

Runs each of these in the same kind of sandbox by both, with python_both.c:
stdout, stderr, how it ended and the limit that struck have to be the same, but
for addresses. The modules are those of python/*.txt (several in a file, each
below its name), MODULES random ones, and each *.py below tasks/ and fixtures/
that asks no MongoDB.

What is left out, because it is known to differ, is listed at the top of
lang/python/bootstrap.py.
"""
import multiprocessing
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TOOL = ROOT / "build/release/tests/e2e/python_both"
WORKERS = 2
INPUT = "first line\nsecond é\n\nlast without its end"

STANDARD = """abc argparse array ast asyncio base64 bisect calendar cmath
collections collections.abc concurrent.futures configparser contextlib copy csv
ctypes dataclasses datetime decimal difflib dis email email.message email.utils
enum fnmatch fractions functools getpass glob gzip hashlib heapq hmac html
html.parser http http.client http.cookies importlib.metadata importlib.util
inspect io ipaddress itertools json json.decoder keyword linecache locale
logging logging.handlers math mimetypes multiprocessing numbers operator os.path
pathlib pickle platform pprint queue random re sched secrets select selectors
shelve shlex shutil signal smtplib socket socketserver sqlite3 ssl stat
statistics string struct subprocess tempfile textwrap threading time timeit
token tokenize traceback types typing unicodedata unittest unittest.mock urllib
urllib.error urllib.parse urllib.request uuid warnings weakref xml
xml.etree.ElementTree zipfile zlib""".split()
LIBRARIES = """redis redis.client redis.exceptions redis.lock requests
requests.adapters requests.exceptions requests.sessions pymongo
pymongo.collection pymongo.errors bson bson.objectid bson.json_util gridfs
urllib3 urllib3.util.retry certifi idna""".split()
FROM = ["from urllib.parse import urlencode", "from collections import deque",
        "from functools import wraps, lru_cache", "from typing import Union",
        "from uuid import uuid4", "from redis import Redis", "import no.such",
        "from requests import get, Session", "from pymongo import MongoClient",
        "from bson import ObjectId", "from datetime import datetime as now",
        "from json import dumps as d", "from os import no_such_name",
        "from xml import dom", "from email import mime", "import xml.no_such",
        "from concurrent import futures", "from importlib import resources",
        "from http import HTTPStatus", "from asyncio import sleep",
        "from urllib import request", "from __future__ import no_such",
        "from threading import *", "from random import *"]
AROUND = ["{}", "{}", "{}", "{}", "try:\n    {}\nexcept ImportError as error:\n"
          "    print(repr(error))", "def load():\n    {}\nload()",
          "class Holder:\n    {}\nprint(sorted(vars(Holder)))",
          "exec({!r})", "thread = __import__('threading').Thread(target=exec, "
          "args=({!r},))\nthread.start()\nthread.join()"]
LOOKS = ["print(sorted(sys.modules))", "print(len(sys.modules))",
         "print(sorted(globals()))",
         "print(sys.meta_path[-1])", "print(sys.path)",
         "print(__import__('warnings').filters)",
         "print(__import__('threading').active_count())",
         "print([hasattr(urllib, 'parse') for urllib in "
         "[sys.modules.get('urllib')]])",
         "print(sorted(map(str, ValueError.__subclasses__())))",
         "print(sorted(map(str, OSError.__subclasses__())))",
         "print(sorted(__import__('logging').root.manager.loggerDict))",
         "print(__import__('atexit')._ncallbacks())",
         "print(len(__import__('copyreg').dispatch_table))",
         "del sys.modules[list(sys.modules)[-1]]",
         "sys.modules.pop('json', None)", "sys.path.insert(0, '/nowhere')",
         "import importlib; importlib.reload(sys.modules[list(sys.modules)[-1]])",
         "print(sys.getrecursionlimit(), sys.argv)"]
WHAT = ["1 / 0", "{}['no such key']", "[][3]", "None.no_such", "int('x')",
        "no_such_name", "'a' + 1", "(lambda x: x)()", "f'{1:q}'", "assert 0",
        "assert (1 + 1 == 3), 'é'", "open('/no/such')", "next(iter([]))",
        "raise ValueError", "raise ValueError('two\\nlines')", "raise 5",
        "raise ValueError(*range(3))", "raise KeyError('k')", "b'\\xff'.decode()",
        "raise OSError(2, 'text', 'file')", "raise StopIteration",
        "raise ExceptionGroup('many', [ValueError(1), TypeError('x')])",
        "raise type('Mine', (Exception,), {})('own class')", "eval('1 +')",
        "exec('def f(:')", "exec('if 1:\\nx')", "compile('\\0', 'x', 'exec')",
        "raise UnicodeEncodeError('a', 'é', 0, 1, 'why')", "import no_such",
        "raise ConnectionRefusedError(111, 'refused')", "[].remove(1)",
        "raise Warning('w')", "raise KeyboardInterrupt", "raise GeneratorExit",
        "__import__('json').loads('{')", "__import__('uuid').UUID('x')",
        "__import__('decimal').Decimal('x')", "__import__('os').listdir('/no')",
        "__import__('redis').Redis(port=1).get('x')",
        "__import__('re').compile('(')", "__import__('bson').ObjectId('x')",
        "__import__('struct').unpack('i', b'')", "a = b = c",
        "__import__('subprocess').run('false', check=True)",
        "__import__('datetime').date(2020, 13, 1)", "x: int = y"]
RAISED = ["{}", "{}", "def f():\n    {}\n\n\ndef g():\n    f()\n\n\ng()",
          "try:\n    {}\nexcept Exception as error:\n    raise RuntimeError('on'"
          ") from error", "try:\n    {}\nexcept Exception:\n    {}",
          "try:\n    {}\nexcept Exception:\n    raise RuntimeError from None",
          "try:\n    {}\nexcept Exception as error:\n    error.add_note('a note')"
          "\n    raise", "try:\n    {}\nfinally:\n    print('finally')",
          "class C:\n    def __del__(self):\n        {}\n\n\nkept = C()",
          "import atexit\natexit.register(exec, {!r})",
          "import threading\nthread = threading.Thread(target=exec, args=({!r},)"
          ", name='t')\nthread.start()\nthread.join()",
          "import traceback\ntry:\n    {}\nexcept BaseException:\n"
          "    traceback.print_exc()",
          "import logging\ntry:\n    {}\nexcept Exception:\n"
          "    logging.exception('x')",
          "import contextlib\nwith contextlib.suppress(ValueError):\n    {}",
          "def f():\n    yield 1\n    {}\n\n\nprint(list(f()))",
          "import asyncio\n\n\nasync def f():\n    {}\n\n\nasyncio.run(f())",
          "def f(n):\n    if n:\n        f(n - 1)\n    {}\n\n\nf(12)"]
SAYS = ["print('é 日本', end='')", "print('x', flush=True)", "print(*range(9))",
        "sys.stderr.write('err\\n')", "sys.stdout.write('out')", "print(argv)",
        "__import__('os').write(1, b'raw\\n')", "print('\\ud800')",
        "sys.stdout.buffer.write(b'\\xff')", "print(sys.stdin.read())",
        "print({'b', 'a', 'c'}, hash('x'))", "print(__name__, __file__)",
        "print(open(__file__).read(20))", "print(input())", "print(locals)",
        "sys.stdout = open('/dev/null', 'w')", "print(1, file=sys.stderr)",
        "sys.stdout.reconfigure(encoding='ascii', errors='replace')",
        "import warnings; warnings.warn('w')", "help(abs)",
        "sys.stdout.reconfigure(line_buffering=False, write_through=False)",
        "print(f'{sys.argv=}')", "print(sys.exc_info())", "sys.stdout.close()"]
ENDS = ["", "", "", "sys.exit()", "sys.exit(3)", "sys.exit('said')", "exit(1)",
        "raise SystemExit", "__import__('os')._exit(4)", "sys.exit([1])",
        "__import__('os').abort()", "sys.stdout.close()", "sys.stdout = None",
        "__import__('os').kill(__import__('os').getpid(), 15)", "del sys.stdout",
        "__import__('os').close(2)", "sys.stderr = None\n1 / 0",
        "sys.excepthook = lambda *a: print(a[0])\n1 / 0",
        "__import__('signal').raise_signal(2)"]
PLACE = re.compile(r"{!r}|{}")


def put_in(shape, statement):
    """The shape with the statement in it, or its text."""
    return PLACE.sub(lambda found: repr(statement)
                     if "!" in found.group() else statement, shape)


def an_import(rand):
    """A statement that imports something, in some way."""
    kind = rand.random()
    statement = (rand.choice(FROM) if kind < 0.2 else
                 "import " + rand.choice(LIBRARIES) if kind < 0.45 else
                 "import " + rand.choice(STANDARD))
    shape = rand.choice(AROUND)
    if "*" in statement or "future" in statement or "try" in shape:
        shape = AROUND[0] if "*" in statement else AROUND[4]
    return put_in(shape, statement)


def module(seed):
    """The text of one module."""
    rand = random.Random(seed)
    lines = ["import sys"] if rand.random() < 0.9 else []
    for _ in range(rand.choice([1, 2, 3, 5, 8])):
        kind = rand.random()
        if kind < 0.5:
            lines.append(an_import(rand))
        elif kind < 0.75:
            lines.append(rand.choice(LOOKS))
        else:
            lines.append(rand.choice(SAYS))
    if rand.random() < 0.5:
        lines.append(put_in(rand.choice(RAISED), rand.choice(WHAT)))
    lines.append(rand.choice(ENDS))
    return "\n".join(lines) + "\n"


def write_modules(work, count, seed):
    """Writes all that is compared into the folder; their paths."""
    texts = {f"{seed + i}-generated.py": module(seed + i) for i in range(count)}
    for path in sorted((HERE / "python").glob("*.txt")):
        parts = re.split(r"^==== (\w+)\n", path.read_text(), flags=re.M)
        for name, text in zip(parts[1::2], parts[2::2]):
            texts[f"{path.stem}-{name}.py"] = text
    for folder in ("tasks", "fixtures"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            # Without a server it would wait for one half a minute.
            if "MongoClient(" in path.read_text(errors="replace"):
                continue
            name = str(path.relative_to(ROOT)).replace("/", "-")
            texts[name] = path.read_text()
    for name, text in texts.items():
        (work / name).write_text(text)
    return [str(work / name) for name in texts]


def compare(paths, given):
    """What python_both says of some modules, and how many it compared."""
    done = subprocess.run([TOOL], input="\n".join(paths) + "\n", check=False,
                          stdout=subprocess.PIPE, text=True, errors="replace",
                          env={**os.environ, "GRADER_IN": given})
    said, _, last = done.stdout.rstrip("\n").rpartition("\n")
    found = re.fullmatch(r"(\d+) compared, (\d+) differ", last)
    if not found:
        return 0, 1, done.stdout
    return int(found.group(1)), int(found.group(2)), said


def main():
    """Runs it all; the status is 1 when anything differs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(prefix="python-") as work:
        paths = write_modules(pathlib.Path(work), count, seed)
        reading = [path for path in paths if "/input-" in path]
        others = [path for path in paths if path not in reading]
        shares = [(others[i::WORKERS], "") for i in range(WORKERS)]
        with multiprocessing.Pool(WORKERS) as pool:
            done = pool.starmap(compare, [(reading, INPUT), *shares])
        for _, _, said in done:
            if said:
                print(said)
    compared = sum(share for share, _, _ in done)
    differ = sum(share for _, share, _ in done)
    print(f"{compared} of {len(paths)} modules compared, {differ} differ")
    return 1 if differ or compared != len(paths) else 0


if __name__ == "__main__":
    sys.exit(main())
