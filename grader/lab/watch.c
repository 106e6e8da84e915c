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

#include <sys/syscall.h>
#include <sys/time.h>

static volatile sig_atomic_t struck;
static volatile int targets[LAB_KINDS];
static volatile sig_atomic_t ntargets;

static void strike(int number)
{
	sig_atomic_t i;

	(void)number;
	struck = 1;
	for (i = 0; i < ntargets; i++)
		syscall(SYS_pidfd_send_signal, targets[i], SIGKILL, NULL, 0);
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
	for (i = 0; i < lab->nservers; i++)
		if (lab->servers[i].child.pid > 0)
			targets[ntargets++] = lab->servers[i].child.fd;
	block(false);
}

void lab_watch(struct lab *lab, struct deadline deadline)
{
	struct sigaction action = {.sa_handler = strike,
				   .sa_flags = SA_RESTART};
	uint64_t now = clock_now_us();

	sigemptyset(&action.sa_mask);
	sigaction(SIGALRM, &action, NULL);
	lab_watch_servers(lab);
	struck = 0;
	set_timer(deadline.at_us > now ? deadline.at_us - now : 1);
}

bool lab_unwatch(struct lab *lab)
{
	(void)lab;
	set_timer(0);
	return struck;
}

bool lab_struck(const struct lab *lab)
{
	(void)lab;
	return struck;
}
