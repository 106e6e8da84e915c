"""Hostile hand-ins: what they are, and grading very many of them in one run.

A file of tests/hostile/VERDICT/ is a hand-in. Its first lines are comments of
its language that tell what must come of it:

    -- expect: LIMIT wall       the verdict, and the reason if there is one (in
                                JavaScript `// expect: …`, in Python `# …`);
                                wall|memory: either of the two
    -- task: NAME               handed in for that task of the probe pack, not
                                for the usual one of its language
    -- beside: NAME…            other files that lie beside it
    -- needs: namespaces        it could harm a machine where the system
                                refuses those, and is left out there
    -- needs: cgroup            only a cgroup of memory stops it

A file NAME.SUFFIX.make is a Python program that prints the hand-in
NAME.SUFFIX: what is large, empty, or no text has its first lines there.

Each is handed in for a project of its own, which holds a copy of the task.
One run of the program grades all of them, with right and wrong hand-ins
between them.
"""
import hashlib
import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

from common import GRADER, PROBE_PACK, ROOT

HOSTILE = ROOT / "grader/tests/hostile"
HEADER = re.compile(rb"(?:--|#|//) (\w+): (.+)")
# The task of the probe pack that a hand-in is for, by its suffix.
USUAL = {".sql": "raise", ".py": "script", ".mongosh": "shell"}
# What a comment begins with, where it is not #.
COMMENTS = {"raise": "--", "shell": "//"}
# Right and wrong hand-ins, in turn between the hostile ones.
CANARIES = {
    "raise": ("-- right\nUPDATE items SET quantity = quantity + 1;\n",
              "-- wrong\nUPDATE items SET quantity = 7;\n"),
    "script": ("print(42)\n", "print(43)\n"),
    "writer": ("with open('out.txt', 'w') as file:\n    file.write('42\\n')\n",
               "open('out.txt', 'w').close()\n"),
    "driver": ((PROBE_PACK / "tasks/0xfe-Hostile/driver/solution/keep.py")
               .read_text(), "def keep(name, times):\n    return 2\n"),
    "shell": ((PROBE_PACK / "tasks/0xfe-Hostile/shell/solution/lamp")
              .read_text(), "print('chair\\ntable\\nlamp')\n"),
    "mongo": ((PROBE_PACK / "tasks/0xfe-Hostile/mongo/solution/keep_it.py")
              .read_text(), "def keep(name, times):\n    return 2\n"),
}
# What lies beside a hand-in and is not of the task: never to be run.
BESIDE = "import os\nos._exit(0)\n"


class HandIn:
    """One that is handed in, with what must come of it."""

    def __init__(self, name, task, data, verdict, reasons=(), needs="",
                 beside=()):
        self.name, self.task, self.data = name, task, data
        self.verdict, self.reasons = verdict, reasons
        self.needs, self.beside = needs, beside

    def __repr__(self):
        return self.name

    @property
    def is_program(self):
        return self.task != "raise"

    def wrong(self, task):
        """What is wrong with a task of the report; "" when nothing is."""
        cause = task["cause"] or {}
        if task["verdict"] != self.verdict:
            return f"{task['verdict']} {cause}, not {self.verdict}"
        if self.reasons and cause.get("reason") not in self.reasons:
            return f"{task['verdict']} {cause}, not for {self.reasons}"
        if (task["points"] is None) != (task["verdict"] in
                                        ("SPEC", "INFRA", "NOTRUN")):
            return f"{task['verdict']} with {task['points']} points"
        return ""


def header_of(source):
    """The words of the first lines."""
    words = {}
    for line in source.split(b"\n"):
        found = HEADER.match(line)
        if not found:
            return words
        word = found[1].decode()
        words[word] = f"{words.get(word, '')} {found[2].decode()}".strip()
    return words


def load(path):
    source = path.read_bytes()
    words = header_of(source)
    name = path.name
    if path.suffix == ".make":
        name = path.stem
        source = subprocess.run([sys.executable, str(path)], check=True,
                                capture_output=True).stdout
    verdict, *reasons = words["expect"].split()
    if verdict != path.parent.name:
        raise AssertionError(f"{path} is in the folder of another verdict")
    return HandIn(name, words.get("task", USUAL[pathlib.Path(name).suffix]),
                  source, verdict, reasons[0].split("|") if reasons else (),
                  words.get("needs", ""), words.get("beside", "").split())


def load_all():
    return [load(path) for path in sorted(HOSTILE.glob("*/*"))]


def canary(number, task):
    """One of each two is right."""
    right = number % 2 == 0
    return HandIn(f"{'right' if right else 'wrong'}-{number}", task,
                  CANARIES[task][not right].encode(),
                  "PASS" if right else "FAIL")


def shuffled(handins, draw, tasks=tuple(CANARIES)):
    """In random order, with a canary behind each two, for one of the tasks."""
    order = list(handins)
    draw.shuffle(order)
    canaries = (canary(number, draw.choice(tasks))
                for number in itertools.count())
    return [one for place in range(0, len(order), 2)
            for one in (*order[place:place + 2], next(canaries))]


