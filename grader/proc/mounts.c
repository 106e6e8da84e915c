/* fsopen(2), open_tree(2), move_mount(2), mount_setattr(2). */
#include "proc/mounts.h"

#include "base/file.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/syscall.h>

/* From <linux/mount.h>, which cannot be included beside <sys/mount.h>. */
enum {
	CONFIG_SET_STRING = 1,
	CONFIG_CREATE = 6,
	ATTR_NODEV = 4,
	CLOEXEC = 1,
	TREE_CLONE = 1,
	RECURSIVE = 0x8000,
	FROM_EMPTY_PATH = 4,
};

static bool set_number(int fs, const char *key, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	return syscall(SYS_fsconfig, fs, CONFIG_SET_STRING, key, text, 0) == 0;
}

int mounts_tmpfs(uint64_t bytes, uint64_t files)
{
	AUTO(file_close) int fs = (int)syscall(SYS_fsopen, "tmpfs", CLOEXEC);

	if (fs < 0 || !set_number(fs, "size", bytes) ||
	    !set_number(fs, "nr_inodes", files) ||
	    syscall(SYS_fsconfig, fs, CONFIG_SET_STRING, "mode", "0755", 0) ||
	    syscall(SYS_fsconfig, fs, CONFIG_CREATE, NULL, NULL, 0) != 0)
		return -1;
	return (int)syscall(SYS_fsmount, fs, CLOEXEC,
			    MOUNT_NOSUID | ATTR_NODEV);
}

int mounts_take(const char *path, bool recursive)
{
	return (int)syscall(SYS_open_tree, AT_FDCWD, path,
			    TREE_CLONE | O_CLOEXEC |
				    (recursive ? RECURSIVE : 0));
}

bool mounts_put(int tree, const char *path)
{
	return syscall(SYS_move_mount, tree, "", AT_FDCWD, path,
		       FROM_EMPTY_PATH) == 0;
}

bool mounts_bind(const char *from, const char *to)
{
	return mount(from, to, NULL, MS_BIND | MS_REC, NULL) == 0;
}

bool mounts_change(int tree, const char *path, bool recursive, uint64_t set,
		   uint64_t clear)
{
	struct {
		uint64_t set, clear, propagation, userns;
	} attributes = {.set = set, .clear = clear};
	int flags = (*path ? 0 : AT_EMPTY_PATH) | (recursive ? RECURSIVE : 0);

	return syscall(SYS_mount_setattr, tree, path, flags, &attributes,
		       sizeof(attributes)) == 0;
}
