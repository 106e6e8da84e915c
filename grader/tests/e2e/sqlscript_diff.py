#!/usr/bin/env python3
"""Compares text/sqlscript.c with the real command-line client.

    sqlscript_diff.py [SCRIPTS [SEED]]      10000 scripts, seed 1

Starts a private server, writes SCRIPTS random scripts made of the shapes that
confuse splitters, and feeds each of them, and each *.sql below tasks/ and
fixtures/, to `mariadb --force` and to script_dump.c. The client talks to the
server through a relay of ours, which keeps the packets that it sends: the
general log would trim statements and change their character set. Both have
to send the same statements and select the same databases. The client runs in
its sandbox mode: what random text behind `system` or `tee` would do is none of
anybody's business.

What is left out, because the client itself does nothing sensible there:
- `connect`: it leaves the server that is watched;
- `help` with a semicolon in its text: with a quote before it the server takes
  it for two statements, and the client then never reads the second answer;
- \\h and \\? with blanks behind them: the client cuts its line in place
  and then reads on behind the cut;
- bytes that are not UTF-8 in the name of a command: it compares names as
  latin1, where some of them equal letters; a hand-in is UTF-8 before it is
  read;
- `charset` with another character set than utf8mb4: the client then reads the
  rest of the script in it, also with the three bytes of its utf8;
- backslashes in "names" under ANSI_QUOTES.
"""
import glob
import multiprocessing
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
WORKERS = 2
SHOWN = 5

# What the client asks for itself.
OWN = {
    b"SELECT DATABASE()",
    b"select DATABASE(), USER() limit 1",
    b"select @@version_comment limit 1",
    b"select @@character_set_client, @@character_set_connection, "
    b"@@character_set_server, @@character_set_database limit 1",
    b"show warnings",
}

STATEMENTS = """SELECT 1|select 'it''s'|SELECT "a;b"|SELECT `a;b`|DO 0|x y|
SELECT 'a\\'b;'|SELECT "\\\\"|SELECT '\\\\'|SELECT \\N|SELECT '--'|DO 1 -- 2|
CREATE PROCEDURE p() BEGIN SELECT 1; END|END|BEGIN|DO '/*'|DO '*/'|DO '#'|
DO 1--1|DO 1 --1|DO 5/2|DO 5*/2|DO 'é'|DO "日本"|é|DO 1é|DO `ü|DO 'x|DO "y|
go|ego|exit|quit|use d|
INSERT INTO t VALUES ('a\\nb', "c\\"d")|/*!50000 DO 1 */|/*M!100 DO 2 */|
/*! DO 3; */|/*+ x */ DO 4|DO 'delimiter //'|DO '\\\\\\\\'|🐬|DO '🐬'|DO \u00a01|
SELECT 1/0|help|help;|status|print|clear|warnings|nowarning|rehash|notee|
nopager|delimiter|delimiterx|use|use `d`|use "d"|use 'd|use x y|use no_such|
USE d|Use D|use\td|use d\t|help contents|help 'a' b|? select|? |prompt|prompt x|
charset utf8mb4|charset UTF8MB4|charset no_such|charset|system true|
source /no/x|tee /dev/null|edit|pager cat|sandbox|DELIMITER ;|DELIMITER //|
DELIMITER $$|exit now|go on|clear it|help  |usex|uSe `a``b`|use a\\ b|
use 'a\\'b'""".replace("\n", "").split("|")
DELIMITERS = """; // $$ | ;; .. ## ** :: $ -- /* # ' " ` \\ \\g \\\\ ' ;
'//' "$$" `;` //; $$; ; ;// end END delimiter 0123456789abcdefghij é aa a
/""".split()
ENDS = """; ;; ; ; ; // $$ // $$ \\g \\G \\c \\p ;\\g /;/ .. ## ** :: | $
|||""".split()
BLANKS = [" ", " ", " ", "\n", "\n", "\n", "\r\n", "\t", "", "", "  ", "\n\n",
          "\r", "\f", "\v", " \n ", "\u00a0", "\x01", "\x7f"]
