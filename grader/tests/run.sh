#!/bin/sh
# make test: every test, cheapest first. Stops at the first that fails.
set -eu
cd "$(dirname "$0")/../.."
jobs=$(nproc)
step()
{
	printf '\n=== %s\n' "$1"
}
export CI="${CI:-}"
step "format, headers, layers, banned functions"
grader/tests/lint.py
step "build with gcc and with clang, no warning allowed"
make -s -j"$jobs" CI=1 all
make -s -j"$jobs" CI=1 VARIANT=clang build/clang/grader
step "unit tests under AddressSanitizer and UndefinedBehaviorSanitizer"
make -s -j"$jobs" CI=1 VARIANT=san build/san/grader build/san/libgrader.a
make -s -j"$jobs" CI=1 VARIANT=san unit
step "tests of the whole program"
make -s -j"$jobs" CI=1 e2e
step "every task proves itself"
build/grader lint
build/grader verify
echo
echo "all tests: 1 passed, 0 failed"
