/* Looking at a database: rows, what exists, how a query is carried out. */
#include "base/num.h"
#include "store/mysql.h"
#include "value/equal.h"

#define NAMES_MOST 1000

bool mysql_query_value(struct place *place, struct session *session,
		       const char *text, size_t len, const struct value **value,
		       struct err *err)
{
	struct said said;

	session->ops->run(session, text, len, place->arena, &place->room,
			  &said);
	if (!place_answered(place, "mysql", &said, err))
		return false;
	if (said.how == REPLY_REFUSED)
		*value = value_error(place->arena, said.number, said.state,
				     said.text);
	else
		*value = said.nresults ? said.results[said.nresults - 1]
				       : &value_none;
	return true;
}

/* ---- rows ---- */

struct rows_body {
	const char *query;
};

static bool look_rows(struct place *place, const void *body,
		      const struct value **value, struct err *err)
{
	const struct rows_body *rows = body;
	AUTO(session_close) struct session *session = NULL;

	return place->open(place, "mysql", AS_LOOKER, &session, err) &&
	       mysql_query_value(place, session, rows->query,
				 strlen(rows->query), value, err);
}

static const struct field rows_fields[] = {
	{.key = "rows",
	 .doc = "A SELECT; the value is the table that it gives.",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct rows_body, query),
	 .required = true},
	{0}};

const struct subject_kind mysql_subject_rows = {
	.shape = {.name = "rows",
		  .doc = "The rows that a query gives.",
		  .fields = rows_fields,
		  .size = sizeof(struct rows_body)},
	.look = look_rows,
};

/* ---- objects ---- */

static const char *const object_names[] = {"table",   "view",  "trigger",
					   "routine", "index", NULL};

/* In the order of object_names; each gives one column of names. */
static const char *const object_queries[] = {
	"SELECT TABLE_NAME FROM information_schema.TABLES "
	"WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' "
	"ORDER BY 1",
	"SELECT TABLE_NAME FROM information_schema.TABLES "
	"WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'VIEW' ORDER BY 1",
	"SELECT TRIGGER_NAME FROM information_schema.TRIGGERS "
	"WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1",
	"SELECT ROUTINE_NAME FROM information_schema.ROUTINES "
	"WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY 1",
	"SELECT DISTINCT CONCAT(TABLE_NAME, '.', INDEX_NAME) "
	"FROM information_schema.STATISTICS "
	"WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1",
};

struct objects_body {
	struct texts kinds;
};

static const char *query_of(const char *kind)
{
	size_t i;

	for (i = 0; strcmp(object_names[i], kind) != 0; i++)
		;
	return object_queries[i];
}

static bool names_of(struct place *place, struct session *session,
		     const char *query, const struct value **value,
		     struct err *err)
{
	const struct value *table;
	struct value_builder list;
	size_t row;

	if (!mysql_query_value(place, session, query, strlen(query), &table,
			       err))
		return false;
	value_builder_init(&list, place->arena);
	if (table->kind == VALUE_TABLE)
		for (row = 0; row < table->as.table.rows; row++)
			value_append(&list, value_cell(table, row, 0));
	*value = table->kind == VALUE_TABLE ? value_built_list(&list) : table;
	return true;
}

static bool look_objects(struct place *place, const void *body,
			 const struct value **value, struct err *err)
{
	const struct objects_body *objects = body;
	AUTO(session_close) struct session *session = NULL;
	const struct value *names;
	struct value_builder map;
	size_t i;

	if (!place->open(place, "mysql", AS_LOOKER, &session, err))
		return false;
	value_builder_init(&map, place->arena);
	for (i = 0; i < objects->kinds.n; i++) {
		const char *kind = objects->kinds.items[i];

		if (!names_of(place, session, query_of(kind), &names, err))
			return false;
		value_put(&map, kind, names);
	}
	*value = value_built_map(&map);
	return true;
}

static const struct field objects_fields[] = {
	{.key = "objects",
	 .doc = "Kinds of objects; the value maps each to its names.",
	 .type = FIELD_NAMES,
	 .offset = offsetof(struct objects_body, kinds),
	 .required = true,
	 .names = object_names},
	{0}};

const struct subject_kind mysql_subject_objects = {
	.shape = {.name = "objects",
		  .doc = "What exists in the case's database.",
		  .fields = objects_fields,
		  .size = sizeof(struct objects_body),
		  .needs_relation = true},
	.look = look_objects,
};

/* ---- plan ---- */

struct plan_body {
	const char *query;
};

/*
 * Index conditions that are pushed down and row filters read rows that no
 * counter sees: with them 130 reads show as 6. Statistics of the engine
 * decide, not those of ANALYZE … PERSISTENT.
 */
static const char plain_plans[] =
	"SET SESSION optimizer_switch = 'index_condition_pushdown=off,"
	"rowid_filter=off,mrr=off', use_stat_tables = 'never'";