COMMENTS = ["-- c\n", "--\n", "--c\n", "# c\n", "/* c */", "/* c; */", "/**/",
            "/* ' */", "-- it's\n", "# \" `\n", "/*\n;\n*/", "/* /* */", "/*/",
            "*/", "/* c", "/*! ", "/*M! ", "/*!50000", "/*+ h */", "-----\n",
            "--\t;\n", "-- é;\n", "/* é */é", "/* c */x", "//c\n", "/* \\q */",
            "/* /*! */", "/*! /* */", "/* \n /*! */ */", "--\u00a0x\n", "#\n",
            "/*!40101 SET @a=1 */", "--;\n", "/* a */ /* b */", "-- \\\n"]
SHORT = ["\\g", "\\G", "\\c", "\\p", "\\w", "\\W", "\\#", "\\s", "\\n", "\\t",
         "\\u d", "\\u `d`", "\\u 'd", "\\u", "\\d //", "\\d ;", "\\d '$$'",
         "\\d", "\\d\\", "\\x", "\\N", "\\\\", "\\;", "\\'", "\\ ", "\\",
         "\\C utf8mb4", "\\C x", "\\C", "\\! true", "\\!", "\\. /no/x", "\\.",
         "\\T /dev/null", "\\P cat", "\\e", "\\-", "\\é", "\\h x",
         "\\R p>"] + ["\\q"]
ARGUMENTS = list("'\"`\\ ab;;\t/$") + ["''", "``", "\\'", "\\`", "é", "//"]
MODES = ["SET sql_mode='NO_BACKSLASH_ESCAPES';\n",
         "SET sql_mode='NO_BACKSLASH_ESCAPES';DO '\\';\nSET sql_mode='';"]
TRAILING = re.compile(rb"(\\[h?][^\n]*?)[ \t\v\f\r]+$", re.MULTILINE)
HELP = re.compile(rb"help .*;", re.DOTALL)
# Nor does the server survive this one.
SHUTDOWN = re.compile(rb"\s*shutdown\b", re.IGNORECASE)
NOISE = list("'\"`;\\/-*#!M \n\rx") + ["é", "//", "$$", "/*", "*/", "--"]


def piece(rand):
    """A few bytes of a script."""
    kind = rand.random()
    if kind < 0.36:
        return rand.choice(STATEMENTS) + rand.choice(BLANKS[3:10] + [""]) \
            + rand.choice(ENDS)
    if kind < 0.46:
        return rand.choice(STATEMENTS)
    if kind < 0.54:
        return rand.choice(ENDS)
    if kind < 0.64:
        return rand.choice(["\n", "", " ", "\n"]) + rand.choice(
            ["delimiter ", "DELIMITER ", "Delimiter\t", "delimiter  ",
             "DELIMITER"]) + rand.choice(DELIMITERS) + rand.choice(
                 ["\n", "\n", "\n", "\r\n", " x\n", " -- c\n", ";\n", " ", ""])
    if kind < 0.78:
        return rand.choice(COMMENTS)
    if kind < 0.86:
        return rand.choice(SHORT)
    if kind < 0.89:
        return rand.choice(["\n", ";", " "]) + rand.choice(
            ["use ", "USE\t", "\\u ", "\\u", "delimiter ", "\\d ", "charset "]
        ) + "".join(rand.choice(ARGUMENTS) for _ in range(rand.randint(1, 8)))
    if kind < 0.97:
        return rand.choice(BLANKS)
    return "".join(rand.choice(NOISE) for _ in range(rand.randint(1, 12)))


