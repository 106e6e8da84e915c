/* The worker's eyes on a run: its limits, its output, its end. */
#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "proc/disk.h"
#include "proc/inside.h"
#include "proc/measure.h"
#include "proc/page.h"
#include "proc/spawn.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* How long to sleep while a page is out, microseconds: nobody tells that it is
   back. A sixteenth of what has passed, within these. */
#define NAP_US 50
#define NAP_MOST_US 2000
#define NAP_PART 16

/* Waiting for this part of the time is starving. */
#define STARVED_PART 4

/* ---- limits ---- */

/* The first limit that strikes is the one that is told; all ends. */
static void strike(struct sandbox_run *run, enum sandbox_limit limit,
		   uint64_t allowed, uint64_t used)
{
	if (run->limit != SANDBOX_NONE)
		return;
	run->limit = limit;
	run->allowed = allowed;
	run->used = used;
	syscall(SYS_pidfd_send_signal, run->pidfd, SIGKILL, NULL, 0);
}

static void check_memory(struct sandbox_run *run)
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

static void check_cpu(struct sandbox_run *run)
{
	uint64_t most = run->sandbox->limits.cpu_ms;

	if (run->cpu_us / 1000 >= most)
		strike(run, SANDBOX_CPU, most, run->cpu_us / 1000);
}

static void check_disk(struct sandbox_run *run)
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

static void check_output(struct sandbox_run *run)
{
	const struct sandbox_limits *limits = &run->sandbox->limits;

	if (output_over(&run->out))
		strike(run, SANDBOX_OUTPUT, limits->out, run->out.seen);
	if (output_over(&run->err))
		strike(run, SANDBOX_OUTPUT, limits->err, run->err.seen);
}

/*
 * How long it has waited for a processor, as far as that was seen: those that
 * have ended are in nobody's sum, and the worker, which has to see that it is
 * over, waits too.
 */
static void sum_waited(struct sandbox_run *run)
{
	uint64_t now_us = measure_waited(run->proc) + measure_own_waited() -
			  run->own_waited_us;

	if (now_us > run->waited_us)
		run->waited_us = now_us;
}

static void check_wall(struct sandbox_run *run, uint64_t spent_ms)
{
	const struct sandbox_limits *limits = &run->sandbox->limits;

	/* It is over, if only that is still to come. */
	if (run->ended)
		return;
	if (run->proc >= 0)
		sum_waited(run);
	if (spent_ms < limits->wall_ms)
		return;
	run->starved = run->waited_us / 1000 > spent_ms / STARVED_PART;
	if (!run->starved || spent_ms >= limits->starved_ms)
		strike(run, SANDBOX_WALL, limits->wall_ms, spent_ms);
}

static void tick(struct sandbox_run *run)
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
	/* Not earlier: it has a price, and hardly any program comes so far. */
	if (spent_ms >= limits->wall_ms / 4)
		check_wall(run, spent_ms);
}

/* ---- the loop ---- */

/* Takes one message of the init; false when there is none. */
static bool listen_once(struct sandbox_run *run)
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

static bool given_back(const struct sandbox_run *run)
{
	return run->page && run->limit == SANDBOX_NONE && page_ours(run->page);
}

static struct timespec nap_after(uint64_t passed_us)
{
	uint64_t us = passed_us / NAP_PART;

	if (us < NAP_US)
		us = NAP_US;
	if (us > NAP_MOST_US)
		us = NAP_MOST_US;
	return (struct timespec){.tv_nsec = (long)us * 1000};
}

static void stop(struct sandbox_run *run)
{
	run->stopped = true;
	syscall(SYS_pidfd_send_signal, run->pidfd, SIGKILL, NULL, 0);
}

/* Until the init has ended, and with it all that it was the init of. */
static bool watch(struct sandbox_run *run)
{
	uint64_t began_us = clock_now_us();
	const int *until = run->sandbox->until;

	for (;;) {
		struct timespec nap = nap_after(clock_now_us() - began_us);
		struct pollfd fds[] = {
			{.fd = run->pidfd, .events = POLLIN},
			{.fd = run->timer, .events = POLLIN},
			{.fd = run->out.from, .events = POLLIN},
			{.fd = run->err.from, .events = POLLIN},
			{.fd = until && !run->stopped ? *until : -1,
			 .events = POLLIN},
		};

		if (given_back(run))
			return true;
		if (ppoll(fds, ARRAY_LEN(fds), run->page ? &nap : NULL, NULL) <
		    0)
			continue;
		if (fds[0].revents)
			return false;
		if (fds[4].revents)
			stop(run);
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

static void reap(struct sandbox_run *run)
{
	struct rusage usage = {0};
	uint64_t cpu_us;

	run->reaped = true;
	while (wait4(run->init, NULL, __WALL, &usage) < 0 && errno == EINTR)
		;
	cpu_us = usage_cpu_us(&usage);
	run->wall_us = clock_now_us() - run->started_us;
	if (cpu_us > run->cpu_us)
		run->cpu_us = cpu_us;
	if (run->leaf.dir >= 0 && cgroup_peak(&run->leaf))
		run->rss = cgroup_peak(&run->leaf);
	else if ((uint64_t)usage.ru_maxrss << 10 > run->rss)
		run->rss = (uint64_t)usage.ru_maxrss << 10;
	while (listen_once(run))
		;
}

/* What was printed before the end, or before the page came back. */
static void catch_up(struct sandbox_run *run)
{
	output_drain(&run->out);
	output_drain(&run->err);
	check_output(run);
}

void watch_look_back(struct sandbox_run *run)
{
	int status = run->told.number;

	catch_up(run);
	if (run->ended && WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ)
		strike(run, SANDBOX_DISK, run->sandbox->limits.file_size,
		       run->sandbox->limits.file_size);
	check_disk(run);
	check_cpu(run);
	if (run->leaf.dir >= 0)
		check_memory(run);
}

/* ---- the whole ---- */

bool watch_run(struct sandbox_run *run)
{
	if (watch(run)) {
		catch_up(run);
		if (run->limit == SANDBOX_NONE)
			return true;
		watch(run);
	}
	reap(run);
	return false;
}

void watch_stop(struct sandbox_run *run)
{
	if (run->reaped)
		return;
	stop(run);
	reap(run);
}
