/* Compiles the list of denied system calls with libseccomp. */
#include "proc/filter.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <linux/filter.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* <asm/ioctls.h> has it on some architectures only. */
#ifndef TIOCLINUX
#define TIOCLINUX 0x541C
#endif

static const struct denied {
	int number, error;
} denied[] = {
#define DENIED(name, error) {SYS_##name, error},
#define DENIED_NUMBER(name, number, error) {number, error},
#include "proc/denied.def"
#undef DENIED
#undef DENIED_NUMBER
};

static bool deny_calls(scmp_filter_ctx context)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(denied); i++)
		if (seccomp_rule_add(context,
				     SCMP_ACT_ERRNO((unsigned)denied[i].error),
				     denied[i].number, 0) != 0)
			return false;
	return true;
}

static bool deny_if(scmp_filter_ctx context, int call,
		    struct scmp_arg_cmp condition)
{
	return seccomp_rule_add_array(context, SCMP_ACT_ERRNO(EPERM), call, 1,
				      &condition) == 0;
}

static bool deny_namespaces(scmp_filter_ctx context)
{
	static const uint64_t flags[] = {
		CLONE_NEWNS,  CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
		CLONE_NEWPID, CLONE_NEWNET,    CLONE_NEWUSER};
	size_t i;

	for (i = 0; i < ARRAY_LEN(flags); i++)
		if (!deny_if(context, SYS_clone,
			     SCMP_A0(SCMP_CMP_MASKED_EQ, flags[i], flags[i])))
			return false;
	return true;
}

/* A family with bits above the 32nd, which the kernel ignores, is denied. */
static bool deny_sockets(scmp_filter_ctx context)
{
	uint64_t family;

	for (family = 0; family < AF_INET6; family++)
		if (family != AF_UNIX && family != AF_INET &&
		    !deny_if(context, SYS_socket,
			     SCMP_A0(SCMP_CMP_EQ, family, 0)))
			return false;
	return deny_if(context, SYS_socket, SCMP_A0(SCMP_CMP_GT, AF_INET6, 0));
}

/* The kernel looks at 32 bits of the request only, so the filter must too. */
static bool deny_terminals(scmp_filter_ctx context)
{
	static const uint64_t requests[] = {TIOCSTI, TIOCLINUX};
	size_t i;

	for (i = 0; i < ARRAY_LEN(requests); i++)
		if (!deny_if(context, SYS_ioctl,
			     SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu,
				     requests[i])))
			return false;
	return true;
}

static bool take_code(scmp_filter_ctx context, struct filter *filter)
{
	AUTO(file_close) int fd = memfd_create("filter", MFD_CLOEXEC);
	struct stat st;
	size_t size;

	if (fd < 0 || seccomp_export_bpf(context, fd) != 0 ||
	    fstat(fd, &st) != 0)
		return false;
	size = (size_t)st.st_size;
	filter->code = xmalloc(size);
	filter->length = (unsigned short)(size / sizeof(*filter->code));
	return pread(fd, filter->code, size, 0) == (ssize_t)size;
}

bool filter_compile(struct filter *filter, struct err *err)
{
	scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
	struct filter fresh = {0};
	bool done;

	done = context &&
	       seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH,
				SCMP_ACT_KILL_PROCESS) == 0 &&
	       /* A binary tree instead of a list. */
	       seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
	       deny_calls(context) && deny_namespaces(context) &&
	       deny_sockets(context) && deny_terminals(context) &&
	       take_code(context, &fresh);
	if (context)
		seccomp_release(context);
	if (!done) {
		filter_release(&fresh);
		return err_set(err, ERR_INFRA,
			       "cannot compile the system call filter");
	}
	*filter = fresh;
	return true;
}

void filter_release(struct filter *filter)
{
	free(filter->code);
	*filter = (struct filter){0};
}
