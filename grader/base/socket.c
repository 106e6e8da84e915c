/* Sends all of a piece of bytes. */
#include "base/socket.h"

#include <errno.h>
#include <sys/socket.h>

bool socket_send(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;
	ssize_t sent;

	while (len) {
		sent = send(fd, at, len, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return false;
		at += sent;
		len -= (size_t)sent;
	}
	return true;
}
