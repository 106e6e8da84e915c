#!/bin/sh
# Makes a folder that holds Node.js and npm into one that holds mongosh:
# fetch.py runs it there. npm takes each package at the sum that the lock file
# has for it, and runs none of their scripts.
set -eu
from=$(dirname "$0")

# Node.js brings certificates of its own; those that the machine trusts count
# as well.
bundle=/etc/ssl/certs/ca-certificates.crt
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r "$bundle" ]; then
	export NODE_EXTRA_CA_CERTS=$bundle
fi
# Otherwise npm leaves a folder in /tmp.
export NODE_DISABLE_COMPILE_CACHE=1
cp "$from/package.json" "$from/package-lock.json" .
PATH=$PWD/bin:$PATH bin/node npm/bin/npm-cli.js ci --omit=dev --omit=optional \
	--ignore-scripts --no-audit --no-fund --no-update-notifier \
	--loglevel=error --logs-max=0 --fetch-retry-mintimeout=1000 \
	--fetch-retry-maxtimeout=5000 --fetch-timeout=60000 \
	--cache "$PWD/cache" --prefix "$PWD" >/dev/null || {
	echo "npm did not get the packages of mongosh" >&2
	exit 1
}
rm -rf npm cache package.json package-lock.json

# What no program reads: half of it. Licences stay.
cd node_modules
find . -type f \( -name '*.map' -o -name '*.ts' -o -name '*.[cm]ts' \
	-o -name '*.tsx' -o -name '*.md' -o -name '*.markdown' \) \
	! -iname 'licen[cs]e*' ! -iname 'notice*' ! -iname 'copying*' -delete
# The command of TypeScript, and its messages in other languages; mongosh uses
# the library beside them.
rm -rf .bin typescript/lib/_tsc.js typescript/lib/*/
find . -type d -empty -delete
cd ..

bin/node node_modules/mongosh/bin/mongosh.js --version >/dev/null
