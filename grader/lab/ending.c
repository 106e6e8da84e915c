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

const char *lab_exhausted(struct lab *lab, const struct server_kind *kind,
			  int64_t *allowed)
{
	struct server *server = lab_slot(lab, kind);

	*allowed = lab_disk(lab);
	if (disk_full(lab) ||
	    (server && lab_log_says(server, kind->disk_words)))
		return "disk";
	*allowed = (int64_t)kind->memory;
	if (server && lab_log_says(server, kind->memory_words))
		return "memory";
	*allowed = files_most();
	return server && lab_log_says(server, kind->files_words) ? "files"
								 : NULL;
}

bool lab_told_to_stop(struct lab *lab, const struct server_kind *kind)
{
	struct server *server = lab_slot(lab, kind);

	return server && lab_log_says(server, kind->stop_words);
}
