/* Bounded reads, atomic writes, trees of files. */
#include "base/file.h"

#include "base/arena.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void file_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static enum file_state open_failed(void)
{
	switch (errno) {
	case ENOENT:
	case ENOTDIR:
		return FILE_MISSING;
	case ELOOP:
	case ENXIO:
		return FILE_SPECIAL;
	default:
		return FILE_UNREADABLE;
	}
}

static enum file_state fill(int fd, struct buf *buf)
{
	char piece[64 * 1024];
	ssize_t got;

	buf_clear(buf);
	while ((got = read(fd, piece, sizeof(piece))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return FILE_UNREADABLE;
		buf_add(buf, piece, (size_t)got);
		if (buf->cut)
			return FILE_TOO_LARGE;
	}
	return FILE_READ;
}

enum file_state file_read(int dirfd, const char *path, struct buf *buf)
{
	AUTO(file_close)
	int fd = openat(dirfd, path,
			O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK |
				O_NOCTTY);
	struct stat st;

	if (fd < 0)
		return open_failed();
	if (fstat(fd, &st) != 0)
		return FILE_UNREADABLE;
	if (!S_ISREG(st.st_mode))
		return FILE_SPECIAL;
	if (st.st_size > 0 && (size_t)st.st_size > buf->limit)
		return FILE_TOO_LARGE;
	return fill(fd, buf);
}

bool file_executable(int dirfd, const char *path)
{
	struct stat st;

	return fstatat(dirfd, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(st.st_mode) && st.st_mode & S_IXUSR;
}

const char *file_state_text(enum file_state state)
{
	switch (state) {
	case FILE_READ:
		return "was read";
	case FILE_MISSING:
		return "is missing";
	case FILE_UNREADABLE:
		return "cannot be read";
	case FILE_SPECIAL:
		return "is not a regular file";
	case FILE_TOO_LARGE:
		return "is too large";
	}
	return "";
}

bool file_load(const char *path, struct buf *buf, enum err_owner owner,
	       struct err *err)
{
	enum file_state state = file_read(AT_FDCWD, path, buf);

	if (state == FILE_READ)
		return true;
	return err_set(err, owner, "\"%s\" %s", path, file_state_text(state));
}

bool file_write_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;
	ssize_t put;

	while (len) {
		put = write(fd, at, len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		at += put;
		len -= (size_t)put;
	}
	return true;
}

int file_in_memory(const char *name, unsigned flags, const void *bytes,
		   size_t len)
{
	int fd = memfd_create(name, flags | MFD_CLOEXEC);

	if (fd >= 0 &&
	    (!file_write_all(fd, bytes, len) || lseek(fd, 0, SEEK_SET) != 0))
		file_close(&fd);
	return fd;
}

/* Writes and closes; the file exists whole afterwards, or false. */
static bool write_new(const char *path, const void *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	bool done;

	if (fd < 0)
		return false;
	done = file_write_all(fd, bytes, len) && fsync(fd) == 0;
	return close(fd) == 0 && done;
}

bool file_write(const char *path, const void *bytes, size_t len,
		struct err *err)
{
	char fresh[4096];
	int saved;

	if (snprintf(fresh, sizeof(fresh), "%s.%d.tmp", path, (int)getpid()) >=
	    (int)sizeof(fresh))
		return err_set(err, ERR_INFRA, "the path \"%s\" is too long",
			       path);
	if (write_new(fresh, bytes, len) && rename(fresh, path) == 0)
		return true;
	saved = errno;
	unlink(fresh);
	errno = saved;
	return err_errno(err, "cannot write \"%s\"", path);
}

bool file_make_dirs(const char *path, mode_t mode, struct err *err)
{
	char part[4096];
	size_t i, len = strlen(path);

	if (len >= sizeof(part))
		return err_set(err, ERR_INFRA, "the path \"%s\" is too long",
			       path);
	for (i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, mode) != 0 && errno != EEXIST)
			return err_errno(err, "cannot make the folder \"%s\"",
					 part);
	}
	return true;
}

/* Copies the bytes from `at` up to `end`. */
static bool copy_range(int in, int out, off_t at, off_t end)
{
	while (at < end) {
		off_t to = at;
		ssize_t moved = copy_file_range(in, &at, out, &to,
						(size_t)(end - at), 0);

		if (moved < 0 && (errno == EXDEV || errno == EINVAL ||
				  errno == ENOSYS || errno == EOPNOTSUPP)) {
			char piece[64 * 1024];
			size_t want = (size_t)(end - at) < sizeof(piece)
					      ? (size_t)(end - at)
					      : sizeof(piece);

			moved = pread(in, piece, want, at);
			if (moved > 0)
				moved = pwrite(out, piece, (size_t)moved, at);
			at += moved > 0 ? moved : 0;
		}
		if (moved < 0)
			return false;
		if (moved == 0)
			break; /* the file has become shorter */
	}
	return true;
}

/* Copies the parts of a file that hold data; the rest stays a hole. */
static bool copy_data(int in, int out, off_t size)
{
	off_t data = 0, hole;

	while (data < size) {
		data = lseek(in, data, SEEK_DATA);
		if (data < 0)
			return errno == ENXIO; /* only a hole is left */
		hole = lseek(in, data, SEEK_HOLE);
		if (hole < 0 || !copy_range(in, out, data, hole))
			return false;
		data = hole;
	}
	return true;
}

static bool give(int fd, uid_t uid)
{
	return uid == (uid_t)-1 || fchown(fd, uid, (gid_t)uid) == 0;
}

static bool copy_file(int from, int to, const char *name, const struct stat *st,
		      uid_t uid)
{
	AUTO(file_close)
	int in = openat(from, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	AUTO(file_close)
	int out = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			 st->st_mode & 0777);

	return in >= 0 && out >= 0 && ftruncate(out, st->st_size) == 0 &&
	       copy_data(in, out, st->st_size) && give(out, uid);
}

static bool copy_entry(int from, int to, const char *name, uid_t uid,
		       struct err *err)
{
	AUTO(file_close) int in = -1;
	AUTO(file_close) int out = -1;
	struct stat st;

	if (fstatat(from, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return err_errno(err, "cannot look at \"%s\"", name);
	if (S_ISREG(st.st_mode))
		return copy_file(from, to, name, &st, uid) ||
		       err_errno(err, "cannot copy \"%s\"", name);
	if (!S_ISDIR(st.st_mode))
		return true;
	in = openat(from, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (in < 0 || mkdirat(to, name, st.st_mode & 0777) != 0)
		return err_errno(err, "cannot copy \"%s\"", name);
	out = openat(to, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out < 0 || !give(out, uid))
		return err_errno(err, "cannot copy \"%s\"", name);
	return file_copy_tree(in, out, uid, err);
}

static void close_dir(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

static bool dots(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..");
}

bool file_copy_tree(int from, int to, uid_t uid, struct err *err)
{
	int list = openat(from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	AUTO(close_dir) DIR *dir = list < 0 ? NULL : fdopendir(list);
	struct dirent *entry;

	if (!dir)
		return err_errno(err, "cannot list a folder");
	while ((entry = readdir(dir)))
		if (!dots(entry->d_name) &&
		    !copy_entry(from, to, entry->d_name, uid, err))
			return false;
	return true;
}

static int remove_entry(const char *path, const struct stat *st, int type,
			struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

bool file_remove_tree(const char *path, struct err *err)
{
	if (nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) ==
		    0 ||
	    errno == ENOENT)
		return true;
	return err_errno(err, "cannot remove \"%s\"", path);
}
