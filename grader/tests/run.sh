#!/usr/bin/env bash
# make test: every test, cheapest first. Stops at the first that fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
jobs=$(nproc)
step()
{
	printf '\n=== %s\n' "$1"
}
export CI="${CI:-}"
every_test()
{
	step "format, headers, layers, banned functions"
	grader/tests/lint.py
	step "build with gcc and with clang, no warning allowed"
	make -s -j"$jobs" CI=1 all
	make -s -j"$jobs" CI=1 VARIANT=clang build/clang/grader
	step "unit tests under AddressSanitizer and UndefinedBehaviorSanitizer"
	make -s -j"$jobs" CI=1 VARIANT=san build/san/grader build/san/libgrader.a
	make -s -j"$jobs" CI=1 VARIANT=san unit
	step "every task proves itself"
	build/grader lint
	build/grader verify
	step "tests of the whole program"
	make -s -j"$jobs" CI=1 e2e
	step "the program under sanitizers"
	GRADER=build/san/grader grader/tests/e2e/run.sh bad_input verify commands hostile
	step "fuzzers"
	make -s -j"$jobs" CI=1 fuzz SECONDS=10
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
(every_test) 2>&1 | tee "$log"
# What cmocka and unittest say that they ran.
passed=$(sed -nE 's/^\[==========\] ([0-9]+) test\(s\) run.*/\1/p;
	s/^Ran ([0-9]+) tests? in .*/\1/p' "$log" |
	awk '{ n += $1 } END { print n + 0 }')
printf '\ntests: %s passed, 0 failed\n' "$passed"
