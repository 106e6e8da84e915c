/*
 * Entering a lab: namespaces of one's own where the system gives them, else
 * a folder with a sweeper.
 *
 * The rules are those of clone(2), user_namespaces(7), pid_namespaces(7) and
 * mount_namespaces(7): a process that is not root needs a user namespace for
 * the others, may map only its own user there, and has to deny setgroups
 * before it maps its group.
 */
#include "base/file.h"
#include "lab/inside.h"
#include "proc/fetched.h"
#include "proc/mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* A test proves that hostile tests notice when this is off. */
#ifdef GRADER_WITHOUT_NETNS
#define OWN_NETWORK 0
#else
#define OWN_NETWORK CLONE_NEWNET
#endif

#define OWN_NAMESPACES \
	(CLONE_NEWNS | CLONE_NEWPID | OWN_NETWORK | CLONE_NEWIPC | CLONE_NEWUTS)

/* Whether user `uid` exists in this process's user namespace. */
static bool maps(uid_t uid)
{
	unsigned long inside, outside, count;
	FILE *map = fopen("/proc/self/uid_map", "re");
	bool found = false;

	while (map &&
	       fscanf(map, "%lu %lu %lu", &inside, &outside, &count) == 3)
		found = found || (uid >= inside && uid - inside < count);
	if (map)
		fclose(map);
	return found;
}

/* Whether this process has the capability in its effective set. */
static bool can(int capability)
{
	unsigned long long effective = 0;
	char line[256];
	FILE *status = fopen("/proc/self/status", "re");

	while (status && fgets(line, sizeof(line), status))
		if (sscanf(line, "CapEff: %llx", &effective) == 1)
			break;
	if (status)
		fclose(status);
	return effective >> capability & 1;
}

bool lab_may_become(void)
{
	return geteuid() == 0 && maps(LAB_UID) && can(CAP_CHOWN) &&
	       can(CAP_SETGID) && can(CAP_SETUID);
}

int lab_clone_flags(void)
{
	bool root = lab_may_become() && can(CAP_SYS_ADMIN);

	return OWN_NAMESPACES | (root ? 0 : CLONE_NEWUSER);
}

static bool write_text(const char *path, const char *text)
{
	AUTO(file_close) int fd = open(path, O_WRONLY | O_CLOEXEC);
	size_t len = strlen(text);

	return fd >= 0 && write(fd, text, len) == (ssize_t)len;
}

/* Inside a new user namespace: this process becomes LAB_UID in it. */
static bool map_user(uid_t outer_uid, gid_t outer_gid)
{
	char text[64];

	if (!write_text("/proc/self/setgroups", "deny"))
		return false;
	snprintf(text, sizeof(text), "%u %u 1", LAB_UID, outer_uid);
	if (!write_text("/proc/self/uid_map", text))
		return false;
	snprintf(text, sizeof(text), "%u %u 1", LAB_UID, outer_gid);
	return write_text("/proc/self/gid_map", text);
}

static bool loopback_up(void)
{
	AUTO(file_close)
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};

	return fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &request) == 0;
}

/*
 * mount_setattr(2) of all mounts at once (Linux 5.12); its number and struct
 * are newer than some C libraries.
 */
static bool read_only(void)
{
	struct {
		uint64_t set, clear, propagation, userns;
	} attributes = {.set = 1 /* MOUNT_ATTR_RDONLY */};

	return syscall(442 /* mount_setattr */, -1, "/",
		       0x8000 /* AT_RECURSIVE */, &attributes,
		       sizeof(attributes)) == 0;
}

static bool own_disk(uint64_t disk)
{
	char settings[96];

	snprintf(settings, sizeof(settings),
		 "size=%llu,nr_inodes=65536,mode=0711,uid=%u,gid=%u",
		 (unsigned long long)disk, LAB_UID, LAB_UID);
	return mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV,
		     settings) == 0;
}

/*
 * What is the operator's is not seen from inside: a server that is taken
 * over finds empty folders. The worker needs nothing of it any more.
 */
