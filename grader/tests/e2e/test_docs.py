"""The documentation: its commands, files, links and manual page are true.

CONTRIBUTING.md, "Documentation", says how a page is written so that it can be
run. Each page runs in a scratch folder of its own, from top to bottom.
"""
import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import yaml

from common import GRADER, ROOT, run, text

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md",
                *ROOT.glob("docs/*.md"), *ROOT.glob("tasks/*/README.md")])
MANUAL = ROOT / "docs/grader.1"
AUTHORS = ROOT / "docs/authors.md"
SAMPLE = ROOT / "fixtures/submissions/ada"

# Commands of pages that are not run, and why.
SKIPPED = {
    "make demo": "installs packages, and needs root and a network",
    "make test": "it would run this test again",
    "mariadb my_database < 4-store.sql": "needs a server of the reader's own",
    "python3 -c 'from exercise import Cache; print(Cache().store(\"tea\"))'":
    "needs a server of the reader's own",
    "redis-cli KEYS '*'": "needs a server of the reader's own",
    "cat 2-insert | mongosh my_db": "needs a server of the reader's own",
    "cat 3-all | mongosh my_db": "needs a server of the reader's own",
}

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.S | re.M)
ANY = "…"


def blocks(page):
    """The fenced blocks of a page: (language, content), in their order."""
    return FENCE.findall(page.read_text())


# ---- commands ----

def commands(block):
    """The commands of a console block: (command, status, printed lines)."""
    lines = iter(block.splitlines())
    found = []
    for line in lines:
        if not line.startswith("$ "):
            if not found:
                raise AssertionError(f"no command before {line!r}")
            found[-1][2].append(line)
            continue
        command = line[2:]
        while command.endswith("\\"):
            command = command[:-1] + next(lines).strip()
        status = re.search(r"\s# exit status (\d+)", command)
        command = re.sub(r"\s+# .*$", "", command)
        found.append((command, int(status[1]) if status else 0, []))
    return found


def printed_as(documented, printed):
    """Whether the lines are the documented ones; `…` is any of them."""
    pattern = "".join(r"(?:.*\n)*?" if line == ANY
                      else re.escape(line.rstrip()) + r" *\n"
                      for line in documented)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed))


# ---- files ----

def pieces(block):
    """The parts of a sql block that are files: (name, content)."""
    parts = re.split(r"^(?=-- [\w-]+/[\w.-]+\.sql$)", block, flags=re.M)
    return [(part[3:part.index("\n")], part)
            for part in parts if re.match(r"-- [\w-]+/[\w.-]+\.sql\n", part)]


def files(language, block, task):
    """The files that a block is: (path, content); `task` is the last task."""
    first, rest = (block.split("\n", 1) + [""])[:2]
    if language == "yaml" and re.fullmatch(r"# tasks/\S+\.yaml", first):
        return [(first[2:], block)]
    if language == "markdown" and re.fullmatch(r"<!-- tasks/\S+ -->", first):
        return [(first[5:-4], rest)]
    if language == "sql" and task:
        return [(f"{task}/{name}", content)
                for name, content in pieces(block)]
    return []


