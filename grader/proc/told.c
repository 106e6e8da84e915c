/* What is told, as messages. */
#include "proc/told.h"

#include "base/file.h"
#include "proc/message.h"

#include <errno.h>
#include <unistd.h>

bool told_open(int *ours, int *theirs)
{
	return message_open(ours, theirs);
}

void told_send(int end, const struct told *told, int fd)
{
	if (!message_send(end, told, sizeof(*told), &fd, fd >= 0))
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
	size_t one = 1;

	return message_receive(end, wait, told, sizeof(*told), fd, &one);
}
