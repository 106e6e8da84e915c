/* Starts, waits for and kills one child process. */
#include "proc/spawn.h"

#include "base/file.h"
#include "proc/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const plain_env[] = {
	"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
	"LC_ALL=C.UTF-8", NULL};

/* In the child. Puts `fd`, or /dev/null, in the place of `as`. */
static bool place_fd(int fd, int as)
{
	if (fd < 0)
		fd = open("/dev/null", as == 0 ? O_RDONLY : O_WRONLY);
	return fd >= 0 && dup2(fd, as) == as;
}

static bool become(uid_t uid)
{
	if (uid == (uid_t)-1)
		return true;
	return setgroups(0, NULL) == 0 &&
	       setresgid((gid_t)uid, (gid_t)uid, (gid_t)uid) == 0 &&
	       setresuid(uid, uid, uid) == 0;
}

static bool limit(int which, uint64_t most)
{
	struct rlimit rlimit = {.rlim_cur = most, .rlim_max = most};

	return setrlimit((__rlimit_resource_t)which, &rlimit) == 0;
}

/* As ambient ones they outlive exec, capabilities(7). */
static bool keep_capabilities(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[2];
	int number;

	if (syscall(SYS_capget, &header, data) != 0)
		return false;
	data[0].inheritable = data[0].permitted;
	data[1].inheritable = data[1].permitted;
	if (syscall(SYS_capset, &header, data) != 0)
		return false;
	for (number = 0; number < 64; number++)
		if (data[number / 32].permitted >> number % 32 & 1 &&
		    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, number, 0, 0) !=
			    0)
			return false;
	return true;
}

/*
 * What execve(2) does for a program of who is not root: no capability and no
 * descriptor is left; nor may others of the same user look into it.
 */
static bool strip(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct none[2] = {{0}};

	return syscall(SYS_capset, &header, none) == 0 &&
	       prctl(PR_SET_DUMPABLE, 0) == 0 &&
	       syscall(SYS_close_range, 3, ~0u, 0) == 0;
}

static bool filtered(const struct spawn *spawn)
{
	return !spawn->filter || filter_enter(spawn->filter);
}

/* In the child: becomes the program, or says on `report` why it cannot. */
static void turn_into(const struct spawn *spawn, pid_t parent, int report)
{
	const char *const *env = spawn->env ? spawn->env : plain_env;
	/* Above 2, so that placing the first three does not overwrite it. */
	int out = fcntl(report, F_DUPFD_CLOEXEC, 10), reason;

	signals_reset();
	if (setpgid(0, 0) == 0 && become(spawn->uid) &&
	    prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
	    /* A parent that died before that is not told of any more. */
	    getppid() == parent &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    limit(RLIMIT_CORE, 1) && (!spawn->capable || keep_capabilities()) &&
	    (!spawn->memory || limit(RLIMIT_AS, spawn->memory)) &&
	    (!spawn->dir || chdir(spawn->dir) == 0) && place_fd(spawn->in, 0) &&
	    place_fd(spawn->out, 1) && place_fd(spawn->err, 2) &&
	    syscall(SYS_close_range, 3, ~0u, 4 /* CLOSE_RANGE_CLOEXEC */) ==
		    0) {
		if (!spawn->argv && strip() && filtered(spawn))
			_exit(spawn->within());
		if (spawn->argv && filtered(spawn))
			execve(spawn->argv[0],
			       (char *const *)(uintptr_t)spawn->argv,
			       (char *const *)(uintptr_t)env);
	}
	reason = errno;
	if (write(out, &reason, sizeof(reason)) < 0)
		_exit(126);
	_exit(127);
}

/* Reads what the child reports: nothing once it has become the program. */
static bool started(int report, const char *program, struct err *err)
{
	int reason;
	ssize_t got;

	do
		got = read(report, &reason, sizeof(reason));
	while (got < 0 && errno == EINTR);
	if (got == 0)
		return true;
	if (got == (ssize_t)sizeof(reason))
		errno = reason;
	return err_errno(err, "cannot start \"%s\"", program);
}

/* As fork(2); a process with capabilities in its pid namespace may choose the
   number that is given there, clone3(2). */
static pid_t fork_as(pid_t number)
{
	struct clone_args how = {.exit_signal = SIGCHLD,
				 .set_tid = (uintptr_t)&number,
				 .set_tid_size = 1};
	pid_t pid = -1;

	if (number)
		pid = (pid_t)syscall(SYS_clone3, &how, sizeof(how));
	return pid >= 0 ? pid : fork();
}

bool child_start(const struct spawn *spawn, struct child *child,
		 struct err *err)
{
	struct child fresh = NO_CHILD;
	pid_t parent;
	int pipes[2];
	bool up;

	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_errno(err, "cannot make a pipe");
	parent = getpid();
	fresh.pid = fork_as(spawn->number);
	if (fresh.pid == 0)
		turn_into(spawn, parent, pipes[1]);
	close(pipes[1]);
	if (fresh.pid < 0) {
		close(pipes[0]);
		return err_errno(err, "cannot start a process");
	}
	fresh.fd = (int)syscall(SYS_pidfd_open, fresh.pid, 0);
	up = started(pipes[0], spawn->argv ? spawn->argv[0] : "this program",
		     err);
	close(pipes[0]);
	if (fresh.fd < 0)
		up = err_errno(err, "cannot watch a process");
	if (!up) {
		child_kill(&fresh, NULL);
		return false;
	}
	*child = fresh;
	return true;
}

uint64_t usage_cpu_us(const struct rusage *usage)
{
	const struct timeval *user = &usage->ru_utime;
	const struct timeval *system = &usage->ru_stime;

	return (uint64_t)(user->tv_sec + system->tv_sec) * 1000000 +
	       (uint64_t)(user->tv_usec + system->tv_usec);
}

static void reap(struct child *child, struct ended *ended)
{
	struct rusage usage;
	int status = 0;

	while (wait4(child->pid, &status, 0, &usage) < 0 && errno == EINTR)
		;
	if (ended)
		*ended = (struct ended){.exited = WIFEXITED(status),
					.status = WIFEXITED(status)
							  ? WEXITSTATUS(status)
							  : WTERMSIG(status),
					.rss = (uint64_t)usage.ru_maxrss * 1024,
					.cpu_us = usage_cpu_us(&usage)};
	file_close(&child->fd);
	*child = NO_CHILD;
}

bool child_wait(struct child *child, struct deadline deadline,
		struct ended *ended)
{
	struct pollfd watch = {.fd = child->fd, .events = POLLIN};

	while (poll(&watch, 1, deadline_left_ms(deadline)) <= 0)
		if (deadline_passed(deadline))
			return false;
	reap(child, ended);
	return true;
}

uint64_t child_cpu_us(const struct child *child)
{
	struct timespec used;
	clockid_t clock;

	if (child->pid <= 0 || clock_getcpuclockid(child->pid, &clock) != 0 ||
	    clock_gettime(clock, &used) != 0)
		return 0;
	return (uint64_t)used.tv_sec * 1000000 + (uint64_t)used.tv_nsec / 1000;
}

void child_kill(struct child *child, struct ended *ended)
{
	if (child->pid <= 0)
		return;
	kill(-child->pid, SIGKILL);
	kill(child->pid, SIGKILL);
	reap(child, ended);
}

void child_release(struct child *child)
{
	child_kill(child, NULL);
}
