/* Sums over the processes of a pid namespace: proc(5), stat, smaps_rollup. */
#include "proc/measure.h"

#include "base/file.h"
#include "base/num.h"

#include <dirent.h>
#include <fcntl.h>

/* Fields of /proc/PID/stat, counted from the one behind the name, state. */
enum {
	FIELD_UTIME = 11,
	FIELD_STIME,
	FIELD_CUTIME,
	FIELD_CSTIME,
	FIELD_THREADS = 17,
	FIELD_RSS = 21,
	FIELDS,
};

/* Reads a small file of a process; false when the process is gone. */
static bool read_of(int proc, const char *pid, const char *file, char *text,
		    size_t size)
{
	char path[64];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "%.16s/%s", pid, file);
	fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
	got = fd < 0 ? -1 : read(fd, text, size - 1);
	file_close(&fd);
	text[got > 0 ? got : 0] = '\0';
	return got > 0;
}

/* The name may hold anything, so what counts begins behind its last ')'. */
static bool split(const char *stat, int64_t fields[FIELDS])
{
	const char *at = strrchr(stat, ')');
	size_t i;

	if (!at || at[1] != ' ')
		return false;
	at += 2;
	for (i = 0; i < FIELDS; i++) {
		size_t len = strcspn(at, " \n");

		fields[i] = 0;
		if (i && !num_int(at, len, &fields[i]))
			fields[i] = 0;
		at += len + (at[len] != '\0');
	}
	return true;
}

static void add(int proc, const char *pid, struct measure *sum)
{
	bool init = strcmp(pid, "1") == 0;
	int64_t fields[FIELDS];
	char text[1024];
	uint64_t ticks;

	if (!read_of(proc, pid, "stat", text, sizeof(text)) ||
	    !split(text, fields))
		return;
	ticks = (uint64_t)(fields[FIELD_CUTIME] + fields[FIELD_CSTIME]);
	if (!init) {
		ticks += (uint64_t)(fields[FIELD_UTIME] + fields[FIELD_STIME]);
		sum->processes += (uint64_t)fields[FIELD_THREADS];
		sum->rss += (uint64_t)fields[FIELD_RSS] *
			    (uint64_t)sysconf(_SC_PAGESIZE);
	}
	sum->cpu_us += ticks * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
}

static DIR *open_at(int proc, const char *path)
{
	int fd = openat(proc, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (!dir)
		file_close(&fd);
	return dir;
}

static bool is_number(const char *name)
{
	return name[0] >= '1' && name[0] <= '9';
}

struct measure measure_all(int proc)
{
	struct measure sum = {0};
	DIR *dir = open_at(proc, ".");
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (is_number(entry->d_name))
			add(proc, entry->d_name, &sum);
	if (dir)
		closedir(dir);
	return sum;
}

static uint64_t share_of(int proc, const char *pid)
{
	static const char key[] = "\nPss:";
	char text[2048], *at;
	int64_t kib = 0;

	if (!read_of(proc, pid, "smaps_rollup", text, sizeof(text)))
		return 0;
	at = strstr(text, key);
	if (!at)
		return 0;
	at += strlen(key);
	at += strspn(at, " ");
	if (!num_int(at, strspn(at, "0123456789"), &kib))
		return 0;
	return (uint64_t)kib << 10;
}

uint64_t measure_memory(int proc)
{
	DIR *dir = open_at(proc, ".");
	struct dirent *entry;
	uint64_t sum = 0;

	while (dir && (entry = readdir(dir)))
		if (is_number(entry->d_name) && strcmp(entry->d_name, "1") != 0)
			sum += share_of(proc, entry->d_name);
	if (dir)
		closedir(dir);
	return sum;
}

/* The second number of a schedstat, nanoseconds. */
static uint64_t waited_at(int proc, const char *pid, const char *file)
{
	char text[96], *at = text;
	int64_t waited;

	if (!read_of(proc, pid, file, text, sizeof(text)))
		return 0;
	at += strcspn(at, " ");
	at += *at == ' ';
	if (!num_int(at, strspn(at, "0123456789"), &waited))
		return 0;
	return (uint64_t)waited;
}

/* Of all threads. */
static uint64_t waited_of(int proc, const char *pid)
{
	struct dirent *entry;
	uint64_t sum = 0;
	char path[40];
	DIR *dir;

	snprintf(path, sizeof(path), "%.16s/task", pid);
	dir = open_at(proc, path);
	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof(path), "task/%.16s/schedstat",
			 entry->d_name);
		if (is_number(entry->d_name))
			sum += waited_at(proc, pid, path);
	}
	if (dir)
		closedir(dir);
	return sum;
}

uint64_t measure_own_waited(void)
{
	return waited_at(AT_FDCWD, "/proc/self", "schedstat") / 1000;
}

uint64_t measure_waited(int proc)
{
	DIR *dir = open_at(proc, ".");
	struct dirent *entry;
	uint64_t sum = 0;

	while (dir && (entry = readdir(dir)))
		if (is_number(entry->d_name))
			sum += waited_of(proc, entry->d_name);
	if (dir)
		closedir(dir);
	return sum / 1000;
}
