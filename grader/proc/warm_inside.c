/*
 * The inside of a warm program: clones inits of sandboxes from it. What is
 * received here comes from this program's own worker.
 */
#include "proc/warm_inside.h"

#include "base/file.h"
#include "proc/message.h"
#include "proc/order.h"
#include "proc/warm.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>

/* Above what an interpreter opens while it starts. */
#define SOCKET_FD 100

static int socket_end = -1;

static void put_in_place(int fd, int as)
{
	if (fd < 0 || dup2(fd, as) != as)
		_exit(126);
	close(fd);
}

const char *warm_begin(void)
{
	static char load[WARM_LOAD];
	const char *given = getenv(WARM_VARIABLE);
	int out[2];

	snprintf(load, sizeof(load), "%s", given ? given : "");
	unsetenv(WARM_VARIABLE);
	unsetenv("LD_PRELOAD");

	socket_end = fcntl(0, F_DUPFD_CLOEXEC, SOCKET_FD);
	if (socket_end < 0 || pipe(out) != 0)
		_exit(126);
	put_in_place(open("/dev/null", O_RDONLY), 0);
	/* What it prints by itself goes nowhere; a stream that is no pipe
	   would be treated in another way. */
	put_in_place(out[1], 1);
	close(out[0]);
	return load;
}

static bool hear_base(struct sandbox_base *base)
{
	struct order_base order;
	size_t none = 0, two = 2, size;
	int fds[2] = {-1, -1};

	if (!message_receive(socket_end, true, &order, sizeof(order), fds,
			     &two) ||
	    two != 2)
		return false;
	size = order.filter_length * sizeof(struct sock_filter);
	*base = (struct sandbox_base){
		.uid = order.uid, .system = fds[0], .proc = fds[1]};
	base->filter.length = order.filter_length;
	base->filter.code = malloc(size);
	return base->filter.code &&
	       message_receive(socket_end, true, base->filter.code, size, fds,
			       &none);
}

/* ---- a run ---- */

struct heard {
	struct order order;
	int fds[MESSAGE_FDS];
	size_t nfds;
};

/* In the init; returns in the program. */
static void launch_from(const struct heard *heard,
			const struct sandbox_base *base)
{
	const struct order *order = &heard->order;
	const char *sockets[MOST_SOCKETS + 1] = {NULL};
	struct cgroup_place place = {.version = order->leaf_version};
	bool has_leaf = order->leaf_version != 0;
	struct cgroup leaf = {.place = &place, .dir = heard->fds[ORDER_MORE]};
	struct sandbox sandbox = {
		.base = base, .limits = order->limits, .sockets = sockets};
	struct launch launch = {.sandbox = &sandbox,
				.root = heard->fds[ORDER_ROOT],
				.in = heard->fds[ORDER_IN],
				.out = heard->fds[ORDER_OUT],
				.err = heard->fds[ORDER_ERR],
				.report = heard->fds[ORDER_REPORT],
				.sockets = heard->fds + ORDER_MORE + has_leaf,
				.nsockets = order->nsockets,
				.leaf = has_leaf ? &leaf : NULL};
	size_t i;

	for (i = 0; i < order->nsockets; i++)
		sockets[i] = order->sockets[i];
	init_fork(&launch);
}

static void drop(struct heard *heard)
{
	while (heard->nfds)
		close(heard->fds[--heard->nfds]);
}

/* True in the program. */
static bool clone_one(struct heard *heard, const struct sandbox_base *base,
		      const struct warm_forking *forking, struct page **page)
{
	int pid = -EPROTO;

	if (heard->nfds > ORDER_PAGE)
		*page = page_map(heard->fds[ORDER_PAGE]);
	if (*page) {
		forking->before();
		/* As fork(2); the init is the child of who asks. */
		pid = (int)syscall(SYS_clone,
				   SANDBOX_NAMESPACES | CLONE_PARENT | SIGCHLD,
				   NULL, NULL, NULL, NULL);
		if (pid == 0) {
			launch_from(heard, base);
			return true;
		}
		pid = pid < 0 ? -errno : pid;
		forking->after();
		page_release(page);
	}
	drop(heard);
	if (!message_send(socket_end, &pid, sizeof(pid), NULL, 0))
		_exit(0);
	return false;
}

struct page *warm_serve(const struct warm_forking *forking, const char *about)
{
	struct sandbox_base base;
	struct page *page = NULL;
	char ready[WARM_ABOUT];

	snprintf(ready, sizeof(ready), "%s", about);
	if (!hear_base(&base) ||
	    !message_send(socket_end, ready, sizeof(ready), NULL, 0))
		_exit(0);
	for (;;) {
		struct heard heard = {.nfds = MESSAGE_FDS};

		if (!message_receive(socket_end, true, &heard.order,
				     sizeof(heard.order), heard.fds,
				     &heard.nfds))
			_exit(0);
		if (clone_one(&heard, &base, forking, &page))
			return page;
	}
}