def script(seed):
    """The bytes of one script."""
    rand = random.Random(seed)
    text = (rand.choice(MODES) if rand.random() < 0.1 else "") + "".join(
        piece(rand) + rand.choice(BLANKS)
        for _ in range(rand.choice([1, 2, 3, 4, 6, 9, 14, 20])))
    made = text.encode()
    if rand.random() < 0.1:
        made = b"\xef\xbb\xbf" + made
    if rand.random() < 0.1:
        made = made.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if rand.random() < 0.01:
        at = rand.randint(0, len(made))
        made = made[:at] + b"\0" + made[at:]
    if rand.random() < 0.5:
        made += b"\n"
    return TRAILING.sub(rb"\1", made)


class Relay:
    """Stands between a client and the server and keeps what is sent."""

    def __init__(self, path, server):
        self.server, self.sent = server, []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(1)

    def keep(self, packet):
        """Keeps a statement or the name of a database."""
        if packet[:1] == b"\x03" and packet[1:] not in OWN:
            self.sent.append((b"Q", packet[1:]))
        elif packet[:1] == b"\x02":
            self.sent.append((b"U", packet[1:]))

    def serve(self):
        """Serves one connection to its end."""
        client, _ = self.listener.accept()
        server = socket.socket(socket.AF_UNIX)
        self.sent = None
        try:
            server.connect(self.server)
        except OSError:
            client.close()
            return
        back = threading.Thread(target=copy, args=(server, client))
        back.start()
        self.sent, held, whole = [], b"", b""
        while data := client.recv(1 << 20):
            server.sendall(data)
            held += data
            while len(held) >= 4:
                size = int.from_bytes(held[:3], "little")
                if len(held) < 4 + size:
                    break
                # Packets that log in are numbered from 1, commands from 0.
                if held[3] == 0 or whole:
                    whole += held[4:4 + size]
                if whole and size < 0xffffff:
                    self.keep(whole)
                    whole = b""
                held = held[4 + size:]
        server.shutdown(socket.SHUT_RDWR)
        back.join()
        client.close()
        server.close()


def copy(source, target):
    """Copies from one socket to another until either ends."""
    try:
        while data := source.recv(1 << 20):
            target.sendall(data)
    except OSError:
        pass


def by_client(relay, socket_path, path):
    """What the real client sends for a script."""
    server = threading.Thread(target=relay.serve)
    server.start()
    with open(path, "rb") as script_file:
        subprocess.run(
            ["mariadb", "--no-defaults", "--force", "--sandbox",
             "--socket", socket_path, "--skip-ssl",
             "--default-character-set=utf8mb4",
             "--user=root", "d"], cwd=os.path.dirname(socket_path),
            stdin=script_file, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=False,
            env={"PATH": os.environ["PATH"], "EDITOR": "true"})
    server.join()
    if relay.sent is None:
        raise RuntimeError("the server does not answer any more")
    return relay.sent


def by_reader(dump, paths):
    """What sqlscript.c gives for each of some scripts."""
    done = subprocess.run([dump], input="\n".join(paths).encode() + b"\n",
                          stdout=subprocess.PIPE, check=True)
    out, at, given = done.stdout, 0, []
    for _ in paths:
        pieces = []
        while True:
            end = out.index(b"\n", at)
            letter, size, line = out[at:end].split()
            at = end + 1 + int(size)
            if letter == b"E":
                break
            pieces.append((letter, out[end + 1:at], int(line)))
        given.append(pieces)
    return given


def compare(work, name, paths):
    """One worker's share: how many were compared, and what differs."""
    relay = Relay(f"{work}/{name}", f"{work}/socket")
    compared, wrong = 0, []
    for path, given in zip(paths, by_reader(f"{work}/dump", paths)):
        if any(HELP.match(text) or SHUTDOWN.match(text)
               for _, text, _ in given):
            continue
        compared += 1
        sent = by_client(relay, f"{work}/{name}", path)
        ours = [(letter, text) for letter, text, _ in given
                if letter in (b"Q", b"U")]
        if ours != sent:
            wrong.append((path, ours, sent))
    return compared, wrong


