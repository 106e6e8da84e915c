/* The worker's side of a sandbox: starts the init, watches, sums up. */
#include "proc/sandbox.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "proc/disk.h"
#include "proc/inside.h"
#include "proc/measure.h"
#include "proc/mounts.h"
#include "proc/output.h"
#include "proc/told.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

/* How often the processes are measured. */
#define TICK_NS 10000000

#ifdef GRADER_WITHOUT_PIDNS
#define NAMESPACES (CLONE_NEWIPC | CLONE_NEWUTS)
#else
#define NAMESPACES (CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS)
#endif

/* One run, from the worker's side. Zero is not empty: see NO_RUN. */
struct run {
	const struct sandbox *sandbox;
	uint64_t started_us;
	pid_t init;
	int pidfd, timer, report, root, in, proc;
	int sockets[MOST_SOCKETS];
	size_t nsockets;
	struct output out, err;
	struct cgroup leaf;
	struct told told; /* the last word of the init */
	bool ended, failed;
	enum sandbox_limit limit;
	uint64_t allowed, used;
	uint64_t cpu_us, rss, wall_us;
};

#define NO_RUN                          \
	((struct run){.pidfd = -1,      \
		      .timer = -1,      \
		      .report = -1,     \
		      .root = -1,       \
		      .in = -1,         \
		      .proc = -1,       \
		      .out = NO_OUTPUT, \
		      .err = NO_OUTPUT, \
		      .leaf = {.dir = -1}})

const char *sandbox_limit_name(enum sandbox_limit limit)
{
	switch (limit) {
	case SANDBOX_NONE:
		return NULL;
	case SANDBOX_CPU:
		return "cpu";
	case SANDBOX_WALL:
		return "wall";
	case SANDBOX_MEMORY:
		return "memory";
	case SANDBOX_PROCESSES:
		return "processes";
	case SANDBOX_OUTPUT:
		return "output";
	case SANDBOX_DISK:
		return "disk";
	case SANDBOX_FILES:
		return "files";
	}
	return NULL;
}

/* ---- limits ---- */

/* The first limit that strikes is the one that is told; all ends. */
static void strike(struct run *run, enum sandbox_limit limit, uint64_t allowed,
		   uint64_t used)
{
	if (run->limit != SANDBOX_NONE)
		return;
	run->limit = limit;
	run->allowed = allowed;
	run->used = used;
	syscall(SYS_pidfd_send_signal, run->pidfd, SIGKILL, NULL, 0);
}

static void check_memory(struct run *run)
{
	uint64_t most = run->sandbox->limits.memory, used = run->rss;

	if (run->leaf.dir >= 0) {
		if (cgroup_kills(&run->leaf))
			strike(run, SANDBOX_MEMORY, most,
			       cgroup_peak(&run->leaf));
		return;
	}
	/* The quick sum counts what is shared twice. */
	if (used > most && run->proc >= 0)
		used = measure_memory(run->proc);
	if (used > most)
		strike(run, SANDBOX_MEMORY, most, used);
}

static void check_cpu(struct run *run)
{
	uint64_t most = run->sandbox->limits.cpu_ms;

	if (run->cpu_us / 1000 >= most)
		strike(run, SANDBOX_CPU, most, run->cpu_us / 1000);
}

static void check_disk(struct run *run)
{
	const struct sandbox_limits *limits = &run->sandbox->limits;
	struct disk_usage usage;

	if (!disk_measure(run->root, &usage))
		return;
	if (usage.bytes >= usage.all_bytes)
		strike(run, SANDBOX_DISK, limits->disk, usage.bytes);
	if (usage.files >= usage.all_files)
		strike(run, SANDBOX_FILES, limits->files, usage.files);
}

static void check_output(struct run *run)
{
	const struct sandbox_limits *limits = &run->sandbox->limits;

	if (output_over(&run->out))
		strike(run, SANDBOX_OUTPUT, limits->out, run->out.seen);
	if (output_over(&run->err))
		strike(run, SANDBOX_OUTPUT, limits->err, run->err.seen);
}