class Batch:
    """A pack and a submission with all of them; gone after the with block.

    `secret` stands in every solution, which no learner may see.
    """

    def __init__(self, handins, secret=""):
        self.handins, self.secret = handins, secret

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="hostile-")
        self.path = pathlib.Path(self.temporary.name)
        self.path.chmod(0o755)
        self.out = self.path / "out"
        self.out.mkdir()
        self.out.chmod(0o777)
        self.report = self.out / "report.json"
        self.projects = {}
        for place, handin in enumerate(self.handins):
            stem = re.sub(r"\W+", "-", handin.name.rsplit(".", 1)[0])
            project = f"0x{0x100 + place:x}-{stem}"
            self.projects[project] = handin
            self.write(project, handin)
        return self

    def __exit__(self, *_):
        self.temporary.cleanup()

    def write(self, project, handin):
        original, = PROBE_PACK.glob(f"tasks/*/{handin.task}")
        copy = self.path / "pack/tasks" / project
        shutil.copytree(original, copy / handin.task)
        shutil.copy(original.parent / "project.yaml", copy)
        for solution in (copy / handin.task / "solution").iterdir():
            with solution.open("a") as file:
                file.write(f"\n{COMMENTS.get(handin.task, '#')} "
                           f"{self.secret}\n")
            folder = self.path / "submission" / project
            folder.mkdir(parents=True, exist_ok=True)
            (folder / solution.name).write_bytes(handin.data)
            for name in handin.beside:
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(BESIDE)

    def digest(self):
        """Of all that is in the pack and the submission."""
        digest = hashlib.sha256()
        for path in sorted(self.path.glob("[ps]*/**/*")):
            digest.update(f"{path} {path.lstat().st_mode}".encode())
            if path.is_file():
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def run(self, jobs, *words, prefix=(), env=None, meanwhile=None):
        """Grades all; gives the exit status.

        `meanwhile` is called with the process's number, again and again.
        """
        self.report.unlink(missing_ok=True)
        process = subprocess.Popen(
            [*prefix, str(GRADER), "check", "--packs",
             str(self.path / "pack"), "--jobs", str(jobs), "--report", "text",
             "--report", f"json:{self.report}", *words,
             str(self.path / "submission")],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env)
        beside = Beside(process.pid, meanwhile)
        self.said = process.communicate(timeout=1800)[0]
        self.seen = beside.stop()
        return process.returncode

    def grade(self, *words, **more):
        """Grades all; gives what came of it."""
        return Graded(self, self.run(*words, **more))


class Beside(threading.Thread):
    """Looks at a run now and then: the most memory that it has had, and the
    most files that it or a worker of it had open at once."""

    def __init__(self, pid, meanwhile):
        super().__init__(daemon=True)
        self.pid, self.meanwhile = pid, meanwhile
        self.memory = self.files = 0
        self.over = threading.Event()
        self.start()

    def look(self):
        proc = pathlib.Path("/proc")
        status = (proc / f"{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        self.memory = int(found[1]) << 10 if found else self.memory
        workers = (proc / f"{self.pid}/task/{self.pid}/children").read_text()
        for pid in (self.pid, *workers.split()):
            files = len(os.listdir(proc / f"{pid}/fd"))
            self.files = max(self.files, files)

    def run(self):
        while not self.over.wait(0.03):
            try:
                self.look()
            except OSError:  # one of them has just ended
                pass
            if self.meanwhile:
                self.meanwhile(self.pid)

    def stop(self):
        self.over.set()
        self.join()
        return self


class Graded:
    def __init__(self, batch, status):
        self.status, self.said = status, batch.said
        self.seen = batch.seen
        if not batch.report.exists():
            raise AssertionError("no report, status %d:\n%s" % (
                status, self.said.decode("utf-8", "replace")[-4000:]))
        self.written = batch.report.read_bytes()
        self.report = json.loads(self.written)
        self.isolation = self.report["isolation"].split()[0]
        self.tasks = [task for submission in self.report["submissions"]
                      for task in submission["tasks"]]
        self.handins = [batch.projects[task["project"]]
                        for task in self.tasks]

    def starved(self):
        """Those for which the machine was too busy."""
        return [handin for handin, task in zip(self.handins, self.tasks)
                if task["verdict"] == "INFRA" and
                "too busy" in task["cause"]["text"]]

    def forget(self, handins):
        left = [pair for pair in zip(self.handins, self.tasks)
                if pair[0] not in handins]
        self.handins, self.tasks = map(list, zip(*left))

    def wrong(self):
        """What is wrong, a line each."""
        return [f"{handin}: {problem}"
                for handin, task in zip(self.handins, self.tasks)
                for problem in [handin.wrong(task)] if problem]

    def slowest(self):
        """Of all cases, seconds."""
        return max(case["microseconds"] / 1e6
                   for task in self.report["timing"]["tasks"]
                   for case in task["cases"])