def build(work):
    """Compiles script_dump.c with the reader as it is now."""
    folder = f"{ROOT}/grader"
    sources = [f"{HERE}/script_dump.c"] + [
        f"{folder}/{name}.c" for name in SOURCES]
    subprocess.run([os.environ.get("CC", "cc"), "-std=gnu11", "-D_GNU_SOURCE",
                    "-O1", "-g", "-fsanitize=address,undefined",
                    f"-I{folder}", "-include", f"{folder}/base/banned.h",
                    "-o", f"{work}/dump", *sources], check=True)


SOURCES = ["text/sqlscript", "text/sqlscript_command", "text/sqlcommand",
           "text/utf8", "base/buf", "base/arena", "base/clock",
           "base/err", "base/file", "base/log"]


def start(work):
    """Starts the server; returns its process."""
    user = ["--user=mysql"] if os.getuid() == 0 else []
    if user:
        shutil.chown(work, "mysql")
    subprocess.run(["mariadb-install-db", "--no-defaults", *user,
                    f"--datadir={work}/data", "--skip-test-db",
                    "--auth-root-authentication-method=normal"],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   check=True)
    with open(f"{work}/log", "wb") as log:
        server = subprocess.Popen(
            ["mariadbd", "--no-defaults", *user, f"--datadir={work}/data",
             f"--socket={work}/socket", f"--pid-file={work}/pid",
             "--skip-networking", "--skip-log-bin",
             "--innodb-buffer-pool-size=16M", "--max-statement-time=5",
             "--innodb-flush-log-at-trx-commit=0"], stdout=log, stderr=log)
    for _ in range(300):
        made = subprocess.run(
            ["mariadb", "--no-defaults", "--socket", f"{work}/socket",
             "--user=root", "-e", "CREATE DATABASE d"], check=False,
            stderr=subprocess.DEVNULL)
        if made.returncode == 0:
            return server
        time.sleep(0.1)
    server.kill()
    with open(f"{work}/log", encoding="utf-8") as log:
        raise SystemExit(f"the server does not start:\n{log.read()}")


def write_scripts(work, count, seed):
    """Writes the random scripts and copies of the others; their paths."""
    paths = []
    for number in range(count):
        path = f"{work}/{seed + number}.sql"
        with open(path, "wb") as out:
            out.write(script(seed + number))
        paths.append(path)
    for folder in ("tasks", "fixtures"):
        for path in sorted(glob.glob(f"{ROOT}/{folder}/**/*.sql",
                                     recursive=True)):
            name = os.path.relpath(path, ROOT).replace("/", "!")
            paths.append(shutil.copyfile(path, f"{work}/{name}"))
    return paths


def show(wrong):
    """Tells of the shortest scripts that differ."""
    wrong.sort(key=lambda one: os.path.getsize(one[0]))
    for path, ours, sent in wrong[:SHOWN]:
        with open(path, "rb") as text:
            print(f"{os.path.basename(path)}: {text.read()!r}")
        print("  client:", *sent, sep="\n    ")
        print("  reader:", *ours, sep="\n    ")


def main():
    """Runs it all; the status is 1 when anything differs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    server = None
    work = tempfile.mkdtemp(prefix="sqlscript-")
    try:
        build(work)
        server = start(work)
        paths = write_scripts(work, count, seed)
        shares = [(work, f"relay{i}", paths[i::WORKERS])
                  for i in range(WORKERS)]
        # A worker that is told to end does so at once, whatever it waits for.
        with multiprocessing.Pool(WORKERS, signal.signal, (
                signal.SIGTERM, signal.SIG_DFL)) as pool:
            done = pool.starmap(compare, shares)
        compared = sum(share for share, _ in done)
        wrong = sum((share for _, share in done), [])
        show(wrong)
        print(f"{compared} of {len(paths)} scripts compared, "
              f"{len(wrong)} differ")
        return 1 if wrong or not compared else 0
    finally:
        if server:
            server.kill()
            server.wait()
        shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main())