class Walk:
    """One page that is carried out in a scratch folder."""

    def __init__(self, page, folder):
        self.page = page
        self.base = pathlib.Path(folder)
        self.state = self.base / "state"
        self.task = None
        tools = self.base / "tools"
        tools.mkdir()
        (tools / "grader").symlink_to(GRADER)
        self.env = dict(os.environ, LC_ALL="C.UTF-8", TERM="dumb",
                        PATH=f"{tools}:{os.environ['PATH']}")
        self.cwd = self.prepare()

    def prepare(self):
        """What a reader of the page has: the folder to begin in."""
        place = self.base / "place"
        if self.page.parent.parent == ROOT / "tasks":
            place /= self.page.parent.name
            place.mkdir(parents=True)
            words = yaml.safe_load((self.page.parent / "project.yaml")
                                   .read_text()).get("with", {})
            for path in self.page.parent.glob("*/solution/*"):
                content = path.read_text()
                for name, word in words.items():
                    content = content.replace(f"${{{name}}}", word)
                (place / path.name).write_text(content)
        elif self.page.name == "learners.md":
            shutil.copytree(SAMPLE, place)
        else:
            for name in ("tasks", "fixtures", "docs", "reports"):
                shutil.copytree(ROOT / name, place / name)
            (place / "build").mkdir()
            (place / "build/grader").symlink_to(GRADER)
        return place

    def write(self, language, block):
        for name, content in files(language, block, self.task):
            path = self.cwd / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
            if path.name == "task.yaml":
                self.task = os.path.dirname(name)

    def run(self, command):
        """Runs a command where the last one left us; (status, lines)."""
        process = subprocess.run(
            ["bash", "-c", f"{command}\nstatus=$?\npwd >'{self.state}'\n"
             "exit $status"], cwd=self.cwd, env=self.env, timeout=300,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        if self.state.exists():
            self.cwd = pathlib.Path(self.state.read_text().strip())
        return process.returncode, process.stdout.decode().splitlines()


class Commands(unittest.TestCase):
    def carry_out(self, walk, block):
        for command, status, documented in commands(block):
            if command in SKIPPED:
                continue
            got, printed = walk.run(command)
            where = f"{walk.page.relative_to(ROOT)}: $ {command}"
            shown = "\n".join(printed)
            with self.subTest(where):
                self.assertEqual(got, status, f"{where}\n{shown}")
                if documented:
                    self.assertTrue(
                        printed_as(documented, printed),
                        f"{where} is documented to print\n"
                        + "\n".join(documented) + f"\nand prints\n{shown}")

    def test_every_page_does_what_it_says(self):
        for page in PAGES:
            with self.subTest(page.relative_to(ROOT)), \
                    tempfile.TemporaryDirectory(prefix="grader-docs-") as base:
                walk = Walk(page, base)
                for language, block in blocks(page):
                    walk.write(language, block)
                    if language == "console":
                        self.carry_out(walk, block)

    def test_what_is_skipped_is_there(self):
        all_commands = {command for page in PAGES
                        for language, block in blocks(page)
                        if language == "console"
                        for command, _, _ in commands(block)}
        self.assertLessEqual(set(SKIPPED), all_commands)

    def test_the_job_of_the_page_about_ci(self):
        page = (ROOT / "docs/ci.md").read_text()
        line = re.search(r"- run: (\.grader/build/grader .*)", page)[1]
        with tempfile.TemporaryDirectory(prefix="grader-docs-") as base:
            place = pathlib.Path(base, "learner")
            shutil.copytree(SAMPLE, place)
            (place / ".grader").symlink_to(ROOT)
            process = subprocess.run(["bash", "-ec", line], cwd=place,
                                     capture_output=True, timeout=300)
            self.assertEqual(process.returncode, 1, text(process))
            self.assertIn("36 tasks", text(process))
            json.loads((place / "report.json").read_text())
        for path in re.findall(r"run: \.grader/(docker/\S+)", page):
            self.assertTrue(os.access(ROOT / path, os.X_OK), path)


class Links(unittest.TestCase):
    def pages(self):
        found = [path for path in ROOT.rglob("*.md")
                 if not {".git", "build"} & set(path.parts)]
        self.assertLess(10, len(found))
        return found

    @staticmethod
    def anchors(page):
        """What GitHub calls the headings of a page."""
        plain = FENCE.sub("", page.read_text())
        return {re.sub(r"[^\w\- ]", "", heading).strip().lower()
                .replace(" ", "-")
                for heading in re.findall(r"^#+ (.*)$", plain, re.M)}

    def test_relative_links_lead_somewhere(self):
        for page in self.pages():
            plain = FENCE.sub("", page.read_text())
            for target in re.findall(r"\]\(([^)\s]+)\)", plain):
                if re.match(r"[a-z]+:", target):
                    continue
                with self.subTest(f"{page.relative_to(ROOT)}: {target}"):
                    path, _, anchor = target.partition("#")
                    other = page.parent / path if path else page
                    self.assertTrue(other.exists())
                    if anchor:
                        self.assertIn(anchor, self.anchors(other))

    def test_files_that_pages_name_exist(self):
        for page in PAGES:
            plain = FENCE.sub("", page.read_text())
            for name in re.findall(
                    r"`((?:docs|grader|reports|fixtures|docker|\.ci)/"
                    r"[\w./-]+)`", plain):
                with self.subTest(f"{page.relative_to(ROOT)}: {name}"):
                    self.assertTrue((ROOT / name).exists())


def options(help_text):
    """The options that a help text lists: --seed, -t."""
    found = set()
    for line in help_text.splitlines():
        if re.match(r"\s+-", line):
            found |= set(re.findall(r"(?:^|\s)(--[a-z-]+|-[\w?])", line[:29]))
    return found


class Manual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.raw = MANUAL.read_text()
        cls.plain = cls.raw.replace("\\-", "-")
        help_text = text(run("--help"))
        cls.names = re.findall(r"^  ([a-z]+) ", help_text, re.M)
        cls.help = {name: text(run(name, "--help")) for name in cls.names}

    def documented(self):
        """The options that head an entry of the manual page."""
        heads = re.findall(r"^\.TP\n(.*)$", self.plain, re.M)
        return set(itertools.chain.from_iterable(
            re.findall(r"(?<![\w-])(--[a-z-]+|-[\w?])(?![\w-])", head)
            for head in heads))

    def test_every_command_has_an_entry(self):
        self.assertIn("check", self.names)
        for name in self.names:
            with self.subTest(name):
                for pattern in (rf"(?m)^\.TP\n\.\w+ {name}\b",
                                rf"(?m)^\.B grader {name}$"):
                    self.assertTrue(re.search(pattern, self.plain), pattern)

    def test_every_option_has_an_entry(self):
        for name in self.names:
            found = options(self.help[name])
            self.assertIn("--packs", found)
            for option in found:
                with self.subTest(f"{name} {option}"):
                    self.assertIn(option, self.documented())

    def test_no_option_is_made_up(self):
        known = {"--version", "-V", "-h"}.union(
            *(options(each) for each in self.help.values()))
        self.assertEqual(self.documented() - known, set())

    def test_formats_without_warnings(self):
        process = subprocess.run(
            ["groff", "-man", "-Tascii", "-ww", "-P-c", str(MANUAL)],
            capture_output=True, timeout=60)
        self.assertEqual(process.stderr, b"")
        self.assertEqual(process.returncode, 0)
        plain = re.sub(rb".\x08", b"", process.stdout).decode()
        self.assertIn("EXIT STATUS", plain)
        for line in plain.splitlines():
            self.assertLessEqual(len(line), 80, line)

    def test_version(self):
        self.assertIn(f'"{text(run("--version")).strip()}"',
                      self.raw.splitlines()[0])


class Authors(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="grader-docs-")
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        task = None
        self.written = []
        for language, block in blocks(AUTHORS):
            for name, content in files(language, block, task):
                path = self.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content)
                self.written.append(content)
                if path.name == "task.yaml":
                    task = os.path.dirname(name)

    def test_every_example_task_passes_lint(self):
        projects = {path.parent.name
                    for path in self.folder.glob("tasks/*/project.yaml")}
        self.assertTrue(projects)
        for project in projects:
            with self.subTest(project):
                process = run("lint", "--packs", self.folder, "-p", project)
                self.assertEqual(process.returncode, 0, text(process))
                self.assertNotRegex(text(process), r"\b0 tasks")

    def test_no_example_task_is_left_out(self):
        for _, block in blocks(AUTHORS):
            if re.search(r"^hand_in:", block, re.M):
                self.assertIn(block, self.written)

    def test_the_reference_names_every_key(self):
        page = FENCE.sub("", AUTHORS.read_text())
        page = page[page.index("## project.yaml"):]
        code = " ".join(re.findall(r"`([^`]+)`", page))
        schema = json.loads(run("schema").stdout)
        keys = set()

        def collect(node):
            if isinstance(node, dict):
                if isinstance(node.get("properties"), dict):
                    keys.update(node["properties"])
                for value in node.values():
                    collect(value)
            elif isinstance(node, list):
                for value in node:
                    collect(value)

        collect(schema)
        self.assertLess({"rows", "may_fail", "tolerance", "unchanged"}, keys)
        for key in sorted(keys):
            with self.subTest(key):
                self.assertRegex(code, rf"\b{re.escape(key)}\b")

    def test_what_is_not_built_is_named(self):
        page = AUTHORS.read_text()
        page = page[page.index("## Not built yet"):]
        planned = (ROOT / "grader/grade/planned.def").read_text()
        names = re.findall(r"^PLANNED\((\w+),", planned, re.M)
        named = set(re.findall(r"`([a-z]\w*)`", page))
        self.assertLessEqual(set(names), named)
        self.assertEqual(named - set(names), set())


if __name__ == "__main__":
    unittest.main()
