/*
 * Entering and leaving a sandbox with /bin/true, beside bubblewrap with the
 * same namespaces and a bare fork and exec. Prints the median of each, in
 * microseconds. Called by hand or by bench.py:
 *   make build/release/tests/bench/sandbox && build/release/tests/bench/sandbox
 */
#include "proc/sandbox.h"
#include "base/clock.h"
#include "lab/lab.h"

#include <sys/wait.h>

#define RUNS 200

static const char *const program[] = {"/bin/true", NULL};
/* clang-format off */
#define BUBBLEWRAP \
	"/usr/bin/bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc", \
	"--unshare-uts", "--hostname", "sandbox", "--ro-bind", "/usr", "/usr", \
	"--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", \
	"--symlink", "usr/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev", \
	"--tmpfs", "/work", "--tmpfs", "/tmp", "--new-session", \
	"--die-with-parent"
static const char *const bubblewrap[] = {BUBBLEWRAP, "/bin/true", NULL};
/* No namespaces inside, as in the sandbox. */
static const char *const strict[] = {
	BUBBLEWRAP, "--disable-userns", "--cap-drop", "ALL", "/bin/true", NULL};
/* clang-format on */

static int ascending(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void say(const char *what, uint64_t times[RUNS])
{
	qsort(times, RUNS, sizeof(times[0]), ascending);
	printf("%-28s %6" PRIu64 " us (fastest %" PRIu64 ", p90 %" PRIu64 ")\n",
	       what, times[RUNS / 2], times[0], times[RUNS * 9 / 10]);
}

static bool spawn(const char *const *argv)
{
	struct spawn spawn = {
		.argv = argv, .in = -1, .out = -1, .err = -1, .uid = (uid_t)-1};
	struct child child;
	struct ended ended;
	struct err err;

	return child_start(&spawn, &child, &err) &&
	       child_wait(&child, deadline_in_ms(10000), &ended) &&
	       ended.exited && ended.status == 0;
}

static bool bench_spawn(const char *what, const char *const *argv)
{
	uint64_t times[RUNS], start;
	size_t i;

	for (i = 0; i < RUNS; i++) {
		start = clock_now_us();
		if (!spawn(argv))
			return false;
		times[i] = clock_now_us() - start;
	}
	say(what, times);
	return true;
}

static int bench_sandbox(struct lab *lab, void *unused)
{
	struct sandbox sandbox = {.argv = program, .limits = SANDBOX_LIMITS};
	struct sandbox_result result;
	struct sandbox_base *base;
	uint64_t times[RUNS], start;
	struct err err = {0};
	size_t i;

	(void)lab;
	(void)unused;
	if (!sandbox_base_new(LAB_UID, NULL, &base, &err))
		return 1;
	sandbox.base = base;
	for (i = 0; i < RUNS; i++) {
		start = clock_now_us();
		if (!sandbox_run(&sandbox, &result, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		times[i] = clock_now_us() - start;
		if (!result.exited || result.status != 0)
			return 1;
		sandbox_result_release(&result);
	}
	say(sandbox_base_has_cgroup(base) ? "sandbox, with a cgroup"
					  : "sandbox, without a cgroup",
	    times);
	sandbox_base_free(base);
	fflush(stdout);
	return 0;
}

int main(void)
{
	struct lab_options options = {.isolation = ISOLATION_FULL,
				      .disk = (uint64_t)16 << 20};
	struct err err;
	int status = 1;
	pid_t pid;

	bench_spawn("fork and exec", program);
	if (!lab_fork(&options, -1, bench_sandbox, NULL, &pid, &err) ||
	    waitpid(pid, &status, 0) < 0 || status != 0)
		return 1;
	if (!bench_spawn("bubblewrap", bubblewrap) ||
	    !bench_spawn("bubblewrap --disable-userns", strict))
		printf("bubblewrap: not here\n");
	return 0;
}
