/* The step `sql`: the author's statements, one after the other. */
#include "store/mysql.h"
#include "text/sqlscript.h"

#define STATEMENT_SHOWN 200

struct sql_body {
	const char *text;
};

/* The start of a statement, as much as a report shows. */
static const char *shown(const struct script_piece *piece, struct arena *arena)
{
	size_t len =
		piece->len < STATEMENT_SHOWN ? piece->len : STATEMENT_SHOWN;

	return arena_copy(arena, piece->text, len);
}

static void run_all(struct place *place, struct session *session,
		    struct sqlscript *script, struct value_builder *sets,
		    struct outcome *outcome)
{
	struct script_piece piece;
	struct said said;
	size_t i;

	for (sqlscript_next(script, &piece); piece.item == SCRIPT_STATEMENT;
	     sqlscript_next(script, &piece)) {
		session->ops->run(session, piece.text, piece.len, place->arena,
				  &place->room, &said);
		if (said.affected > 0)
			outcome->affected += said.affected;
		for (i = 0; i < said.nresults; i++)
			value_append(sets, said.results[i]);
		if (said.how != REPLY_OK) {
			place_refused(place, &said, "sql",
				      shown(&piece, place->arena), outcome);
			return;
		}
		outcome->warnings = said.warnings;
	}
	if (piece.item == SCRIPT_END)
		return;
	outcome->fate = FATE_REFUSED;
	outcome->reason = "sql";
	outcome->text = "only statements can stand in a step sql";
}

static bool act(struct place *place, const void *body, struct outcome *outcome,
		struct err *err)
{
	const struct sql_body *sql = body;
	AUTO(sqlscript_release)
	struct sqlscript *script = sqlscript_new(sql->text, strlen(sql->text));
	struct session *session;
	struct value_builder sets;

	if (!place->author(place, "mysql", &session, err))
		return false;
	value_builder_init(&sets, place->arena);
	outcome->fate = FATE_DONE;
	run_all(place, session, script, &sets, outcome);
	outcome->results = value_built_list(&sets);
	return true;
}

static const struct field fields[] = {
	{.key = "sql",
	 .doc = "Statements of the author's; all of a case share a session.",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct sql_body, text),
	 .required = true},
	{0}};

const struct step_kind mysql_step_sql = {
	.shape = {.name = "sql",
		  .doc = "Runs the author's SQL.",
		  .fields = fields,
		  .size = sizeof(struct sql_body)},
	.act = act,
};
