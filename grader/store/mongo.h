/*
 * What the files of the MongoDB store share: its `given`, its server and its
 * connections. Nothing outside store/ includes it.
 *
 * Nobody has an account on the server and everybody may do everything there,
 * the hand-in as well as the grader: it is believed only after proof, and
 * thrown away when in doubt; see mongo_state.c. A command of the grader's has
 * a limit of its own, and so has a wait for its reply.
 */
#ifndef GRADER_STORE_MONGO_H
#define GRADER_STORE_MONGO_H

#include "base/hash.h"
#include "store/store.h"

#include <mongoc/mongoc.h>

struct mongo_given {
	const char *database;
	const struct value *databases;
	struct spec_files load, generate;
	int64_t rows, seed;
};

/* The name of the case's database. */
const char *mongo_database(const struct mongo_given *given);

/* ---- connections ---- */

/* One connection with the server, and the session that its cursors are of. */
struct mongo_link;

/*
 * Connects by the socket in the server's folder; no reply is waited for longer
 * than `ms`. NULL: no server answers. A link is of the process that made it.
 */
struct mongo_link *mongo_connect(const char *folder, int64_t ms);

/* NULL is allowed. */
void mongo_disconnect(struct mongo_link *link);

/* Whether a server listens on the socket in the folder, and which process. */
bool mongo_listens(const char *folder, pid_t *pid);

enum mongo_heard {
	MONGO_DONE,
	MONGO_REFUSED, /* number, name and text say why */
	MONGO_SILENT   /* no reply, or not in time: the link is of no use */
};

struct mongo_reply {
	enum mongo_heard how;
	bson_t body;	/* what the server said, also when it refused */
	int number;	/* REFUSED: the server's, or 0 */
	char name[64];	/* REFUSED: "DuplicateKey"; "" when it has none */
	char text[512]; /* REFUSED and SILENT: cut when it is longer */
};

#define MONGO_NO_REPLY ((struct mongo_reply){.body = BSON_INITIALIZER})

/* For AUTO(), of what began as MONGO_NO_REPLY. */
void mongo_reply_release(struct mongo_reply *reply);

/*
 * Runs a command on a database, for at most `ms`; 0: the command may not have
 * such a limit, or has its own. A write that was refused for some of its
 * documents is refused.
 */
void mongo_ask(struct mongo_link *link, const char *database,
	       const bson_t *command, int64_t ms, struct mongo_reply *reply);

/* A command of ours: {name: 1}. True when it is done; *reply as above. */
bool mongo_tell(struct mongo_link *link, const char *database, const char *name,
		int64_t ms, struct mongo_reply *reply);

/* What is done with one document; false: no more are wanted. */
typedef bool mongo_take(const bson_t *document, void *argument);

/*
 * Runs a command that gives a cursor, and hands each of its documents over;
 * mongo_rest does it for a reply that has come. A cursor that is not read to
 * its end is closed. The last reply says how it went; MONGO_DONE also when no
 * more were wanted.
 */
void mongo_rest(struct mongo_link *link, const char *database, mongo_take *take,
		void *argument, struct mongo_reply *reply);
void mongo_each(struct mongo_link *link, const char *database,
		const bson_t *command, int64_t ms, mongo_take *take,
		void *argument, struct mongo_reply *reply);

/* The field of that name in a document, or nothing. */
const char *mongo_text_of(const bson_t *document, const char *name);
bool mongo_int_of(const bson_t *document, const char *path, int64_t *number);

/* ---- sessions ---- */

bool mongo_open(struct place *place, const void *given, enum account account,
		struct session **session, struct err *err);

/* From here on the session's commands are for this database; borrowed. */
void mongo_session_use(struct session *session, const char *database);

/*
 * Runs a command on the session's database: said->results[0] is its reply as a
 * value, or the list of all documents of its cursor. See session.h.
 */
void mongo_command(struct session *session, const bson_t *command,
		   struct arena *arena, size_t *room, struct said *said);

/*
 * An author's command as BSON; an aggregation gets the cursor that it needs.
 * False: `*why` says what is wrong.
 */
bool mongo_written(const struct value *command, bson_t *bson,
		   struct arena *arena, const char **why);

/* Whether a value is a command, or a stage, with one of these names. */
bool mongo_is_command(const struct value *value, const char *const *names);

