/*
 * What test_sandbox runs in its sandboxes where a shell cannot do it: the
 * test's own program, copied in, with the name of one of these.
 */
#ifndef GRADER_TESTS_SANDBOX_PROBES_H
#define GRADER_TESTS_SANDBOX_PROBES_H

#include "sandbox_calls.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/un.h>
#include <sys/wait.h>

static int probe_spin(const char *word)
{
	int n = word[0] - '0';
	volatile unsigned spin = 0;

	while (--n > 0 && fork() != 0)
		;
	for (;;)
		spin++;
	return 0;
}

/* Children of children that spin a little and are waited for. */
static int probe_spin_short(const char *word)
{
	(void)word;
	for (;;) {
		clock_t start = clock();
		pid_t child = fork();

		while (child == 0 && clock() - start < CLOCKS_PER_SEC / 50)
			;
		if (child == 0)
			_exit(0);
		waitpid(child, NULL, 0);
	}
}

static int probe_hog(const char *word)
{
	size_t size = (size_t)1 << 20;

	(void)word;
	for (;;) {
		void *part = mmap(NULL, size, PROT_READ | PROT_WRITE,
				  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (part == MAP_FAILED)
			return 9;
		memset(part, 1, size);
	}
}

/* As many processes as it gets, one byte of output for each. */
static int probe_forks(const char *word)
{
	int n;

	(void)word;
	for (n = 0; n < 100; n++) {
		pid_t child = fork();

		if (child < 0)
			break;
		if (child == 0)
			for (;;)
				pause();
		if (write(1, "x", 1) < 0)
			return 1;
	}
	sleep(10);
	return 0;
}

/* Files of 256 KiB, until there is no more room. */
static int probe_fill(const char *word)
{
	static const char bytes[1 << 18];
	char name[32];
	int n, fd;

	(void)word;
	for (n = 0;; n++) {
		snprintf(name, sizeof(name), "file%d", n);
		fd = open(name, O_WRONLY | O_CREAT, 0600);
		if (fd < 0 || write(fd, bytes, sizeof(bytes)) < 0)
			return errno == ENOSPC ? 28 : 1;
		close(fd);
	}
}

static int probe_files(const char *word)
{
	char name[32];
	int n, fd;

	(void)word;
	for (n = 0;; n++) {
		snprintf(name, sizeof(name), "file%d", n);
		fd = open(name, O_WRONLY | O_CREAT, 0600);
		if (fd < 0)
			return errno == ENOSPC ? 28 : 1;
		close(fd);
	}
}

static int probe_fds(const char *word)
{
	int fd;

	(void)word;
	for (fd = 0; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			printf("%d ", fd);
	return 0;
}

static int probe_ids(const char *word)
{
	uid_t uids[3];
	gid_t gids[3], groups[64];

	(void)word;
	getresuid(&uids[0], &uids[1], &uids[2]);
	getresgid(&gids[0], &gids[1], &gids[2]);
	printf("%d %d %d, %d %d %d, leader %d, pid 1 %s\n", (int)uids[0],
	       (int)uids[1], (int)uids[2], (int)gids[0], (int)gids[1],
	       (int)gids[2], getsid(0) == getpid(),
	       open("/proc/1/mem", O_RDONLY) >= 0 ? "reached" : "not reached");
	return getgroups(64, groups) > 0 ? 3 : 0;
}

static int try_connect(const void *address, socklen_t len)
{
	int family = ((const struct sockaddr *)address)->sa_family;
	int fd = socket(family, SOCK_STREAM, 0), error;

	error = connect(fd, address, len) == 0 ? 0 : errno;
	close(fd);
	return error;
}

/* "127.0.0.1:80", printed with the errno of connecting. */
static int probe_connect(const char *word)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	const char *colon = strchr(word, ':');
	char host[32] = "";

	memcpy(host, word, (size_t)(colon - word));
	inet_pton(AF_INET, host, &in.sin_addr);
	in.sin_port = htons((uint16_t)strtol(colon + 1, NULL, 10));
	printf("%d", try_connect(&in, sizeof(in)));
	return 0;
}

static int probe_unix(const char *word)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};

	snprintf(un.sun_path, sizeof(un.sun_path), "%s", word);
	printf("%d", try_connect(&un, sizeof(un)));
	return 0;
}

/* The calls that are not denied as they should be. */
static int probe_calls(const char *word)
{
	size_t i;

	(void)word;
	for (i = 0; i < sizeof(denied_calls) / sizeof(denied_calls[0]); i++) {
		int got = try_call(&denied_calls[i]);

		if (got != denied_calls[i].error)
			printf("%s: %d instead of %d\n", denied_calls[i].name,
			       got, denied_calls[i].error);
	}
	return 0;
}

/* A call of another architecture: getpid(2) of x32. */
static int probe_x32(const char *word)
{
	(void)word;
	printf("%ld\n", syscall(0x40000000 | 39));
	return 0;
}

static const struct probe {
	const char *name;
	int (*run)(const char *word);
} probes[] = {
	{"spin", probe_spin},	    {"spin_short", probe_spin_short},
	{"hog", probe_hog},	    {"forks", probe_forks},
	{"fill", probe_fill},	    {"files", probe_files},
	{"fds", probe_fds},	    {"ids", probe_ids},
	{"connect", probe_connect}, {"unix", probe_unix},
	{"calls", probe_calls},	    {"x32", probe_x32},
};

static int run_probe(const char *name, const char *word)
{
	size_t i;
	int status;

	for (i = 0; i < sizeof(probes) / sizeof(probes[0]); i++)
		if (strcmp(probes[i].name, name) == 0) {
			status = probes[i].run(word);
			fflush(stdout);
			_exit(status);
		}
	_exit(99);
}

#endif