static void tick(struct run *run)
{
	const struct sandbox_limits *limits = &run->sandbox->limits;
	struct measure now = {0};
	uint64_t spent_ms = (clock_now_us() - run->started_us) / 1000, rings;

	if (read(run->timer, &rings, sizeof(rings)) < 0)
		return;
	if (run->proc >= 0)
		now = measure_all(run->proc);
	if (now.cpu_us > run->cpu_us)
		run->cpu_us = now.cpu_us;
	if (now.rss > run->rss)
		run->rss = now.rss;
	if (now.processes > limits->processes)
		strike(run, SANDBOX_PROCESSES, limits->processes,
		       now.processes);
	check_memory(run);
	check_cpu(run);
	check_disk(run);
	if (spent_ms >= limits->wall_ms)
		strike(run, SANDBOX_WALL, limits->wall_ms, spent_ms);
}

/* ---- the loop ---- */

/* Takes one message of the init; false when there is none. */
static bool listen_once(struct run *run)
{
	struct told told;

	if (!told_receive(run->report, false, &told, &run->proc))
		return false;
	if (told.what == TOLD_FD || run->failed)
		return true;
	run->failed = told.what == TOLD_FAILED;
	run->ended = told.what == TOLD_ENDED;
	run->told = told;
	return true;
}

/* Until the init has ended, and with it all that it was the init of. */
static void watch(struct run *run)
{
	for (;;) {
		struct pollfd fds[] = {
			{.fd = run->pidfd, .events = POLLIN},
			{.fd = run->timer, .events = POLLIN},
			{.fd = run->out.from, .events = POLLIN},
			{.fd = run->err.from, .events = POLLIN},
		};

		if (poll(fds, ARRAY_LEN(fds), -1) < 0)
			continue;
		if (fds[0].revents)
			return;
		output_read(&run->out);
		output_read(&run->err);
		check_output(run);
		if (fds[1].revents) {
			while (listen_once(run))
				;
			tick(run);
		}
	}
}

