/*
 * A table's definition in a normal form, in which two definitions that mean
 * the same are equal.
 *
 * columns: name -> {type, nullable, default, extra}, names in lower case,
 * types without display width. keys: a list of {kind, columns: [[name,
 * prefix]…]} in which equal ones occur once, or with `names: true` a map
 * from the key's name. foreign_keys and checks: lists. Comments,
 * AUTO_INCREMENT values and inherited character sets are left out.
 */
#include "store/mysql.h"
#include "value/equal.h"

#include <ctype.h>

struct schema_body {
	const char *table;
	bool names;
};

/* ---- texts ---- */

static const char *lowered(struct arena *arena, const struct value *value)
{
	const char *bytes =
		value->kind == VALUE_TEXT ? value->as.text.bytes : "";
	char *copy = arena_str(arena, bytes);
	size_t i;

	for (i = 0; copy[i]; i++)
		copy[i] = (char)tolower((unsigned char)copy[i]);
	return copy;
}

static const char *text_of(const struct value *value)
{
	bool text = value->kind == VALUE_TEXT || value->kind == VALUE_BYTES ||
		    value->kind == VALUE_DECIMAL;

	return text ? value->as.text.bytes : NULL;
}

/* "int(11) unsigned" is "int unsigned": the width only pads what is shown. */
static const char *without_width(struct arena *arena, const char *type)
{
	static const char *const integers[] = {"tinyint", "smallint",
					       "mediumint", "bigint", "int"};
	size_t i, len;

	for (i = 0; i < ARRAY_LEN(integers); i++) {
		len = strlen(integers[i]);
		if (!strncmp(type, integers[i], len) && type[len] == '(' &&
		    strchr(type, ')'))
			return arena_printf(arena, "%s%s", integers[i],
					    strchr(type, ')') + 1);
	}
	return type;
}

/* The first member of "enum('US','CO')", with its quotes. */
static const char *first_member(struct arena *arena, const char *type)
{
	const char *from = strchr(type, '\''), *to = from;

	while (to && to[1]) {
		to++;
		if (*to == '\'' && to[1] != '\'')
			return arena_copy(arena, from, (size_t)(to - from) + 1);
		if (*to == '\'')
			to++;
	}
	return NULL;
}

/*
 * The default that takes effect. MariaDB stores an expression, 'US' with its
 * quotes and NULL as a word; MySQL stores the bare text. A NOT NULL ENUM
 * without a default has its first member (MySQL manual, "Data Type Default
 * Values").
 */
static const struct value *effective_default(struct arena *arena,
					     const struct value *stored,
					     const char *type, bool nullable)
{
	const char *text = text_of(stored);
	size_t len;

	if (!text && !nullable && !strncmp(type, "enum(", 5))
		text = first_member(arena, type);
	if (!text || !strcmp(text, "NULL"))
		return &value_null;
	len = strlen(text);
	if (len >= 2 && text[0] == '\'' && text[len - 1] == '\'')
		return value_text(arena, text + 1, len - 2);
	return value_text(arena, text, len);
}

/* ---- columns ---- */

static const char columns_query[] =
	"SELECT COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA "
	"FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND "
	"TABLE_NAME = %s ORDER BY ORDINAL_POSITION";

static const struct value *column(const struct value *table, size_t row,
				  struct arena *arena)
{
	const char *type = without_width(
		arena, arena_str(arena, text_of(value_cell(table, row, 1))));
	const char *shown = text_of(value_cell(table, row, 2));
	bool nullable = shown && !strcmp(shown, "YES");
	struct value_builder map;

	value_builder_init(&map, arena);
	value_put(&map, "type", value_str(arena, type));
	value_put(&map, "nullable", value_bool(nullable));
	value_put(&map, "default",
		  effective_default(arena, value_cell(table, row, 3), type,
				    nullable));
	value_put(&map, "extra",
		  value_str(arena, lowered(arena, value_cell(table, row, 4))));
	return value_built_map(&map);
}

