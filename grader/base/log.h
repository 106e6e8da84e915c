/*
 * Debug lines on standard error, off unless asked for (-v). Nothing that a
 * user needs to know is only in the log.
 */
#ifndef GRADER_BASE_LOG_H
#define GRADER_BASE_LOG_H

#include "base/attr.h"

#include <stdbool.h>

/* Turns the debug lines on or off for the whole process and its children. */
void log_enable(bool on);

/* One line: milliseconds since the first one, process id, text. */
void log_debug(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
