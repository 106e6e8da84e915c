/*
 * For the subject `commands`: what hand-ins tell the server.
 *
 * With a threshold of -1 ms every operation is slow, and the server writes
 * each to its log when it ends and before it answers. The profiler would write
 * into the databases of hand-ins, one by one, and has to be switched on in
 * those that do not exist. Hand-ins come by TCP, the grader by a socket.
 *
 * A hand-in can change the threshold. Changing it back is written down, and
 * else it is not as it was left: whoever does either is told so.
 */
#include "store/mongo.h"

#include <sys/stat.h>

/* A line of the log; the server cuts what it writes of a command. */
#define LINE_MOST 131072

/* ---- the threshold ---- */

static bool set_threshold(struct mongo_link *link, int32_t ms,
			  struct mongo_reply *reply)
{
	bson_t *command =
		BCON_NEW("profile", BCON_INT32(0), "slowms", BCON_INT32(ms),
			 "sampleRate", BCON_DOUBLE(1.0));

	mongo_ask(link, "admin", command, MONGO_OWN_MS, reply);
	bson_destroy(command);
	return reply->how == MONGO_DONE;
}

#define THRESHOLD_MS 100 /* the server's own */

void mongo_record_drop(struct mongo_notes *notes)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;

	if (notes->recorded < 0)
		return;
	notes->recorded = -1;
	/* When it fails the proof fails, too. */
	(void)set_threshold(notes->administrator, THRESHOLD_MS, &reply);
}

static FILE *open_log(const struct mongo_notes *notes)
{
	char path[SERVER_FOLDER_MAX + 8];

	snprintf(path, sizeof(path), "%s/log", notes->folder);
	return fopen(path, "re");
}

bool mongo_record(struct place *place, struct err *err)
{
	struct mongo_notes *notes = mongo_notes(place->lab, err);
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	struct stat st;
	FILE *log;

	if (!notes)
		return false;
	log = open_log(notes);
	if (!log || fstat(fileno(log), &st) != 0) {
		if (log)
			fclose(log);
		return err_errno(err, "cannot read the mongo server's log");
	}
	fclose(log);
	notes->recorded = st.st_size;
	return set_threshold(notes->administrator, -1, &reply) ||
	       err_set(err, ERR_INFRA, "cannot watch the mongo server: %s",
		       reply.text);
}

/* ---- reading ---- */

/* What is being read back. */
struct reading {
	struct place *place;
	const char *database; /* of the case */
	struct value_builder list;
	bool full;    /* there is no room for more */
	bool meddled; /* the hand-in has changed what is written down */
};

static void take_line(struct reading *reading, const char *text, size_t len)
{
	const struct value *words;

	switch (mongo_line(text, len, reading->database, reading->place->arena,
			   &reading->place->room, &words)) {
	case MONGO_TOLD_NOTHING:
		return;
	case MONGO_TOLD_COMMAND:
		value_append(&reading->list, words);
		return;
	case MONGO_TOLD_TOO_MUCH:
		reading->full = true;
		return;
	case MONGO_TOLD_MEDDLING:
		reading->meddled = true;
		return;
	}
}

/* Reads the log from where the recording began. */
static bool read_log(struct reading *reading, const struct mongo_notes *notes)
{
	FILE *log = open_log(notes);
	char *line = xmalloc(LINE_MOST);
	bool read = log && fseeko(log, notes->recorded, SEEK_SET) == 0;

	while (read && !reading->full && fgets(line, LINE_MOST, log))
		take_line(reading, line, strlen(line));
	if (log)
		fclose(log);
	free(line);
	return read;
}

/* ---- the end ---- */

/* Whether the threshold is as it was left, after which it is the server's. */
static bool end_recording(struct mongo_notes *notes)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	int64_t ms = 0, level = 1, share = 0;

	/* Who does not wait for replies may have sent more. */
	mongo_settle(notes->administrator);
	if (!set_threshold(notes->administrator, THRESHOLD_MS, &reply))
		return false;
	return mongo_int_of(&reply.body, "slowms", &ms) && ms == -1 &&
	       mongo_int_of(&reply.body, "was", &level) && !level &&
	       mongo_int_of(&reply.body, "sampleRate", &share) && share == 1 &&
	       !bson_has_field(&reply.body, "filter");
}

bool mongo_recorded(struct place *place, const struct value **commands,
		    struct err *err)
{
	struct mongo_notes *notes = mongo_notes(place->lab, err);
	struct reading reading = {.place = place};
	bool as_left, read;

	if (!notes)
		return false;
	reading.database = mongo_database(place_given(place, "mongo"));
	value_builder_init(&reading.list, place->arena);
	as_left = notes->recorded < 0 || end_recording(notes);
	read = notes->recorded < 0 || read_log(&reading, notes);
	notes->recorded = -1;
	if (!read)
		return err_errno(err, "cannot read the mongo server's log");
	if (reading.full) {
		place->room = 0;
		return err_set(err, ERR_INFRA,
			       "more than an observation holds");
	}
	if (!as_left || reading.meddled)
		*commands = value_error(
			place->arena, 0, "",
			"the hand-in has changed what the server writes down "
			"of commands (profiling)");
	else
		*commands = value_built_list(&reading.list);
	return true;
}
