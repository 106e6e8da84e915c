/*
 * Writing down what comes to the server from outside the grader, as MONITOR
 * tells it.
 *
 * Whoever comes by the port is the hand-in; the grader and the author come by
 * the socket. A command that a script calls is no command of the hand-in, its
 * EVAL is. What a client library sends by itself when it connects is left out
 * wherever it stands: AUTH, HELLO, CLIENT SETINFO. The server tells what it
 * runs, so what it refuses before that (an unknown command, one without the
 * right number of words, one that is not allowed) and what a DISCARD takes
 * back is not there; the commands of a transaction stand before its EXEC.
 *
 * MONITOR is asked on a connection of its own, which is opened with the
 * server, so that nobody can have taken the last one, and read when the step
 * is over: until then the server keeps what it has to tell, 64 MiB at the most.
 * Commands of ours show when all has been read.
 */
#include "base/clock.h"
#include "store/redis.h"

#include <ctype.h>

/* A byte of a word takes up to four as MONITOR shows it: \xff. */
#define SHOWN_MOST 4
#define LINE_EXTRA ((size_t)64 << 10)

/* ---- lines ---- */

static bool begins(const char *at, const char *end, const char *start)
{
	size_t len = strlen(start);

	return (size_t)(end - at) >= len && !memcmp(at, start, len);
}

bool redis_monitored(const char *line, size_t len, bool *outside,
		     const char **words)
{
	const char *end = line + len;
	const char *open = memchr(line, '[', len), *from, *close;

	from = open ? memchr(open, ' ', (size_t)(end - open)) : NULL;
	close = from ? memmem(from, (size_t)(end - from), "] \"", 3) : NULL;
	if (!close)
		return false;
	*outside = !begins(from, end, " lua] ") && !begins(from, end, " unix:");
	*words = close + 2;
	return true;
}

static bool is_word(const struct redis_command *command, size_t i,
		    const char *word)
{
	return i < command->n && command->lens[i] == strlen(word) &&
	       !strncasecmp(command->words[i], word, command->lens[i]);
}

static bool of_a_library(const struct redis_command *command)
{
	return is_word(command, 0, "AUTH") || is_word(command, 0, "HELLO") ||
	       (is_word(command, 0, "CLIENT") &&
		is_word(command, 1, "SETINFO"));
}

static void name_in_capitals(struct redis_command *command, struct arena *arena)
{
	char *name = arena_copy(arena, command->words[0], command->lens[0]);
	size_t i;

	for (i = 0; i < command->lens[0]; i++)
		name[i] = (char)toupper((unsigned char)name[i]);
	command->words[0] = name;
}

/* ---- recording ---- */

void redis_record_drop(struct redis_notes *notes)
{
	if (notes->recording)
		redis_disconnect(&notes->monitor);
	notes->recording = false;
}

bool redis_record(struct place *place, struct err *err)
{
	struct server *server = lab_running(place->lab, &redis_server);
	struct redis_notes *notes = server ? server->private : NULL;
	const struct redis_command monitor =
		redis_command_of(place->arena, 1, "MONITOR");
	AUTO(redis_reply_release) redisReply *reply = NULL;

	if (!notes)
		return err_set(err, ERR_INFRA, "the redis server is gone");
	redis_record_drop(notes);
	if (!notes->monitor.context &&
	    !redis_connect(server, "grader", &notes->monitor))
		return err_set(err, ERR_INFRA,
			       "cannot connect to the redis server");
	notes->recording = true;
	reply = redis_insist(notes->monitor.context, &monitor);
	return (reply && reply->type == REDIS_REPLY_STATUS) ||
	       err_set(err, ERR_INFRA, "cannot watch the redis server");
}

/* What is being read back. */
struct reading {
	struct place *place;
	struct value_builder list;
	const char *mark; /* the words of our last command, as they are told */
	bool over;	  /* it was there */
};

/* False: there is no room for it. */
static bool keep(struct reading *reading, const char *words, size_t len)
{
	struct place *place = reading->place;
	struct redis_command command;
	const struct value *value;
	const char *why;

	if (!redis_line(words, len, place->arena, &command, &why) ||
	    !command.n || of_a_library(&command))
		return true;
	name_in_capitals(&command, place->arena);
	value = redis_words(&command, place->arena, &place->room);
	if (value)
		value_append(&reading->list, value);
	return value != NULL;
}

static bool take_line(struct reading *reading, const redisReply *line)
{
	size_t len;
	const char *words;
	bool outside;

	if (line->type != REDIS_REPLY_STATUS ||
	    !redis_monitored(line->str, (size_t)line->len, &outside, &words))
		return true;
	len = (size_t)(line->str + line->len - words);
	if (outside)
		return keep(reading, words, len);
	reading->over = len == strlen(reading->mark) &&
			!memcmp(words, reading->mark, len);
	return true;
}

/* Reads up to the mark. False: more was told than there is room for. */
static bool read_all(struct reading *reading, redisContext *context)
{
	while (!reading->over) {
		AUTO(redis_reply_release) redisReply *line = NULL;
		size_t most = SHOWN_MOST * reading->place->room + LINE_EXTRA;

		if (redis_hear(context, most, -1, &line) != REDIS_HEARD ||
		    !take_line(reading, line))
			return false;
	}
	return true;
}

/* The connection cannot be used for anything else again. */
static void replace(const struct server *server, struct redis_notes *notes)
{
	redis_record_drop(notes);
	/* Without one the next record tries again. */
	(void)redis_connect(server, "grader", &notes->monitor);
}

/* All that is told up to a command of ours. False: see redis_recorded. */
static bool read_back(struct reading *reading, struct redis_notes *notes)
{
	struct arena *arena = reading->place->arena;
	const char *sign = arena_printf(arena, "%" PRIu64, clock_now_us());
	struct redis_command ping = redis_command_of(arena, 2, "PING", sign);
	AUTO(redis_reply_release)
	redisReply *pong = redis_insist(notes->administrator.context, &ping);

	reading->mark = arena_printf(arena, "\"PING\" \"%s\"", sign);
	reading->over = false;
	return pong && read_all(reading, notes->monitor.context);
}

/*
 * The same until nothing comes any more: of each client the server reads 16 KiB
 * before it turns to the next, and one that does not wait for replies may have
 * sent more.
 */
static bool read_to_the_end(struct reading *reading, struct redis_notes *notes)
{
	size_t before;

	do {
		before = reading->list.n;
		if (!read_back(reading, notes))
			return false;
	} while (reading->list.n != before);
	return true;
}

bool redis_recorded(struct place *place, const struct value **commands,
		    struct err *err)
{
	struct server *server = lab_running(place->lab, &redis_server);
	struct redis_notes *notes = server ? server->private : NULL;
	struct reading reading = {.place = place};
	bool whole;

	if (!notes)
		return err_set(err, ERR_INFRA, "the redis server is gone");
	value_builder_init(&reading.list, place->arena);
	if (notes->recording) {
		whole = read_to_the_end(&reading, notes);
		/* A dying server takes a moment to die. */
		if (!whole && !server_alive(server, 200))
			return err_set(err, ERR_INFRA,
				       "the redis server is gone");
		replace(server, notes);
		if (!whole) {
			place->room = 0;
			return err_set(err, ERR_INFRA,
				       "more than an observation holds");
		}
	}
	*commands = value_built_list(&reading.list);
	return true;
}
