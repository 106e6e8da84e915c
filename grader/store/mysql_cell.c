/* One cell of a result set as a typed value. */
#include "base/num.h"
#include "store/mysql.h"

/* What MySQL calls the character set of bytes that are no text. */
#define BINARY_CHARSET 63

const struct value *mysql_integer(const char *bytes, size_t len,
				  struct arena *arena)
{
	int64_t number;

	if (num_int(bytes, len, &number))
		return value_int(arena, number);
	return value_scalar(arena, VALUE_DECIMAL, bytes, len);
}

static const struct value *real(const char *bytes, size_t len, bool single,
				struct arena *arena)
{
	double number;

	if (num_real(bytes, len, &number))
		return value_real(arena, number, single);
	return value_text(arena, bytes, len);
}

static const struct value *bits(const char *bytes, size_t len,
				struct arena *arena)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < len; i++)
		sum = sum << 8 | (unsigned char)bytes[i];
	return value_int(arena, (int64_t)sum);
}

/* "10:00:00.500000" and "10:00:00.5" are one moment. */
static const struct value *moment(enum value_kind kind, const char *bytes,
				  size_t len, struct arena *arena)
{
	if (memchr(bytes, '.', len)) {
		while (len && bytes[len - 1] == '0')
			len--;
		if (len && bytes[len - 1] == '.')
			len--;
	}
	return value_scalar(arena, kind, bytes, len);
}

const struct value *mysql_cell(const MYSQL_FIELD *field, const char *bytes,
			       size_t len, struct arena *arena)
{
	if (!bytes)
		return &value_null;
	if (IS_NUM(field->type) && field->type != MYSQL_TYPE_NEWDECIMAL &&
	    field->type != MYSQL_TYPE_DECIMAL &&
	    field->type != MYSQL_TYPE_FLOAT &&
	    field->type != MYSQL_TYPE_DOUBLE &&
	    field->type != MYSQL_TYPE_TIMESTAMP)
		return mysql_integer(bytes, len, arena);
	if (field->type == MYSQL_TYPE_NEWDECIMAL ||
	    field->type == MYSQL_TYPE_DECIMAL)
		return value_scalar(arena, VALUE_DECIMAL, bytes, len);
	if (field->type == MYSQL_TYPE_FLOAT)
		return real(bytes, len, true, arena);
	if (field->type == MYSQL_TYPE_DOUBLE)
		return real(bytes, len, false, arena);
	if (field->type == MYSQL_TYPE_DATE)
		return value_scalar(arena, VALUE_DATE, bytes, len);
	if (field->type == MYSQL_TYPE_DATETIME ||
	    field->type == MYSQL_TYPE_TIMESTAMP)
		return moment(VALUE_DATETIME, bytes, len, arena);
	if (field->type == MYSQL_TYPE_TIME)
		return moment(VALUE_TIME, bytes, len, arena);
	if (field->type == MYSQL_TYPE_BIT)
		return bits(bytes, len, arena);
	if (field->charsetnr == BINARY_CHARSET)
		return value_scalar(arena, VALUE_BYTES, bytes, len);
	return value_text(arena, bytes, len);
}
