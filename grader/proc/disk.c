/* Makes, fills, measures and mounts the disk of a sandbox. */
#include "proc/disk.h"

#include "base/file.h"
#include "proc/fill.h"
#include "proc/inside.h"
#include "proc/mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>

/* What the disk's own folders take, which the limits leave room for. */
#define OWN_FILES 16
#define OWN_BYTES ((uint64_t)64 << 10)

static bool has_dots(const char *name)
{
	for (; name; name = strchr(name, '/')) {
		name += *name == '/';
		if (strncmp(name, "..", 2) == 0 &&
		    (name[2] == '/' || name[2] == '\0'))
			return true;
	}
	return false;
}

static bool copy_in(int root, const struct sandbox *sandbox, struct err *err)
{
	AUTO(file_close)
	int work = openat(root, "work", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	uid_t uid = sandbox->base->uid;
	size_t i;

	for (i = 0; i < sandbox->nfiles; i++) {
		const struct sandbox_file *file = &sandbox->files[i];

		if (file->name[0] == '/' || has_dots(file->name))
			return err_set(err, ERR_INFRA,
				       "the file \"%s\" is not below the "
				       "folder of the sandbox",
				       file->name);
		if (!fill_parents(work, file->name, uid) ||
		    !fill_file(work, file->name, file->bytes, file->len,
			       file->mode, uid))
			return err_errno(err, "cannot copy \"%s\" in",
					 file->name);
	}
	return true;
}

/* Files to mount the lab's sockets on. */
static bool make_sockets(int root, const char *const *socket)
{
	for (; socket && *socket; socket++) {
		if (strncmp(*socket, "/tmp/", 5) != 0) {
			errno = EINVAL;
			return false;
		}
		if (!fill_parents(root, *socket + 1, geteuid()) ||
		    mknodat(root, *socket + 1, S_IFREG | 0644, 0) != 0)
			return false;
	}
	return true;
}

static bool make_hosts(int root, const char *more)
{
	AUTO(buf_release) struct buf text = {0};

	buf_init(&text, BUF_OURS);
	buf_add_str(&text, "127.0.0.1 localhost sandbox\n::1 localhost\n");
	if (more)
		buf_add_str(&text, more);
	return fill_text(root, "hosts", text.data);
}

bool disk_make(const struct sandbox *sandbox, int *root, struct err *err)
{
	const struct sandbox_limits *limits = &sandbox->limits;
	uid_t uid = sandbox->base->uid;
	AUTO(file_close)
	int fresh = mounts_tmpfs(limits->disk + OWN_BYTES,
				 limits->files + OWN_FILES);

	if (fresh < 0)
		return err_errno(err, "cannot make the disk of a sandbox");
	if (!fill_folder(fresh, "work", 0755, uid) ||
	    !fill_folder(fresh, "tmp", 01777, uid) ||
	    !fill_folder(fresh, "shm", 01777, uid) ||
	    !make_hosts(fresh, sandbox->hosts) ||
	    !make_sockets(fresh, sandbox->sockets))
		return err_errno(err, "cannot fill the disk of a sandbox");
	if (!copy_in(fresh, sandbox, err))
		return false;
	*root = fresh;
	fresh = -1; /* not TAKE: 0 is a descriptor too */
	return true;
}

bool disk_measure(int root, struct disk_usage *usage)
{
	struct statfs fs;

	if (fstatfs(root, &fs) != 0)
		return false;
	*usage = (struct disk_usage){
		.bytes = (uint64_t)(fs.f_blocks - fs.f_bfree) *
			 (uint64_t)fs.f_bsize,
		.all_bytes = (uint64_t)fs.f_blocks * (uint64_t)fs.f_bsize,
		.files = fs.f_files - fs.f_ffree,
		.all_files = fs.f_files};
	return true;
}

bool disk_mount(int root)
{
	return mounts_put(root, "/work") &&
	       mounts_bind("/work/hosts", "/etc/hosts") &&
	       mounts_change(-1, "/etc/hosts", false, MOUNT_RDONLY, 0) &&
	       mounts_bind("/work/tmp", "/tmp") &&
	       mounts_bind("/work/shm", "/dev/shm") &&
	       /* Last: from here on /work is not the disk's root. */
	       mounts_bind("/work/work", "/work") && chdir("/work") == 0;
}
