#!/bin/sh
# Installs what grader needs, with apt, on Debian 12 and Ubuntu 22.04 and
# 24.04, and fetches what they have no package of (docker/programs.sh): MongoDB.
# The one list of packages: make, Docker and CI all use it.
#
#   docker/install.sh                what building and grading need
#   docker/install.sh --run          what running a built grader needs
#   docker/install.sh --tests        what the tests need as well
#   docker/install.sh --check        says what is missing, installs nothing
#   docker/install.sh --programs DIR fetches into DIR, not the user's cache
#   docker/install.sh --no-programs  fetches nothing
#
# Running it again does nothing. It uses sudo when it is not run as root. No
# server that it installs is left running: grader starts its own, in private.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# What all users of a machine share is there after `make install`.
shared=/usr/local/share/grader/programs

# package: why
build="
gcc:the_compiler
make:runs_the_rules_of_the_Makefile
pkg-config:finds_the_libraries
default-libmysqlclient-dev:talks_to_MySQL_and_MariaDB
libhiredis-dev:talks_to_Redis
libyaml-dev:reads_the_task_specs
libjansson-dev:writes_JSON
libpcre2-dev:regular_expressions
libssl-dev:SHA-256
libmicrohttpd-dev:the_stub_web_server_that_hand-ins_ask
libseccomp-dev:the_system_calls_that_a_sandbox_denies
libmongoc-dev:talks_to_MongoDB
python3-dev:what_makes_python3_a_program_that_is_loaded_once
"
servers="
mariadb-server:the_private_servers_that_hand-ins_run_on
mariadb-client:to_look_into_a_lab_that_--keep_left
redis-server:the_private_servers_of_tasks_that_use_Redis
python3:runs_hand-ins_in_Python
python3-redis:a_library_of_theirs
python3-requests:a_library_of_theirs
python3-pymongo:a_library_of_theirs
python3-pycodestyle:what_is_said_of_their_style
ca-certificates:to_fetch_MongoDB,_which_has_no_package
libcurl4:a_library_of_MongoDB's_server
libssl3:a_library_of_MongoDB's_server
liblzma5:a_library_of_MongoDB's_server
"
# As Debian 12, the image's system, calls them.
libraries="
libmariadb3:talks_to_MySQL_and_MariaDB
libhiredis0.14:talks_to_Redis
libyaml-0-2:reads_the_task_specs
libjansson4:writes_JSON
libpcre2-8-0:regular_expressions
libmicrohttpd12:the_stub_web_server_that_hand-ins_ask
libseccomp2:the_system_calls_that_a_sandbox_denies
libmongoc-1.0-0:talks_to_MongoDB
libbson-1.0-0:talks_to_MongoDB
"
tests="
libcmocka-dev:runs_the_unit_tests
clang:a_second_compiler_and_the_fuzzers
clang-format:checks_the_layout_of_the_code
python3-jsonschema:validates_reports_and_specs_against_their_schemas
python3-yaml:reads_specs_in_tests
man-db:checks_the_manual_page
groff:formats_the_manual_page
"

list=$build$servers
words=$*
only_check=false
fetches=true
programs=
while [ $# -gt 0 ]; do
	case $1 in
	--run) list=$servers$libraries ;;
	--tests) list="$build$servers$tests" ;;
	--check) only_check=true ;;
	--no-programs) fetches=false ;;
	--programs)
		programs=${2:?install.sh: --programs needs a folder}
		shift
		;;
	*)
		echo "install.sh: unknown option $1" >&2
		exit 2
		;;
	esac
	shift
done

# Debian 13 and Ubuntu 24.04 call a library by another name, since its times
# have 64 bits on every machine.
installed()
{
	dpkg-query -W -f '${Status}\n' "$1" "$1t64" 2>/dev/null |
		grep -q '^install ok installed$'
}

