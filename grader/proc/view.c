/*
 * Builds the view of a sandbox with the mount calls of Linux 5.2 and later
 * (fsopen(2), open_tree(2), move_mount(2), mount_setattr(2)), by number: the
 * C libraries that this is built with do not all know them.
 */
#include "proc/view.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>

/* From <linux/mount.h>, which cannot be included beside <sys/mount.h>. */
enum {
	CONFIG_SET_STRING = 1,
	CONFIG_CREATE = 6,
	ATTR_RDONLY = 1,
	ATTR_NOSUID = 2,
	ATTR_NODEV = 4,
	ATTR_NOEXEC = 8,
	TREE_CLONE = 1,
	TREE_CLOEXEC = O_CLOEXEC,
	RECURSIVE = 0x8000,
	FROM_EMPTY_PATH = 4,
};

struct attributes {
	uint64_t set, clear, propagation, userns;
};

/* Files of the view itself, that the limit on files leaves room for. */
#define OWN_FILES 96
#define OWN_BYTES ((uint64_t)256 << 10)

static bool set_attributes(int dir, const char *path, int flags, uint64_t set,
			   uint64_t clear)
{
	struct attributes attributes = {.set = set, .clear = clear};

	return syscall(SYS_mount_setattr, dir, path, flags, &attributes,
		       sizeof(attributes)) == 0;
}

/* ---- in the worker ---- */

static bool set_number(int fs, const char *key, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	return syscall(SYS_fsconfig, fs, CONFIG_SET_STRING, key, text, 0) == 0;
}

static int make_disk(const struct sandbox_limits *limits)
{
	AUTO(file_close) int fs = (int)syscall(SYS_fsopen, "tmpfs", 1);

	if (fs < 0 || !set_number(fs, "size", limits->disk + OWN_BYTES) ||
	    !set_number(fs, "nr_inodes", limits->files + OWN_FILES) ||
	    syscall(SYS_fsconfig, fs, CONFIG_SET_STRING, "mode", "0755", 0) ||
	    syscall(SYS_fsconfig, fs, CONFIG_CREATE, NULL, NULL, 0) != 0)
		return -1;
	return (int)syscall(SYS_fsmount, fs, 1, ATTR_NOSUID | ATTR_NODEV);
}

static bool write_at(int dir, const char *name, const void *bytes, size_t len,
		     mode_t mode, uid_t uid)
{
	AUTO(file_close)
	int fd = openat(dir, name,
			O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			0600);
	const char *at = bytes;

	if (fd < 0)
		return false;
	while (len) {
		ssize_t put = write(fd, at, len);

		if (put < 0)
			return false;
		at += put;
		len -= (size_t)put;
	}
	return fchown(fd, uid, uid) == 0 && fchmod(fd, mode) == 0;
}

static bool write_text(int root, const char *name, const char *text)
{
	return write_at(root, name, text, strlen(text), 0644, geteuid());
}

/* Folders that are there for the program or to mount something on. */
static bool make_folders(int root, uid_t uid)
{
	static const struct {
		const char *name;
		bool writable;
		mode_t mode;
	} folders[] = {
		{"usr", false, 0755},
		{"proc", false, 0755},
		{"run", false, 0755},
		{"etc", false, 0755},
		{"etc/alternatives", false, 0755},
		{"dev", false, 0755},
		{"dev/shm", true, 01777},
		{"tmp", true, 01777},
		{"work", true, 0755},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(folders); i++)
		if (mkdirat(root, folders[i].name, 0755) != 0 ||
		    (folders[i].writable &&
		     (fchownat(root, folders[i].name, uid, uid, 0) != 0 ||
		      fchmodat(root, folders[i].name, folders[i].mode, 0) !=
			      0)))
			return false;
	return true;
}

static const char *const devices[] = {"null", "zero", "full", "random",
				      "urandom"};

static bool make_devices(int root)
{
	static const char *const links[][2] = {
		{"/proc/self/fd", "dev/fd"},
		{"/proc/self/fd/0", "dev/stdin"},
		{"/proc/self/fd/1", "dev/stdout"},
		{"/proc/self/fd/2", "dev/stderr"},
	};
	char name[32];
	size_t i;

	for (i = 0; i < ARRAY_LEN(devices); i++) {
		snprintf(name, sizeof(name), "dev/%s", devices[i]);
		if (mknodat(root, name, S_IFREG | 0644, 0) != 0)
			return false;
	}
	for (i = 0; i < ARRAY_LEN(links); i++)
		if (symlinkat(links[i][0], root, links[i][1]) != 0)
			return false;
	return true;
}

