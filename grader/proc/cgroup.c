/*
 * Leaves of the memory controller: cgroups(7),
 * Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst.
 */
#include "proc/cgroup.h"

#include "base/attr.h"
#include "base/file.h"
#include "base/num.h"
#include "proc/mounts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PREFIX "grader-sandbox-"

/* The same facts under the two versions' names. */
static const struct words {
	const char *limit, *swap, *events, *peak;
	bool swap_is_sum; /* the limit on swap counts memory too */
} words[] = {
	{"memory.limit_in_bytes", "memory.memsw.limit_in_bytes",
	 "memory.oom_control", "memory.max_usage_in_bytes", true},
	{"memory.max", "memory.swap.max", "memory.events", "memory.peak",
	 false},
};

static const struct words *words_of(const struct cgroup *leaf)
{
	return &words[leaf->place->version - 1];
}

/* ---- small files ---- */

static bool write_at(int dir, const char *name, const char *text)
{
	AUTO(file_close) int fd = openat(dir, name, O_WRONLY | O_CLOEXEC);
	size_t len = strlen(text);

	return fd >= 0 && write(fd, text, len) == (ssize_t)len;
}

static bool write_number(int dir, const char *name, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	return write_at(dir, name, text);
}

static const char *read_at(int dir, const char *name, char *text, size_t size)
{
	AUTO(file_close) int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : read(fd, text, size - 1);

	text[got > 0 ? got : 0] = '\0';
	return text;
}

static uint64_t number_at(const char *text)
{
	int64_t number;

	if (!num_int(text, strspn(text, "0123456789"), &number))
		return 0;
	return (uint64_t)number;
}

/* ---- where ---- */

/* The worker's own cgroup of the memory controller, as /proc tells it. */
static bool own_path(int version, char path[4096])
{
	FILE *file = fopen("/proc/self/cgroup", "re");
	char line[4200], controllers[256];
	bool found = false;

	while (file && !found && fgets(line, sizeof(line), file)) {
		controllers[0] = path[0] = '\0';
		if (version == 2)
			found = sscanf(line, "0::%4095[^\n]", path) == 1;
		else
			found = sscanf(line, "%*d:%255[^:]:%4095[^\n]",
				       controllers, path) == 2 &&
				strstr(controllers, "memory");
	}
	if (file)
		fclose(file);
	return found;
}

/* Where that hierarchy is mounted, and which of its folders is seen there. */
static bool mounted(int version, char root[4096], char point[4096])
{
	FILE *file = fopen("/proc/self/mountinfo", "re");
	char line[12000];
	bool found = false;

	while (file && !found && fgets(line, sizeof(line), file)) {
		const char *type = strstr(line, " - ");

		if (!type ||
		    sscanf(line, "%*d %*d %*s %4095s %4095s", root, point) != 2)
			continue;
		if (version == 2)
			found = strncmp(type, " - cgroup2 ", 11) == 0;
		else
			found = strncmp(type, " - cgroup ", 10) == 0 &&
				strstr(type, "memory");
	}
	if (file)
		fclose(file);
	return found;
}

