#!/usr/bin/env python3
"""The rules that a compiler does not check by itself.

Every header compiles alone. A file includes its own folder and lower ranks
only. Banned functions do not compile. The code is laid out by clang-format.
Files and functions stay short.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CODE = ROOT / "grader"
RANK = {"base": 0, "value": 1, "spec": 2, "text": 2, "data": 3, "proc": 2,
        "lab": 3, "store": 4, "lang": 4, "check": 4, "grade": 5, "report": 6,
        "cli": 7, "tests": 8}
LONGEST_FILE = 480
FORMAT_VERSION = 14
FLAGS = ["-std=gnu11", "-D_GNU_SOURCE", "-I", str(CODE),
         "-include", str(CODE / "base/banned.h"), "-fsyntax-only",
         "-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def mysql_flags():
    for tool in ("mysql_config", "mariadb_config"):
        try:
            out = subprocess.run([tool, "--include"], capture_output=True,
                                 text=True, check=True).stdout
            return out.replace("-I", "-isystem ").split()
        except (OSError, subprocess.CalledProcessError):
            continue
    return []


def python_flags():
    try:
        out = subprocess.run(["/usr/bin/python3-config", "--includes"],
                             capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    return out.replace("-I", "-isystem ").split()


def bson_flags():
    run = subprocess.run(["pkg-config", "--cflags", "libmongoc-1.0"],
                         capture_output=True, text=True)
    return run.stdout.replace("-I", "-isystem ").split()


def files(*endings):
    return sorted(p for p in CODE.rglob("*") if p.suffix in endings)


def check_layers():
    for path in files(".c", ".h"):
        folder = path.relative_to(CODE).parts[0]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'#\s*include "([^"]+)"', line)
            if not found or folder == "tests":
                continue
            other = found.group(1).split("/")[0]
            if other != folder and not (
                    other in RANK and RANK[other] < RANK[folder]):
                yield f"{path.relative_to(ROOT)}:{number}: {folder}/ may " \
                      f"not include {found.group(1)}"


def check_headers():
    flags = FLAGS + mysql_flags() + python_flags() + bson_flags()
    for path in files(".h"):
        if path.name == "banned.h":
            continue
        run = subprocess.run(["gcc", *flags, "-x", "c", "-"], text=True,
                             input=f'#include "{path.relative_to(CODE)}"\n'
                                   "typedef int nothing_else;\n",
                             capture_output=True)
        if run.returncode:
            yield f"{path.relative_to(ROOT)} does not compile alone:\n" \
                  f"{run.stderr}"


def check_banned():
    for call in ("strcpy(a, b)", "sprintf(a, b)", "atoi(b)", "system(b)",
                 "strtok(a, b)", "popen(b, b)"):
        with tempfile.NamedTemporaryFile("w", suffix=".c") as probe:
            probe.write("void f(char *a, const char *b);\n"
                        f"void f(char *a, const char *b) {{ (void)a; "
                        f"(void)b; (void){call}; }}\n")
            probe.flush()
            run = subprocess.run(["gcc", *FLAGS, probe.name],
                                 capture_output=True)
            if run.returncode == 0:
                yield f"{call} compiles, and must not"


def layout_tool():
    """clang-format of the version that laid the code out, or None."""
    for name in (f"clang-format-{FORMAT_VERSION}", "clang-format"):
        try:
            version = subprocess.run([name, "--version"], capture_output=True,
                                     text=True, check=True).stdout
        except OSError:
            continue
        if re.search(rf"version {FORMAT_VERSION}\.", version):
            return name
    return None


def check_format():
    """Other versions lay some lines out in another way."""
    tool = layout_tool()
    if not tool:
        print(f"lint: the layout is not checked: that takes clang-format "
              f"{FORMAT_VERSION}, as Debian 12 and Ubuntu 22.04 have it")
        return
    run = subprocess.run([tool, "--dry-run", "--Werror",
                          *map(str, files(".c", ".h"))],
                         capture_output=True, text=True, cwd=ROOT)
    if run.returncode:
        places = re.findall(r"^(\S+?):(\d+):.*-Wclang-format", run.stderr,
                            re.M)
        for name in sorted({name for name, _ in places}):
            yield f"{name} is not laid out: make format"


def check_lengths():
    for path in files(".c"):
        lines = len(path.read_text().splitlines())
        if lines > LONGEST_FILE and "tests" not in path.parts:
            yield f"{path.relative_to(ROOT)} has {lines} lines: it is two " \
                  "things"


def main():
    problems = []
    for check in (check_layers, check_headers, check_banned, check_format,
                  check_lengths):
        problems += check()
    for problem in problems:
        print(problem)
    print(f"lint: {len(files('.c', '.h'))} files, {len(problems)} problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
