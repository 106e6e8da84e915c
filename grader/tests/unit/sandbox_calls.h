/*
 * Every system call that a sandbox denies, with arguments that do no harm
 * where it is not denied, and the errno that the program must see.
 */
#ifndef GRADER_TESTS_SANDBOX_CALLS_H
#define GRADER_TESTS_SANDBOX_CALLS_H

#include <errno.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

struct denied_call {
	const char *name;
	long number, arguments[3];
	int error;
};

/* Bad pointers, descriptors and numbers. */
#define BAD                \
	{                  \
		-1, -1, -1 \
	}
#define CALL(name, error)                     \
	{                                     \
#name, SYS_##name, BAD, error \
	}

static const struct denied_call denied_calls[] = {
	CALL(keyctl, EPERM),
	CALL(add_key, EPERM),
	CALL(request_key, EPERM),
	CALL(io_uring_setup, ENOSYS),
	CALL(io_uring_enter, ENOSYS),
	CALL(io_uring_register, ENOSYS),
	CALL(bpf, EPERM),
	CALL(perf_event_open, EPERM),
	CALL(userfaultfd, EPERM),
	CALL(fanotify_init, EPERM),
	CALL(ptrace, EPERM),
	CALL(process_vm_readv, EPERM),
	CALL(process_vm_writev, EPERM),
	CALL(process_madvise, EPERM),
	CALL(kcmp, EPERM),
	CALL(pidfd_getfd, EPERM),
	CALL(mount, EPERM),
	CALL(umount2, EPERM),
	CALL(pivot_root, EPERM),
	CALL(chroot, EPERM),
	CALL(move_mount, EPERM),
	CALL(open_tree, EPERM),
	CALL(fsopen, EPERM),
	CALL(fsconfig, EPERM),
	CALL(fsmount, EPERM),
	CALL(fspick, EPERM),
	CALL(mount_setattr, EPERM),
	CALL(setns, EPERM),
	CALL(unshare, EPERM),
	{"unshare of nothing", SYS_unshare, {0}, EPERM},
	CALL(clone3, ENOSYS),
	CALL(open_by_handle_at, EPERM),
	CALL(name_to_handle_at, EPERM),
	CALL(kexec_load, EPERM),
	CALL(kexec_file_load, EPERM),
	CALL(init_module, EPERM),
	CALL(finit_module, EPERM),
	CALL(delete_module, EPERM),
	CALL(reboot, EPERM),
	CALL(swapon, EPERM),
	CALL(swapoff, EPERM),
	CALL(acct, EPERM),
	CALL(quotactl, EPERM),
	{"quotactl_fd", 443, BAD, EPERM},
	CALL(syslog, EPERM),
	CALL(vhangup, EPERM),
	CALL(clock_settime, EPERM),
	CALL(settimeofday, EPERM),
	CALL(clock_adjtime, EPERM),
	CALL(adjtimex, EPERM),
#ifdef SYS_iopl
	CALL(iopl, EPERM),
	CALL(ioperm, EPERM),
#endif
#ifdef SYS_nfsservctl
	CALL(nfsservctl, EPERM),
#endif
#ifdef SYS_lookup_dcookie
	CALL(lookup_dcookie, EPERM),
#endif
	CALL(mbind, EPERM),
	CALL(migrate_pages, EPERM),
	CALL(move_pages, EPERM),
	CALL(set_mempolicy, EPERM),
	{"set_mempolicy_home_node", 450, BAD, EPERM},
	{"open_tree_attr", 467, BAD, EPERM},
	/* CLONE_SIGHAND without CLONE_VM is EINVAL to the kernel. */
	{"clone, mounts", SYS_clone, {CLONE_SIGHAND | CLONE_NEWNS}, EPERM},
	{"clone, cgroup", SYS_clone, {CLONE_SIGHAND | CLONE_NEWCGROUP}, EPERM},
	{"clone, uts", SYS_clone, {CLONE_SIGHAND | CLONE_NEWUTS}, EPERM},
	{"clone, ipc", SYS_clone, {CLONE_SIGHAND | CLONE_NEWIPC}, EPERM},
	{"clone, user", SYS_clone, {CLONE_SIGHAND | CLONE_NEWUSER}, EPERM},
	{"clone, pid", SYS_clone, {CLONE_SIGHAND | CLONE_NEWPID}, EPERM},
	{"clone, net", SYS_clone, {CLONE_SIGHAND | CLONE_NEWNET}, EPERM},
	/* A type that no family has. */
	{"socket, unspec", SYS_socket, {AF_UNSPEC, 15, 0}, EPERM},
	{"socket, ax25", SYS_socket, {AF_AX25, 15, 0}, EPERM},
	{"socket, netlink", SYS_socket, {AF_NETLINK, 15, 0}, EPERM},
	{"socket, packet", SYS_socket, {AF_PACKET, 15, 0}, EPERM},
	{"socket, alg", SYS_socket, {AF_ALG, 15, 0}, EPERM},
	{"socket, vsock", SYS_socket, {AF_VSOCK, 15, 0}, EPERM},
	{"socket, bluetooth", SYS_socket, {AF_BLUETOOTH, 15, 0}, EPERM},
	{"socket, netlink, more bits",
	 SYS_socket,
	 {AF_NETLINK | 1L << 40, 15, 0},
	 EPERM},
	{"ioctl, sti", SYS_ioctl, {0, TIOCSTI, 0}, EPERM},
	{"ioctl, sti, more bits", SYS_ioctl, {0, TIOCSTI | 1L << 40, 0}, EPERM},
	{"ioctl, linux", SYS_ioctl, {0, 0x541c, 0}, EPERM},
};

#undef BAD
#undef CALL

/* What the call gives: its errno, or 0. */
static inline int try_call(const struct denied_call *call)
{
	const long *a = call->arguments;
	long got = syscall(call->number, a[0], a[1], a[2], -1L, -1L, -1L);

	return got < 0 ? errno : 0;
}

#endif
