/* The worker's side of a warm program. */
#include "proc/warm.h"

#include "base/arena.h"
#include "base/file.h"
#include "proc/env.h"
#include "proc/message.h"
#include "proc/order.h"
#include "proc/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>

/* Loading takes a fifth of a second on an idle machine. */
#define LOAD_SECONDS 60

struct warm {
	struct child child;
	int end;   /* of the socket between the two */
	int heard; /* what it complains of while it loads; -1: it has loaded */
	const char *name;
	char about[WARM_ABOUT];
};

/* ---- starting ---- */

/*
 * The descriptors that every program has are those by which it gets what it
 * needs to begin: see warm_begin.
 */
static bool spawn_warm(const struct warm_options *options, int theirs,
		       int complaints, struct child *child, struct err *err)
{
	static const char preload[] = "LD_PRELOAD=/proc/self/fd/1";
	AUTO(file_close)
	int library =
		file_in_memory("library", 0, options->library, options->len);
	const char *env[ENV_MOST + 3];
	char load[WARM_LOAD];
	size_t n = 0;
	struct spawn spawn = {.argv = options->argv,
			      .env = env,
			      .dir = "/",
			      .in = theirs,
			      .out = library,
			      .err = complaints,
			      .uid = (uid_t)-1,
			      .capable = true};

	if (library < 0)
		return err_errno(err, "cannot copy the library of \"%s\"",
				 options->argv[0]);
	if (!env_make(options->env, env))
		return err_errno(err, "cannot start \"%s\"", options->argv[0]);
	while (env[n])
		n++;
	snprintf(load, sizeof(load), WARM_VARIABLE "=%s",
		 options->load ? options->load : "");
	env[n++] = load;
	env[n++] = preload;
	env[n] = NULL;
	return child_start(&spawn, child, err);
}

static bool tell_base(int end, const struct sandbox_base *base, struct err *err)
{
	const int fds[] = {base->system, base->proc};
	struct order_base order = {.uid = base->uid,
				   .filter_length = base->filter.length};

	if (!message_send(end, &order, sizeof(order), fds, ARRAY_LEN(fds)) ||
	    !message_send(end, base->filter.code,
			  base->filter.length * sizeof(struct sock_filter),
			  NULL, 0))
		return err_errno(err, "cannot tell what sandboxes are like");
	return true;
}

static bool open_end(int *ours, int *theirs)
{
	struct timeval most = {.tv_sec = LOAD_SECONDS};

	return message_open(ours, theirs) &&
	       setsockopt(*ours, SOL_SOCKET, SO_RCVTIMEO, &most,
			  sizeof(most)) == 0;
}

/* With its end of the socket in `theirs`. */
static bool launch(struct warm *fresh, const struct warm_options *options,
		   int theirs, struct err *err)
{
	AUTO(file_close) int complaints = -1;
	int pipes[2];

	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_errno(err, "cannot make a pipe");
	fresh->heard = pipes[0];
	complaints = pipes[1];
	if (fcntl(fresh->heard, F_SETFL, O_NONBLOCK) != 0)
		return err_errno(err, "cannot set up a pipe");
	return spawn_warm(options, theirs, complaints, &fresh->child, err);
}

bool warm_start(const struct warm_options *options, struct warm **warm,
		struct err *err)
{
	AUTO(file_close) int theirs = -1;
	struct warm *fresh = xmalloc(sizeof(*fresh));

	*fresh = (struct warm){.child = NO_CHILD,
			       .end = -1,
			       .heard = -1,
			       .name = options->argv[0]};
	if (!open_end(&fresh->end, &theirs))
		err_errno(err, "cannot make a socket");
	else if (launch(fresh, options, theirs, err) &&
		 tell_base(fresh->end, options->base, err)) {
		*warm = fresh;
		return true;
	}
	warm_free(fresh);
	return false;
}

bool warm_await(struct warm *warm, struct err *err)
{
	char text[1024];
	size_t none = 0;
	ssize_t got;
	int fd;

	if (warm->heard < 0)
		return warm_alive(warm) ||
		       err_set(err, ERR_INFRA, "\"%s\" has ended", warm->name);
	if (message_receive(warm->end, true, warm->about, WARM_ABOUT, &fd,
			    &none)) {
		warm->about[WARM_ABOUT - 1] = '\0';
		file_close(&warm->heard);
		return true;
	}
	got = read(warm->heard, text, sizeof(text) - 1);
	text[got > 0 ? got : 0] = '\0';
	/* It has closed its end, and may take its time to end. */
	child_kill(&warm->child, NULL);
	return err_set(err, ERR_INFRA, "\"%s\" cannot be loaded: %s",
		       warm->name, got > 0 ? text : "it says nothing");
}

void warm_free(struct warm *warm)
{
	if (!warm)
		return;
	child_kill(&warm->child, NULL);
	file_close(&warm->heard);
	file_close(&warm->end);
	free(warm);
}

bool warm_alive(const struct warm *warm)
{
	struct pollfd watch = {.fd = warm->child.fd, .events = POLLIN};

	return warm->child.pid > 0 && poll(&watch, 1, 0) == 0;
}

const char *warm_about(const struct warm *warm)
{
	return warm->about;
}

const char *warm_name(const struct warm *warm)
{
	return warm->name;
}

/* ---- a run ---- */

static bool order_of(const struct launch *launch, int page, struct order *order,
		     int *fds, size_t *nfds)
{
	const struct sandbox *sandbox = launch->sandbox;
	size_t n = ORDER_MORE, i;

	*order = (struct order){.limits = sandbox->limits,
				.nsockets = launch->nsockets};
	fds[ORDER_ROOT] = launch->root;
	fds[ORDER_IN] = launch->in;
	fds[ORDER_OUT] = launch->out;
	fds[ORDER_ERR] = launch->err;
	fds[ORDER_REPORT] = launch->report;
	fds[ORDER_PAGE] = page;
	if (launch->leaf) {
		order->leaf_version = launch->leaf->place->version;
		fds[n++] = launch->leaf->dir;
	}
	for (i = 0; i < launch->nsockets; i++) {
		size_t len = strlen(sandbox->sockets[i]);

		if (len >= sizeof(order->sockets[i])) {
			errno = ENAMETOOLONG;
			return false;
		}
		memcpy(order->sockets[i], sandbox->sockets[i], len + 1);
		fds[n++] = launch->sockets[i];
	}
	*nfds = n;
	return true;
}

bool warm_clone(const struct warm *warm, const struct launch *launch,
		struct sandbox_run *run, struct err *err)
{
	AUTO(file_close) int page = -1;
	int fds[MESSAGE_FDS], fd, pid = -ECHILD;
	size_t nfds, none = 0;
	struct order order;

	if (!page_make(&page, &run->page) ||
	    !page_say(run->page, launch->sandbox->said,
		      launch->sandbox->said_len) ||
	    !order_of(launch, page, &order, fds, &nfds))
		return err_errno(err, "cannot set up a run of \"%s\"",
				 warm->name);
	if (message_send(warm->end, &order, sizeof(order), fds, nfds) &&
	    !message_receive(warm->end, true, &pid, sizeof(pid), &fd, &none))
		pid = -ECHILD;
	if (pid > 0) {
		run->init = pid;
		run->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
		if (run->pidfd >= 0) {
			if (!launch->sandbox->converses)
				page_release(&run->page);
			return true;
		}
	} else {
		errno = -pid;
	}
	return err_errno(err, "\"%s\" cannot start a sandbox", warm->name);
}
