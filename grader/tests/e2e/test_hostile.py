"""Each hostile hand-in gets its verdict, and does no harm.

All of them are graded in one run, in random order, with a right or a wrong
hand-in behind each; with one worker and with two, and at each isolation level
that this machine can give. GRADER_SEED=N takes the order of the seed N.
"""
import json
import os
import random
import subprocess
import unittest

import jsonschema

import hostile
from common import GRADER, NO_NAMESPACES, PLAIN_USER, PROGRAMS, ROOT
from surroundings import Surroundings

SCHEMA = json.loads((ROOT / "reports/report.schema.json").read_text())
SEED = int(os.environ.get("GRADER_SEED", random.randrange(1 << 32)))
# As a plain user, who sees what root has fetched where it is looked for.
WITH_PROGRAMS = (
    "unshare", "-m", "sh", "-ec",
    'cd "$XDG_CACHE_HOME/grader"; rm programs; mkdir programs; '
    'mount --bind "$0" programs; cd /; exec "$@"', str(PROGRAMS), *PLAIN_USER)
NO_CAPABILITIES = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
# What the grader itself may need; sanitizers need more.
MEMORY_MOST = 96 << 20
# However many cases there are.
FILES_MOST = 100
# The longest limit is 2 s. On a busy machine a case may get many times more.
SECONDS_MOST = 30
# Controls but for the end of a line, and what turns text around.
NO_PLAIN_TEXT = "[\\0-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]"


class Hostile(unittest.TestCase):
    def grade(self, handins, jobs, prefix):
        """Grades them; nothing but the verdicts may come of it."""
        with Surroundings() as surroundings, \
                hostile.Batch(handins, surroundings.secrets["solution"]) \
                as batch:
            before = batch.digest()
            graded = batch.grade(jobs, prefix=prefix, env=surroundings.env)
            self.assertEqual(surroundings.left(), [])
            self.assertEqual(surroundings.touched(), [])
            self.assertEqual(batch.digest(), before)
            for text in (graded.said, graded.written):
                self.assertEqual(surroundings.leaked(text), [])
        return graded

    def judge(self, graded, handins):
        jsonschema.validate(graded.report, SCHEMA)
        self.assertEqual(sorted(map(str, graded.handins)),
                         sorted(map(str, handins)))
        self.assertEqual(graded.wrong(), [], "\n".join(graded.wrong()))
        self.assertLess(graded.slowest(), SECONDS_MOST)
        self.assertNotRegex(graded.said.decode(), NO_PLAIN_TEXT)
        if "san" not in str(GRADER):
            self.assertLess(graded.seen.memory, MEMORY_MOST)
        self.assertGreater(graded.seen.files, 3)
        self.assertLess(graded.seen.files, FILES_MOST)

    def harmless(self, handins, jobs, prefix=(), **more):
        """Gives what came of them, and of the right and wrong ones between."""
        print(f"{self.id()}: {len(handins)} hand-ins, GRADER_SEED={SEED}",
              flush=True)
        mixed = hostile.shuffled(handins, random.Random(SEED), **more)
        graded = self.grade(mixed, jobs, prefix)
        again = graded.starved()
        if again:  # a machine that is too busy is to be asked again
            calm = self.grade(again, 1, prefix)
            self.judge(calm, again)
            graded.forget(again)
            mixed = [handin for handin in mixed if handin not in again]
        self.judge(graded, mixed)
        return graded

    def with_namespaces(self, jobs, prefix=(), without=()):
        handins = [handin for handin in hostile.load_all()
                   if handin.needs not in without]
        graded = self.harmless(handins, jobs, prefix)
        # Some make their server crash: a human is to look at those.
        self.assertEqual(graded.status, 4)
        self.assertIn(graded.isolation, ("full", "namespaces"))

    def without_namespaces(self, prefix):
        """What could harm is left out; no program is run at all."""
        handins = [handin for handin in hostile.load_all()
                   if not handin.needs or handin.is_program]
        for handin in handins:
            if handin.is_program and handin.verdict != "INVALID":
                handin.verdict, handin.reasons = "NOTRUN", ["isolation"]
        graded = self.harmless(handins, 2, prefix, tasks=("raise",))
        self.assertEqual(graded.status, 4)
        self.assertNotIn(graded.isolation, ("full", "namespaces"))

    def test_one_worker(self):
        self.with_namespaces(1)

    def test_two_workers(self):
        self.with_namespaces(2)

    def test_plain_user(self):
        """Where there is another one, and it can come to the program."""
        if os.geteuid() == 0 and subprocess.run(
                [*PLAIN_USER, "test", "-x", str(GRADER)]).returncode == 0:
            self.with_namespaces(2, WITH_PROGRAMS, ("cgroup",))

    def test_without_namespaces(self):
        self.without_namespaces(NO_NAMESPACES)

    def test_root_without_capabilities(self):
        if os.geteuid() == 0:
            self.without_namespaces(NO_CAPABILITIES)

    def test_what_is_written_does_not_add_up(self):
        """A server that is used again has no less of its disk."""
        written = b"db.filler.insertMany(Array.from({length: 5}, () => ({x: " \
            b"Binary(require('crypto').randomBytes(8e6))})))\n"
        right = hostile.CANARIES["shell"][0].encode()
        with hostile.Batch([hostile.HandIn(f"much-{i}", "shell",
                                           written + right, "PASS")
                            for i in range(6)]) as batch:
            graded = batch.grade(1, "--timeout", "30")
        self.assertEqual(graded.wrong(), [], "\n".join(graded.wrong()))

    def test_a_disk_that_is_full_is_the_learners(self):
        """Even if the server tries again for long and then gives up."""
        full = hostile.load(hostile.HOSTILE / "LIMIT/S09-disk.sql")
        with hostile.Batch([full]) as batch:
            graded = batch.grade(1, "--timeout", "30")
        self.assertEqual(graded.wrong(), [], "\n".join(graded.wrong()))
        self.assertEqual(graded.tasks[0]["cause"]["reason"], "disk")


if __name__ == "__main__":
    unittest.main()
