#!/usr/bin/env python3
"""Checks that the schema of task.yaml says what the grader says.

    schema.py [TEST_SPEC]

Every task of tasks/ is valid under tasks/task.schema.json. Under the schema
that the unit test TEST_SPEC prints (by default the newest one in build/) the
good specs of its table are valid, and those with a fault of structure are
not.
"""

import glob
import json
import os
import re
import subprocess
import sys

import jsonschema
import yaml

TASKS_SCHEMA = "tasks/task.schema.json"
SPECS = "grader/tests/unit/spec/specs.txt"


class Loader(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+.0123456789"),
]:
    Loader.add_implicit_resolver(
        "tag:yaml.org,2002:" + tag, re.compile("^(?:" + pattern + ")$"),
        list(first) + ([""] if tag == "null" else []))


def blocks():
    """Yields (name, structural, task.yaml) of each block of the table."""
    with open(SPECS, encoding="utf-8", newline="") as file:
        table = file.read()
    for block in re.split(r"^=== ", table, flags=re.M)[1:]:
        name, structural, rest = block.split("\n", 2)
        task = re.search(r"^--- task\.yaml\n(.*?)^--- ", rest, re.M | re.S)
        yield name, structural.removeprefix("structural: "), task.group(1)


def fault(validator, text):
    """Why a spec is not valid, or None."""
    try:
        spec = yaml.load(text, Loader)
    except yaml.YAMLError as error:
        return "YAML: %s" % error
    error = jsonschema.exceptions.best_match(validator.iter_errors(spec))
    return error and "%s: %s" % (error.json_path, error.message)


def validator_of(text):
    """The validator of a schema, which is itself valid in both drafts."""
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def check_tasks():
    """Counts the faults that the schema finds in tasks/."""
    with open(TASKS_SCHEMA, encoding="utf-8") as file:
        validator, failed = validator_of(file.read()), 0
    paths = sorted(glob.glob("tasks/*/*/task.yaml"))
    for path in paths:
        with open(path, encoding="utf-8") as file:
            why = fault(validator, file.read())
        if why:
            print("%s: %s" % (path, why))
            failed += 1
    print("%d tasks" % len(paths))
    return failed


def check_specs(test_spec):
    """Counts the specs on which schema and grader do not agree."""
    schema = subprocess.run([test_spec, "schema"], check=True,
                            stdout=subprocess.PIPE).stdout
    validator, failed, counts = validator_of(schema), 0, {}
    for name, structural, text in blocks():
        counts[structural] = counts.get(structural, 0) + 1
        why = fault(validator, text)
        if structural == "good" and why:
            print("good, but refused: %s: %s" % (name, why))
            failed += 1
        elif structural == "yes" and not why:
            print("bad, but accepted: %s" % name)
            failed += 1
    print("%d good specs, %d with a fault of structure, %d with others"
          % (counts["good"], counts["yes"], counts["no"]))
    return failed


def main():
    built = glob.glob("build/*/tests/unit/test_spec")
    if len(sys.argv) > 1:
        test_spec = sys.argv[1]
    elif built:
        test_spec = max(built, key=os.path.getmtime)
    else:
        sys.exit("no build/*/tests/unit/test_spec; make it first")
    failed = check_specs(test_spec)
    if not os.path.exists(TASKS_SCHEMA):
        sys.exit("no %s; `build/grader schema` prints it" % TASKS_SCHEMA)
    failed += check_tasks()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
