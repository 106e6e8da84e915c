/* Servers that end by themselves, and who is told of it. */
#include "base/file.h"
#include "lab/inside.h"

#include <sys/epoll.h>

bool lab_fallen(const struct lab *lab, const struct server_kind *kind, int ms)
{
	size_t i;

	for (i = 0; i < lab->nservers; i++)
		if (lab->servers[i].kind == kind)
			return lab->servers[i].child.pid > 0 &&
			       !server_alive(&lab->servers[i], ms);
	return false;
}

const int *lab_falls(const struct lab *lab)
{
	return &lab->falls;
}

/* A pidfd that is closed, as of a server that the task stops, leaves the set
   by itself, epoll(7). */
bool lab_watch_fall(struct lab *lab, const struct server *server,
		    struct err *err)
{
	struct epoll_event event = {.events = EPOLLIN};

	if (lab->falls < 0)
		lab->falls = epoll_create1(EPOLL_CLOEXEC);
	return (lab->falls >= 0 && epoll_ctl(lab->falls, EPOLL_CTL_ADD,
					     server->child.fd, &event) == 0) ||
	       err_errno(err, "cannot watch the %s server", server->kind->name);
}
