"""The figures of Python and Redis for bench.py.

The pipeline is what a course does by hand: a Redis runs, `python3 main.py`
imports the hand-in and prints, and `diff` compares; once for each of four
cases.
"""
import pathlib
import shutil
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
GRADER = ROOT / "build/grader"
PROJECT = ROOT / "tasks/0x02-redis_basic"
REFERENCE = PROJECT / "4-replay/solution/exercise.py"
TASK = "3-call_history"
CASES = 4

MAIN = """\
import redis
server = redis.Redis
redis.Redis = lambda: server(unix_socket_path={socket!r})
from exercise import Cache
cache = Cache()
keys = [cache.store(word) for word in ("first", "second", "third")]
print(cache._redis.lrange("Cache.store:inputs", 0, -1))
print([key.decode() for key in cache._redis.lrange("Cache.store:outputs", 0, -1)] == keys)
"""
PRINTS = """[b"('first',)", b"('second',)", b"('third',)"]\nTrue\n"""


class Redis:
    """A Redis server for the pipeline, warm and private."""

    def __init__(self, folder):
        self.folder = folder
        self.socket = str(folder / "redis")

    def __enter__(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", self.socket,
             "--save", "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL)
        while subprocess.run(["redis-cli", "-s", self.socket, "PING"],
                             capture_output=True).stdout != b"PONG\n":
            time.sleep(0.02)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def pipeline(folder, timed):
    """Four cases by hand; in seconds, one entry for each time all four ran."""
    shutil.copy(REFERENCE, folder)
    (folder / "expected").write_text(PRINTS)
    with Redis(folder) as server:
        (folder / "main.py").write_text(MAIN.format(socket=server.socket))
        one = "/usr/bin/python3 main.py | diff expected - || exit 1\n"
        script = folder / "four.sh"
        script.write_text(one * CASES)
        subprocess.run(["sh", str(script)], cwd=folder, check=True)
        return timed(["sh", str(script)], 7, cwd=folder)


def warm_cases(folder, spent, grade):
    """The warm cases of one task, in seconds."""
    handins = folder / PROJECT.name
    handins.mkdir(exist_ok=True)
    shutil.copy(REFERENCE, handins)
    file = handins / "exercise.py"
    grade(file, "-t", TASK, "--jobs", "1")  # fills the caches
    warm = []
    for _ in range(5):
        warm += spent(grade(file, "-t", TASK, "--jobs", "1"))[1:]
    return file, [wall for wall, _ in warm]


def sandbox():
    """What `bench/sandbox` prints."""
    subprocess.run(["make", "-s", "build/release/tests/bench/sandbox"],
                   cwd=ROOT, check=True)
    return subprocess.run([ROOT / "build/release/tests/bench/sandbox"],
                          capture_output=True, text=True).stdout


def report(folder, timed, median, spent, grade):
    naive = median(pipeline(folder, timed))
    file, warm = warm_cases(folder, spent, grade)
    four = median(warm) * CASES
    print(f"python3 main.py | diff, four cases    {naive:8.1f} ms")
    print(f"grader, four warm cases               {four:8.1f} ms   "
          f"{naive / four:.0f} times faster")
    alone = median(timed([str(GRADER), "check", str(file), "-t", TASK], 7))
    print(f"grader check FILE -t TASK, all started{alone:8.1f} ms")
    print(sandbox(), end="")
