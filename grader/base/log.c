/* Debug lines. The switch is the only mutable global below cli/. */
#include "base/log.h"

#include "base/clock.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static bool enabled;
static uint64_t started;

void log_enable(bool on)
{
	enabled = on;
	started = clock_now_us();
}

void log_debug(const char *fmt, ...)
{
	char line[1024];
	va_list args;
	int head, len;

	if (!enabled)
		return;
	head = snprintf(line, sizeof(line), "[%8.1f ms %d] ",
			(double)(clock_now_us() - started) / 1000,
			(int)getpid());
	va_start(args, fmt);
	len = vsnprintf(line + head, sizeof(line) - (size_t)head - 1, fmt,
			args);
	va_end(args);
	if (len < 0)
		return;
	len += head;
	if ((size_t)len > sizeof(line) - 2)
		len = (int)sizeof(line) - 2;
	line[len] = '\n';
	if (write(STDERR_FILENO, line, (size_t)len + 1) < 0)
		return;
}
