/* Messages over a socket pair, unix(7). */
#include "proc/told.h"

#include "base/file.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

union control {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr align;
};

bool told_open(int *ours, int *theirs)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	*ours = ends[0];
	*theirs = ends[1];
	return true;
}

void told_send(int end, const struct told *told, int fd)
{
	union control control = {.bytes = {0}};
	struct iovec part = {.iov_base = (void *)(uintptr_t)told,
			     .iov_len = sizeof(*told)};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	struct cmsghdr *head = &control.align;

	if (fd >= 0) {
		message.msg_control = control.bytes;
		message.msg_controllen = sizeof(control.bytes);
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(head), &fd, sizeof(int));
	}
	if (sendmsg(end, &message, MSG_NOSIGNAL) < 0)
		_exit(126);
}

void told_fail(int end, const char *step)
{
	struct told told = {.what = TOLD_FAILED, .number = errno};

	snprintf(told.step, sizeof(told.step), "%s", step);
	told_send(end, &told, -1);
	_exit(127);
}

bool told_receive(int end, bool wait, struct told *told, int *fd)
{
	union control control;
	struct iovec part = {.iov_base = told, .iov_len = sizeof(*told)};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control.bytes,
				 .msg_controllen = sizeof(control.bytes)};
	int flags = MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT);
	struct cmsghdr *head;
	ssize_t got;

	do
		got = recvmsg(end, &message, flags);
	while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof(*told))
		return false;
	head = CMSG_FIRSTHDR(&message);
	if (head && head->cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(head), sizeof(int));
	return true;
}
