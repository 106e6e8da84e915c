/* Sets canaries out, and looks after them. */
#include "lab/canary.h"

#include "base/file.h"
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long a signal that was sent may take to end a process. */
#define SIGNAL_MS 50

#define FALLBACK "/etc/passwd"

static const char text[] = "A sandbox that can read this is none.\n";

/* ---- the file ---- */

/* It stays, since another grader may be at the same. */
static bool lay_file(const char *cache, char *path, size_t size,
		     struct buf *bytes)
{
	if (!cache || snprintf(path, size, "%s/canary", cache) >= (int)size)
		return false;
	if (file_read(AT_FDCWD, path, bytes) == FILE_READ &&
	    !strcmp(bytes->data, text))
		return true;
	buf_clear(bytes);
	return file_make_dirs(cache, 0700, NULL) &&
	       file_write(path, text, strlen(text), NULL) &&
	       chmod(path, 0600) == 0 &&
	       file_read(AT_FDCWD, path, bytes) == FILE_READ;
}

static void open_file(const char *cache, struct buf *orders)
{
	AUTO(buf_release) struct buf bytes = {0};
	char path[4096], hex[2 * HASH_SIZE + 1];
	struct digest digest;

	buf_init(&bytes, (size_t)1 << 20);
	if (!lay_file(cache, path, sizeof(path), &bytes)) {
		buf_clear(&bytes);
		snprintf(path, sizeof(path), "%s", FALLBACK);
		if (file_read(AT_FDCWD, path, &bytes) != FILE_READ)
			return;
	}
	digest = hash_of(bytes.data, bytes.len);
	buf_printf(orders, "%s %s %s\n", escape_word(ESCAPE_FILE),
		   hash_hex(&digest, hex), path);
}

/* ---- the sockets ---- */

/* Takes the connection that waits, if there is one. */
static bool called(int listener)
{
	AUTO(file_close)
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	return fd >= 0;
}

/* A listener at the address, which bind(2) fills in, proven to be reached. */
static int listen_at(struct sockaddr *address, socklen_t *len)
{
	const int kind = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
	AUTO(file_close) int caller = socket(address->sa_family, kind, 0);
	int fd = socket(address->sa_family, kind, 0);

	if (fd < 0 || caller < 0 || bind(fd, address, *len) != 0 ||
	    listen(fd, 8) != 0 || getsockname(fd, address, len) != 0 ||
	    (connect(caller, address, *len) != 0 && errno != EINPROGRESS) ||
	    !called(fd))
		file_close(&fd);
	return fd;
}

static void open_port(struct canaries *canaries, struct buf *orders)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr =
					      htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(address);

	canaries->port = listen_at((struct sockaddr *)(void *)&address, &len);
	if (canaries->port >= 0)
		buf_printf(orders, "%s %u\n", escape_word(ESCAPE_PORT),
			   ntohs(address.sin_port));
}

static void open_socket(struct canaries *canaries, struct buf *orders)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int named = snprintf(address.sun_path + 1, sizeof(address.sun_path) - 1,
			     "grader-canary-%d", (int)getpid());
	socklen_t len = (socklen_t)offsetof(struct sockaddr_un, sun_path) + 1 +
			(socklen_t)named;

	canaries->socket = listen_at((struct sockaddr *)(void *)&address, &len);
	if (canaries->socket >= 0)
		buf_printf(orders, "%s %s\n", escape_word(ESCAPE_SOCKET),
			   address.sun_path + 1);
}

/* ---- the process ---- */

static void open_process(struct canaries *canaries, struct buf *orders)
{
	pid_t parent = getpid(), pid = fork();

	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		signal(SIGUSR1, SIG_DFL);
		while (getppid() == parent)
			pause();
		_exit(0);
	}
	if (pid < 0)
		return;
	canaries->process = pid;
	buf_printf(orders, "%s %d\n", escape_word(ESCAPE_SIGNAL), (int)pid);
}

static bool ended(pid_t pid, int ms)
{
	siginfo_t info = {0};

	for (;; poll(NULL, 0, 1)) {
		if (waitid(P_PID, (id_t)pid, &info,
			   WEXITED | WNOHANG | WNOWAIT) == 0 &&
		    info.si_pid == pid)
			return true;
		if (ms-- == 0)
			return false;
	}
}

/* ---- all ---- */

void canaries_open(const char *cache, struct canaries *canaries,
		   struct buf *orders)
{
	*canaries = NO_CANARIES;
	open_file(cache, orders);
	open_port(canaries, orders);
	open_socket(canaries, orders);
	open_process(canaries, orders);
}

bool canaries_touched(const struct canaries *canaries, enum escape escape,
		      bool seemed)
{
	switch (escape) {
	case ESCAPE_PORT:
		return called(canaries->port);
	case ESCAPE_SOCKET:
		return called(canaries->socket);
	case ESCAPE_SIGNAL:
		return ended(canaries->process, seemed ? SIGNAL_MS : 0);
	case ESCAPE_FILE:
	case ESCAPE_CALL:
	case ESCAPE_CHILD:
	case ESCAPE_PROCESSES:
	case ESCAPE_MEMORY:
	case ESCAPES:
		break;
	}
	return false;
}

void canaries_close(struct canaries *canaries)
{
	file_close(&canaries->port);
	file_close(&canaries->socket);
	if (canaries->process > 0) {
		kill(canaries->process, SIGKILL);
		while (waitpid(canaries->process, NULL, 0) < 0 &&
		       errno == EINTR)
			;
	}
	canaries->process = 0;
}
