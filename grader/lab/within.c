/*
 * Starting a server that is a part of this program: a socket that listens, a
 * link to the worker, and a forked process that has both.
 */
#include "base/file.h"
#include "lab/inside.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#define BACKLOG 128

/* It answers within a millisecond; this is for loaded machines. */
#define LINK_SECONDS 20

/*
 * Ports below 1024 are the worker's to bind, in its own network namespace: the
 * server itself is nobody. A fresh one takes the port of one just ended.
 */
static bool listen_at(uint16_t port, int *listener, struct err *err)
{
	AUTO(file_close)
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_port = htons(port),
				      .sin_addr.s_addr =
					      htonl(INADDR_LOOPBACK)};
	int on = 1;

	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
	    bind(fd, (const struct sockaddr *)(const void *)&address,
		 sizeof(address)) != 0 ||
	    listen(fd, BACKLOG) != 0)
		return err_errno(err, "cannot listen at port %u of the lab",
				 port);
	*listener = fd;
	fd = -1;
	return true;
}

/* A server that hangs must not hang its worker. */
static bool make_link(int ends[2], struct err *err)
{
	struct timeval most = {.tv_sec = LINK_SECONDS};

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return err_errno(err, "cannot make a socket");
	setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
	setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
	return true;
}

bool lab_launch_within(struct lab *lab, struct server *server, int log,
		       struct err *err)
{
	AUTO(file_close) int listener = -1, theirs = -1;
	struct spawn spawn = {.within = server->kind->within,
			      .dir = "/",
			      .err = log,
			      .uid = lab->server_uid,
			      .memory = server->kind->memory};
	int ends[2];

	if (lab->options.isolation != ISOLATION_FULL)
		return err_set(err, ERR_INFRA,
			       "the %s server needs a lab with a network of "
			       "its own, which this system refuses",
			       server->kind->name);
	if (!lab_filter(lab, &spawn.filter, err) ||
	    !listen_at(server->kind->port, &listener, err) ||
	    !make_link(ends, err))
		return false;
	file_close(&server->link);
	theirs = ends[1];
	server->link = ends[0];
	spawn.in = listener;
	spawn.out = theirs;
	if (child_start(&spawn, &server->child, err))
		return true;
	file_close(&server->link);
	return false;
}
