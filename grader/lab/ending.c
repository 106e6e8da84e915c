/* What the disk and its own log tell of a server's end. */
#include "lab/inside.h"

#include <sys/resource.h>
#include <sys/statvfs.h>

/* InnoDB extends a file by 4 MiB at once. */
#define DISK_LEFT ((uint64_t)8 << 20)

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

/* False: there is no server of the kind. */
static bool read_log(struct lab *lab, const struct server_kind *kind,
		     struct buf *log)
{
	const struct server *server = lab_slot(lab, kind);

	if (server)
		lab_log_end(server, log);
	return server != NULL;
}

const char *lab_exhausted(struct lab *lab, const struct server_kind *kind,
			  int64_t *allowed)
{
	AUTO(buf_release) struct buf log = {0};

	*allowed = lab_disk(lab);
	if (disk_full(lab))
		return "disk";
	if (!read_log(lab, kind, &log))
		return NULL;
	if (lab_log_says(&log, kind->disk_words))
		return "disk";
	*allowed = (int64_t)kind->memory;
	if (lab_log_says(&log, kind->memory_words))
		return "memory";
	*allowed = files_most();
	return lab_log_says(&log, kind->files_words) ? "files" : NULL;
}

bool lab_told_to_stop(struct lab *lab, const struct server_kind *kind)
{
	AUTO(buf_release) struct buf log = {0};

	return kind->stop_words && read_log(lab, kind, &log) &&
	       lab_log_says(&log, kind->stop_words);
}