static bool make_etc(int root, const struct sandbox *sandbox)
{
	AUTO(buf_release) struct buf text = {0};
	unsigned uid = (unsigned)sandbox->uid;

	buf_init(&text, BUF_OURS);
	buf_printf(&text,
		   "root:x:0:0:root:/:/usr/sbin/nologin\n"
		   "learner:x:%u:%u:learner:/work:/bin/sh\n",
		   uid, uid);
	if (!write_text(root, "etc/passwd", text.data))
		return false;
	buf_clear(&text);
	buf_printf(&text, "root:x:0:\nlearner:x:%u:\n", uid);
	if (!write_text(root, "etc/group", text.data))
		return false;
	buf_clear(&text);
	buf_printf(&text, "127.0.0.1 localhost sandbox\n::1 localhost\n%s",
		   sandbox->hosts ? sandbox->hosts : "");
	return write_text(root, "etc/hosts", text.data) &&
	       write_text(root, "etc/nsswitch.conf",
			  "passwd: files\ngroup: files\nhosts: files\n") &&
	       mknodat(root, "etc/ld.so.cache", S_IFREG | 0644, 0) == 0 &&
	       symlinkat("/usr/share/zoneinfo/Etc/UTC", root,
			 "etc/localtime") == 0;
}

/* Folders of the system at the root: links where /usr was merged. */
static const char *const tops[] = {"bin",   "sbin",  "lib",
				   "lib32", "lib64", "libx32"};

static bool make_tops(int root)
{
	char path[16], target[256];
	size_t i;

	for (i = 0; i < ARRAY_LEN(tops); i++) {
		ssize_t len;
		struct stat st;

		snprintf(path, sizeof(path), "/%s", tops[i]);
		if (lstat(path, &st) != 0)
			continue;
		len = readlink(path, target, sizeof(target) - 1);
		target[len > 0 ? len : 0] = '\0';
		if (len > 0 ? symlinkat(target, root, tops[i]) != 0
			    : mkdirat(root, tops[i], 0755) != 0)
			return false;
	}
	return true;
}

/* The folders above the last part of a path, for this user. */
static bool make_parents(int root, const char *path, uid_t uid)
{
	char part[4096];
	const char *slash = path;

	while ((slash = strchr(slash, '/'))) {
		size_t len = (size_t)(slash++ - path);

		if (!len || len >= sizeof(part))
			continue;
		memcpy(part, path, len);
		part[len] = '\0';
		if (mkdirat(root, part, 0755) == 0) {
			if (fchownat(root, part, uid, uid, 0) != 0)
				return false;
		} else if (errno != EEXIST) {
			return false;
		}
	}
	return true;
}

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
	size_t i;

	for (i = 0; i < sandbox->nfiles; i++) {
		const struct sandbox_file *file = &sandbox->files[i];

		if (file->name[0] == '/' || has_dots(file->name))
			return err_set(err, ERR_INFRA,
				       "the file \"%s\" is not below the "
				       "folder of the sandbox",
				       file->name);
		if (!make_parents(work, file->name, sandbox->uid) ||
		    !write_at(work, file->name, file->bytes, file->len,
			      file->mode, sandbox->uid))
			return err_errno(err, "cannot copy \"%s\" in",
					 file->name);
	}
	return true;
}

#define MOST_SOCKETS 8

static bool make_sockets(int root, const char *const *socket)
{
	size_t n = 0;

	for (; socket && *socket; socket++)
		if (n++ == MOST_SOCKETS ||
		    !make_parents(root, *socket + 1, geteuid()) ||
		    mknodat(root, *socket + 1, S_IFREG | 0644, 0) != 0)
			return false;
	return true;
}

bool view_make(const struct sandbox *sandbox, int *root, struct err *err)
{
	AUTO(file_close) int fresh = make_disk(&sandbox->limits);
	mode_t mask;
	bool made;

	if (fresh < 0)
		return err_errno(err, "cannot make the disk of a sandbox");
	mask = umask(0);
	made = make_folders(fresh, sandbox->uid) && make_devices(fresh) &&
	       make_etc(fresh, sandbox) && make_tops(fresh) &&
	       make_sockets(fresh, sandbox->sockets);
	if (!made)
		err_errno(err, "cannot fill the disk of a sandbox");
	made = made && copy_in(fresh, sandbox, err);
	umask(mask);
	if (!made)
		return false;
	*root = fresh;
	fresh = -1; /* not TAKE: 0 is a descriptor too */
	return true;
}

bool view_measure(int root, struct view_usage *usage)
{
	struct statfs fs;

	if (fstatfs(root, &fs) != 0)
		return false;
	*usage = (struct view_usage){
		.bytes = (uint64_t)(fs.f_blocks - fs.f_bfree) *
			 (uint64_t)fs.f_bsize,
		.all_bytes = (uint64_t)fs.f_blocks * (uint64_t)fs.f_bsize,
		.files = fs.f_files - fs.f_ffree,
		.all_files = fs.f_files};
	return true;
}

