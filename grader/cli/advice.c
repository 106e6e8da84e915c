/*
 * What stands in the way is looked for only here: the level itself is found
 * by trying.
 */
#include "cli/advice.h"

#include "base/buf.h"
#include "base/file.h"

#include <fcntl.h>
#include <fnmatch.h>

/* Each with the pattern that the file's text has where it is in the way. */
static const struct obstacle {
	const char *path, *pattern, *command;
} containers[] =
	{
		{"/.dockerenv", "*",
		 "docker run --security-opt seccomp=docker/seccomp.json "
		 "--security-opt "
		 "apparmor=unconfined …"},
		{"/run/.containerenv", "*",
		 "podman run --security-opt seccomp=docker/seccomp.json …"},
},
  systems[] = {
	  {"/proc/version", "*-Microsoft *",
	   "wsl.exe --set-version DISTRIBUTION 2 (in Windows)"},
	  {"/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n",
	   "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"},
	  {"/proc/sys/kernel/unprivileged_userns_clone", "0\n",
	   "sudo sysctl -w kernel.unprivileged_userns_clone=1"},
	  {"/proc/sys/user/max_user_namespaces", "0\n",
	   "sudo sysctl -w user.max_user_namespaces=15000"},
};

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

/* A container's memory cgroups are not its own to divide. */
const char *isolation_advice(enum level level)
{
	const char *in_container = first(containers, ARRAY_LEN(containers));
	const char *in_system = first(systems, ARRAY_LEN(systems));

	if (level >= LEVEL_NAMESPACES)
		return in_container ? "run it on a machine of its own, not in "
				      "a container"
				    : "systemd-run --user --scope -p "
				      "Delegate=yes grader …";
	if (in_container)
		return in_container;
	return in_system ? in_system
			 : "docker compose -f docker/compose.yaml run --rm "
			   "grader …";
}
