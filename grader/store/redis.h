/*
 * What the files of the Redis store share: its `given`, its server and its
 * connections. Nothing outside store/ includes it.
 *
 * Only what hiredis 0.14 and 1 have in common is used, and RESP2, the
 * protocol that every server speaks. Replies are read by a loop of our own:
 * none is longer than it may be, and no wait of ours is without an end.
 */
#ifndef GRADER_STORE_REDIS_H
#define GRADER_STORE_REDIS_H

#include "base/buf.h"
#include "store/store.h"

#include <hiredis/hiredis.h>

/* ---- commands ---- */

/* The words of one command; they may hold any bytes. */
struct redis_command {
	const char **words;
	size_t *lens;
	size_t n;
};

/* A command of our own words: `n` of them. */
struct redis_command redis_command_of(struct arena *arena, size_t n, ...);

/*
 * The command that a text of one line holds, quoted as redis-cli reads it:
 * words between blanks; "…" with \n \r \t \b \a \xHH and \ before any other
 * character; '…' with \' only. Nothing, or a line that begins with #, gives
 * no words. False: `*why` says what is wrong with the line.
 */
bool redis_line(const char *text, size_t len, struct arena *arena,
		struct redis_command *command, const char **why);

/*
 * The command that a task's list of texts and numbers is. False: the list is
 * empty, or holds something else.
 */
bool redis_command_in(const struct value *list, struct arena *arena,
		      struct redis_command *command);

/* The start of a command as people read it. */
const char *redis_shown(const struct redis_command *command,
			struct arena *arena);

/* ---- replies ---- */

/*
 * A reply as a typed value: an integer, a text (bytes when it is not UTF-8 or
 * holds a NUL), NULL, a list, an error. What it takes is counted down from
 * `room`; NULL: there is not enough.
 */
const struct value *redis_value(const redisReply *reply, struct arena *arena,
				size_t *room);

/* The words of a command as a list, counted like a reply. */
const struct value *redis_words(const struct redis_command *command,
				struct arena *arena, size_t *room);

/* An error of the server's as a value: its first word is the state. */
const struct value *redis_error(const char *text, struct arena *arena);

/* TEXT or BYTES of these bytes, uncounted. */
const struct value *redis_text(const char *bytes, size_t len,
			       struct arena *arena);

/*
 * A key's content in the form that fits its type, made of what the command
 * of that type gave: hashes as maps, sets in order, sorted sets as pairs of
 * member and score, streams as pairs of id and fields.
 */
const struct value *redis_content(const char *type, const struct value *reply,
				  struct arena *arena);

/* ---- connections ---- */

struct redis_link {
	redisContext *context; /* NULL: none */
	int64_t id;	       /* what CLIENT LIST calls it */
};

/* Connects as an account; false: no server answers, or not in time. */
bool redis_connect(const struct server *server, const char *user,
		   struct redis_link *link);
void redis_disconnect(struct redis_link *link);

enum redis_heard {
	REDIS_HEARD,
	REDIS_LONG,  /* more than `most` bytes: the connection is of no use */
	REDIS_LATE,  /* nothing within `ms` */
	REDIS_SILENT /* the connection is gone */
};

/*
 * The next reply, of at most `most` bytes; ms -1: however long it takes (the
 * lab's clock ends the server). The caller frees it by freeReplyObject.
 */
enum redis_heard redis_hear(redisContext *context, size_t most, int ms,
			    redisReply **reply);

/*
 * One command of ours, in words with blanks between and without any `%`, and
 * its reply. NULL: an error, or no reply in time. The caller frees it.
 * redis_tell and redis_told are its halves, for several at once.
 */
redisReply *redis_ask(redisContext *context, const char *text);
void redis_tell(redisContext *context, const char *text);
redisReply *redis_told(redisContext *context);

/*
 * The reply to a command of ours during a case, be it an error, however long
 * it takes: while a script keeps the server busy it is asked again, and the
 * lab's clock ends the server. NULL: the connection is gone.
 */
redisReply *redis_insist(redisContext *context,
			 const struct redis_command *command);

/* For AUTO(): frees *reply. */
void redis_reply_release(redisReply **reply);

/* ---- sessions ---- */

bool redis_open(struct place *place, const void *given, enum account account,
		struct session **session, struct err *err);

/*
 * Puts a command on its way; its reply, said->results[0], is what
 * redis_answer gives. Several can be on their way at once. See session.h.
 */
void redis_send(struct session *session, const struct redis_command *command);
void redis_answer(struct session *session, struct arena *arena, size_t *room,
		  struct said *said);

/* ---- the store ---- */

/* What the server may hold: all keys together. */
#define REDIS_MEMORY ((int64_t)64 << 20)

struct redis_given {
	struct spec_files load;
};

/* What is kept about one running server, in server->private. */
struct redis_notes {
	/* All are opened before anybody can take the last connection. */
	struct redis_link administrator;
	struct redis_link monitor; /* an administrator too; see recording */
	bool recording;		   /* MONITOR runs on it */
	/* By account: a connection that nobody uses; the learner's is never
	   kept. */
	struct redis_link idle[AS_LOOKER + 1];
	char version[32];	 /* "7.0.15" */
	bool functions;		 /* it has them: from 7.0 on */
	struct digest untouched; /* of the state right after the start */
	bool known;		 /* untouched is set */
};

extern const struct server_kind redis_server;

/* The name of an account's user on the server. */
const char *redis_user(enum account account);

/*
 * A line of MONITOR: whether the command came from outside the grader and not
 * from a script, and where its words begin, quoted as redis_line reads them.
 * False: the line is none that tells of a command.
 */
bool redis_monitored(const char *line, size_t len, bool *outside,
		     const char **words);

/* Ends a recording that nobody has ended. */
void redis_record_drop(struct redis_notes *notes);

/* Writes down the state of a server that nobody has used yet. */
MUST_CHECK bool redis_remember(struct redis_notes *notes, struct err *err);

bool redis_restart(struct place *place, struct err *err);
bool redis_record(struct place *place, struct err *err);
bool redis_recorded(struct place *place, const struct value **commands,
		    struct err *err);
bool redis_later(struct place *place, int64_t ms, struct err *err);
bool redis_provision(struct place *place, const void *given, struct err *err);
bool redis_reset(struct lab *lab, bool *clean, struct err *err);
const char *redis_visit(struct lab *lab, const void *given,
			struct arena *arena);

extern const struct step_kind redis_step;
extern const struct subject_kind redis_subject_key, redis_subject_keys,
	redis_subject_ttl;

#endif
