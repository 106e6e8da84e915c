/* Provisioning: commands from .redis files, one a line. */
#include "store/redis.h"

/* Commands on their way at once: what saves most of the waiting. */
#define BATCH 256

/* A file that is being run. */
struct load {
	struct session *session;
	const struct spec_file *file;
	struct arena *arena; /* of one batch */
	const char *next;    /* where the next line begins */
	unsigned line;	     /* its number, from 1 */
	unsigned sent[BATCH];
	size_t n; /* of sent */
};

/* Sends the command of the next line, if it holds one. */
static bool send_line(struct load *load, struct err *err)
{
	const char *end = load->file->bytes + load->file->len;
	const char *stop = memchr(load->next, '\n', (size_t)(end - load->next));
	struct redis_command command;
	const char *why;

	if (!redis_line(load->next, (size_t)((stop ? stop : end) - load->next),
			load->arena, &command, &why))
		return err_set(err, ERR_SPEC, "%s:%u: %s", load->file->name,
			       load->line, why);
	if (command.n) {
		redis_send(load->session, &command);
		load->sent[load->n++] = load->line;
	}
	load->next = stop ? stop + 1 : end;
	load->line++;
	return true;
}

static bool hear_all(struct load *load, struct err *err)
{
	struct said said;
	size_t i;

	for (i = 0; i < load->n; i++) {
		size_t room = BUF_OURS;

		redis_answer(load->session, load->arena, &room, &said);
		if (said.how != REPLY_OK)
			return err_set(
				err,
				said.how == REPLY_LOST ? ERR_INFRA : ERR_SPEC,
				"%s:%u: %s", load->file->name, load->sent[i],
				said.text ? said.text
					  : "its reply is too long");
	}
	return true;
}

static bool run_batch(struct load *load, struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("batch");
	const char *end = load->file->bytes + load->file->len;

	load->arena = arena;
	load->n = 0;
	while (load->next < end && load->n < BATCH)
		if (!send_line(load, err))
			return false;
	return hear_all(load, err);
}

static bool load_file(struct session *session, const struct spec_file *file,
		      struct err *err)
{
	struct load load = {.session = session,
			    .file = file,
			    .next = file->bytes,
			    .line = 1};
	size_t len = strlen(file->name), tail = strlen(".redis");

	if (len <= tail || strcmp(file->name + len - tail, ".redis") != 0)
		return err_set(err, ERR_SPEC,
			       "\"%s\": a redis fixture ends in .redis",
			       file->name);
	while (load.next < file->bytes + file->len)
		if (!run_batch(&load, err))
			return false;
	return true;
}

/* A server that saves nothing comes back empty. */
bool redis_restart(struct place *place, struct err *err)
{
	struct server *server;

	return lab_server(place->lab, &redis_server, &server, err) &&
	       redis_remember(server->private, err);
}

bool redis_provision(struct place *place, const void *body, struct err *err)
{
	const struct redis_given *given = body;
	AUTO(session_close) struct session *session = NULL;
	size_t i;

	if (!redis_restart(place, err))
		return false;
	if (!given->load.n)
		return true;
	if (!redis_open(place, given, AS_LOADER, &session, err))
		return false;
	for (i = 0; i < given->load.n; i++)
		if (!load_file(session, &given->load.items[i], err))
			return false;
	return true;
}
