/*
 * What a worker says to its warm program. Nothing outside this folder
 * includes it.
 */
#ifndef GRADER_PROC_ORDER_H
#define GRADER_PROC_ORDER_H

#include "proc/inside.h"

/* In the environment that a warm program is started with, not in its own:
   what it is to load. */
#define WARM_VARIABLE "GRADER_WARM"
#define WARM_LOAD 256

/*
 * The first message, with the descriptors of the base's `system` and `proc`.
 * The filter's instructions are the second.
 */
struct order_base {
	uid_t uid;
	unsigned short filter_length;
};

/* One run; its descriptors come in the order below. */
struct order {
	struct sandbox_limits limits;
	size_t nsockets;
	char sockets[MOST_SOCKETS][100];
	int leaf_version; /* 0: no cgroup */
};

enum order_fd {
	ORDER_ROOT,
	ORDER_IN,
	ORDER_OUT,
	ORDER_ERR,
	ORDER_REPORT,
	ORDER_PAGE,
	ORDER_MORE, /* the cgroup if there is one, then the sockets */
};

#endif