/* A folder of the mount, writable where the lab is read-only. */
static int open_writable(const char *path)
{
	AUTO(file_close) int tree = mounts_take(path, false);

	if (tree < 0 || !mounts_change(tree, "", false, 0, MOUNT_RDONLY))
		return -1;
	return openat(tree, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* In version 2 a leaf gets memory only from a folder that hands it down. */
static bool hands_down(const struct cgroup_place *place)
{
	char text[512];

	return place->version == 1 ||
	       strstr(read_at(place->dir, "cgroup.subtree_control", text,
			      sizeof(text)),
		      "memory");
}

/* Whether a process can be put into a leaf here. */
static bool works(const struct cgroup_place *place)
{
	struct cgroup leaf = {.dir = -1};
	int status = 1;
	pid_t pid;

	if (!hands_down(place) ||
	    !cgroup_make(place, (uint64_t)64 << 20, &leaf))
		return false;
	pid = fork();
	if (pid == 0)
		_exit(!cgroup_enter(&leaf));
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	cgroup_remove(&leaf);
	return status == 0;
}

/* Leaves of workers that were killed: no process has their number. */
static void sweep(int dir)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	const char *at;
	char path[300];

	while (folder && (entry = readdir(folder))) {
		if (strncmp(entry->d_name, PREFIX, strlen(PREFIX)) != 0)
			continue;
		at = entry->d_name + strlen(PREFIX);
		snprintf(path, sizeof(path), "/proc/%.*s",
			 (int)strspn(at, "0123456789"), at);
		if (access(path, F_OK) != 0)
			unlinkat(dir, entry->d_name, AT_REMOVEDIR);
	}
	if (folder)
		closedir(folder);
	else
		file_close(&fd);
}

static bool try_at(const char *path, struct cgroup_place *place)
{
	place->dir = open_writable(path);
	if (place->dir < 0)
		return false;
	sweep(place->dir);
	if (works(place))
		return true;
	file_close(&place->dir);
	return false;
}

/* Below the own cgroup, else beside it, else below the root that is seen. */
static bool find(struct cgroup_place *place)
{
	char root[4096], point[4096], own[4096], path[8200], *slash;
	const char *below = own;

	if (!own_path(place->version, own) ||
	    !mounted(place->version, root, point))
		return false;
	if (strcmp(root, "/") != 0 && strncmp(own, root, strlen(root)) == 0)
		below = own + strlen(root);
	snprintf(path, sizeof(path), "%s%s", point, below);
	if (try_at(path, place))
		return true;
	slash = strrchr(path, '/');
	*slash = '\0';
	return (strlen(path) > strlen(point) && try_at(path, place)) ||
	       try_at(point, place);
}

struct cgroup_place cgroup_find(void)
{
	struct cgroup_place place = {.dir = -1};

	for (place.version = 2; place.version >= 1; place.version--)
		if (find(&place))
			return place;
	return (struct cgroup_place){.dir = -1};
}

/* ---- leaves ---- */

/* How many programs of one worker may run at once. */
#define LEAVES_MOST 16

/*
 * A fresh leaf, named after the worker, as processes outside a lab are
 * numbered, and a number of its own.
 */
static bool make_leaf(const struct cgroup_place *place, char name[64])
{
	char self[24];
	ssize_t len = readlink("/proc/self", self, sizeof(self) - 1);
	int number;

	self[len > 0 ? len : 0] = '\0';
	for (number = 0; number < LEAVES_MOST; number++) {
		snprintf(name, 64, PREFIX "%s-%d", self, number);
		if (mkdirat(place->dir, name, 0755) == 0)
			return true;
		if (errno != EEXIST)
			return false;
	}
	return false;
}

bool cgroup_make(const struct cgroup_place *place, uint64_t memory,
		 struct cgroup *leaf)
{
	struct cgroup fresh = {.place = place, .dir = -1};
	const struct words *names = words_of(&fresh);

	if (!make_leaf(place, fresh.name))
		return false;
	fresh.dir = openat(place->dir, fresh.name,
			   O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fresh.dir < 0 || !write_number(fresh.dir, names->limit, memory)) {
		cgroup_remove(&fresh);
		return false;
	}
	/* Where swap is not accounted for there is no such file. */
	if (!write_number(fresh.dir, names->swap,
			  names->swap_is_sum ? memory : 0) &&
	    errno != ENOENT) {
		cgroup_remove(&fresh);
		return false;
	}
	*leaf = fresh;
	return true;
}

bool cgroup_enter(const struct cgroup *leaf)
{
	/*
	 * Moving a whole process takes a lock that waits for every processor,
	 * often for more than 10 ms; moving the calling thread does not. The
	 * init has one thread.
	 */
	return write_at(leaf->dir,
			leaf->place->version == 1 ? "tasks" : "cgroup.procs",
			"0");
}

uint64_t cgroup_kills(const struct cgroup *leaf)
{
	static const char key[] = "oom_kill ";
	char text[512];
	const char *at;

	read_at(leaf->dir, words_of(leaf)->events, text, sizeof(text));
	at = strstr(text, key);
	return at ? number_at(at + strlen(key)) : 0;
}

uint64_t cgroup_peak(const struct cgroup *leaf)
{
	char text[32];

	return number_at(
		read_at(leaf->dir, words_of(leaf)->peak, text, sizeof(text)));
}

void cgroup_remove(struct cgroup *leaf)
{
	int tries;

	if (leaf->dir < 0)
		return;
	file_close(&leaf->dir);
	/* The kernel may still be letting go of the last process. */
	for (tries = 0; tries < 100; tries++) {
		if (unlinkat(leaf->place->dir, leaf->name, AT_REMOVEDIR) == 0 ||
		    errno != EBUSY)
			return;
		poll(NULL, 0, 1);
	}
}
