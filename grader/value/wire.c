/* Values as bytes and back. */
#include "value/wire.h"

#include <string.h>

/* ---- writing ---- */

static void put_size(struct buf *buf, size_t size)
{
	uint32_t number = (uint32_t)size;

	buf_add(buf, &number, sizeof(number));
}

static void put_text(struct buf *buf, const struct value_text *text)
{
	put_size(buf, text->len);
	buf_add(buf, text->bytes, text->len);
}

static void put_map(struct buf *buf, const struct value_map *map)
{
	size_t i;

	put_size(buf, map->n);
	for (i = 0; i < map->n; i++) {
		put_text(buf, &map->pairs[i].key);
		value_write(buf, map->pairs[i].value);
	}
}

static void put_table(struct buf *buf, const struct value_table *table)
{
	size_t i;

	put_size(buf, table->columns);
	put_size(buf, table->rows);
	for (i = 0; i < table->columns; i++)
		put_text(buf, &table->names[i]);
	for (i = 0; i < table->rows * table->columns; i++)
		value_write(buf, table->cells[i]);
}

void value_write(struct buf *buf, const struct value *value)
{
	size_t i;

	buf_add_char(buf, (char)value->kind);
	switch (value->kind) {
	case VALUE_NONE:
	case VALUE_NULL:
		return;
	case VALUE_BOOL:
		buf_add_char(buf, value->as.truth);
		return;
	case VALUE_INT:
		buf_add_char(buf, value->wide);
		buf_add(buf, &value->as.integer, sizeof(value->as.integer));
		return;
	case VALUE_REAL:
		buf_add_char(buf, value->single);
		buf_add(buf, &value->as.real, sizeof(value->as.real));
		return;
	case VALUE_DECIMAL:
	case VALUE_TEXT:
	case VALUE_BYTES:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		put_text(buf, &value->as.text);
		return;
	case VALUE_LIST:
		put_size(buf, value->as.list.n);
		for (i = 0; i < value->as.list.n; i++)
			value_write(buf, value->as.list.items[i]);
		return;
	case VALUE_MAP:
		put_map(buf, &value->as.map);
		return;
	case VALUE_TABLE:
		put_table(buf, &value->as.table);
		return;
	case VALUE_TAGGED:
		put_text(buf, &value->as.tagged.tag);
		value_write(buf, value->as.tagged.inner);
		return;
	}
}

/* ---- reading ---- */

struct reader {
	const char *at, *end;
	struct arena *arena;
	size_t depth;
};

static bool take(struct reader *reader, void *to, size_t len)
{
	if ((size_t)(reader->end - reader->at) < len)
		return false;
	memcpy(to, reader->at, len);
	reader->at += len;
	return true;
}

/* A count of things that take at least `least` bytes each. */
static bool take_count(struct reader *reader, size_t least, size_t *count)
{
	uint32_t number;

	if (!take(reader, &number, sizeof(number)) ||
	    number > (size_t)(reader->end - reader->at) / least)
		return false;
	*count = number;
	return true;
}

static bool take_text(struct reader *reader, struct value_text *text)
{
	size_t len;

	if (!take_count(reader, 1, &len))
		return false;
	text->bytes = arena_copy(reader->arena, reader->at, len);
	text->len = len;
	reader->at += len;
	return true;
}

static bool read_value(struct reader *reader, const struct value **value);

static bool read_items(struct reader *reader, size_t n,
		       const struct value ***items)
{
	size_t i;

	*items = ARENA_ARRAY(reader->arena, n, const struct value *);
	for (i = 0; i < n; i++)
		if (!read_value(reader, &(*items)[i]))
			return false;
	return true;
}

static bool read_list(struct reader *reader, struct value *value)
{
	const struct value **items;
	size_t n;

	if (!take_count(reader, 1, &n) || !read_items(reader, n, &items))
		return false;
	value->as.list = (struct value_list){.items = items, .n = n};
	return true;
}

static bool read_map(struct reader *reader, struct value *value)
{
	struct value_pair *pairs;
	size_t n, i;

	if (!take_count(reader, sizeof(uint32_t) + 1, &n))
		return false;
	pairs = ARENA_ARRAY(reader->arena, n, struct value_pair);
	for (i = 0; i < n; i++)
		if (!take_text(reader, &pairs[i].key) ||
		    !read_value(reader, &pairs[i].value))
			return false;
	value->as.map = (struct value_map){.pairs = pairs, .n = n};
	return true;
}

static bool read_table(struct reader *reader, struct value *value)
{
	const struct value **cells;
	struct value_text *names;
	uint32_t columns, rows;
	size_t left, i;

	if (!take(reader, &columns, sizeof(columns)) ||
	    !take(reader, &rows, sizeof(rows)))
		return false;
	left = (size_t)(reader->end - reader->at);
	/* Every name takes four bytes, every cell one; a table without
	   columns has no rows that could be counted. */
	if (columns > left / sizeof(uint32_t) || (!columns && rows) ||
	    (uint64_t)columns * rows > left)
		return false;
	names = ARENA_ARRAY(reader->arena, columns, struct value_text);
	for (i = 0; i < columns; i++)
		if (!take_text(reader, &names[i]))
			return false;
	if (!read_items(reader, (size_t)columns * rows, &cells))
		return false;
	value->as.table = (struct value_table){.names = names,
					       .columns = columns,
					       .cells = cells,
					       .rows = rows};
	return true;
}

static bool read_bool(struct reader *reader, bool *truth)
{
	char byte;

	if (!take(reader, &byte, 1))
		return false;
	*truth = byte != 0;
	return true;
}

static bool read_body(struct reader *reader, struct value *value)
{
	switch (value->kind) {
	case VALUE_NONE:
	case VALUE_NULL:
		return true;
	case VALUE_BOOL:
		return read_bool(reader, &value->as.truth);
	case VALUE_INT:
		return read_bool(reader, &value->wide) &&
		       take(reader, &value->as.integer,
			    sizeof(value->as.integer));
	case VALUE_REAL:
		return read_bool(reader, &value->single) &&
		       take(reader, &value->as.real, sizeof(value->as.real));
	case VALUE_DECIMAL:
	case VALUE_TEXT:
	case VALUE_BYTES:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		return take_text(reader, &value->as.text);
	case VALUE_LIST:
		return read_list(reader, value);
	case VALUE_MAP:
		return read_map(reader, value);
	case VALUE_TABLE:
		return read_table(reader, value);
	case VALUE_TAGGED:
		return take_text(reader, &value->as.tagged.tag) &&
		       read_value(reader, &value->as.tagged.inner);
	}
	return false;
}

static bool read_value(struct reader *reader, const struct value **value)
{
	struct value *made;
	unsigned char kind;
	bool done;

	if (reader->depth > VALUE_DEPTH || !take(reader, &kind, 1) ||
	    kind > VALUE_TAGGED)
		return false;
	made = ARENA_NEW(reader->arena, struct value);
	made->kind = (enum value_kind)kind;
	reader->depth++;
	done = read_body(reader, made);
	reader->depth--;
	*value = made;
	return done;
}

bool value_read(const char **bytes, const char *end, struct arena *arena,
		const struct value **value, struct err *err)
{
	struct reader reader = {.at = *bytes, .end = end, .arena = arena};
	const struct value *read;

	if (!read_value(&reader, &read))
		return err_set(err, ERR_INFRA,
			       "a value is not whole on the wire");
	*bytes = reader.at;
	*value = read;
	return true;
}
