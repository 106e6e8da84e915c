/* The step `redis`: the author's commands, one after the other. */
#include "store/redis.h"

struct step_body {
	const struct value *list; /* one command, or a list of them */
};

/* Runs one command. NULL: the outcome already tells how it ended. */
static const struct value *run_one(struct place *place, struct session *session,
				   const struct redis_command *command,
				   struct outcome *outcome)
{
	struct said said;

	redis_send(session, command);
	redis_answer(session, place->arena, &place->room, &said);
	if (said.how == REPLY_OK)
		return said.results[0];
	place_refused(place, &said, "redis", redis_shown(command, place->arena),
		      outcome);
	return NULL;
}

/* [[SET, a, "1"], [GET, a]]: the value is the list of the replies. */
static void run_all(struct place *place, struct session *session,
		    const struct redis_command *commands, size_t n,
		    struct outcome *outcome)
{
	struct value_builder replies;
	const struct value *reply;
	size_t i;

	value_builder_init(&replies, place->arena);
	for (i = 0; i < n; i++) {
		reply = run_one(place, session, &commands[i], outcome);
		if (!reply)
			return;
		value_append(&replies, reply);
	}
	outcome->value = value_built_list(&replies);
}

static bool several(const struct value *list)
{
	return list->as.list.n && list->as.list.items[0]->kind == VALUE_LIST;
}

/* The commands that the step names; NULL: it names none. */
static struct redis_command *commands_of(const struct value *list,
					 struct arena *arena, size_t *n)
{
	struct redis_command *commands;
	size_t i;

	*n = several(list) ? list->as.list.n : 1;
	commands = ARENA_ARRAY(arena, *n, struct redis_command);
	for (i = 0; i < *n; i++)
		if (!redis_command_in(several(list) ? list->as.list.items[i]
						    : list,
				      arena, &commands[i]))
			return NULL;
	return commands;
}

static bool act(struct place *place, const void *body, struct outcome *outcome,
		struct err *err)
{
	const struct value *list = ((const struct step_body *)body)->list;
	struct session *session;
	size_t n;
	struct redis_command *commands = commands_of(list, place->arena, &n);

	if (!commands)
		return err_set(err, ERR_SPEC,
			       "\"redis\" takes a command like [SET, a, \"1\"] "
			       "or a list of commands");
	if (!place->author(place, "redis", &session, err))
		return false;
	outcome->fate = FATE_DONE;
	if (several(list))
		run_all(place, session, commands, n, outcome);
	else
		outcome->value = run_one(place, session, commands, outcome);
	return true;
}

static const struct field fields[] = {
	{.key = "redis",
	 .doc = "A command as a list of its words, or a list of commands; all "
		"of a case share a connection.",
	 .type = FIELD_VALUES,
	 .offset = offsetof(struct step_body, list),
	 .required = true},
	{0}};

const struct step_kind redis_step = {
	.shape = {.name = "redis",
		  .doc = "Runs the author's commands.",
		  .fields = fields,
		  .size = sizeof(struct step_body)},
	.act = act,
};
