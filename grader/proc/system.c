/* Builds the system's part of a view in a process of its own. */
#include "proc/system.h"

#include "base/buf.h"
#include "base/file.h"
#include "proc/fetched.h"
#include "proc/fill.h"
#include "proc/mounts.h"
#include "proc/told.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* ---- what is made up ---- */

static bool make_folders(int root)
{
	/* The last ones are what a run mounts its own on. */
	static const char *const names[] = {
		"usr",	"etc",	   "etc/alternatives", "dev", "run",
		"proc", "etc/ssl", "etc/ssl/certs",    "mnt", "work",
		"tmp",	"dev/shm"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (!fill_folder(root, names[i], 0755, geteuid()))
			return false;
	return true;
}

static bool make_empty(int root, const char *name)
{
	return mknodat(root, name, S_IFREG | 0644, 0) == 0;
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
		if (!make_empty(root, name))
			return false;
	}
	for (i = 0; i < ARRAY_LEN(links); i++)
		if (symlinkat(links[i][0], root, links[i][1]) != 0)
			return false;
	return true;
}

static bool make_users(int root, uid_t uid)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "root:x:0:0:root:/:/usr/sbin/nologin\n"
		 "learner:x:%u:%u:learner:/work:/bin/sh\n",
		 (unsigned)uid, (unsigned)uid);
	if (!fill_text(root, "etc/passwd", text))
		return false;
	snprintf(text, sizeof(text), "root:x:0:\nlearner:x:%u:\n",
		 (unsigned)uid);
	return fill_text(root, "etc/group", text);
}

static bool make_etc(int root, uid_t uid)
{
	return make_users(root, uid) &&
	       fill_text(root, "etc/nsswitch.conf",
			 "passwd: files\ngroup: files\nhosts: files\n") &&
	       make_empty(root, "etc/hosts") &&
	       make_empty(root, "etc/ld.so.cache") &&
	       symlinkat("/usr/share/zoneinfo/Etc/UTC", root,
			 "etc/localtime") == 0;
}

/* Folders of the system at the root: links where /usr was merged. */
static const char *const tops[] = {"bin",   "sbin",  "lib",
				   "lib32", "lib64", "libx32"};

static bool make_tops(int root)
{
	char path[16], target[256];
	struct stat st;
	size_t i;

	for (i = 0; i < ARRAY_LEN(tops); i++) {
		ssize_t len;

		snprintf(path, sizeof(path), "/%s", tops[i]);
		if (lstat(path, &st) != 0)
			continue;
		len = readlink(path, target, sizeof(target) - 1);
		target[len > 0 ? len : 0] = '\0';
		if (len > 0 ? symlinkat(target, root, tops[i]) != 0
			    : !fill_folder(root, tops[i], 0755, geteuid()))
			return false;
	}
	return true;
}

/* ---- what is shown ---- */

static bool show(const char *path)
{
	return mounts_bind(path, path + 1);
}

static bool show_if_there(const char *path)
{
	return access(path, F_OK) != 0 || show(path);
}

/* Not where it is the operator's. */
static bool show_fetched(void)
{
	const char *folder = fetched_folder();

	return !folder || strcmp(folder, FETCHED_INSIDE) != 0 || show(folder);
}

static bool show_system(void)
{
	char path[48];
	struct stat st;
	size_t i;

	if (!show("/usr") || !show_fetched() ||
	    !show_if_there("/etc/alternatives") ||
	    !show_if_there("/etc/ld.so.cache") ||
	    /* Public keys, without which some libraries do not load. */
	    !show_if_there("/etc/ssl/certs"))
		return false;
	for (i = 0; i < ARRAY_LEN(tops); i++) {
		snprintf(path, sizeof(path), "/%s", tops[i]);
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode) && !show(path))
			return false;
	}
	for (i = 0; i < ARRAY_LEN(devices); i++) {
		snprintf(path, sizeof(path), "/dev/%s", devices[i]);
		if (!show(path))
			return false;
	}
	return true;
}

/* Covers a folder with the empty /run. */
static bool cover(const char *path)
{
	struct stat st;

	return lstat(path + 1, &st) != 0 || !S_ISDIR(st.st_mode) ||
	       mounts_bind("run", path + 1);
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

/* ---- the process ---- */

/*
 * Who enters a namespace stands at the root of its mounts, setns(2). In a
 * chroot that is another place than where this process stands: what is built
 * here would be below it, with all of the machine in sight above.
 */
static bool stands_at_root(void)
{
	AUTO(file_close)
	int ns = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	struct stat here, root;

	if (ns < 0 || stat("/", &here) != 0 || setns(ns, CLONE_NEWNS) != 0 ||
	    stat("/", &root) != 0)
		return false;
	errno = ENOTSUP;
	return here.st_dev == root.st_dev && here.st_ino == root.st_ino;
}

static void build(uid_t uid, const char *const *hide, int end)
{
	struct told told = {.what = TOLD_FD};
	int root = mounts_tmpfs((uint64_t)1 << 20, 128), ns;

	umask(0);
	if (!stands_at_root())
		told_fail(end, "stand at the root of the mounts (a chroot?)");
	if (root < 0 || !make_folders(root) || !make_devices(root) ||
	    !make_etc(root, uid) || !make_tops(root))
		told_fail(end, "fill the root");
	if (!mounts_put(root, "/tmp") || chdir("/tmp") != 0)
		told_fail(end, "mount the root");
	/* The kernel gives a process of a user namespace a new /proc only
	   where it sees an old one (mount_namespaces(7)): a run mounts its
	   own over this. */
	if (!show_system() || !show("/proc"))
		told_fail(end, "show the system");
	if (!cover_all(hide))
		told_fail(end, "cover what is to be hidden");
	if (!mounts_change(AT_FDCWD, ".", true, MOUNT_RDONLY | MOUNT_NOSUID, 0))
		told_fail(end, "make the system read-only");
	ns = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	if (ns < 0)
		told_fail(end, "open the namespace");
	if (syscall(SYS_pivot_root, ".", ".") != 0 ||
	    umount2(".", MNT_DETACH) != 0)
		told_fail(end, "change the root");
	told_send(end, &told, ns);
	_exit(0);
}

bool system_make(uid_t uid, const char *const *hide, int *ns, struct err *err)
{
	AUTO(file_close) int ours = -1;
	AUTO(file_close) int theirs = -1;
	struct told told = {.what = TOLD_FAILED, .step = "tell"};
	int fd = -1;
	pid_t pid;

	if (!told_open(&ours, &theirs))
		return err_errno(err, "cannot make a socket");
	/* As fork(2), with a namespace: glibc has no call for that. */
	pid = (pid_t)syscall(SYS_clone, CLONE_NEWNS | SIGCHLD, NULL, NULL, NULL,
			     NULL);
	if (pid == 0)
		build(uid, hide, theirs);
	if (pid < 0)
		return err_errno(err, "cannot start a process");
	file_close(&theirs);
	if (!told_receive(ours, true, &told, &fd))
		told.number = ECHILD;
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	if (told.what == TOLD_FD) {
		*ns = fd;
		return true;
	}
	errno = told.number;
	return err_errno(err, "cannot build the view of sandboxes: %s",
			 told.step);
}
