#!/bin/sh
# The tests of the whole program; each starts what it needs, in private.
#   run.sh            all of them
#   run.sh --record   write the golden files anew
set -eu
cd "$(dirname "$0")/../../.."
if [ "${1:-}" = --record ]; then
	export RECORD=1
	build/grader schema >tasks/task.schema.json
	make -s unit >/dev/null
	exit 0
fi
cd grader/tests/e2e
for test in test_*.py; do
	echo "== $test"
	/usr/bin/python3 -W ignore "$test" 2>&1
done
