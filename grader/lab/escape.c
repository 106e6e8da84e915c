/* The attempts themselves. */
#include "lab/escape.h"

#include "base/attr.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/num.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Loopback answers at once, or never. */
#define ANSWER_MS 200

/* For how long a process lives that nobody ends, seconds. */
#define LIFE 2

#define MOST_PROCESSES 64
#define MOST_FILE ((size_t)1 << 20)

static int number_of(const char *word)
{
	int64_t number = 0;

	return num_int(word, strlen(word), &number) && number > 0 &&
			       number <= INT32_MAX
		       ? (int)number
		       : 0;
}

/* ---- to what is outside: 0 or errno ---- */

static int try_file(const char *word)
{
	AUTO(buf_release) struct buf bytes = {0};
	const char *path = strchr(word, ' ');
	char hex[2 * HASH_SIZE + 1];
	struct digest digest;

	buf_init(&bytes, MOST_FILE);
	errno = ENOENT;
	if (!path || file_read(AT_FDCWD, path + 1, &bytes) != FILE_READ)
		return errno;
	digest = hash_of(bytes.data, bytes.len);
	hash_hex(&digest, hex);
	/* Another file at this path is not that one. */
	return strncmp(hex, word, strlen(hex)) ? ENOENT : 0;
}

static int reach(int family, const void *address, socklen_t len)
{
	AUTO(file_close)
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	struct pollfd answer = {.fd = fd, .events = POLLOUT};
	int error = ETIMEDOUT;
	socklen_t size = sizeof(error);

	if (fd < 0)
		return errno;
	if (connect(fd, address, len) == 0)
		return 0;
	if (errno != EINPROGRESS)
		return errno;
	if (poll(&answer, 1, ANSWER_MS) > 0)
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
	return error;
}

static int try_port(const char *word)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)number_of(word)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	return reach(AF_INET, &address, sizeof(address));
}

static int try_socket(const char *word)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t len = strlen(word);

	if (len > sizeof(address.sun_path) - 1)
		return ENAMETOOLONG;
	memcpy(address.sun_path + 1, word, len);
	return reach(
		AF_UNIX, &address,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + len));
}

/* A number that names nobody here, or another one here, is no way out. */
static int try_signal(const char *word)
{
	pid_t pid = number_of(word);

	if (pid <= 1 || pid == getpid())
		return ESRCH;
	return kill(pid, SIGUSR1) == 0 ? 0 : errno;
}

/* Both are anybody's where no filter denies them, and have no effect. */
static int try_call(const char *word)
{
	char parameters[256] = {0};
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0);

	(void)word;
	if (fd < 0)
		fd = (int)syscall(SYS_io_uring_setup, 1, parameters);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

/* ---- against the limits ---- */

static void wait_for_the_end(void)
{
	alarm(LIFE);
	for (;;)
		pause();
}

static int try_child(const char *word)
{
	int pipes[2], error = 0, fd;
	pid_t pid;
	char up;

	(void)word;
	if (pipe2(pipes, O_CLOEXEC) != 0)
		return errno;
	pid = fork();
	if (pid == 0) {
		fd = open(ESCAPE_LOCK, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
		if (setsid() >= 0 && fd >= 0 && flock(fd, LOCK_EX) == 0 &&
		    write(pipes[1], "", 1) == 1)
			wait_for_the_end();
		_exit(1);
	}
	if (pid < 0)
		error = errno;
	close(pipes[1]);
	if (pid > 0 && read(pipes[0], &up, 1) != 1)
		error = EIO;
	close(pipes[0]);
	return error;
}

static int try_processes(const char *word)
{
	int wanted = number_of(word), made, error = 0;
	pid_t pids[MOST_PROCESSES];

	if (wanted > MOST_PROCESSES)
		wanted = MOST_PROCESSES;
	for (made = 0; made < wanted; made++) {
		pids[made] = fork();
		if (pids[made] == 0)
			wait_for_the_end();
		if (pids[made] < 0)
			break;
	}
	if (made < wanted)
		error = errno;
	while (made-- > 0) {
		kill(pids[made], SIGKILL);
		waitpid(pids[made], NULL, 0);
	}
	return error;
}

/* Whoever is measured from time to time needs a while to be seen. */
static int try_memory(const char *word)
{
	const size_t size = (size_t)1 << 20;
	int wanted = 0, ms = 0;

	if (sscanf(word, "%d %d", &wanted, &ms) != 2)
		return EINVAL;
	for (; wanted > 0; wanted--) {
		void *part = mmap(NULL, size, PROT_READ | PROT_WRITE,
				  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (part == MAP_FAILED)
			return errno;
		memset(part, 1, size);
		if (write(STDOUT_FILENO, ".", 1) != 1)
			return errno;
	}
	poll(NULL, 0, ms);
	return 0;
}

/* ---- the orders ---- */

static const struct {
	const char *word, *doc;
	int (*attempt)(const char *word);
} escapes[ESCAPES] = {
#define ESCAPE(NAME, word, doc) {#word, doc, try_##word},
#include "lab/escapes.def"
#undef ESCAPE
};

const char *escape_word(enum escape escape)
{
	return escapes[escape].word;
}

const char *escape_doc(enum escape escape)
{
	return escapes[escape].doc;
}

static void carry_out(char *line)
{
	char *rest = line + strcspn(line, " \n");
	size_t i;

	line[strcspn(line, "\n")] = '\0';
	if (*rest)
		*rest++ = '\0';
	for (i = 0; i < ESCAPES; i++)
		if (!strcmp(line, escapes[i].word))
			dprintf(STDOUT_FILENO, "%s %d\n", line,
				escapes[i].attempt(rest));
}

int escape_main(void)
{
	char line[8192];

	/* The number of the process to signal may be one of this program's. */
	signal(SIGUSR1, SIG_IGN);
	while (fgets(line, sizeof(line), stdin))
		carry_out(line);
	return 0;
}