static const struct value *columns(const struct value *table,
				   struct arena *arena)
{
	struct value_builder map;
	size_t row;

	value_builder_init(&map, arena);
	for (row = 0; row < table->as.table.rows; row++)
		value_put(&map, lowered(arena, value_cell(table, row, 0)),
			  column(table, row, arena));
	return value_built_map(&map);
}

/* ---- keys ---- */

static const char keys_query[] =
	"SELECT INDEX_NAME, NON_UNIQUE, INDEX_TYPE, COLUMN_NAME, SUB_PART "
	"FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() "
	"AND TABLE_NAME = %s ORDER BY INDEX_NAME, SEQ_IN_INDEX";

static const char *key_kind(const struct value *table, size_t row)
{
	const char *name = text_of(value_cell(table, row, 0));
	const char *type = text_of(value_cell(table, row, 2));
	const struct value *many = value_cell(table, row, 1);

	if (name && !strcmp(name, "PRIMARY"))
		return "primary";
	if (many->kind == VALUE_INT && many->as.integer == 0)
		return "unique";
	if (type && !strcmp(type, "FULLTEXT"))
		return "fulltext";
	return type && !strcmp(type, "SPATIAL") ? "spatial" : "index";
}

static bool same_key(const struct value *table, size_t a, size_t b)
{
	return !value_compare(value_cell(table, a, 0), value_cell(table, b, 0));
}

/* The key that begins at `*row`, which moves behind it. */
static const struct value *key(const struct value *table, size_t *row,
			       struct arena *arena)
{
	size_t first = *row;
	struct value_builder map, list, part;

	value_builder_init(&map, arena);
	value_builder_init(&list, arena);
	for (; *row < table->as.table.rows && same_key(table, first, *row);
	     ++*row) {
		value_builder_init(&part, arena);
		value_append(
			&part,
			value_str(arena,
				  lowered(arena, value_cell(table, *row, 3))));
		value_append(&part, value_cell(table, *row, 4));
		value_append(&list, value_built_list(&part));
	}
	value_put(&map, "kind", value_str(arena, key_kind(table, first)));
	value_put(&map, "columns", value_built_list(&list));
	return value_built_map(&map);
}

static int by_value(const void *a, const void *b)
{
	return value_compare(*(const struct value *const *)a,
			     *(const struct value *const *)b);
}

/* Sorted, each once: a set. */
static const struct value *set_of(struct value_builder *list)
{
	size_t i, n = 0;

	if (list->n)
		qsort(list->items, list->n, sizeof(*list->items), by_value);
	for (i = 0; i < list->n; i++)
		if (!n || value_compare(list->items[n - 1], list->items[i]))
			list->items[n++] = list->items[i];
	list->n = n;
	return value_built_list(list);
}

static const struct value *keys(const struct value *table, bool names,
				struct arena *arena)
{
	struct value_builder built;
	size_t row = 0;

	value_builder_init(&built, arena);
	while (row < table->as.table.rows) {
		const char *name = lowered(arena, value_cell(table, row, 0));
		const struct value *one = key(table, &row, arena);

		if (names)
			value_put(&built, name, one);
		else
			value_append(&built, one);
	}
	return names ? value_built_map(&built) : set_of(&built);
}

/* ---- constraints ---- */

static const char references_query[] =
	"SELECT GROUP_CONCAT(LOWER(k.COLUMN_NAME) ORDER BY "
	"k.ORDINAL_POSITION) AS columns, LOWER(k.REFERENCED_TABLE_NAME) AS "
	"`to`, GROUP_CONCAT(LOWER(k.REFERENCED_COLUMN_NAME) ORDER BY "
	"k.ORDINAL_POSITION) AS to_columns, "
	"REPLACE(MAX(r.DELETE_RULE), 'NO ACTION', 'RESTRICT') AS on_delete, "
	"REPLACE(MAX(r.UPDATE_RULE), 'NO ACTION', 'RESTRICT') AS on_update "
	"FROM information_schema.KEY_COLUMN_USAGE k JOIN "
	"information_schema.REFERENTIAL_CONSTRAINTS r ON "
	"r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND "
	"r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = "
	"k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = %s "
	"AND k.REFERENCED_TABLE_NAME IS NOT NULL "
	"GROUP BY k.CONSTRAINT_NAME, k.REFERENCED_TABLE_NAME";

