/* What the disk and its own log tell of the end of a server. */
#include "base/file.h"
#include "lab/inside.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

/* InnoDB extends a file by 4 MiB at once. */
#define DISK_LEFT ((uint64_t)8 << 20)

#define LOG_READ ((size_t)1 << 20)

/* The last LOG_READ bytes of its log, with how many there are; NULL: none. */
static char *end_of_log(const struct server *server, size_t *len)
{
	char path[96], *text;
	AUTO(file_close) int log = -1;
	struct stat st;
	ssize_t got;

	snprintf(path, sizeof(path), "%s/log", server->folder);
	log = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (log < 0 || fstat(log, &st) != 0 || !S_ISREG(st.st_mode))
		return NULL;
	text = xmalloc(LOG_READ);
	got = pread(log, text, LOG_READ,
		    st.st_size > (off_t)LOG_READ ? st.st_size - (off_t)LOG_READ
						 : 0);
	*len = got > 0 ? (size_t)got : 0;
	return text;
}

static bool log_says(const struct server *server, const char *const *words)
{
	size_t len = 0;
	char *text = words ? end_of_log(server, &len) : NULL;
	bool says = false;

	for (; text && *words && !says; words++)
		says = memmem(text, len, *words, strlen(*words)) != NULL;
	free(text);
	return says;
}

/* Whether hardly anything of it is left. */
static bool disk_full(const struct lab *lab)
{
	struct statvfs disk;

	return statvfs(lab->root, &disk) == 0 &&
	       (disk.f_bavail * disk.f_frsize < DISK_LEFT || disk.f_favail < 8);
}

/* How many files a server may have open at once. */
static int64_t files_most(void)
{
	struct rlimit files = {0};

	getrlimit(RLIMIT_NOFILE, &files);
	return (int64_t)files.rlim_cur;
}

const char *lab_exhausted(struct lab *lab, const struct server_kind *kind,
			  int64_t *allowed)
{
	struct server *server = lab_slot(lab, kind);

	*allowed = lab_disk(lab);
	if (disk_full(lab) || (server && log_says(server, kind->disk_words)))
		return "disk";
	*allowed = (int64_t)kind->memory;
	if (server && log_says(server, kind->memory_words))
		return "memory";
	*allowed = files_most();
	return server && log_says(server, kind->files_words) ? "files" : NULL;
}

bool lab_told_to_end(struct lab *lab, const struct server_kind *kind)
{
	struct server *server = lab_slot(lab, kind);

	return server && log_says(server, kind->stop_words);
}
