/* Writes files and folders below a descriptor. */
#include "proc/fill.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

bool fill_file(int dir, const char *name, const void *bytes, size_t len,
	       mode_t mode, uid_t uid)
{
	AUTO(file_close)
	int fd = openat(dir, name,
			O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			0600);

	return fd >= 0 && file_write_all(fd, bytes, len) &&
	       fchown(fd, uid, (gid_t)uid) == 0 && fchmod(fd, mode) == 0;
}

bool fill_text(int dir, const char *name, const char *text)
{
	return fill_file(dir, name, text, strlen(text), 0644, geteuid());
}

bool fill_folder(int dir, const char *name, mode_t mode, uid_t uid)
{
	return mkdirat(dir, name, 0700) == 0 &&
	       fchownat(dir, name, uid, (gid_t)uid, 0) == 0 &&
	       fchmodat(dir, name, mode, 0) == 0;
}

bool fill_parents(int dir, const char *path, uid_t uid)
{
	char part[4096];
	const char *slash = path;

	while ((slash = strchr(slash, '/'))) {
		size_t len = (size_t)(slash++ - path);

		if (!len || len >= sizeof(part))
			continue;
		memcpy(part, path, len);
		part[len] = '\0';
		if (!fill_folder(dir, part, 0755, uid) && errno != EEXIST)
			return false;
	}
	return true;
}
