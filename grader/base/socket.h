/* Sockets between processes of this program. */
#ifndef GRADER_BASE_SOCKET_H
#define GRADER_BASE_SOCKET_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Sends all the bytes. False: the other end is gone, or does not take them
 * within the socket's timeout; no signal is raised.
 */
bool socket_send(int fd, const void *bytes, size_t len);

#endif
