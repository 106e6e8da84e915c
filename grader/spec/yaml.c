/*
 * libyaml's events become a tree of nodes.
 *
 * What is refused but can be stepped over (a tag, an alias, a duplicate key)
 * is noted and reading goes on, so that an author sees all of it; the tree
 * is then thrown away. A limit or a syntax error ends the reading.
 */
#include "spec/yaml.h"

#include "spec/problem.h"

#include <yaml.h>

struct reader {
	yaml_parser_t parser;
	struct arena *arena;
	struct problems *problems;
	const char *file, *bytes;
	size_t len;
	size_t nodes;
	unsigned depth;
	size_t index, byte; /* a place in the bytes: the index-th character */
};

static struct mark mark_of(const struct reader *reader, yaml_mark_t at)
{
	return (struct mark){.file = reader->file,
			     .line = (unsigned)at.line + 1,
			     .column = (unsigned)at.column + 1};
}

/* ---- syntax errors ---- */

/* What usually lies behind an error of libyaml, in its words; or "". */
static const char *hint(const char *problem)
{
	static const struct {
		const char *part, *hint;
	} hints[] = {
		{"mapping values are not allowed",
		 "; quote a text that holds \": \", and look at the "
		 "indentation"},
		{"cannot start any token",
		 "; quote a text that starts with @, ` or %"},
		{"unknown escape character",
		 "; write \\\\ for a backslash, or use single quotes"},
		{"while scanning a quoted scalar", "; a quote is missing"},
		{"unexpected end of stream", "; a quote is missing"},
		{"did not find expected ',' or", "; quote a text that holds "
						 "[ ] { } or a comma"},
		{"did not find expected key",
		 "; look at the blanks and quotes before it"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(hints); i++)
		if (strstr(problem, hints[i].part))
			return hints[i].hint;
	return "";
}

static bool syntax_error(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	const char *problem =
		parser->problem ? parser->problem : "this is not YAML";
	/* A quote that is never closed is found at the end of the file. */
	bool open = parser->context && strstr(problem, "end of stream");

	return problem_add(reader->problems,
			   mark_of(reader, open ? parser->context_mark
						: parser->problem_mark),
			   "%s%s", problem, hint(problem));
}

static bool next(struct reader *reader, yaml_event_t *event)
{
	return yaml_parser_parse(&reader->parser, event) ||
	       syntax_error(reader);
}

/* ---- nodes ---- */

static struct node *node_new(struct reader *reader, enum node_kind kind,
			     const yaml_event_t *event)
{
	struct node *node = ARENA_NEW(reader->arena, struct node);

	node->kind = kind;
	node->at = mark_of(reader, event->start_mark);
	return node;
}

/* Moves the place in the bytes forward to the index-th character. */
static size_t byte_at(struct reader *reader, size_t index)
{
	while (reader->index < index && reader->byte < reader->len) {
		reader->byte++;
		if (reader->byte == reader->len ||
		    ((unsigned char)reader->bytes[reader->byte] & 0xc0) != 0x80)
			reader->index++;
	}
	return reader->byte;
}

/* Whether " #" follows on the same line. */
static bool comment_follows(struct reader *reader, size_t index)
{
	size_t at = byte_at(reader, index);

	while (at < reader->len && reader->bytes[at] == ' ')
		at++;
	return at < reader->len && reader->bytes[at] == '#';
}

static struct node *read_scalar(struct reader *reader,
				const yaml_event_t *event)
{
	struct node *node = node_new(reader, NODE_SCALAR, event);
	const char *text = (const char *)event->data.scalar.value;

	node->len = event->data.scalar.length;
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (node->len > YAML_SCALAR_MOST) {
		problem_add(reader->problems, node->at,
			    "a text of more than %zu bytes", YAML_SCALAR_MOST);
		return NULL;
	}
	if (memchr(text, '\0', node->len))
		problem_add(reader->problems, node->at, "NUL in a text");
	node->text = arena_copy(reader->arena, text, node->len);
	node->cut =
		node->plain && comment_follows(reader, event->end_mark.index);
	return node;
}

static struct node *read_node(struct reader *reader, const yaml_event_t *event);

/* Room for one more of n elements: arrays double at powers of two. */
static void *grown(struct arena *arena, void *items, size_t n, size_t size)
{
	void *more;

	if (n & (n - 1) || n == 1)
		return items;
	more = arena_array(arena, n ? 2 * n : 2, size);
	if (n)
		memcpy(more, items, n * size);
	return more;
}

static bool read_items(struct reader *reader, struct node *list)
{
	for (;;) {
		AUTO(yaml_event_delete) yaml_event_t event = {0};
		struct node *item;

		if (!next(reader, &event))
			return false;
		if (event.type == YAML_SEQUENCE_END_EVENT)
			return true;
		item = read_node(reader, &event);
		if (!item)
			return false;
		list->items = grown(reader->arena, list->items, list->n,
				    sizeof(struct node *));
		list->items[list->n++] = item;
	}
}

static void check_key(struct reader *reader, const struct node *key)
{
	if (key->kind != NODE_SCALAR)
		problem_add(reader->problems, key->at,
			    "%s as a key; a key is a text", node_word(key));
	else if (key->plain && !strcmp(key->text, "<<"))
		problem_add(reader->problems, key->at,
			    "merge keys are not allowed");
}

static struct node *read_value(struct reader *reader)
{
	AUTO(yaml_event_delete) yaml_event_t event = {0};

	return next(reader, &event) ? read_node(reader, &event) : NULL;
}

static bool read_pairs(struct reader *reader, struct node *map)
{
	for (;;) {
		AUTO(yaml_event_delete) yaml_event_t event = {0};
		struct node_pair pair;

		if (!next(reader, &event))
			return false;
		if (event.type == YAML_MAPPING_END_EVENT)
			return true;
		pair.key = read_node(reader, &event);
		if (!pair.key)
			return false;
		check_key(reader, pair.key);
		pair.value = read_value(reader);
		if (!pair.value)
			return false;
		map->pairs = grown(reader->arena, map->pairs, map->n,
				   sizeof(struct node_pair));
		map->pairs[map->n++] = pair;
	}
}

/* Tags and anchors are noted and stepped over. */
static void check_marks(struct reader *reader, const yaml_event_t *event,
			const void *tag, const void *anchor)
{
	struct mark at = mark_of(reader, event->start_mark);

	if (tag)
		problem_add(reader->problems, at,
			    "tags are not allowed; quote a text that starts "
			    "with !");
	if (anchor)
		problem_add(reader->problems, at,
			    "anchors are not allowed; quote a text that starts "
			    "with &");
}

static struct node *read_list(struct reader *reader, const yaml_event_t *event)
{
	struct node *node = node_new(reader, NODE_LIST, event);

	check_marks(reader, event, event->data.sequence_start.tag,
		    event->data.sequence_start.anchor);
	return read_items(reader, node) ? node : NULL;
}

static struct node *read_map(struct reader *reader, const yaml_event_t *event)
{
	struct node *node = node_new(reader, NODE_MAP, event);

	check_marks(reader, event, event->data.mapping_start.tag,
		    event->data.mapping_start.anchor);
	if (!read_pairs(reader, node))
		return NULL;
	node_keys_differ(node, reader->problems);
	return node;
}

static struct node *read_alias(struct reader *reader, const yaml_event_t *event)
{
	struct node *node = node_new(reader, NODE_SCALAR, event);

	problem_add(reader->problems, node->at,
		    "aliases are not allowed; quote a text that starts with *");
	node->text = "";
	return node;
}

static struct node *read_kind(struct reader *reader, const yaml_event_t *event)
{
	if (event->type == YAML_MAPPING_START_EVENT)
		return read_map(reader, event);
	if (event->type == YAML_SEQUENCE_START_EVENT)
		return read_list(reader, event);
	if (event->type == YAML_ALIAS_EVENT)
		return read_alias(reader, event);
	check_marks(reader, event, event->data.scalar.tag,
		    event->data.scalar.anchor);
	return read_scalar(reader, event);
}

/* NULL: reading cannot go on. */
static struct node *read_node(struct reader *reader, const yaml_event_t *event)
{
	struct node *node;

	if (++reader->nodes > YAML_NODES_MOST) {
		problem_add(reader->problems,
			    mark_of(reader, event->start_mark),
			    "more than %d nodes", YAML_NODES_MOST);
		return NULL;
	}
	if (reader->depth == YAML_DEPTH_MOST) {
		problem_add(reader->problems,
			    mark_of(reader, event->start_mark),
			    "nested deeper than %d", YAML_DEPTH_MOST);
		return NULL;
	}
	reader->depth++;
	node = read_kind(reader, event);
	reader->depth--;
	return node;
}

/* ---- the document ---- */

static bool expect_start(struct reader *reader)
{
	AUTO(yaml_event_delete) yaml_event_t stream = {0};
	AUTO(yaml_event_delete) yaml_event_t event = {0};

	if (!next(reader, &stream) || !next(reader, &event))
		return false;
	if (event.type == YAML_STREAM_END_EVENT)
		return problem_add(reader->problems,
				   (struct mark){reader->file, 1, 1},
				   "the file is empty");
	if (event.data.document_start.version_directive ||
	    event.data.document_start.tag_directives.start !=
		    event.data.document_start.tag_directives.end)
		return problem_add(reader->problems,
				   mark_of(reader, event.start_mark),
				   "directives are not allowed");
	return true;
}

static bool expect_end(struct reader *reader)
{
	AUTO(yaml_event_delete) yaml_event_t document = {0};
	AUTO(yaml_event_delete) yaml_event_t event = {0};

	if (!next(reader, &document) || !next(reader, &event))
		return false;
	return event.type == YAML_STREAM_END_EVENT ||
	       problem_add(reader->problems, mark_of(reader, event.start_mark),
			   "a second document");
}

static struct node *read_document(struct reader *reader)
{
	struct node *root = expect_start(reader) ? read_value(reader) : NULL;

	return root && expect_end(reader) ? root : NULL;
}

struct node *yaml_read(const char *file, const char *bytes, size_t len,
		       struct arena *arena, struct problems *problems)
{
	size_t before = problems_count(problems);
	struct reader reader = {.arena = arena,
				.problems = problems,
				.file = file,
				.bytes = bytes,
				.len = len};
	struct node *root;

	if (len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
		reader.bytes += 3;
		reader.len -= 3;
	}
	if (!yaml_bytes(file, reader.bytes, reader.len, problems))
		return NULL;
	if (!yaml_parser_initialize(&reader.parser))
		abort(); /* only when memory is out */
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser,
				     (const unsigned char *)reader.bytes,
				     reader.len);
	root = read_document(&reader);
	yaml_parser_delete(&reader.parser);
	return problems_count(problems) == before ? root : NULL;
}