static void reap(struct run *run)
{
	struct rusage usage = {0};
	uint64_t cpu_us;

	while (wait4(run->init, NULL, __WALL, &usage) < 0 && errno == EINTR)
		;
	cpu_us = (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) *
			 1000000 +
		 (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
	run->wall_us = clock_now_us() - run->started_us;
	if (cpu_us > run->cpu_us)
		run->cpu_us = cpu_us;
	if (run->leaf.dir >= 0 && cgroup_peak(&run->leaf))
		run->rss = cgroup_peak(&run->leaf);
	else if ((uint64_t)usage.ru_maxrss << 10 > run->rss)
		run->rss = (uint64_t)usage.ru_maxrss << 10;
}

/* What struck without being seen while it ran. */
static void look_back(struct run *run)
{
	int status = run->told.number;

	output_drain(&run->out);
	output_drain(&run->err);
	check_output(run);
	if (run->ended && WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ)
		strike(run, SANDBOX_DISK, run->sandbox->limits.file_size,
		       run->sandbox->limits.file_size);
	check_disk(run);
	check_cpu(run);
	if (run->leaf.dir >= 0)
		check_memory(run);
}

/* ---- setting up ---- */

/* Its bytes as a file that nobody can change. */
static bool open_in(const struct sandbox *sandbox, int *in)
{
	size_t done = 0;

	if (!sandbox->in) {
		*in = open("/dev/null", O_RDONLY | O_CLOEXEC);
		return *in >= 0;
	}
	*in = memfd_create("stdin", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	while (*in >= 0 && done < sandbox->in_len) {
		ssize_t put = pwrite(*in, (const char *)sandbox->in + done,
				     sandbox->in_len - done, (off_t)done);

		if (put <= 0)
			return false;
		done += (size_t)put;
	}
	return *in >= 0 && fcntl(*in, F_ADD_SEALS,
				 F_SEAL_SEAL | F_SEAL_WRITE | F_SEAL_SHRINK |
					 F_SEAL_GROW) == 0;
}

static bool open_timer(struct run *run)
{
	const struct timespec step = {.tv_nsec = TICK_NS};
	const struct itimerspec every = {.it_interval = step, .it_value = step};

	run->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	return run->timer >= 0 &&
	       timerfd_settime(run->timer, 0, &every, NULL) == 0;
}

/* The init, with the other end of `report`. */
static bool start(struct run *run, struct err *err)
{
	AUTO(file_close) int theirs = -1;
	struct launch launch = {.sandbox = run->sandbox,
				.root = run->root,
				.in = run->in,
				.out = run->out.to,
				.err = run->err.to,
				.sockets = run->sockets,
				.nsockets = run->nsockets};

	if (!told_open(&run->report, &theirs))
		return err_errno(err, "cannot make a socket");
	launch.report = theirs;
	launch.leaf = run->leaf.dir >= 0 ? &run->leaf : NULL;
	run->started_us = clock_now_us();
	/* As fork(2), with namespaces: glibc has no call for that. */
	run->init =
		(pid_t)syscall(SYS_clone, NAMESPACES | CLONE_PIDFD | SIGCHLD,
			       NULL, &run->pidfd, NULL, NULL);
	if (run->init == 0)
		init_live(&launch);
	if (run->init < 0)
		return err_errno(err, "cannot start a sandbox");
	file_close(&run->out.to);
	file_close(&run->err.to);
	return true;
}

/* They lie in the lab, which the init does not see any more. */
static bool take_sockets(struct run *run, struct err *err)
{
	const char *const *path = run->sandbox->sockets;

	for (; path && *path; path++) {
		int tree = -1;

		errno = E2BIG;
		if (run->nsockets < MOST_SOCKETS)
			tree = mounts_take(*path, false);
		if (tree < 0)
			return err_errno(err, "cannot show the socket \"%s\"",
					 *path);
		run->sockets[run->nsockets++] = tree;
	}
	return true;
}

static bool set_up(struct run *run, struct err *err)
{
	const struct sandbox *sandbox = run->sandbox;
	const struct cgroup_place *place = &sandbox->base->place;

	if (!disk_make(sandbox, &run->root, err) ||
	    !output_open(&run->out, sandbox->limits.out, err) ||
	    !output_open(&run->err, sandbox->limits.err, err))
		return false;
	if (!take_sockets(run, err))
		return false;
	if (!open_in(sandbox, &run->in))
		return err_errno(err, "cannot set up stdin");
	if (!open_timer(run))
		return err_errno(err, "cannot set up a timer");
	if (place->dir >= 0 &&
	    !cgroup_make(place, sandbox->limits.memory, &run->leaf))
		return err_errno(err, "cannot make a cgroup");
	return start(run, err);
}

static void release(struct run *run)
{
	output_release(&run->out);
	output_release(&run->err);
	cgroup_remove(&run->leaf);
	while (run->nsockets)
		file_close(&run->sockets[--run->nsockets]);
	file_close(&run->pidfd);
	file_close(&run->timer);
	file_close(&run->report);
	file_close(&run->root);
	file_close(&run->in);
	file_close(&run->proc);
}

static void conclude(struct run *run, struct sandbox_result *result)
{
	int status = run->told.number;
	bool struck = run->limit != SANDBOX_NONE && !run->ended;

	*result = (struct sandbox_result){
		.exited = !struck && WIFEXITED(status),
		.status = struck	      ? 0
			  : WIFEXITED(status) ? WEXITSTATUS(status)
					      : WTERMSIG(status),
		.limit = run->limit,
		.allowed = run->allowed,
		.used = run->used,
		.out = TAKE(run->out.buf),
		.err = TAKE(run->err.buf),
		.cpu_us = run->cpu_us,
		.wall_us = run->wall_us,
		.rss = run->rss,
		.left = run->told.left,
		.measured = run->proc >= 0,
		.work = openat(run->root, "work",
			       O_RDONLY | O_DIRECTORY | O_CLOEXEC),
	};
}

bool sandbox_run(const struct sandbox *sandbox, struct sandbox_result *result,
		 struct err *err)
{
	AUTO(release) struct run run = NO_RUN;

	run.sandbox = sandbox;
	if (!set_up(&run, err))
		return false;
	watch(&run);
	reap(&run);
	while (listen_once(&run))
		;
	if (run.failed) {
		errno = run.told.number;
		return err_errno(err, "cannot start \"%s\" in a sandbox: %s",
				 sandbox->argv[0], run.told.step);
	}
	look_back(&run);
	if (!run.ended && run.limit == SANDBOX_NONE)
		return err_set(err, ERR_INFRA,
			       "the sandbox of \"%s\" was ended from outside",
			       sandbox->argv[0]);
	conclude(&run, result);
	return true;
}

void sandbox_result_release(struct sandbox_result *result)
{
	buf_release(&result->out);
	buf_release(&result->err);
	file_close(&result->work);
}
