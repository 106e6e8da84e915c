#!/bin/sh
# One fuzzer for so many seconds, from its seeds. What it finds lies in
# build/fuzz; the status is then not 0.
#   run.sh build/fuzz/tests/fuzz/fuzz_NAME SECONDS
set -eu
seeds=$(dirname "$0")/$(basename "$1" | sed 's/^fuzz_//')
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
trap 'exit 130' INT TERM
echo "== $(basename "$1"), $2 s"
log=$found/log
mkdir "$found/inputs"
"$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 \
	-artifact_prefix=build/fuzz/ "$found/inputs" "$seeds" 2>"$log" || {
	tail -n 60 "$log"
	exit 1
}
grep '^Done' "$log"
