"""docker/fetch.py and what install.sh makes of it.

The index is a server of the test's own with one small wheel; nothing reaches
beyond this machine.
"""
import base64
import contextlib
import hashlib
import http.server
import io
import json
import os
import pathlib
import pty
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import zipfile

from common import ROOT, text

FETCH = ROOT / "docker/fetch.py"
INSTALL = ROOT / "docker/install.sh"
PROGRAMS = ROOT / "docker/programs.sh"
MONGOSH = ROOT / "docker/mongosh"
WHEEL = "My_Tool-1.2-py3-none-any.whl"
TOOL = b"#!/bin/sh\necho tool 1.2\n"
NOBODY = "http://127.0.0.1:1/simple"


def wheel(tool=TOOL):
    """The bytes of a wheel with a program, a folder and what nobody wants."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, mode, content in (
                ("tool-1.2.data/purelib/tool", 0o755, tool),
                ("tool/lib/a.txt", 0o644, b"a"),
                ("tool/lib/deep/b.txt", 0o644, b"b"),
                ("tool/library.txt", 0o644, b"not asked for")):
            info = zipfile.ZipInfo(name)  # with a date of 1980: the same sum
            info.external_attr = mode << 16
            archive.writestr(info, content)
    return file.getvalue()


def group(number):
    """The living processes of a process group."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its = path.read_text().rpartition(")")[2].split()[:3]
            if int(its) == number and state not in "ZX":
                found.append(path.parent.name)
    return found


