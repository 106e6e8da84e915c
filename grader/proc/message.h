/*
 * Messages with descriptors over a socket that keeps their bounds, unix(7).
 */
#ifndef GRADER_PROC_MESSAGE_H
#define GRADER_PROC_MESSAGE_H

#include "base/attr.h"

#include <stdbool.h>
#include <stddef.h>

#define MESSAGE_FDS 20

/* Two ends of such a socket, close-on-exec. */
MUST_CHECK bool message_open(int *ours, int *theirs);

/* False: nobody listens, or it does not fit. No signal is raised. */
MUST_CHECK bool message_send(int end, const void *bytes, size_t len,
			     const int *fds, size_t nfds);

/*
 * One message of exactly `len` bytes. False: there is none (yet), or it is
 * of another size. Its descriptors, close-on-exec, are stored in `fds`;
 * *nfds is how many may come and then how many came.
 */
MUST_CHECK bool message_receive(int end, bool wait, void *bytes, size_t len,
				int *fds, size_t *nfds);

#endif