static const char checks_query[] =
	"SELECT c.CHECK_CLAUSE AS clause FROM "
	"information_schema.CHECK_CONSTRAINTS c JOIN "
	"information_schema.TABLE_CONSTRAINTS t ON t.CONSTRAINT_SCHEMA = "
	"c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME "
	"WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME = %s AND "
	"t.CONSTRAINT_TYPE = 'CHECK'";

static const struct value *row_map(const struct value *table, size_t row,
				   struct arena *arena)
{
	struct value_builder map;
	size_t i;

	value_builder_init(&map, arena);
	for (i = 0; i < table->as.table.columns; i++)
		value_put(&map, table->as.table.names[i].bytes,
			  value_cell(table, row, i));
	return value_built_map(&map);
}

static const struct value *row_set(const struct value *table,
				   struct arena *arena)
{
	struct value_builder list;
	size_t row;

	value_builder_init(&list, arena);
	for (row = 0; row < table->as.table.rows; row++)
		value_append(&list, row_map(table, row, arena));
	return set_of(&list);
}

/* ---- the subject ---- */

static const char *about(struct place *place, const char *table,
			 const char *query)
{
	const char *hole = strstr(query, "%s");

	return arena_printf(place->arena, "%.*s%s%s", (int)(hole - query),
			    query, mysql_quoted_text(place->arena, table),
			    hole + 2);
}

static bool ask(struct place *place, struct session *session, const char *table,
		const char *query, const struct value **value, struct err *err)
{
	const char *text = about(place, table, query);

	if (!mysql_query_value(place, session, text, strlen(text), value, err))
		return false;
	if ((*value)->kind == VALUE_TABLE)
		return true;
	return err_set(err, ERR_INFRA, "cannot read the schema: %s",
		       text_of(value_get(*value, "text")));
}

static bool look_schema(struct place *place, const void *body,
			const struct value **value, struct err *err)
{
	const struct schema_body *schema = body;
	AUTO(session_close) struct session *session = NULL;
	const struct value *parts[4];
	static const char *const queries[] = {columns_query, keys_query,
					      references_query, checks_query};
	struct arena *arena = place->arena;
	struct value_builder map;
	size_t i;

	if (!place->open(place, "mysql", AS_LOOKER, &session, err))
		return false;
	for (i = 0; i < ARRAY_LEN(parts); i++)
		if (!ask(place, session, schema->table, queries[i], &parts[i],
			 err))
			return false;
	if (!parts[0]->as.table.rows) {
		*value = value_error(arena, 1146, "42S02",
				     arena_printf(arena,
						  "Table '%s' doesn't exist",
						  schema->table));
		return true;
	}
	value_builder_init(&map, arena);
	value_put(&map, "columns", columns(parts[0], arena));
	value_put(&map, "keys", keys(parts[1], schema->names, arena));
	value_put(&map, "foreign_keys", row_set(parts[2], arena));
	value_put(&map, "checks", row_set(parts[3], arena));
	*value = value_built_map(&map);
	return true;
}

static const struct field schema_fields[] = {
	{.key = "schema",
	 .doc = "A table; the value is its definition in normal form.",
	 .type = FIELD_NAME,
	 .offset = offsetof(struct schema_body, table),
	 .required = true},
	{.key = "names",
	 .doc = "Whether the names of keys count.",
	 .type = FIELD_BOOL,
	 .offset = offsetof(struct schema_body, names)},
	{0}};

const struct subject_kind mysql_subject_schema = {
	.shape = {.name = "schema",
		  .doc = "How a table is defined.",
		  .fields = schema_fields,
		  .size = sizeof(struct schema_body)},
	.look = look_schema,
};
