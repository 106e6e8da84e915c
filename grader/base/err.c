/* Sets, completes and names errors. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

PRINTF_LIKE(3, 0)
static void set(struct err *err, enum err_owner owner, const char *fmt,
		va_list args)
{
	err->owner = owner;
	vsnprintf(err->text, sizeof(err->text), fmt, args);
}

bool err_set(struct err *err, enum err_owner owner, const char *fmt, ...)
{
	va_list args;

	if (err) {
		va_start(args, fmt);
		set(err, owner, fmt, args);
		va_end(args);
	}
	return false;
}

bool err_errno(struct err *err, const char *fmt, ...)
{
	int saved = errno;
	va_list args;
	size_t len;

	if (err) {
		va_start(args, fmt);
		set(err, ERR_INFRA, fmt, args);
		va_end(args);
		len = strlen(err->text);
		snprintf(err->text + len, sizeof(err->text) - len, ": %s",
			 strerror(saved));
	}
	return false;
}

bool err_at(struct err *err, const char *fmt, ...)
{
	struct err inner;
	va_list args;
	size_t len;

	if (err) {
		inner = *err;
		va_start(args, fmt);
		set(err, inner.owner, fmt, args);
		va_end(args);
		len = strlen(err->text);
		snprintf(err->text + len, sizeof(err->text) - len, ": %s",
			 inner.text);
	}
	return false;
}

const char *err_owner_name(enum err_owner owner)
{
	switch (owner) {
	case ERR_NONE:
		return "none";
	case ERR_USAGE:
		return "usage";
	case ERR_SPEC:
		return "spec";
	case ERR_INFRA:
		return "infrastructure";
	}
	return "none";
}
