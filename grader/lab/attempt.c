/* The attempts of a lab: who makes them, with which limits, and what they gave.
 */
#include "lab/attempt.h"

#include "base/file.h"
#include "base/log.h"
#include "base/num.h"
#include "lab/inside.h"
#include "proc/sandbox.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>

#define MIB ((uint64_t)1 << 20)

/* Small, so that going over them is quick and harmless. */
#define ALLOWED_PROCESSES 8
#define ALLOWED_MEMORY (24 * MIB)
#define LIMITS_ORDERS "call\nchild\nprocesses 16\n"
#define MEMORY_ORDER "memory 64 "
/* Until it is certainly seen; where nobody looks there is no need to wait. */
#define WATCHED "300\n"
#define UNWATCHED "0\n"

/* They take some milliseconds; this is for loaded machines. */
#define MOST_MS 10000

/* What the attempts said; a line that is not there says nothing. */
static void read_lines(const struct buf *said, struct level_found *found)
{
	const char *line = said->data;
	size_t i, len;

	for (; *line; line += len + (line[len] == '\n')) {
		line += strspn(line, ".");
		len = strcspn(line, "\n");
		for (i = 0; i < ESCAPES; i++) {
			const char *word = escape_word((enum escape)i);
			size_t skip = strlen(word) + 1;
			int64_t number;

			if (len > skip && !strncmp(line, word, skip - 1) &&
			    num_int(line + skip, len - skip, &number))
				found->held[i] = number ? HELD : HELD_NOT;
		}
	}
}

/* Who holds the lock still runs. */
static bool locked(int folder)
{
	AUTO(file_close)
	int fd = openat(folder, ESCAPE_LOCK, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

	return fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0;
}

/* The process was there, or it would not have been told. */
static void judge_child(int folder, struct level_found *found)
{
	enum held *held = &found->held[ESCAPE_CHILD];

	if (*held == HELD_NOT)
		*held = locked(folder) ? HELD_NOT : HELD;
	else
		*held = HELD_UNTRIED;
}

static bool run(const struct sandbox_base *base,
		const struct attempts *attempts, const char *orders,
		struct sandbox_result *result, struct err *err)
{
	static const char *const argv[] = {ESCAPE_PATH, NULL};
	/* Its own end is not to be looked into by the sanitizer. */
	static const char *const env[] = {"ASAN_OPTIONS=detect_leaks=0", NULL};
	struct sandbox_file file = {.name = ESCAPE_NAME,
				    .bytes = attempts->program,
				    .len = attempts->size,
				    .mode = 0755};
	struct sandbox sandbox = {.base = base,
				  .argv = argv,
				  .env = env,
				  .files = &file,
				  .nfiles = 1,
				  .in = orders,
				  .in_len = strlen(orders),
				  .limits = SANDBOX_LIMITS};

	sandbox.limits.wall_ms = MOST_MS;
	sandbox.limits.processes = ALLOWED_PROCESSES;
	sandbox.limits.memory = ALLOWED_MEMORY;
	return sandbox_run(&sandbox, result, err);
}

static bool attempt(const struct sandbox_base *base,
		    const struct attempts *attempts, struct level_found *found,
		    struct err *err)
{
	AUTO(sandbox_result_release)
	struct sandbox_result result = NO_SANDBOX_RESULT;
	AUTO(buf_release) struct buf orders = {0};

	buf_init(&orders, BUF_OURS);
	buf_printf(&orders, "%s" LIMITS_ORDERS, attempts->orders);
	if (!run(base, attempts, orders.data, &result, err))
		return false;
	read_lines(&result.out, found);
	judge_child(result.work, found);
	if (result.limit == SANDBOX_PROCESSES)
		found->held[ESCAPE_PROCESSES] = HELD;
	if (!result.out.len)
		snprintf(found->why, sizeof(found->why), "%.*s",
			 (int)strcspn(result.err.data, "\n"), result.err.data);
	return true;
}

static bool attempt_memory(const struct sandbox_base *base,
			   const struct attempts *attempts,
			   struct level_found *found, struct err *err)
{
	AUTO(sandbox_result_release)
	struct sandbox_result result = NO_SANDBOX_RESULT;
	enum held *held = &found->held[ESCAPE_MEMORY];
	uint64_t reached;

	if (!run(base, attempts, MEMORY_ORDER WATCHED, &result, err))
		return false;
	read_lines(&result.out, found);
	reached = strspn(result.out.data, ".") * MIB;
	if (result.limit == SANDBOX_MEMORY)
		*held = sandbox_base_has_cgroup(base) &&
					reached <= ALLOWED_MEMORY
				? HELD
				: HELD_ROUGHLY;
	return true;
}

static bool in_sandbox(struct lab *lab, const struct attempts *attempts,
		       struct level_found *found, struct err *err)
{
	const struct sandbox_base *base;

	return lab_sandbox(lab, &base, err) &&
	       attempt(base, attempts, found, err) &&
	       attempt_memory(base, attempts, found, err);
}

/* ---- in the lab, without a sandbox ---- */

static bool start_as_server(struct lab *lab, const struct attempts *attempts,
			    const char *folder, int out, struct child *child,
			    struct err *err)
{
	AUTO(file_close) int in = memfd_create("orders", MFD_CLOEXEC);
	struct spawn spawn = {.within = escape_main,
			      .dir = folder,
			      .in = in,
			      .out = out,
			      .err = -1,
			      .uid = lab->server_uid};

	if (in < 0 || out < 0 ||
	    dprintf(in, "%s" LIMITS_ORDERS MEMORY_ORDER UNWATCHED,
		    attempts->orders) < 0 ||
	    lseek(in, 0, SEEK_SET) != 0)
		return err_errno(err, "cannot write the orders");
	return lab_filter(lab, &spawn.filter, err) &&
	       lab_own_folder(lab, folder, err) &&
	       child_start(&spawn, child, err);
}

static bool as_server(struct lab *lab, const struct attempts *attempts,
		      struct level_found *found, struct err *err)
{
	AUTO(file_close) int out = memfd_create("said", MFD_CLOEXEC);
	AUTO(file_close) int dir = -1;
	AUTO(child_release) struct child child = NO_CHILD;
	AUTO(buf_release) struct buf said = {0};
	char folder[64], bytes[4096];
	struct ended ended;
	ssize_t got;

	snprintf(folder, sizeof(folder), "%s/escape", lab->root);
	if (!start_as_server(lab, attempts, folder, out, &child, err))
		return false;
	if (!child_wait(&child, deadline_in_ms(MOST_MS), &ended))
		child_kill(&child, &ended);
	buf_init(&said, BUF_OURS);
	got = pread(out, bytes, sizeof(bytes), 0);
	buf_add(&said, bytes, got > 0 ? (size_t)got : 0);
	read_lines(&said, found);
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	judge_child(dir, found);
	return true;
}

int attempt_in_lab(struct lab *lab, void *argument)
{
	const struct attempts *attempts = argument;
	struct level_found found = {0};
	struct err err = {0};

	if (lab->options.isolation != ISOLATION_FULL ||
	    !in_sandbox(lab, attempts, &found, &err)) {
		memset(found.held, 0, sizeof(found.held));
		snprintf(found.why, sizeof(found.why), "%.*s",
			 (int)sizeof(found.why) - 1, err.text);
		if (!as_server(lab, attempts, &found, &err))
			log_debug("level: %s", err.text);
	}
	return write(attempts->report, &found, sizeof(found)) ==
			       (ssize_t)sizeof(found)
		       ? 0
		       : 1;
}
