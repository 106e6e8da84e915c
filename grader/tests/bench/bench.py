#!/usr/bin/env python3
"""make bench: what grading costs, beside the shell pipeline in the same run.

The pipeline is what a course does by hand: the client loads the fixture, then
the hand-in, then runs the check, and `diff` compares. It gets a warm server of
its own. Times are medians; ratios matter, not milliseconds.
"""
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import mongo
import programs
import whole

ROOT = pathlib.Path(__file__).resolve().parents[3]
GRADER = ROOT / "build/grader"
TASK = ROOT / "tasks/0x00-MySQL_Advanced/4-store"


def median(times):
    return statistics.median(times) * 1000


def timed(command, times, **more):
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, **more)
        taken.append(time.perf_counter() - began)
    return taken


class Server:
    """A MariaDB server for the pipeline, warm and private."""

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir="/dev/shm"))
        os.chmod(self.folder, 0o755)
        user = ["--user=mysql"] if os.geteuid() == 0 else []
        data = self.folder / "data"
        subprocess.run(["mariadb-install-db", "--no-defaults",
                        f"--datadir={data}", "--skip-test-db",
                        "--auth-root-authentication-method=normal", *user],
                       check=True, stdout=subprocess.DEVNULL)
        if user:
            shutil.chown(self.folder, "mysql")
        self.socket = self.folder / "socket"
        self.process = subprocess.Popen(
            ["mariadbd", "--no-defaults", f"--datadir={data}",
             f"--socket={self.socket}", "--skip-networking",
             "--innodb-flush-log-at-trx-commit=0", *user],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while subprocess.run(self.client("-e", "SELECT 1"),
                             capture_output=True).returncode:
            time.sleep(0.05)
        return self

    def client(self, *words):
        return ["mariadb", "--no-defaults", f"--socket={self.socket}",
                "-uroot", *words]

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder)


def pipeline(server, folder):
    """A fresh database, the fixture, the hand-in, the check, diff."""
    fixture = next(TASK.glob("*.sql"))
    handin = TASK / "solution/4-store.sql"
    client = " ".join(server.client())
    script = folder / "pipeline.sh"
    expected = folder / "expected"
    expected.write_text("name\tquantity\n")
    script.write_text(
        f"{client} -e 'DROP DATABASE IF EXISTS p; CREATE DATABASE p'\n"
        f"{client} p <{fixture}\n{client} p <{handin}\n"
        f"{client} p -e \"INSERT INTO orders VALUES ('apple', 1); "
        f"SELECT name, quantity FROM items\" | diff {expected} -\n")
    return timed(["sh", str(script)], 15)


def spent(report):
    """The wall and the server's time of each case, in seconds."""
    return [(case["microseconds"] / 1e6, case["server_microseconds"] / 1e6)
            for task in report["timing"]["tasks"] for case in task["cases"]]


def grade(*words):
    out = subprocess.run([str(GRADER), "check", *map(str, words), "--report",
                          "json"], capture_output=True).stdout
    return json.loads(out)


def peak_memory(command):
    """The most that the grader's own process held at once, in MiB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        try:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            break
        found = re.search(r"VmHWM:\s+(\d+)", status)
        most = max(most, int(found.group(1)) if found else 0)
        time.sleep(0.005)
    process.wait()
    return most / 1024


def all_right(folder):
    """A submission of all the reference solutions."""
    target = folder / "all/0x00-MySQL_Advanced"
    target.mkdir(parents=True)
    for solution in TASK.parent.glob("*/solution/*.sql"):
        shutil.copy(solution, target)
    return target.parent


def linear(folder):
    """Statements and rows: ten times as many, about ten times as long."""
    pack = ROOT / "grader/tests/e2e/pack"
    probe = folder / "0xf0-Probe"
    probe.mkdir()
    results = []
    for kind, sizes in (("statements", (10_000, 100_000)),
                        ("rows", (100_000, 1_000_000))):
        for size in sizes:
            text = ("DO 1;\n" * size if kind == "statements" else
                    f"SELECT seq, 'x' FROM seq_1_to_{size};\n")
            (probe / "probe.sql").write_text("-- bench\n" + text)
            began = time.perf_counter()
            process = subprocess.run(
                [str(GRADER), "check", str(probe / "probe.sql"), "--packs",
                 str(pack), "--jobs", "1", "--timeout", "60", "--report",
                 "json"], capture_output=True)
            taken = time.perf_counter() - began
            task = json.loads(process.stdout)["submissions"][0]["tasks"][0]
            cause = task.get("cause") or {}
            results.append((kind, size, taken, task["verdict"],
                            cause.get("text") or ""))
    return results


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        handins = folder / "0x00-MySQL_Advanced"
        handins.mkdir()
        shutil.copy(TASK / "solution/4-store.sql", handins)
        one = handins / "4-store.sql"
        tasks = list(TASK.parent.glob("*/task.yaml"))
        print(f"on {os.cpu_count()} processors, {whole.load()}")
        with Server() as server:
            naive = pipeline(server, folder)
        grade(one)  # fills the caches
        # One worker runs the cases of the task; the first one starts the
        # server, so the others are warm.
        warm = []
        for _ in range(5):
            warm += spent(grade(one, "--jobs", "1"))[1:-1]
        cold = timed([str(GRADER), "check", str(one)], 9)
        every = [str(GRADER), "check", str(all_right(folder)), "--jobs", "2"]
        subprocess.run(every, stdout=subprocess.DEVNULL, check=True)
        all_times = timed(every, 5)
        rss = peak_memory(every)
        print(f"shell pipeline, one run of one case   {median(naive):8.1f} ms")
        case = median([wall for wall, _ in warm])
        share = median([server for _, server in warm])
        print(f"grader, one warm case                 {case:8.1f} ms   "
              f"{median(naive) / case:.0f} times faster; "
              f"{share:.1f} ms of it the server's")
        print(f"grader check FILE, server started     {median(cold):8.1f} ms")
        print(f"all {len(tasks)} tasks, two workers           "
              f"{median(all_times):8.1f} ms")
        print(f"peak memory of the grader itself      {rss:8.1f} MiB")
        programs.report(folder, timed, median, spent, grade)
        mongo.report(folder, median, spent, grade)
        whole.report(folder, timed, median)
        for kind, size, taken, verdict, why in linear(folder):
            print(f"{size:>9,} {kind:<11} {taken * 1000:8.0f} ms   {verdict} "
                  f"{why}")


if __name__ == "__main__":
    sys.exit(main())