/* ---- in the init ---- */

/* A copy of a mount of the lab's, without what is mounted below it. */
static int take_tree(const char *path, int flags)
{
	return (int)syscall(SYS_open_tree, AT_FDCWD, path,
			    TREE_CLONE | TREE_CLOEXEC | flags);
}

static bool put_tree(int tree, const char *path)
{
	return syscall(SYS_move_mount, tree, "", AT_FDCWD, path,
		       FROM_EMPTY_PATH) == 0;
}

static bool bind(const char *from, const char *to)
{
	return mount(from, to, NULL, MS_BIND | MS_REC, NULL) == 0;
}

static bool bind_system(void)
{
	char from[48], to[48];
	struct stat st;
	size_t i;

	if (!bind("/usr", "usr"))
		return false;
	for (i = 0; i < ARRAY_LEN(tops); i++) {
		snprintf(from, sizeof(from), "/%s", tops[i]);
		if (lstat(from, &st) == 0 && S_ISDIR(st.st_mode) &&
		    !bind(from, tops[i]))
			return false;
	}
	for (i = 0; i < ARRAY_LEN(devices); i++) {
		snprintf(from, sizeof(from), "/dev/%s", devices[i]);
		snprintf(to, sizeof(to), "dev/%s", devices[i]);
		if (!bind(from, to))
			return false;
	}
	if (access("/etc/alternatives", F_OK) == 0 &&
	    !bind("/etc/alternatives", "etc/alternatives"))
		return false;
	return access("/etc/ld.so.cache", F_OK) != 0 ||
	       bind("/etc/ld.so.cache", "etc/ld.so.cache");
}

/* Covers a folder with the empty one that stands for /run. */
static bool cover(const char *path)
{
	struct stat st;

	return lstat(path + 1, &st) != 0 || !S_ISDIR(st.st_mode) ||
	       bind("run", path + 1);
}

static bool cover_all(const char *const *path)
{
	if (!cover(GRADER_DATADIR))
		return false;
	for (; path && *path; path++)
		if (!cover(*path))
			return false;
	return true;
}

static bool make_writable(void)
{
	static const char *const folders[] = {"work", "tmp", "dev/shm"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(folders); i++)
		if (!bind(folders[i], folders[i]) ||
		    !set_attributes(AT_FDCWD, folders[i], 0,
				    ATTR_NOSUID | ATTR_NODEV, ATTR_RDONLY))
			return false;
	return true;
}

/* The lab's sockets lie below what the view is mounted on: taken before. */
static size_t take_sockets(const char *const *path, int trees[MOST_SOCKETS])
{
	size_t n = 0;

	for (; path && *path && n < MOST_SOCKETS; path++)
		trees[n++] = take_tree(*path, 0);
	return n;
}

static bool put_sockets(const char *const *path, const int trees[MOST_SOCKETS],
			size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (trees[i] < 0 || !put_tree(trees[i], path[i] + 1))
			return false;
	return true;
}

/*
 * The kernel gives a process of a user namespace a new /proc only where it
 * sees all of an old one (mount_namespaces(7)).
 */
static bool mount_proc(int *proc, bool *own)
{
	*own = mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
		     "hidepid=2") == 0;
	if (*own) {
		*proc = open("proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		return *proc >= 0;
	}
	*proc = take_tree("/proc", RECURSIVE);
	return *proc >= 0 &&
	       set_attributes(*proc, "", AT_EMPTY_PATH, 0, ATTR_RDONLY);
}

static bool leave_the_rest(void)
{
	return syscall(SYS_pivot_root, ".", ".") == 0 &&
	       umount2(".", MNT_DETACH) == 0 && chdir("/work") == 0;
}

bool view_enter(const struct sandbox *sandbox, int root, int *proc,
		bool *own_proc, const char **step)
{
	int trees[MOST_SOCKETS];
	size_t n = take_sockets(sandbox->sockets, trees);

	*step = "mount the disk of the sandbox";
	if (!put_tree(root, "/tmp") || chdir("/tmp") != 0)
		return false;
	*step = "show the system in the sandbox";
	if (!bind_system() || !cover_all(sandbox->hide))
		return false;
	*step = "show the sockets in the sandbox";
	if (!put_sockets(sandbox->sockets, trees, n))
		return false;
	*step = "make the system read-only";
	if (!set_attributes(AT_FDCWD, ".", RECURSIVE, ATTR_RDONLY | ATTR_NOSUID,
			    0))
		return false;
	*step = "make the folder of the sandbox writable";
	if (!make_writable())
		return false;
	*step = "mount /proc";
	if (!mount_proc(proc, own_proc))
		return false;
	*step = "change the root";
	return leave_the_rest();
}