# Where the grader of whoever runs this looks: not root's, with sudo.
cache_of_user()
{
	if [ "$(id -u)" -eq 0 ] && [ "${SUDO_USER:-root}" != root ]; then
		echo "$(getent passwd "$SUDO_USER" | cut -d: -f6)/.cache"
		return
	fi
	case ${XDG_CACHE_HOME:-} in
	/*) echo "$XDG_CACHE_HOME" ;;
	*) echo "${HOME:-/root}/.cache" ;;
	esac
}

# Fetching needs no right, and what cannot be fetched hinders nothing else:
# tasks that use it are NOTRUN. Only what is not what it should be is an error.
fetch_programs()
{
	$fetches || return 0
	command=docker/install.sh
	as=
	if [ -n "$programs" ]; then
		command="$command --programs $programs"
	else
		programs=$(cache_of_user)/grader/programs
		# The grader looks there where a user has no such folder.
		if [ ! -d "$programs" ] &&
			"$here/programs.sh" --check "$shared" >/dev/null 2>&1; then
			return 0
		fi
		[ "$(id -u)" -ne 0 ] || [ "${SUDO_USER:-root}" = root ] ||
			as="sudo -u $SUDO_USER"
	fi
	if $only_check; then
		"$here/programs.sh" --check "$programs"
		return
	fi
	fetched=0
	# shellcheck disable=SC2086 # it is split on purpose
	$as "$here/programs.sh" "$programs" || fetched=$?
	if [ "$fetched" -ne 0 ]; then
		echo "Tasks that use MongoDB are NOTRUN until this works: $command" >&2
	fi
	[ "$fetched" -ne 3 ]
}

missing=
for entry in $list; do
	package=${entry%%:*}
	installed "$package" || missing="$missing $package"
done
# The sanitizers and libFuzzer; the package's name has clang's version in it,
# which only the list of packages tells.
runtime=
case $list in
*clang:*)
	ls /usr/lib/llvm-*/lib/clang/*/lib/*/libclang_rt.fuzzer*.a \
		>/dev/null 2>&1 || runtime=wanted
	;;
esac

say_missing()
{
	echo "grader needs these packages, which are not installed:"
	for package in $missing; do
		why=$(printf '%s' "$list" | sed -n "s/^$package://p" | tr _ ' ')
		printf '  %-28s %s\n' "$package" "$why"
	done
	[ -z "$runtime" ] ||
		printf '  %-28s %s\n' libclang-rt-dev "the sanitizers and fuzzers"
}

# In a shell of its own, which ends at the first thing that fails.
install_packages()
(
	set -e
	packages=$missing
	if ! command -v apt-get >/dev/null; then
		echo "install.sh: this system has no apt-get; install them by hand" >&2
		exit 1
	fi

	sudo=
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null || {
			echo "install.sh: run as root: docker/install.sh $words" >&2
			exit 1
		}
		sudo=sudo
	fi

	# A package's own script would start its server: policy-rc.d(8) says no to
	# that while we install. One that exists already is the operator's and stays.
	policy=/usr/sbin/policy-rc.d
	ours=false
	if [ ! -e "$policy" ]; then
		printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
		$sudo chmod 755 "$policy"
		ours=true
	fi
	tidy()
	{
		if $ours; then
			$sudo rm -f "$policy"
			ours=false
		fi
	}
	trap tidy EXIT
	trap 'exit 130' INT TERM

	echo "Installing them with apt-get …"
	# Without the list of packages of today, apt-get asks for yesterday's.
	$sudo apt-get -qq update
	if [ -n "$runtime" ]; then
		tools=libclang-rt-dev
		apt-cache show "$tools" >/dev/null 2>&1 ||
			tools=$(apt-cache depends clang |
				sed -n 's/.*Depends: clang-\([0-9]*\)$/libclang-rt-\1-dev/p' |
				head -n 1)
		# Before version 14 they are part of libclang-common.
		apt-cache show "$tools" >/dev/null 2>&1 || tools=
		packages="$packages $tools"
	fi
	# Nothing of the operator's is removed to make room: where MySQL's own server
	# is installed, MariaDB's cannot be installed beside it.
	# shellcheck disable=SC2086 # the list is split on purpose
	if ! $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install \
		--no-install-recommends --no-remove -y $packages >/dev/null; then
		echo "install.sh: apt-get could not install them. If they conflict with" >&2
		echo "a server that you run (mysql-server), nothing was removed: use" >&2
		echo "docker/compose.yaml, or another machine." >&2
		exit 1
	fi
	tidy
	# Its installation enables it for the next start of the machine: not for us.
	# Only where it was not there before, so the operator's own stays as it is.
	for pair in mariadb-server:mariadb redis-server:redis-server; do
		case "$packages " in
		*" ${pair%%:*} "*)
			if command -v systemctl >/dev/null &&
				[ -d /run/systemd/system ]; then
				$sudo systemctl disable --now "${pair#*:}" \
					>/dev/null 2>&1 || true
			fi
			;;
		esac
	done
	echo "Done."
)

status=0
if [ -n "$missing$runtime" ]; then
	say_missing
	if $only_check; then
		status=1
	else
		set +e
		install_packages
		status=$?
		set -e
	fi
fi
fetch_programs || status=$?
exit "$status"
