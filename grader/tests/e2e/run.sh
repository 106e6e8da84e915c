#!/bin/sh
# The tests of the whole program; each starts what it needs, in private.
#   run.sh            all of them
#   run.sh NAME…      test_NAME.py …
#   run.sh --record   write the golden files and the schema anew
set -eu
cd "$(dirname "$0")/../../.."
if [ "${1:-}" = --record ]; then
	export RECORD=1
	set -- schema sample
fi
if [ $# -eq 0 ]; then
	set -- $(cd grader/tests/e2e && ls test_*.py |
		sed 's/^test_\(.*\)\.py$/\1/')
fi
case ${GRADER:-} in
'' | /*) ;;
*) GRADER=$PWD/$GRADER && export GRADER ;;
esac
"${MAKE:-make}" -s e2e-programs
cd grader/tests/e2e
for name in "$@"; do
	echo "== test_$name.py"
	/usr/bin/python3 -W ignore "test_$name.py" 2>&1
done
