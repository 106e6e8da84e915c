/*
 * What stands in the way is looked for only here: the level itself is found
 * by trying.
 */
#include "cli/advice.h"

#include "base/buf.h"
#include "base/file.h"

#include <fcntl.h>
#include <fnmatch.h>

/* In the way where the file is there and its text has the pattern. */
struct obstacle {
	const char *path, *pattern, *command;
};

static const struct obstacle containers[] = {
	{"/.dockerenv", "*",
	 "docker run --security-opt seccomp=docker/seccomp.json --security-opt "
	 "apparmor=unconfined --security-opt systempaths=unconfined …"},
	{"/run/.containerenv", "*",
	 "podman run --security-opt seccomp=docker/seccomp.json --security-opt "
	 "unmask=ALL …"},
};

static const struct obstacle systems[] = {
	{"/proc/version", "*-Microsoft *",
	 "wsl.exe --set-version DISTRIBUTION 2 (in Windows)"},
	{"/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n",
	 "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"},
	{"/proc/sys/kernel/unprivileged_userns_clone", "0\n",
	 "sudo sysctl -w kernel.unprivileged_userns_clone=1"},
	{"/proc/sys/user/max_user_namespaces", "0\n",
	 "sudo sysctl -w user.max_user_namespaces=15000"},
};

static const char compose[] =
	"docker compose -f docker/compose.yaml run --rm grader …";

/* A container's memory cgroups are not its own to divide. */
static const char cgroup[] =
	"systemd-run --user --scope -p Delegate=yes grader …";
static const char machine[] = "run it on the machine, not in a container";

static bool stands(const struct obstacle *obstacle)
{
	AUTO(buf_release) struct buf text = {0};

	buf_init(&text, 4096);
	return file_read(AT_FDCWD, obstacle->path, &text) == FILE_READ &&
	       fnmatch(obstacle->pattern, text.data, 0) == 0;
}

static const char *first(const struct obstacle *obstacles, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (stands(&obstacles[i]))
			return obstacles[i].command;
	return NULL;
}

const char *isolation_advice(const struct level_found *found)
{
	const char *contained = first(containers, ARRAY_LEN(containers));
	const char *refused = first(systems, ARRAY_LEN(systems));

	if (found->level >= LEVEL_NAMESPACES &&
	    found->held[ESCAPE_MEMORY] >= HELD_ROUGHLY)
		return contained ? machine : cgroup;
	if (contained)
		return contained;
	return refused ? refused : compose;
}