class Server(http.server.ThreadingHTTPServer):
    """An index with one project. `cut` downloads end half-way, one waits at
    half-way while `gate` is closed."""
    daemon_threads = True

    def __init__(self, content=None, page=None, password=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = wheel() if content is None else content
        self.page, self.password = page, password
        self.cut = 0
        self.gate = threading.Event()
        self.gate.set()
        self.half = threading.Event()
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/simple"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.02,),
                         daemon=True).start()
        return self

    def __exit__(self, *_):
        self.gate.set()
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, content=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return content

    def do_GET(self):
        server = self.server
        server.asked.append(self.path)
        key = base64.b64encode((server.password or "").encode()).decode()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if server.password and \
                    self.headers.get("Authorization") != f"Basic {key}":
                self.answer(401, WWW_Authenticate='Basic realm="index"')
            elif self.path == "/simple/my-tool/":
                digest = hashlib.sha256(server.content).hexdigest()
                page = server.page or (
                    "<!DOCTYPE html><a href='../../files/My_Tool-1.1.zip'>old"
                    f"</a><a href='../../files/{WHEEL}#sha256={digest}'"
                    f" data-requires-python='&gt;=3'>{WHEEL}</a>")
                self.wfile.write(self.answer(200, page.encode()))
            elif self.path == f"/files/{WHEEL}":
                self.send(self.answer(200, server.content))
            else:
                self.answer(404)

    def send(self, content):
        server = self.server
        self.wfile.write(content[:len(content) // 2])
        self.wfile.flush()
        server.half.set()
        if server.cut > 0:
            server.cut -= 1
            self.close_connection = True
            return
        server.gate.wait(60)
        self.wfile.write(content[len(content) // 2:])


class Fetch(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="grader-test-")
        self.addCleanup(temporary.cleanup)
        self.base = pathlib.Path(temporary.name)
        self.place = self.base / "programs"
        self.folder = self.place / "tool"
        self.digest = hashlib.sha256(wheel()).hexdigest()

    def words(self, *more, digest=None, label="tool 1.2"):
        return [str(FETCH), "--keep", "tool-1.2.data/purelib/tool=bin/tool",
                "--keep", "tool/lib=share", *map(str, more), str(self.folder),
                WHEEL, digest or self.digest, label]

    @staticmethod
    def env(server):
        return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
                "PIP_INDEX_URL": getattr(server, "url", server)}

    def fetch(self, server, *more, **options):
        return subprocess.run(self.words(*more, **options),
                              capture_output=True, env=self.env(server),
                              timeout=120)

    def start(self, server, *more):
        process = subprocess.Popen(
            self.words(*more), env=self.env(server), stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)

        def end():
            process.kill()
            process.communicate()
        self.addCleanup(end)
        return process

    def assertMade(self):
        tool = self.folder / "bin/tool"
        self.assertEqual(subprocess.run([tool], capture_output=True).stdout,
                         b"tool 1.2\n")
        found = sorted(str(path.relative_to(self.folder))
                       for path in self.folder.rglob("*") if path.is_file())
        self.assertEqual(found, ["about", "bin/tool", "share/a.txt",
                                 "share/deep/b.txt"])
        self.assertEqual((self.folder / "about").read_text(),
                         f"tool 1.2\n{WHEEL} sha256:{self.digest}\n")
        self.assertEqual([path.name for path in self.place.iterdir()],
                         ["tool"])
        for path in (self.folder, tool):
            self.assertEqual(path.stat().st_mode & 0o777, 0o755)

    def assertNotHad(self, process, words, status=1):
        self.assertEqual(process.returncode, status, text(process))
        self.assertIn(words, text(process))
        self.assertNotIn("Traceback", text(process))
        # A folder that is there, and empty, would hide the shared one.
        self.assertFalse(self.place.exists())

    def test_right_sum(self):
        with Server() as server:
            process = self.fetch(server)
            self.assertEqual(process.returncode, 0, text(process))
            self.assertEqual(text(process), "")
            self.assertMade()

    def test_umask_of_the_user(self):
        with Server() as server:
            subprocess.run(self.words(), env=self.env(server), check=True,
                           preexec_fn=lambda: os.umask(0o077), timeout=120)
            self.assertMade()

    def test_second_run_does_nothing(self):
        with Server() as server:
            self.fetch(server)
            made = self.folder.stat()
            asked = len(server.asked)
            process = self.fetch(server)
            self.assertEqual((process.returncode, text(process)), (0, ""))
            self.assertEqual(len(server.asked), asked)
            self.assertEqual(self.folder.stat().st_ino, made.st_ino)
        self.assertEqual(self.fetch(NOBODY).returncode, 0)

    def test_check(self):
        self.assertEqual(self.fetch(NOBODY, "--check").returncode, 1)
        with Server() as server:
            self.fetch(server)
        self.assertEqual(self.fetch(NOBODY, "--check").returncode, 0)
        self.assertEqual(
            self.fetch(NOBODY, "--check", label="tool 1.3").returncode, 1)

    def test_wrong_sum(self):
        with Server(page=f"<a href='/files/{WHEEL}'>no sum</a>") as server:
            self.assertNotHad(self.fetch(server, digest="0" * 64),
                              "has the sum " + self.digest, status=3)

    def test_index_with_another_sum(self):
        with Server() as server:
            self.assertNotHad(self.fetch(server, digest="0" * 64),
                              "has another " + WHEEL, status=3)
            self.assertNotIn(f"/files/{WHEEL}", server.asked)

    def test_not_a_wheel(self):
        with Server(content=b"<html>log in first</html>") as server:
            digest = hashlib.sha256(server.content).hexdigest()
            self.assertNotHad(self.fetch(server, digest=digest),
                              "not a zip file", status=3)

    def test_member_that_is_not_there(self):
        with Server() as server:
            self.assertNotHad(self.fetch(server, "--keep", "tool/li=x"),
                              "has no tool/li", status=3)

    def test_index_without_the_file(self):
        with Server(page="<a href='My_Tool-1.1-py3-none-any.whl'></a>") \
                as server:
            self.assertNotHad(self.fetch(server), f"has no {WHEEL}")

    def test_index_without_the_project(self):
        with Server() as server:
            self.assertNotHad(self.fetch(server.url + "/other"),
                              "answers 404")
            self.assertEqual(len(server.asked), 1)

    def test_no_network(self):
        self.assertNotHad(self.fetch(NOBODY), "Connection refused")
        self.assertNotHad(self.fetch("http://nowhere.invalid/simple"),
                          "no answer")

    def test_index_with_a_password(self):
        with Server(password="me:s3cr3t@") as server:
            url = server.url.replace("//", "//me:s3cr3t%40@")
            process = self.fetch(url)
            self.assertEqual(process.returncode, 0, text(process))
            self.assertMade()
            self.folder = self.place / "other"
            process = self.fetch(url + "/x")
            self.assertEqual(process.returncode, 1)
            self.assertNotIn("s3cr3t", text(process))

    def test_connection_that_is_cut(self):
        with Server() as server:
            server.cut = 2
            process = self.fetch(server)
            self.assertEqual(process.returncode, 0, text(process))
            self.assertMade()

    def test_connection_that_is_always_cut(self):
        with Server() as server:
            server.cut = 100
            self.assertNotHad(self.fetch(server), "no answer")
            self.assertEqual(server.asked.count(f"/files/{WHEEL}"), 3)

    def test_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number), Server() as server:
                server.gate.clear()
                process = self.start(server)
                self.assertTrue(server.half.wait(30))
                process.send_signal(number)
                said = process.communicate(timeout=30)[0]
                self.assertEqual(process.returncode, 130)
                self.assertEqual(said, b"")
                self.assertFalse(self.place.exists())

    def test_killed(self):
        with Server() as server:
            server.gate.clear()
            process = self.start(server)
            self.assertTrue(server.half.wait(30))
            process.kill()
            process.wait()
            self.assertFalse(self.folder.exists())
            self.assertEqual(len(list(self.place.iterdir())), 1)
            server.gate.set()
            self.assertEqual(self.fetch(server).returncode, 0)
            self.assertMade()

    def test_two_at_once(self):
        with Server() as server:
            server.gate.clear()
            first = self.start(server)
            self.assertTrue(server.half.wait(30))
            second = self.start(server)
            self.assertIn(b"waiting", second.stdout.readline())
            server.gate.set()
            for process in (first, second):
                self.assertEqual(process.wait(60), 0)
            self.assertMade()
            self.assertEqual(server.asked.count(f"/files/{WHEEL}"), 1)

    def test_second_takes_over(self):
        with Server() as server:
            server.gate.clear()
            first = self.start(server)
            self.assertTrue(server.half.wait(30))
            second = self.start(server)
            self.assertIn(b"waiting", second.stdout.readline())
            first.kill()
            server.gate.set()
            self.assertEqual(second.wait(60), 0)
            self.assertMade()

    def test_older_one_is_replaced(self):
        (self.folder / "bin").mkdir(parents=True)
        (self.folder / "about").write_text("tool 1.1\n")
        (self.folder / "bin/left").write_text("")
        process = self.fetch(NOBODY)
        self.assertEqual(process.returncode, 1)
        self.assertTrue((self.folder / "bin/left").exists())
        with Server() as server:
            self.assertEqual(self.fetch(server).returncode, 0)
        self.assertMade()

    def script(self, content):
        path = self.base / "then/script.sh"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{content}\n")
        path.chmod(0o755)
        return path

    def test_then(self):
        with Server() as server:
            made = self.script("bin/tool >said")
            process = self.fetch(server, "--then", made)
            self.assertEqual(process.returncode, 0, text(process))
            self.assertEqual((self.folder / "said").read_text(), "tool 1.2\n")
            self.assertEqual(
                self.fetch(NOBODY, "--check", "--then", made).returncode, 0)
            # What it is made of has changed: it is made again.
            (made.parent / "list").write_text("other")
            self.assertEqual(
                self.fetch(NOBODY, "--check", "--then", made).returncode, 1)

    def test_then_fails(self):
        with Server() as server:
            made = self.script("echo no room >&2; exit 5")
            process = self.fetch(server, "--then", made)
            self.assertNotHad(process, "no room")
            self.assertIn("script.sh failed (5)", text(process))

    def test_then_is_interrupted(self):
        pid = self.base / "pid"
        made = self.script(f"echo $$ >{pid}.new; mv {pid}.new {pid}; "
                           "sleep 300 & wait")
        with Server() as server:
            process = self.start(server, "--then", made)
            end = time.monotonic() + 30
            while not pid.exists() and time.monotonic() < end:
                time.sleep(0.02)
            process.terminate()
            process.communicate(timeout=30)
            self.assertEqual(process.returncode, 130)
            self.assertFalse(self.place.exists())
        self.assertEqual(group(int(pid.read_text())), [])

    def test_no_right_to_write(self):
        self.folder = pathlib.Path("/proc/nowhere/tool")
        process = self.fetch(NOBODY)
        self.assertEqual(process.returncode, 1)
        self.assertIn("/proc/nowhere", text(process))
        self.assertNotIn("Traceback", text(process))

    def test_progress_on_a_terminal(self):
        with Server(content=wheel(os.urandom(1 << 22))) as server:
            self.digest = hashlib.sha256(server.content).hexdigest()
            main, terminal = pty.openpty()
            with os.fdopen(main, "rb", 0) as screen:
                status = subprocess.run(
                    self.words(), env=self.env(server), stdout=terminal,
                    timeout=120).returncode
                os.close(terminal)
                shown = b""
                with contextlib.suppress(OSError):  # its other end is closed
                    while block := screen.read(4096):
                        shown += block
            self.assertEqual(status, 0)
            self.assertIn(b" of 4 MB", shown)
            self.assertTrue(shown.endswith(b"\r\x1b[K"))


class Install(unittest.TestCase):
    """On this machine, whose packages are installed."""

    def setUp(self):
        for path in ("/usr/bin/mongod", "/usr/local/bin/mongod",
                     "/usr/local/share/grader/programs"):
            if os.path.exists(path):
                self.skipTest(f"nothing is fetched beside {path}")
        temporary = tempfile.TemporaryDirectory(prefix="grader-test-")
        self.addCleanup(temporary.cleanup)
        self.base = pathlib.Path(temporary.name)

    def install(self, *words, **env):
        return subprocess.run(
            [str(INSTALL), *map(str, words)], capture_output=True, timeout=120,
            env={"PATH": os.environ["PATH"], "HOME": str(self.base),
                 "PIP_INDEX_URL": NOBODY, **env})

    def test_without_a_network(self):
        programs = self.base / "p"
        process = self.install("--programs", programs)
        self.assertEqual(process.returncode, 0, text(process))
        for words in ("SSPL-1.0", "Apache-2.0", str(programs), "NOTRUN",
                      f"docker/install.sh --programs {programs}"):
            self.assertIn(words, text(process))
        self.assertFalse(programs.exists())

    def test_into_the_cache(self):
        process = self.install(XDG_CACHE_HOME=str(self.base / "c"))
        self.assertIn(f"{self.base}/c/grader/programs", text(process))
        process = self.install(XDG_CACHE_HOME="not/absolute")
        self.assertIn(f"{self.base}/.cache/grader/programs", text(process))
        self.assertRegex(text(process), r"works: docker/install\.sh\n")

    def test_check(self):
        process = self.install("--check")
        self.assertEqual(process.returncode, 1, text(process))
        self.assertRegex(text(process), r"mongod \d.*\n +mongosh \d")
        self.assertNotIn("Fetching", text(process))

    def test_nothing_is_to_be_fetched(self):
        process = self.install("--no-programs")
        self.assertEqual((process.returncode, text(process)), (0, ""))

    def test_unknown_option(self):
        self.assertEqual(self.install("--program").returncode, 2)
        self.assertNotEqual(self.install("--programs").returncode, 0)


class Pins(unittest.TestCase):
    def test_lock_file_has_every_sum_and_no_address(self):
        lock = json.loads((MONGOSH / "package-lock.json").read_text())
        packages = {name: package
                    for name, package in lock["packages"].items() if name}
        self.assertLess(400, len(packages))
        for name, package in packages.items():
            with self.subTest(name):
                self.assertRegex(package.get("integrity", ""), "^sha512-")
                self.assertNotIn("resolved", package)

    def test_one_version_of_mongosh(self):
        wanted = json.loads((MONGOSH / "package.json").read_text())
        version = wanted["dependencies"]["mongosh"]
        self.assertIn(f"\nmongosh={version}\n", PROGRAMS.read_text())
        self.assertIn(f"| `mongosh` {version} |",
                      (ROOT / "docs/instructors.md").read_text())


if __name__ == "__main__":
    unittest.main()