static const char counters[] = "SHOW SESSION STATUS WHERE Variable_name IN "
			       "('Handler_read_first', 'Handler_read_key', "
			       "'Handler_read_last', 'Handler_read_next', "
			       "'Handler_read_prev', 'Handler_read_rnd', "
			       "'Handler_read_rnd_next')";

static bool sum_counters(struct place *place, struct session *session,
			 int64_t *sum, struct err *err)
{
	const struct value *table, *count;
	size_t row;
	int64_t number;

	if (!mysql_query_value(place, session, counters, sizeof(counters) - 1,
			       &table, err))
		return false;
	*sum = 0;
	for (row = 0; table->kind == VALUE_TABLE && row < table->as.table.rows;
	     row++) {
		count = value_cell(table, row, 1);
		if (num_int(count->as.text.bytes, count->as.text.len, &number))
			*sum += number;
	}
	return true;
}

/* The values of one column of an EXPLAIN, each once, without NULL. */
static const struct value *column_of(const struct value *plan, const char *name,
				     struct arena *arena)
{
	const struct value *column = value_pick(plan, name, arena);
	struct value_builder list;
	size_t i, j;

	value_builder_init(&list, arena);
	for (i = 0; column->kind == VALUE_LIST && i < column->as.list.n; i++) {
		const struct value *item = column->as.list.items[i];

		for (j = 0; j < list.n; j++)
			if (!value_compare(list.items[j], item))
				break;
		if (j == list.n && item->kind == VALUE_TEXT)
			value_append(&list, item);
	}
	return value_built_list(&list);
}

/* What reading the counters itself adds to them. */
static bool measure(struct place *place, struct session *session,
		    const char *query, const struct value **answer,
		    int64_t *examined, struct err *err)
{
	int64_t first, before, after;

	if (!sum_counters(place, session, &first, err) ||
	    !sum_counters(place, session, &before, err) ||
	    !mysql_query_value(place, session, query, strlen(query), answer,
			       err) ||
	    !sum_counters(place, session, &after, err))
		return false;
	*examined = after - before - (before - first);
	return true;
}

/*
 * The engine's statistics are made on purpose and not in the background, so
 * that a plan is the same each time. ANALYZE runs nothing of the learner's.
 */
static bool analyze(struct place *place, struct session *session,
		    struct err *err)
{
	struct server *server = lab_running(place->lab, &mysql_server);
	MYSQL *mysql = server ? mysql_administrator(server, err) : NULL;
	const char *database = mysql_database(place_given(place, "mysql"));
	const struct value *names;
	struct arena *arena = place->arena;
	size_t i;

	if (!mysql || !names_of(place, session, object_queries[0], &names, err))
		return false;
	for (i = 0; names->kind == VALUE_LIST && i < names->as.list.n &&
		    i < NAMES_MOST;
	     i++) {
		const char *name = names->as.list.items[i]->as.text.bytes;

		if (!mysql_run_own(
			    mysql,
			    arena_printf(arena,
					 "ANALYZE NO_WRITE_TO_BINLOG TABLE "
					 "%s.%s",
					 mysql_quoted_name(arena, database),
					 mysql_quoted_name(arena, name)),
			    err))
			return false;
	}
	return true;
}

static bool look_plan(struct place *place, const void *body,
		      const struct value **value, struct err *err)
{
	const char *query = ((const struct plan_body *)body)->query;
	const char *explain = arena_printf(place->arena, "EXPLAIN %s", query);
	AUTO(session_close) struct session *session = NULL;
	const struct value *plan, *answer;
	struct value_builder map;
	int64_t examined;

	if (!place->open(place, "mysql", AS_LOOKER, &session, err) ||
	    !analyze(place, session, err) ||
	    !mysql_run_own(mysql_of(session), plain_plans, err) ||
	    !mysql_query_value(place, session, explain, strlen(explain), &plan,
			       err) ||
	    !measure(place, session, query, &answer, &examined, err))
		return false;
	if (value_is_error(plan) || value_is_error(answer)) {
		*value = value_is_error(plan) ? plan : answer;
		return true;
	}
	value_builder_init(&map, place->arena);
	value_put(&map, "keys", column_of(plan, "key", place->arena));
	value_put(&map, "examined", value_int(place->arena, examined));
	value_put(&map, "access", column_of(plan, "type", place->arena));
	*value = value_built_map(&map);
	return true;
}

static const struct field plan_fields[] = {
	{.key = "plan",
	 .doc = "A query; the value has keys, examined (rows that really "
		"running it read) and access.",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct plan_body, query),
	 .required = true},
	{0}};

const struct subject_kind mysql_subject_plan = {
	.shape = {.name = "plan",
		  .doc = "How the server carries a query out.",
		  .fields = plan_fields,
		  .size = sizeof(struct plan_body)},
	.look = look_plan,
};
