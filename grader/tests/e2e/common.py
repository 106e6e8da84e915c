"""What the end-to-end tests share: running the program, reading its report."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
# Another build of it, as the one with sanitizers, can be tested as well.
GRADER = pathlib.Path(os.environ.get("GRADER", ROOT / "build/grader"))
PROBE_PACK = ROOT / "grader/tests/e2e/pack"
PROBE = "0xf0-Probe"
# A user namespace without the right to another: what some containers give.
NO_NAMESPACES = (
    "unshare", "-Ur", "sh", "-c",
    "echo 0 >/proc/sys/user/max_user_namespaces && "
    "exec setpriv --bounding-set=-all --inh-caps=-all \"$@\"", "sh")


def run(*words, cwd=ROOT, env=None, **more):
    """Runs the program; gives the finished process, its output as text."""
    return subprocess.run([str(GRADER), *map(str, words)], cwd=cwd,
                          capture_output=True, env=env, timeout=300, **more)


def text(process):
    return (process.stdout + process.stderr).decode("utf-8", "replace")


def check(path, *words, **more):
    """Grades a path; gives (exit status, the JSON report)."""
    process = run("check", path, "--report", "json", *words, **more)
    try:
        return process.returncode, json.loads(process.stdout)
    except json.JSONDecodeError:
        raise AssertionError(f"no report, status {process.returncode}:\n"
                             + text(process))


def tasks(report):
    return {task["task"]: task
            for submission in report["submissions"]
            for task in submission["tasks"]}


class Submission:
    """A folder with hand-ins, gone at the end of the with block."""

    def __init__(self, project=PROBE, **files):
        self.project = project
        self.files = files

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="grader-test-")
        self.path = pathlib.Path(self.temporary.name)
        self.folder = self.path / self.project
        self.folder.mkdir()
        return self

    def write(self, name, content):
        data = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(data)
        return self.folder / name

    def __exit__(self, *_):
        self.temporary.cleanup()


class Pack:
    """A copy of the test pack, to break."""

    def __init__(self, project, task):
        self.project, self.task = project, task

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="grader-pack-")
        self.path = pathlib.Path(self.temporary.name, "pack")
        shutil.copytree(PROBE_PACK, self.path)
        self.folder = self.path / "tasks" / self.project / self.task
        return self

    def __exit__(self, *_):
        self.temporary.cleanup()

    def edit(self, name, old, new):
        path = self.folder / name
        before = path.read_text()
        assert before.count(old) == 1, f"{old!r} in {name}, not once"
        path.write_text(before.replace(old, new))

    def copy(self, source, target):
        shutil.copy(self.folder / source, self.folder / target)

    def verify(self):
        return run("verify", "--packs", self.path, "-p", self.project)


def processes(session):
    """The processes of a session, whatever their namespaces: (pid, line).

    The program and all that it starts stay in the session it was started in.
    """
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append((int(entry.name), line))
    return found


def older(pid, seconds):
    """Whether a process was started longer ago than that, and still runs."""
    try:
        began = int(pathlib.Path(f"/proc/{pid}/stat").read_text()
                    .rsplit(")", 1)[1].split()[19])
    except OSError:
        return False
    now = float(pathlib.Path("/proc/uptime").read_text().split()[0])
    return now - began / os.sysconf("SC_CLK_TCK") > seconds


def kill_some(process, name, times, age=0.4):
    """Until it has ended: kills what it runs whose command line has the name,
    once it is past loading, and so often at the most. Gives how often."""
    killed = 0
    while process.poll() is None:
        for pid, line in processes(process.pid):
            if killed < times and name in line and older(pid, age):
                os.kill(pid, signal.SIGKILL)
                killed += 1
        time.sleep(0.05)
    return killed
