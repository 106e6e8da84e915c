/*
 * The first process of a sandbox: builds the view, starts the program, ends
 * what is left.
 */
#include "base/file.h"
#include "proc/disk.h"
#include "proc/env.h"
#include "proc/inside.h"
#include "proc/mounts.h"
#include "proc/rights.h"
#include "proc/signals.h"
#include "proc/told.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define CLOSE_ON_EXEC 4 /* CLOSE_RANGE_CLOEXEC */

/* ---- the program ---- */

static bool place(const struct launch *launch)
{
	return dup2(launch->in, 0) == 0 && dup2(launch->out, 1) == 1 &&
	       dup2(launch->err, 2) == 2;
}

/* Those above 2: at exec, or at once. */
static bool close_the_rest(unsigned flags)
{
#ifdef GRADER_WITHOUT_CLOSING
	(void)flags;
	return true;
#else
	return syscall(SYS_close_range, 3, ~0u, flags) == 0;
#endif
}

static bool enter_filter(const struct sandbox *sandbox)
{
#ifdef GRADER_WITHOUT_SECCOMP
	(void)sandbox;
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#else
	return filter_enter(&sandbox->base->filter);
#endif
}

/* From a process of the init to one of the learner's. */
static void settle(const struct launch *launch, int report)
{
	const struct sandbox *sandbox = launch->sandbox;
	const struct sandbox_base *base = sandbox->base;

	umask(022);
	if (!place(launch))
		told_fail(report, "place stdin and stdout");
	if (setsid() < 0)
		told_fail(report, "start a session");
	if (!rights_map(base->uid, base->proc))
		told_fail(report, "map the user of the sandbox");
	if (!rights_limit(&sandbox->limits))
		told_fail(report, "set the limits of the sandbox");
	if (!rights_drop())
		told_fail(report, "drop the capabilities");
	if (!enter_filter(sandbox))
		told_fail(report, "enter the system call filter");
}

/* Between clone and exec. */
static int turn_into(void *argument)
{
	const struct launch *launch = argument;
	const struct sandbox *sandbox = launch->sandbox;
	const char *env[ENV_MOST + 1];
	/* Above 2, so that placing the first three does not overwrite it. */
	int report = fcntl(launch->report, F_DUPFD_CLOEXEC, 10);

	if (!env_make(sandbox->env, env))
		told_fail(report, "make the environment");
	settle(launch, report);
	if (!close_the_rest(CLOSE_ON_EXEC))
		told_fail(report, "close what is open");
	execve(sandbox->argv[0], (char *const *)(uintptr_t)sandbox->argv,
	       (char *const *)(uintptr_t)env);
	told_fail(report, "execute the program");
}

/* ---- the init ---- */

static void close_others(int keep)
{
	if (keep > 0)
		syscall(SYS_close_range, 0, keep - 1, 0);
	syscall(SYS_close_range, keep + 1, ~0u, 0);
}

/* Reaps what ends until the program does; its wait status. */
static int await(pid_t program)
{
	int status = 0;
	pid_t ended;

	do
		ended = waitpid(-1, &status, __WALL);
	while (ended != program && (ended > 0 || errno == EINTR));
	return status;
}

/* Ends what still runs; whether there was something. */
static bool end_the_rest(void)
{
	bool left;

	while (waitpid(-1, NULL, WNOHANG | __WALL) > 0)
		;
	left = kill(-1, SIGKILL) == 0;
	while (waitpid(-1, NULL, __WALL) > 0 || errno == EINTR)
		;
	return left;
}

static bool show_sockets(const struct launch *launch)
{
	size_t i;

	for (i = 0; i < launch->nsockets; i++)
		if (!mounts_put(launch->sockets[i],
				launch->sandbox->sockets[i]))
			return false;
	return true;
}

/* The system's view, copied, with a disk and sockets of its own. */
static void enter_view(const struct launch *launch)
{
	if (setns(launch->sandbox->base->system, CLONE_NEWNS) != 0 ||
	    unshare(CLONE_NEWNS) != 0)
		told_fail(launch->report, "enter the view");
	if (!disk_mount(launch->root))
		told_fail(launch->report, "mount the disk");
	if (!show_sockets(launch))
		told_fail(launch->report, "show the sockets");
}

/* A /proc of this pid namespace, or where the kernel refuses that, none. */
static void show_processes(int report)
{
	struct told told = {.what = TOLD_FD};
	int proc;

	if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
		  "hidepid=2") == 0) {
		proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (proc < 0)
			told_fail(report, "open /proc");
		told_send(report, &told, proc);
	} else if (!mounts_bind("/run", "/proc")) {
		told_fail(report, "cover /proc");
	}
}

/*
 * System V shared memory that no process has attached is in nobody's sum, so
 * this ipc namespace has no more of it than the memory limit. Only root may
 * say so.
 */
static void limit_shared_memory(const struct sandbox *sandbox)
{
	AUTO(file_close)
	int fd = openat(sandbox->base->proc, "sys/kernel/shmall",
			O_WRONLY | O_CLOEXEC);

	if (fd >= 0)
		dprintf(fd, "%" PRIu64, sandbox->limits.memory / 4096);
}

static void prepare(const struct launch *launch)
{
	if (launch->leaf && !cgroup_enter(launch->leaf))
		told_fail(launch->report, "enter the cgroup");
	if (sethostname("sandbox", 7) != 0)
		told_fail(launch->report, "name the sandbox");
	limit_shared_memory(launch->sandbox);
	enter_view(launch);
	show_processes(launch->report);
	if (!rights_become(launch->sandbox->base->uid))
		told_fail(launch->report, "become the user of the sandbox");
	/* Only now: becoming another user would clear it. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/*
 * As vfork(2), with a namespace: the program's process uses the memory of
 * this one, on a stack of its own, until it has executed.
 */
static pid_t start(const struct launch *launch)
{
	_Alignas(16) char stack[1 << 16];

	return clone(turn_into, stack + sizeof(stack),
		     CLONE_VM | CLONE_VFORK | CLONE_NEWUSER | SIGCHLD,
		     (void *)(uintptr_t)launch);
}

/* What is left of the init's life once the program has started. */
static void __attribute__((noreturn))
attend(const struct launch *launch, pid_t program)
{
	struct told told = {.what = TOLD_ENDED};

	prctl(PR_SET_NAME, "sandbox-init");
	/* Its memory is a copy of the worker's: nobody may read it. */
	prctl(PR_SET_DUMPABLE, 0);
	close_others(launch->report);
	told.number = await(program);
	told.left = end_the_rest();
	told_send(launch->report, &told, -1);
	_exit(0);
}

void init_live(const struct launch *launch)
{
	pid_t program;

	signals_reset();
	prepare(launch);
	program = start(launch);
	if (program < 0)
		told_fail(launch->report, "make a user namespace");
	attend(launch, program);
}

/* Its signals stay as the interpreter has set them: they are the program's. */
void init_fork(const struct launch *launch)
{
	pid_t program;

	prepare(launch);
	program = fork();
	if (program < 0)
		told_fail(launch->report, "fork");
	if (program > 0)
		attend(launch, program);
	if (unshare(CLONE_NEWUSER) != 0)
		told_fail(launch->report, "make a user namespace");
	settle(launch, launch->report);
	if (!close_the_rest(0))
		_exit(127);
}
