"""The figures of whole submissions for bench.py: the references of all tasks.

Cold is a cache that holds nothing but the fetched programs; warm is one that
holds what the pack's own solutions gave.
"""
import os
import pathlib
import re
import subprocess
import tempfile
import time

import mongo

GRADER = mongo.GRADER
COLD_TIMES, WARM_TIMES, ROW = 2, 5, 20
NAMES = ("grader", "mariadbd", "redis-server", "mongod", "python3", "node")


def cold(command, timed):
    with tempfile.TemporaryDirectory() as cache:
        folder = pathlib.Path(cache, "grader")
        folder.mkdir()
        if mongo.PROGRAMS.exists():
            (folder / "programs").symlink_to(mongo.PROGRAMS.resolve())
        return timed(command, 1, check=True,
                     env={**os.environ, "XDG_CACHE_HOME": cache})[0]


def peak_memories(command):
    """The most that a process of each name held at once, in MiB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL,
                               start_new_session=True)
    most = dict.fromkeys(NAMES, 0)
    while process.poll() is None:
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                stat = (entry / "stat").read_text()
                status = (entry / "status").read_text()
            except OSError:
                continue
            session = int(stat.rsplit(")", 1)[1].split()[3])
            found = re.search(r"VmHWM:\s+(\d+)", status)
            name = re.search(r"Name:\s+(.*)", status).group(1)
            if session == process.pid and found and name in most:
                most[name] = max(most[name], int(found.group(1)) / 1024)
        time.sleep(0.01)
    return most


def load():
    return "load " + " ".join(f"{one:.1f}" for one in os.getloadavg())


def report(folder, timed, median):
    target = mongo.submission(folder)
    tasks = len(list((mongo.ROOT / "tasks").glob("*/*/task.yaml")))
    for jobs in ("1", "2"):
        command = [str(GRADER), "check", str(target), "--jobs", jobs]
        workers = f"{jobs} worker{'s' if jobs > '1' else ' '}"
        taken = median([cold(command, timed) for _ in range(COLD_TIMES)])
        print(f"all {tasks} tasks, {workers}, cold         {taken:8.1f} ms   "
              f"{load()}")
        timed(command, 1, check=True)
        taken = median(timed(command, WARM_TIMES, check=True))
        print(f"all {tasks} tasks, {workers}, warm         {taken:8.1f} ms   "
              f"{load()}")
    rate = ROW * 60 / sum(timed(command, ROW, check=True))
    print(f"submissions a minute, in a row of {ROW}  {rate:8.1f}      "
          f"{load()}")
    for name, most in peak_memories(command).items():
        print(f"peak memory of {name:<20}   {most:8.1f} MiB")
