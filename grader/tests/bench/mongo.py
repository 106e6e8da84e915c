"""The figures of MongoDB for bench.py.

The pipelines are what a course does by hand: a server runs, and once for each
of four cases `mongosh db < file` or `python3 main.py` prints and `diff`
compares. The grader does more: a database of its own for each case, put back
with proof.
"""
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
GRADER = ROOT / "build/grader"
PROJECT = "0x01-NoSQL"
PROGRAMS = pathlib.Path(os.environ.get("XDG_CACHE_HOME",
                                       pathlib.Path.home() / ".cache"),
                        "grader/programs")
CASES = 4
SHELL, SHELL_TASK = "2-insert", "2-insert"
PYTHON, PYTHON_TASK = "8-all.py", "8-all"
LOGS = ("12-log_stats", "102-log_stats")
MANY = "94,778 logs"
ROUNDS = 5

SHOWN = "db.school.find({}, {_id: 0}).toArray().length > 0\n"
MAIN = """\
from pymongo import MongoClient
school = MongoClient("mongodb://127.0.0.1:27017").my_db.school
found = __import__("8-all").list_all(school)
print(sorted(found[0]))
"""
PRINTS = "['_id', 'name']\n"
CONFIG = ('{"enableTelemetry":false,"disableLogging":true,"updateURL":"",'
          '"historyLength":0}')


def server_program():
    return next((path for path in (PROGRAMS / "mongod/bin/mongod",
                                   pathlib.Path("/usr/bin/mongod"),
                                   pathlib.Path("/usr/local/bin/mongod"))
                 if path.exists()), None)


class Server:
    """A MongoDB server for the pipelines, warm, in a network of its own."""

    def __init__(self, folder):
        self.folder = folder / "mongo"
        self.root = os.geteuid() == 0
        (self.folder / "home/.mongodb/mongosh").mkdir(parents=True)
        (self.folder / "home/.mongodb/mongosh/config").write_text(CONFIG)
        (self.folder / "db").mkdir()

    def __enter__(self):
        self.process = subprocess.Popen(
            ["unshare", "-n" if self.root else "-rn", "sh", "-c",
             "ip link set lo up 2>/dev/null || true; exec \"$@\"", "sh",
             server_program(), "--dbpath", self.folder / "db", "--port",
             "27017", "--bind_ip", "127.0.0.1", "--nounixsocket", "--quiet",
             "--wiredTigerCacheSizeGB", "0.25",
             "--wiredTigerEngineConfigString",
             "log=(prealloc=false,file_max=4MB)", "--setParameter",
             "diagnosticDataCollectionEnabled=false", "--setParameter",
             "disableLogicalSessionCacheRefresh=true"],
            stdout=subprocess.DEVNULL)
        for _ in range(100):
            if not self.run(self.shell("db.hello().ok\n")).returncode:
                return self
            time.sleep(0.1)
        raise RuntimeError("mongod does not answer")

    def within(self):
        """The words in front of a command that let it reach the server."""
        user = [] if self.root else ["-U", "--preserve-credentials"]
        return ["nsenter", "-t", str(self.process.pid), "-n", *user]

    def shell(self, text):
        """A script that types the text into a mongosh."""
        file = self.folder / "typed"
        file.write_text(text)
        node = PROGRAMS / "mongosh/bin/node"
        main = PROGRAMS / "mongosh/node_modules/mongosh/bin/mongosh.js"
        return (f"{node} {main} --quiet --norc "
                f"mongodb://127.0.0.1:27017/my_db < {file}")

    def command(self, script):
        return [*self.within(), "sh", "-c", script]

    def run(self, script, **more):
        return subprocess.run(
            self.command(script), capture_output=True, text=True, check=False,
            env=self.environment(), timeout=60, **more)

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.folder / "home")}

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def words_of(path):
    """What `with` of a YAML file gives: plain texts."""
    text = path.read_text() if path.exists() else ""
    found = re.search(r"^with:\n((?:  .*\n)+)", text, re.M)
    return {key: value.strip("\"'") for key, value in re.findall(
        r"^  (\w+): (.*)$", found.group(1) if found else "", re.M)}


