/* Sends and receives messages with descriptors. */
#include "proc/message.h"

#include "base/file.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union control {
	char bytes[CMSG_SPACE(MESSAGE_FDS * sizeof(int))];
	struct cmsghdr align;
};

bool message_open(int *ours, int *theirs)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	*ours = ends[0];
	*theirs = ends[1];
	return true;
}

bool message_send(int end, const void *bytes, size_t len, const int *fds,
		  size_t nfds)
{
	union control control = {.bytes = {0}};
	struct iovec part = {.iov_base = (void *)(uintptr_t)bytes,
			     .iov_len = len};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	struct cmsghdr *head = &control.align;

	if (nfds > MESSAGE_FDS) {
		errno = E2BIG;
		return false;
	}
	if (nfds) {
		message.msg_control = control.bytes;
		message.msg_controllen = CMSG_SPACE(nfds * sizeof(int));
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(nfds * sizeof(int));
		memcpy(CMSG_DATA(head), fds, nfds * sizeof(int));
	}
	return sendmsg(end, &message, MSG_NOSIGNAL) == (ssize_t)len;
}

/* The descriptors of a message; those that nobody wants are closed. */
static void take_fds(struct msghdr *message, int *fds, size_t *nfds)
{
	struct cmsghdr *head = CMSG_FIRSTHDR(message);
	size_t came = 0, i;
	int fd;

	if (head && head->cmsg_type == SCM_RIGHTS)
		came = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	for (i = 0; i < came; i++) {
		memcpy(&fd, CMSG_DATA(head) + i * sizeof(int), sizeof(fd));
		if (i < *nfds)
			fds[i] = fd;
		else
			close(fd);
	}
	if (came < *nfds)
		*nfds = came;
}

bool message_receive(int end, bool wait, void *bytes, size_t len, int *fds,
		     size_t *nfds)
{
	union control control;
	struct iovec part = {.iov_base = bytes, .iov_len = len};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control.bytes,
				 .msg_controllen = sizeof(control.bytes)};
	int flags = MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT);
	ssize_t got;

	do
		got = recvmsg(end, &message, flags);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return false;
	take_fds(&message, fds, nfds);
	return got == (ssize_t)len && !(message.msg_flags & MSG_TRUNC);
}