/*
 * A look of ours: the reply or the documents as a value, or the error that the
 * server answered. False: the server is gone, or too much came; the case is
 * then over.
 */
bool mongo_look(struct place *place, struct session *session,
		const bson_t *command, const struct value **value,
		struct err *err);

/* ---- the store ---- */

/*
 * How long the questions may take by which the grader itself lives; and
 * longer than any case: the lab's clock ends its server before.
 */
#define MONGO_OWN_MS 1000
#define MONGO_CASE_MS 3600000

/* The fixture that is loaded, while it is worth it to stay. */
struct mongo_fixture {
	bool there;
	struct digest key, content; /* of the `given`, and of what it gave */
};

/* What is kept about one running server, in server->private. */
struct mongo_notes {
	char folder[SERVER_FOLDER_MAX];
	pid_t pid;	  /* who listens, as the kernel says */
	char version[32]; /* "6.0.5" */
	/* For what must be answered soon, and for what a case asks. */
	struct mongo_link *administrator, *caller;
	struct digest untouched; /* of the state right after the start */
	int64_t memory;		 /* what it had then, bytes */
	bool known;		 /* these two are set */
	struct mongo_fixture fixture;
	int64_t passed_ms; /* in the case, by `later` */
	off_t recorded; /* where in its log a recording began; -1: none runs */
};

#define MONGO_LINKS 2 /* how many connections that are */

extern const struct server_kind mongo_server;

/* The notes of the lab's server; NULL with the error set: there is none. */
struct mongo_notes *mongo_notes(struct lab *lab, struct err *err);

/* Writes down the state of a server that nobody has used yet. */
MUST_CHECK bool mongo_remember(struct mongo_notes *notes, struct err *err);

bool mongo_provision(struct place *place, const void *given, struct err *err);
bool mongo_generated(const void *given, uint64_t seed, struct arena *arena,
		     struct generated *generated, struct err *err);
bool mongo_reset(struct lab *lab, bool *clean, struct err *err);

/* Of all that decides on what is loaded for this `given` in the place. */
struct digest mongo_fixture_key(const struct place *place,
				const struct mongo_given *given);

/*
 * So many documents were loaded for that key: when they are many, the next
 * reset asks whether they are unchanged and may stay.
 */
void mongo_fixture_loaded(struct mongo_notes *notes, const struct digest *key,
			  size_t documents);
bool mongo_fixture_unchanged(const struct mongo_notes *notes);

/* Whether what is there is what this key's `given` would give. */
bool mongo_fixture_is(const struct mongo_notes *notes,
		      const struct digest *key);

/* Takes away what a reset has left. False: the server is not as it was. */
MUST_CHECK bool mongo_clear(struct mongo_notes *notes);
void mongo_put_away(struct lab *lab);

/* Adds the names of all databases, as texts. */
bool mongo_databases(struct mongo_link *link, struct value_builder *names);

/* Whether it is one of those that are always there. */
bool mongo_stays(const char *database);

/* Waits a moment until nothing runs but ours. */
void mongo_settle(struct mongo_link *link);

enum mongo_told {
	MONGO_TOLD_NOTHING, /* of what a hand-in has sent */
	MONGO_TOLD_COMMAND,
	MONGO_TOLD_TOO_MUCH, /* there is no room for it */
	MONGO_TOLD_MEDDLING  /* a hand-in may have changed what is told */
};

/*
 * What a line of the server's log tells of what hand-ins send: a command as
 * the list of its words, its name and what it is for, when told to write all
 * of them. What it takes is counted down from `room`.
 */
enum mongo_told mongo_line(const char *text, size_t len, const char *database,
			   struct arena *arena, size_t *room,
			   const struct value **words);

/* Ends a recording that nobody has ended. */
void mongo_record_drop(struct mongo_notes *notes);

bool mongo_record(struct place *place, struct err *err);
bool mongo_recorded(struct place *place, const struct value **commands,
		    struct err *err);

bool mongo_restart(struct place *place, struct err *err);
bool mongo_later(struct place *place, int64_t ms, struct err *err);
const char *mongo_visit(struct lab *lab, const void *given,
			struct arena *arena);

extern const struct step_kind mongo_step;
extern const struct subject_kind mongo_subject_documents,
	mongo_subject_collection, mongo_subject_indexes, mongo_subject_explain;

#endif
