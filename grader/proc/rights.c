/*
 * A user without rights, in a namespace of its own.
 *
 * user_namespaces(7): a process may map its own user into a new namespace by
 * itself, if it denies setgroups before it maps its group. The init becomes
 * that user before it makes the namespace, and keeps its capabilities until
 * then: where a system lets only root make user namespaces, a grader that is
 * run by root may still make one.
 */
#include "proc/rights.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

static bool set_capabilities(uint32_t all)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[2] = {{0}};

	if (all && syscall(SYS_capget, &header, data) != 0)
		return false;
	data[0].effective = all & data[0].permitted;
	data[1].effective = all & data[1].permitted;
	data[0].permitted &= all;
	data[1].permitted &= all;
	data[0].inheritable = data[1].inheritable = 0;
	return syscall(SYS_capset, &header, data) == 0;
}

bool rights_become(uid_t uid)
{
	gid_t gid = (gid_t)uid;

	if (geteuid() == uid)
		return true; /* the only user of the worker's namespace */
	return prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0 &&
	       setgroups(0, NULL) == 0 && setresgid(gid, gid, gid) == 0 &&
	       setresuid(uid, uid, uid) == 0 && set_capabilities(~0u) &&
	       /* Or its files of /proc would be root's. */
	       prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

static bool write_at(int dir, const char *path, const char *text)
{
	AUTO(file_close) int fd = openat(dir, path, O_WRONLY | O_CLOEXEC);
	size_t len = strlen(text);

	return fd >= 0 && write(fd, text, len) == (ssize_t)len;
}

bool rights_map(uid_t uid, int proc)
{
	char map[48];

	snprintf(map, sizeof(map), "%u %u 1", (unsigned)uid, (unsigned)uid);
	if (!write_at(proc, "self/setgroups", "deny") ||
	    !write_at(proc, "self/uid_map", map) ||
	    !write_at(proc, "self/gid_map", map) ||
	    !write_at(proc, "self/oom_score_adj", "1000"))
		return false;
	/* Where /proc/sys is covered it cannot be said; it is the third wall,
	   behind the filter and the want of capabilities. */
	if (!write_at(proc, "sys/user/max_user_namespaces", "0"))
		return true;
	return true;
}

/* Nobody may raise a limit that was low already. */
static bool limit(int which, uint64_t most)
{
	__rlimit_resource_t resource = (__rlimit_resource_t)which;
	struct rlimit rlimit;

	if (getrlimit(resource, &rlimit) != 0)
		return false;
	if (most > rlimit.rlim_max)
		most = rlimit.rlim_max;
	rlimit = (struct rlimit){.rlim_cur = most, .rlim_max = most};
	return setrlimit(resource, &rlimit) == 0;
}

bool rights_limit(const struct sandbox_limits *limits)
{
	return /* 0 would not stop a core that is piped to a program: core(5) */
		limit(RLIMIT_CORE, 1) &&
		limit(RLIMIT_NPROC,
		      limits->processes + SANDBOX_PROCESSES_MORE) &&
		limit(RLIMIT_FSIZE, limits->file_size) &&
		limit(RLIMIT_NOFILE, 256) &&
		limit(RLIMIT_STACK, limits->stack) &&
		limit(RLIMIT_CPU, (limits->cpu_ms + 999) / 1000 + 1) &&
		limit(RLIMIT_MEMLOCK, 64 << 10) && limit(RLIMIT_MSGQUEUE, 0) &&
		limit(RLIMIT_RTPRIO, 0) && limit(RLIMIT_NICE, 0) &&
		limit(RLIMIT_SIGPENDING, 256) &&
		(!limits->address_space ||
		 limit(RLIMIT_AS, limits->address_space));
}

bool rights_drop(void)
{
	int number;

	/* Up to the first number that this kernel does not know. */
	for (number = 0; prctl(PR_CAPBSET_DROP, number, 0, 0, 0) == 0; number++)
		;
	return errno == EINVAL && number > CAP_SYS_ADMIN &&
	       prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0 &&
	       set_capabilities(0);
}