def reference(solution):
    """The text of a pack's solution, as somebody would hand it in."""
    task = solution.parents[1]
    words = {**words_of(task.parent / "project.yaml"),
             **words_of(task / "task.yaml")}
    return re.sub(r"\$\{(\w+)\}", lambda found: words.get(
        found.group(1), found.group(0)), solution.read_text())


def hand_in(folder, task, name):
    target = folder / "mongo-handed" / PROJECT
    target.mkdir(parents=True, exist_ok=True)
    (target / name).write_text(reference(
        ROOT / "tasks" / PROJECT / task / "solution" / name))
    return target / name


class Pipeline:
    """Four cases by hand."""

    def __init__(self, server, folder, script, prints):
        self.server, self.cwd = server, folder / "mongo-handed" / PROJECT
        expected = folder / f"expected-{len(script)}"
        expected.write_text(prints)
        self.command = server.command(
            f"{script} | diff {expected} - || exit 1\n" * CASES)

    def seconds(self):
        began = time.perf_counter()
        subprocess.run(self.command, cwd=self.cwd, check=True,
                       env=self.server.environment(),
                       stdout=subprocess.DEVNULL)
        return time.perf_counter() - began


def shell_pipeline(server, folder):
    typed = server.shell((folder / "mongo-handed" / PROJECT / SHELL)
                         .read_text() + SHOWN)
    typed += " | sed -E 's/[0-9a-f]{24}/ID/'"
    return Pipeline(server, folder, typed, server.run(typed).stdout)


def python_pipeline(server, folder):
    cwd = folder / "mongo-handed" / PROJECT
    (cwd / "main.py").write_text(MAIN)
    return Pipeline(server, folder, "/usr/bin/python3 main.py", PRINTS)


def beside(pipeline, file, task, spent, grade):
    """Seconds of four cases by hand, and of each warm case: one after the
    other, for the load of the machine changes. The first case starts all."""
    grade(file, "-t", task, "--jobs", "1")  # fills the caches
    naive, warm = [], []
    for _ in range(ROUNDS):
        naive.append(pipeline.seconds())
        warm += [wall for wall, _ in
                 spent(grade(file, "-t", task, "--jobs", "1"))[1:]]
    return naive, warm


def phases(file, task):
    """Milliseconds of the case with many logs: filled, run, seen."""
    told = subprocess.run(
        [str(GRADER), "check", str(file), "-t", task, "--jobs", "1", "-v"],
        capture_output=True, text=True, check=False).stderr
    return [list(map(float, one)) for one in re.findall(
        re.escape(f"{task}/{MANY}") + r": filled in ([\d.]+) ms, run in "
        r"([\d.]+) ms, seen in ([\d.]+) ms", told)]


def report_logs(folder):
    for task in LOGS:
        file = hand_in(folder, task, f"{task}.py")
        phases(file, task)  # fills the caches
        runs = [one for _ in range(5) for one in phases(file, task)]
        filled, ran, seen = map(statistics.median, zip(*runs))
        print(f"{task + ', ' + MANY:<38}{filled:8.1f} ms filled, "
              f"{ran:.1f} ms run, {seen:.1f} ms seen")


def report(folder, median, spent, grade):
    if not server_program() or not (PROGRAMS / "mongosh/bin/node").exists():
        print("MongoDB: docker/install.sh has not fetched it")
        return
    kinds = (("mongosh db < file", SHELL_TASK, SHELL, shell_pipeline),
             ("python3 main.py", PYTHON_TASK, PYTHON, python_pipeline))
    with Server(folder) as server:
        for name, task, file, pipeline in kinds:
            handed = hand_in(folder, task, file)
            naive, warm = beside(pipeline(server, folder), handed, task,
                                 spent, grade)
            naive, warm = median(naive), median(warm) * CASES
            print(f"{name + ' | diff, four cases':<38}{naive:8.1f} ms")
            print(f"grader, four warm cases               {warm:8.1f} ms   "
                  f"{naive / warm:.0f} times faster")
    report_logs(folder)


def submission(folder):
    """The references of all projects, as one learner would hand them in."""
    target = folder / "whole"
    shutil.rmtree(target, ignore_errors=True)
    for solution in sorted((ROOT / "tasks").glob("*/*/solution/*")):
        project = target / solution.parents[2].name
        project.mkdir(parents=True, exist_ok=True)
        (project / solution.name).write_text(reference(solution))
    return target
