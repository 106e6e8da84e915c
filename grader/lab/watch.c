/*
 * The lab's clock: an interval timer whose signal kills the lab's servers.
 *
 * The client libraries wait inside read(2) and offer no deadline that both
 * have in common and that a server cannot stretch. Killing the server ends
 * every such wait, and is what follows a limit anyway. A signal handler can
 * only use what is global, hence the variables below: they are written while
 * the timer is off. pidfd_send_signal(2) is a plain system call, and a pidfd
 * never names a stranger, unlike a number that has been used again.
 */
#include "lab/inside.h"

#include "base/num.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/time.h>

/*
 * After which part of its time a case is looked at for the first time; behind
 * the deadline it is looked at each time that such a part has passed.
 */
#define SAMPLE_PART 5

/* Waiting for this part of the time is starving. */
#define STARVED_PART 4

/* How long a server that was killed may take to end. */
#define ENDING_MS 1000

/* "/proc/PID/task" of a server, as the mounted /proc numbers processes. */
#define TASKS_PATH 48

static volatile sig_atomic_t struck;
static volatile int targets[LAB_KINDS];
static volatile sig_atomic_t ntargets;
static char tasks[LAB_KINDS][TASKS_PATH];
static clockid_t clocks[LAB_KINDS]; /* of a process, which is never 0 */
static struct watch watched;
static uint64_t began_us, part_us;
static uint64_t waited_at_start, used_at_start, used_by_ended;
static volatile sig_atomic_t starved, frozen;

/* ---- waiting for a processor ---- */

/* Reads a small file of /proc; "" when it is not there. Signal-safe. */
static void read_small(int folder, const char *path, char *text, size_t size)
{
	int fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : read(fd, text, size - 1);

	if (fd >= 0)
		close(fd);
	text[got > 0 ? got : 0] = '\0';
}

/* The second number of a thread's schedstat, nanoseconds. Signal-safe. */
static uint64_t waited_of(int folder, const char *thread)
{
	char path[64], text[96];
	size_t len = strlen(thread), skip;
	int64_t number = 0;

	if (len > 20 || thread[0] == '.')
		return 0;
	memcpy(path, thread, len);
	memcpy(path + len, "/schedstat", sizeof("/schedstat"));
	read_small(folder, path, text, sizeof(text));
	skip = strcspn(text, " ");
	skip += text[skip] == ' ';
	if (!num_int(text + skip, strspn(text + skip, "0123456789"), &number))
		return 0;
	return (uint64_t)number;
}

struct linux_dirent64 { /* getdents64(2) */
	uint64_t ino;
	int64_t off;
	unsigned short reclen;
	unsigned char type;
	char name[];
};

/* The same of all threads of a server; readdir(3) is not signal-safe. */
static uint64_t waited_in(const char *path)
{
	_Alignas(8) char entries[4096];
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	uint64_t sum = 0;
	long got, at;

	while (fd >= 0 && (got = syscall(SYS_getdents64, fd, entries,
					 sizeof(entries))) > 0)
		for (at = 0; at < got;) {
			const struct linux_dirent64 *entry =
				(const void *)(entries + at);

			sum += waited_of(fd, entry->name);
			at += entry->reclen;
		}
	if (fd >= 0)
		close(fd);
	return sum;
}

static uint64_t waited_by_all(void)
{
	uint64_t sum = 0;
	sig_atomic_t i;

	for (i = 0; i < ntargets; i++)
		if (tasks[i][0])
			sum += waited_in(tasks[i]);
	return sum / 1000;
}

/*
 * A lab has processes of its own but the machine's /proc, where they have
 * other numbers: the fdinfo of the pidfd tells which (pidfd_open(2)).
 */
static void find_tasks(int pidfd, char path[TASKS_PATH])
{
	char name[48], text[512], *line;
	int64_t pid;

	path[0] = '\0';
	snprintf(name, sizeof(name), "/proc/self/fdinfo/%d", pidfd);
	read_small(AT_FDCWD, name, text, sizeof(text));
	line = strstr(text, "\nPid:\t");
	line = line ? line + strlen("\nPid:\t") : text + strlen(text);
	if (num_int(line, strcspn(line, "\n"), &pid) && pid > 0)
		snprintf(path, TASKS_PATH, "/proc/%" PRId64 "/task", pid);
}

int server_threads(const struct server *server, const char *name)
{
	char path[TASKS_PATH], inner[300], text[32];
	struct dirent *entry;
	int found = -1;
	DIR *dir;

	find_tasks(server->child.fd, path);
	dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(inner, sizeof(inner), "%s/comm", entry->d_name);
		read_small(dirfd(dir), inner, text, sizeof(text));
		text[strcspn(text, "\n")] = '\0';
		found = (found < 0 ? 0 : found) + !strcmp(text, name);
	}
	if (dir)
		closedir(dir);
	return found;
}

/*
 * Whether the server was stopped by a signal, which only somebody outside of
 * the lab can have sent: its state, behind the name that ends with ')'.
 */
static bool is_frozen(const char *path)
{
	char stat[TASKS_PATH + 8], text[256];
	size_t len = strlen(path) - strlen("task");
	const char *at;

	memcpy(stat, path, len);
	memcpy(stat + len, "stat", sizeof("stat"));
	read_small(AT_FDCWD, stat, text, sizeof(text));
	at = strrchr(text, ')');
	return at && at[1] == ' ' && at[2] == 'T';
}

static bool any_frozen(void)
{
	sig_atomic_t i;

	for (i = 0; i < ntargets; i++)
		if (tasks[i][0] && is_frozen(tasks[i]))
			return true;
	return false;
}

