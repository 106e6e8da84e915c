/* The worker's side of a sandbox: sets up, starts the init, sums up. */
#include "proc/sandbox.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "proc/disk.h"
#include "proc/inside.h"
#include "proc/measure.h"
#include "proc/mounts.h"
#include "proc/warm.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

/* How often the processes are measured. */
#define TICK_NS 10000000

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

/* ---- setting up ---- */

/* Its bytes as a file that nobody can change. */
static bool open_in(const struct sandbox *sandbox, int *in)
{
	if (!sandbox->in) {
		*in = open("/dev/null", O_RDONLY | O_CLOEXEC);
		return *in >= 0;
	}
	*in = file_in_memory("stdin", MFD_ALLOW_SEALING, sandbox->in,
			     sandbox->in_len);
	return *in >= 0 && fcntl(*in, F_ADD_SEALS,
				 F_SEAL_SEAL | F_SEAL_WRITE | F_SEAL_SHRINK |
					 F_SEAL_GROW) == 0;
}

static bool open_timer(struct sandbox_run *run)
{
	const struct timespec step = {.tv_nsec = TICK_NS};
	const struct itimerspec every = {.it_interval = step, .it_value = step};

	run->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	return run->timer >= 0 &&
	       timerfd_settime(run->timer, 0, &every, NULL) == 0;
}

/* As fork(2), with namespaces: glibc has no call for that. */
static bool clone_init(struct sandbox_run *run, const struct launch *launch)
{
	run->init = (pid_t)syscall(SYS_clone,
				   SANDBOX_NAMESPACES | CLONE_PIDFD | SIGCHLD,
				   NULL, &run->pidfd, NULL, NULL);
	if (run->init == 0)
		init_live(launch);
	return run->init > 0;
}

/* The init, with the other end of `report`. */
static bool start(struct sandbox_run *run, struct err *err)
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
	run->own_waited_us = measure_own_waited();
	if (run->sandbox->warm) {
		if (!warm_clone(run->sandbox->warm, &launch, run, err))
			return false;
	} else if (!clone_init(run, &launch)) {
		return err_errno(err, "cannot start a sandbox");
	}
	file_close(&run->out.to);
	file_close(&run->err.to);
	return true;
}

/* They lie in the lab, which the init does not see any more. */
static bool take_sockets(struct sandbox_run *run, struct err *err)
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

static bool set_up(struct sandbox_run *run, struct err *err)
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

static void release(struct sandbox_run *run)
{
	page_release(&run->page);
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

static void conclude(struct sandbox_run *run, struct sandbox_result *result)
{
	int status = run->told.number;
	bool killed = !run->ended;

	*result = (struct sandbox_result){
		.exited = !killed && WIFEXITED(status),
		.status = killed	      ? 0
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
		.starved = run->starved,
		.left = run->told.left,
		.measured = run->proc >= 0,
		.work = openat(run->root, "work",
			       O_RDONLY | O_DIRECTORY | O_CLOEXEC),
	};
}

/* ---- the life of a run ---- */

bool sandbox_start(const struct sandbox *sandbox, struct sandbox_run **run,
		   struct err *err)
{
	struct sandbox_run *fresh = xmalloc(sizeof(*fresh));

	*fresh = NO_RUN;
	fresh->sandbox = sandbox;
	if (!set_up(fresh, err)) {
		release(fresh);
		free(fresh);
		return false;
	}
	*run = fresh;
	return true;
}

bool sandbox_await(struct sandbox_run *run)
{
	return !run->reaped && watch_run(run);
}

const struct buf *sandbox_out(const struct sandbox_run *run)
{
	return &run->out.buf;
}

const struct buf *sandbox_err(const struct sandbox_run *run)
{
	return &run->err.buf;
}

struct page *sandbox_page(const struct sandbox_run *run)
{
	return run->page;
}

static const char *name_of(const struct sandbox *sandbox)
{
	return sandbox->warm ? warm_name(sandbox->warm) : sandbox->argv[0];
}

static bool end(struct sandbox_run *run, struct sandbox_result *result,
		struct err *err)
{
	const char *name = name_of(run->sandbox);

	watch_stop(run);
	if (run->failed) {
		errno = run->told.number;
		return err_errno(err, "cannot start \"%s\" in a sandbox: %s",
				 name, run->told.step);
	}
	watch_look_back(run);
	if (!run->ended && !run->stopped && run->limit == SANDBOX_NONE)
		return err_set(err, ERR_INFRA,
			       "the sandbox of \"%s\" was ended from outside",
			       name);
	conclude(run, result);
	return true;
}

bool sandbox_end(struct sandbox_run **run, struct sandbox_result *result,
		 struct err *err)
{
	bool done = end(*run, result, err);

	release(*run);
	free(*run);
	*run = NULL;
	return done;
}

bool sandbox_run(const struct sandbox *sandbox, struct sandbox_result *result,
		 struct err *err)
{
	struct sandbox_run *run;

	if (!sandbox_start(sandbox, &run, err))
		return false;
	while (sandbox_await(run))
		;
	return sandbox_end(&run, result, err);
}

void sandbox_result_release(struct sandbox_result *result)
{
	buf_release(&result->out);
	buf_release(&result->err);
	file_close(&result->work);
}
