/* Attempts to escape from a lab, and what level their outcomes are. */
#include "lab/level.h"

#include "base/file.h"
#include "lab/attempt.h"
#include "lab/canary.h"
#include "lab/level_cache.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define DISK ((uint64_t)16 << 20)

static const struct {
	const char *name, *text;
} levels[] = {
	[LEVEL_NONE] = {"none", "none (it runs as whoever runs the grader, and "
				"can reach what they can)"},
	[LEVEL_USER] = {"user", "separate user (it runs as another user of "
				"this machine, and is not shut off from it)"},
	[LEVEL_NAMESPACES] = {"namespaces",
			      "namespaces (shut off from this machine; the "
			      "memory limit is approximate)"},
	[LEVEL_FULL] = {"full", "full (shut off from this machine, all limits "
				"exact)"},
};

#define UNLIMITED                                                        \
	"namespaces (shut off from this machine, but its memory is not " \
	"limited)"

const char *level_name(enum level level)
{
	return levels[level].name;
}

const char *level_text(const struct level_found *found)
{
	if (found->level == LEVEL_NAMESPACES &&
	    found->held[ESCAPE_MEMORY] < HELD_ROUGHLY)
		return UNLIMITED;
	return levels[found->level].text;
}

bool level_named(const char *name, enum level *level)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(levels); i++) {
		if (strcmp(levels[i].name, name) != 0)
			continue;
		*level = (enum level)i;
		return true;
	}
	return false;
}

enum level level_of(const enum held held[ESCAPES])
{
	enum held least = HELD;
	size_t i;

	for (i = 0; i < ESCAPES; i++)
		if (i != ESCAPE_MEMORY && held[i] < least)
			least = held[i];
	if (least == HELD)
		return held[ESCAPE_MEMORY] == HELD ? LEVEL_FULL
						   : LEVEL_NAMESPACES;
	if (held[ESCAPE_FILE] == HELD && held[ESCAPE_SIGNAL] == HELD)
		return LEVEL_USER;
	return LEVEL_NONE;
}

/* ---- attempting ---- */

/* Starts the lab and waits for what it has to tell. */
static bool ask_lab(struct attempts *attempts, enum isolation shape,
		    struct level_found *found, struct err *err)
{
	struct lab_options options = {.isolation = shape, .disk = DISK};
	AUTO(file_close) int ours = -1, theirs = -1;
	int pipes[2];
	ssize_t got;
	bool made;
	pid_t pid;

	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_errno(err, "cannot make a pipe");
	ours = pipes[0];
	theirs = attempts->report = pipes[1];
	made = lab_fork(&options, theirs, attempt_in_lab, attempts, &pid, err);
	file_close(&theirs);
	if (!made)
		return false;
	got = read(ours, found, sizeof(*found));
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return got == (ssize_t)sizeof(*found) ||
	       err_set(err, ERR_INFRA, "the lab told nothing");
}

/* With this program's own bytes, which the lab may not be able to see. */
static bool ask(const char *orders, enum isolation shape,
		struct level_found *found, struct err *err)
{
	AUTO(file_close)
	int self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	struct attempts attempts = {.orders = orders};
	struct stat st;
	void *bytes;
	bool done;

	if (self < 0 || fstat(self, &st) != 0)
		return err_errno(err, "cannot open this program");
	attempts.size = (size_t)st.st_size;
	bytes = mmap(NULL, attempts.size, PROT_READ, MAP_PRIVATE, self, 0);
	if (bytes == MAP_FAILED)
		return err_errno(err, "cannot read this program");
	attempts.program = bytes;
	done = ask_lab(&attempts, shape, found, err);
	munmap(bytes, attempts.size);
	return done;
}

/* The canaries' word counts, not that of who tried. */
static void judge_outside(const struct canaries *canaries,
			  struct level_found *found)
{
	static const enum escape asked[] = {ESCAPE_PORT, ESCAPE_SOCKET,
					    ESCAPE_SIGNAL};
	size_t i;

	for (i = 0; i < ARRAY_LEN(asked); i++) {
		enum held *held = &found->held[asked[i]];

		if (*held != HELD_UNTRIED)
			*held = canaries_touched(canaries, asked[i],
						 *held == HELD_NOT)
					? HELD_NOT
					: HELD;
	}
}

static void find(const char *cache, enum isolation shape,
		 struct level_found *found)
{
	AUTO(canaries_close) struct canaries canaries = NO_CANARIES;
	AUTO(buf_release) struct buf orders = {0};
	struct err err = {0};

	*found = (struct level_found){0};
	buf_init(&orders, BUF_OURS);
	canaries_open(cache, &canaries, &orders);
	if (ask(orders.data, shape, found, &err)) {
		judge_outside(&canaries, found);
	} else {
		*found = (struct level_found){0};
		snprintf(found->why, sizeof(found->why), "%.*s",
			 (int)sizeof(found->why) - 1, err.text);
	}
	found->level = level_of(found->held);
}

static bool all_tried(const struct level_found *found)
{
	size_t i;

	for (i = 0; i < ESCAPES; i++)
		if (found->held[i] == HELD_UNTRIED)
			return false;
	return true;
}

void level_find(const char *cache, bool anew, enum isolation shape,
		const char *why, struct level_found *found)
{
	struct digest key = level_key(shape);

	if (!anew && level_load(cache, &key, found))
		return;
	find(cache, shape, found);
	if (*why)
		snprintf(found->why, sizeof(found->why), "%s", why);
	/* What could not be tried may be next time. */
	if (all_tried(found))
		level_save(cache, &key, found);
}