/* As lab_cpu_us, of what the handler can see. Signal-safe. */
static uint64_t used_by_all(void)
{
	uint64_t sum = used_by_ended;
	struct timespec used;
	sig_atomic_t i;

	for (i = 0; i < ntargets; i++)
		if (clocks[i] && clock_gettime(clocks[i], &used) == 0)
			sum += (uint64_t)used.tv_sec * 1000000 +
			       (uint64_t)used.tv_nsec / 1000;
	return sum;
}

static bool starving(uint64_t now)
{
	uint64_t waited = waited_by_all(), used = used_by_all();

	return waited > waited_at_start &&
	       waited - waited_at_start > (now - began_us) / STARVED_PART &&
	       used < used_at_start + watched.enough_us;
}

/* ---- the clock ---- */

/* Microseconds until the deadline, once the first sample was taken. */
static volatile uint64_t rest_us;

static void set_timer(uint64_t us);

/*
 * The first ring takes the sample that the last one is compared with. It
 * comes late, so that a case that ends soon does not pay for it.
 */
static bool sample(void)
{
	uint64_t rest = rest_us;

	if (!rest)
		return false;
	rest_us = 0;
	waited_at_start = waited_by_all();
	set_timer(rest);
	return true;
}

/* Whether the servers get more time, for want of a processor. */
static bool wait_on(void)
{
	uint64_t now = clock_now_us(), left;

	starved = starving(now);
	if (!starved || now >= watched.latest.at_us)
		return false;
	left = watched.latest.at_us - now;
	set_timer(left < part_us ? left : part_us);
	return true;
}

static void strike(void)
{
	sig_atomic_t i;

	struck = 1;
	frozen |= any_frozen();
	for (i = 0; i < ntargets; i++)
		syscall(SYS_pidfd_send_signal, targets[i], SIGKILL, NULL, 0);
}

static void ring(int number)
{
	int kept = errno;

	(void)number;
	if (!sample() && (struck || !wait_on()))
		strike();
	errno = kept;
}

static void set_timer(uint64_t us)
{
	struct itimerval timer = {
		.it_value = {.tv_sec = (time_t)(us / 1000000),
			     .tv_usec = (suseconds_t)(us % 1000000)},
		/* Again and again: a server started after the first strike
		   must not outlive the deadline either. */
		.it_interval = {.tv_sec = 0, .tv_usec = us ? 50000 : 0},
	};

	setitimer(ITIMER_REAL, &timer, NULL);
}

static void block(bool on)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigprocmask(on ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

void lab_watch_servers(const struct lab *lab)
{
	size_t i;

	block(true);
	ntargets = 0;
	used_by_ended = lab->ended_cpu_us;
	for (i = 0; i < lab->nservers; i++) {
		const struct child *child = &lab->servers[i].child;

		if (child->pid <= 0)
			continue;
		if (clock_getcpuclockid(child->pid, &clocks[ntargets]) != 0)
			clocks[ntargets] = 0;
		find_tasks(child->fd, tasks[ntargets]);
		targets[ntargets++] = child->fd;
	}
	block(false);
}

void lab_watch(struct lab *lab, const struct watch *watch)
{
	struct sigaction action = {.sa_handler = ring, .sa_flags = SA_RESTART};
	uint64_t at = watch->deadline.at_us, left;

	sigemptyset(&action.sa_mask);
	sigaction(SIGALRM, &action, NULL);
	struck = starved = frozen = 0;
	watched = *watch;
	began_us = clock_now_us();
	used_at_start = lab_cpu_us(lab);
	left = at > began_us ? at - began_us : 1;
	part_us = left / SAMPLE_PART ? left / SAMPLE_PART : 1;
	rest_us = left - left / SAMPLE_PART;
	set_timer(part_us);
}

void lab_pause(struct lab *lab)
{
	(void)lab;
	set_timer(0);
}

void lab_resume(struct lab *lab)
{
	uint64_t at = watched.deadline.at_us, now = clock_now_us();

	(void)lab;
	/* The sample was not taken: who waits now has not waited before. */
	if (rest_us)
		waited_at_start = waited_by_all();
	rest_us = 0;
	set_timer(at > now ? at - now : part_us);
}

void lab_left_ms(const struct lab *lab, uint64_t *left, uint64_t *most)
{
	uint64_t at = watched.deadline.at_us, latest = watched.latest.at_us;
	uint64_t now = clock_now_us();

	(void)lab;
	*left = at > now ? (at - now) / 1000 : 0;
	*most = latest > now ? (latest - now) / 1000 : 0;
}

/* Waits for what was killed: it answers until it ends, on a busy machine for
   a while. */
static void await_ends(const struct lab *lab)
{
	size_t i;

	for (i = 0; i < lab->nservers; i++)
		if (lab->servers[i].child.pid > 0)
			server_alive(&lab->servers[i], ENDING_MS);
}

bool lab_unwatch(struct lab *lab)
{
	set_timer(0);
	if (struck)
		await_ends(lab);
	return struck;
}

bool lab_struck(const struct lab *lab)
{
	(void)lab;
	return struck;
}

bool lab_had_enough(const struct lab *lab)
{
	return lab_cpu_us(lab) >= used_at_start + watched.enough_us;
}

bool lab_frozen(const struct lab *lab)
{
	(void)lab;
	return frozen || any_frozen();
}

bool lab_starved(const struct lab *lab)
{
	(void)lab;
	return starved;
}