static bool hide_homes(void)
{
	static const char *const homes[] = {"/home", "/root", "/run/user",
					    FETCHED_INSIDE, "/media"};
	struct stat st;
	size_t i;

	for (i = 0; i < ARRAY_LEN(homes); i++)
		if (lstat(homes[i], &st) == 0 && S_ISDIR(st.st_mode) &&
		    mount("tmpfs", homes[i], "tmpfs",
			  MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC,
			  "size=4k,nr_inodes=2,mode=0555") != 0)
			return false;
	return chdir("/") == 0;
}

/* Takes what was fetched to where it is seen when homes are not; -1: there is
   nothing. */
static bool take_fetched(int *tree, struct err *err)
{
	const char *folder = fetched_folder();

	*tree = folder ? mounts_take(folder, false) : -1;
	return !folder || *tree >= 0 ||
	       err_errno(err, "cannot show \"%s\"", folder);
}

static bool put_fetched(int tree, struct err *err)
{
	fetched_entered();
	return tree < 0 || mounts_put(tree, FETCHED_INSIDE) ||
	       err_errno(err, "cannot show programs at " FETCHED_INSIDE);
}

bool lab_enter_namespaces(const struct lab_options *options, uid_t outer_uid,
			  gid_t outer_gid, struct err *err)
{
	AUTO(file_close) int fetched = -1;

	if (!maps(LAB_UID) && !map_user(outer_uid, outer_gid))
		return err_errno(err, "cannot map the user of a lab");
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		return err_errno(err, "cannot make the mounts private");
	if (!read_only())
		return err_errno(err, "cannot make the system read-only");
	if (!take_fetched(&fetched, err))
		return false;
	if (!hide_homes())
		return err_errno(err, "cannot hide the homes");
	if (!put_fetched(fetched, err))
		return false;
	if (!own_disk(options->disk))
		return err_errno(err, "cannot mount the disk of a lab");
	if (!loopback_up())
		return err_errno(err, "cannot start the loopback network");
	if (sethostname("lab", 3) != 0)
		return err_errno(err, "cannot name the lab");
	return true;
}

/* ---- without namespaces ---- */

/* Kills every process group whose leader works below the folder. */
static void sweep(const char *folder)
{
	if (file_remove_tree(folder, NULL))
		return;
	/* A dying server may still write: once more, after it is gone. */
	poll(NULL, 0, 100);
	if (!file_remove_tree(folder, NULL))
		_exit(1);
}

/*
 * The sweeper holds the reading end of a pipe of which the worker holds the
 * only writing end: when the worker ends, however, it reads the end of file.
 * It ignores what a terminal sends to the group.
 */
static bool start_sweeper(const char *folder, struct err *err)
{
	int pipes[2];
	pid_t pid;
	char byte;

	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_errno(err, "cannot make a pipe");
	pid = fork();
	if (pid < 0)
		return err_errno(err, "cannot start the sweeper");
	if (pid > 0) {
		close(pipes[0]);
		return true; /* pipes[1] stays open until this process ends */
	}
	close(pipes[1]);
	setsid();
	prctl(PR_SET_NAME, "grader-sweeper");
	syscall(SYS_close_range, 3, pipes[0] - 1, 0);
	syscall(SYS_close_range, pipes[0] + 1, ~0u, 0);
	while (read(pipes[0], &byte, 1) < 0 && errno == EINTR)
		;
	sweep(folder);
	_exit(0);
}

bool lab_enter_folder(struct lab *lab, struct err *err)
{
	const char *places[] = {"/dev/shm", "/tmp"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(places); i++) {
		snprintf(lab->root, sizeof(lab->root), "%s/grader-XXXXXX",
			 places[i]);
		if (mkdtemp(lab->root))
			break;
	}
	if (i == ARRAY_LEN(places))
		return err_errno(err, "cannot make a folder for the lab");
	/* From here on it is removed, whatever goes wrong. */
	if (!start_sweeper(lab->root, err))
		return false;
	lab->server_uid = lab_may_become() ? LAB_UID : (uid_t)-1;
	if (lab->server_uid == LAB_UID &&
	    chown(lab->root, LAB_UID, LAB_UID) != 0)
		return err_errno(err, "cannot give the lab its folder");
	if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
		return err_errno(err, "cannot adopt processes");
	return true;
}
