/*
 * Putting the server back, and proving it.
 *
 * Dropping a database takes its collections, views, indexes, validators and
 * stored functions with it, and its profiling. admin, config and local stay.
 * What can outlive a case is written down here, and a hash over all of it says
 * whether the server is as it was right after it started: the names of
 * databases, in the three that stay the collections with their options,
 * indexes and every document (among them users, roles and the version that
 * features are compatible with), parameters, profiling with its threshold. A
 * lock, an operation that still runs, an open cursor, a connection that is not
 * ours count one by one, and so does memory that is not free again.
 *
 * JavaScript of $where runs in interpreters that are used again, with whatever
 * a hand-in has added to their globals and prototypes, also after its database
 * was dropped. The server's own counters miss some of it, and the traces in
 * `top` can be wiped away; the interpreter's thread can not. ($function,
 * $accumulator and mapReduce have interpreters that end with them.)
 *
 * A server that does not answer in time is locked or busy. When in doubt the
 * answer is "not clean", and the lab starts a fresh server.
 */
#include "base/hash.h"
#include "store/mongo.h"

#include <poll.h>

/* How long connections that have gone are waited for; and those that a fresh
   server may have, of a shell that is being warmed up. */
#define SOON_MS 200
#define FIRST_MS 10000

/* What the databases that stay may hold, bytes; at the start they are tiny. */
#define STAYING_MOST ((size_t)1 << 20)

/* What the server may keep of the memory that it may grow by, some 1 GiB. */
#define GROWN_MOST ((int64_t)256 << 20)

static const char *const staying[] = {"admin", "config", "local"};

bool mongo_stays(const char *database)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(staying); i++)
		if (!strcmp(staying[i], database))
			return true;
	return false;
}

/* ---- what stays ---- */

struct sum {
	struct mongo_link *link;
	struct hash *hash;
	size_t room;		     /* bytes that may still come */
	struct value_builder *names; /* of collections, as texts */
};

static bool add_document(const bson_t *document, void *argument)
{
	struct sum *sum = argument;

	if (document->len > sum->room)
		return false;
	sum->room -= document->len;
	hash_add(sum->hash, bson_get_data(document), document->len);
	return true;
}

/*
 * {name, type, options, info: {uuid}, idIndex}: a collection that was made
 * anew has another id. A view is never run.
 */
static bool add_collection(const bson_t *document, void *argument)
{
	struct sum *sum = argument;
	const char *name = mongo_text_of(document, "name");
	const char *type = mongo_text_of(document, "type");
	bson_t kept = BSON_INITIALIZER;
	bool fits;

	bson_copy_to_excluding_noinit(document, &kept, "info", NULL);
	fits = add_document(&kept, sum);
	bson_destroy(&kept);
	if (name && type && !strcmp(type, "collection"))
		value_append(sum->names, value_str(sum->names->arena, name));
	return fits;
}

/* {name: of}, whose cursor's documents are added. */
static bool add_all(struct sum *sum, const char *database, const char *name,
		    const char *of, mongo_take *take)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t command = BSON_INITIALIZER;

	if (of)
		BSON_APPEND_UTF8(&command, name, of);
	else
		BSON_APPEND_INT32(&command, name, 1);
	mongo_each(sum->link, database, &command, MONGO_OWN_MS, take, sum,
		   &reply);
	bson_destroy(&command);
	return reply.how == MONGO_DONE;
}

static bool add_database(struct sum *sum, const char *database)
{
	AUTO(arena_release) struct arena *arena = arena_new("names");
	struct value_builder names;
	size_t i;

	value_builder_init(&names, arena);
	sum->names = &names;
	hash_add_str(sum->hash, database);
	if (!add_all(sum, database, "listCollections", NULL, add_collection))
		return false;
	for (i = 0; i < names.n; i++) {
		const char *name = names.items[i]->as.text.bytes;

		hash_add_str(sum->hash, name);
		if (!add_all(sum, database, "listIndexes", name,
			     add_document) ||
		    !add_all(sum, database, "find", name, add_document))
			return false;
	}
	return true;
}

/* The reply to {name: "*"}, and to {profile: -1}, which changes nothing. */
static bool add_settings(struct sum *sum)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t *all = BCON_NEW("getParameter", BCON_UTF8("*"));
	bson_t *profile = BCON_NEW("profile", BCON_INT32(-1));
	size_t i;

	mongo_ask(sum->link, "admin", all, MONGO_OWN_MS, &reply);
	hash_add(sum->hash, bson_get_data(&reply.body), reply.body.len);
	for (i = 0; reply.how == MONGO_DONE && i < ARRAY_LEN(staying); i++) {
		mongo_ask(sum->link, staying[i], profile, MONGO_OWN_MS, &reply);
		hash_add(sum->hash, bson_get_data(&reply.body), reply.body.len);
	}
	bson_destroy(all);
	bson_destroy(profile);
	return reply.how == MONGO_DONE;
}

/* ---- databases ---- */

bool mongo_databases(struct mongo_link *link, struct value_builder *names)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t *command = BCON_NEW("listDatabases", BCON_INT32(1), "nameOnly",
				   BCON_BOOL(true));
	bson_iter_t list, one, name;

	mongo_ask(link, "admin", command, MONGO_OWN_MS, &reply);
	bson_destroy(command);
	if (reply.how != MONGO_DONE ||
	    !bson_iter_init_find(&list, &reply.body, "databases") ||
	    !bson_iter_recurse(&list, &one))
		return false;
	while (bson_iter_next(&one))
		if (bson_iter_recurse(&one, &name) &&
		    bson_iter_find(&name, "name") &&
		    BSON_ITER_HOLDS_UTF8(&name))
			value_append(names,
				     value_str(names->arena,
					       bson_iter_utf8(&name, NULL)));
	return true;
}

/* Of the names of those that do not stay only when `all`. */
static bool state_digest(struct mongo_link *link, bool all,
			 struct digest *digest)
{
	AUTO(arena_release) struct arena *arena = arena_new("state");
	struct sum sum = {
		.link = link, .hash = hash_new(), .room = STAYING_MOST};
	struct value_builder names;
	bool whole;
	size_t i;

	value_builder_init(&names, arena);
	whole = mongo_databases(link, &names) && add_settings(&sum);
	for (i = 0; whole && i < names.n; i++) {
		const char *name = names.items[i]->as.text.bytes;

		if (mongo_stays(name))
			whole = add_database(&sum, name);
		else if (all)
			hash_add_str(sum.hash, name);
	}
	*digest = hash_end(sum.hash);
	return whole && sum.room;
}

/* Drops all that can be dropped; its profiling has to end with it. */
static bool drop(struct mongo_link *link, const char *database)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t *profile = BCON_NEW("profile", BCON_INT32(-1));
	int64_t level = 1;

	if (mongo_tell(link, database, "dropDatabase", MONGO_OWN_MS, &reply))
		mongo_ask(link, database, profile, MONGO_OWN_MS, &reply);
	bson_destroy(profile);
	return reply.how == MONGO_DONE &&
	       mongo_int_of(&reply.body, "was", &level) && level == 0;
}

static bool drop_all(struct mongo_link *link)
{
	AUTO(arena_release) struct arena *arena = arena_new("databases");
	struct value_builder names;
	size_t i;

	value_builder_init(&names, arena);
	if (!mongo_databases(link, &names))
		return false;
	for (i = 0; i < names.n; i++) {
		const char *name = names.items[i]->as.text.bytes;

		if (!mongo_stays(name) && !drop(link, name))
			return false;
	}
	return true;
}

/* ---- what runs, and what it has used ---- */

struct running {
	size_t connections; /* with an operation or without */
	size_t operations, cursors;
};

/* A thread of the server's own that waits does "none". */
static bool count_running(const bson_t *document, void *argument)
{
	struct running *running = argument;
	const char *type = mongo_text_of(document, "type");
	const char *op = mongo_text_of(document, "op");
	bson_iter_t at;
	bool active = bson_iter_init_find(&at, document, "active") &&
		      bson_iter_as_bool(&at);

	running->connections += bson_has_field(document, "connectionId");
	running->cursors += type && !strcmp(type, "idleCursor");
	running->operations += active && (!op || strcmp(op, "none") != 0);
	return true;
}

static bool list_running(struct mongo_link *link, struct running *running)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t *command =
		BCON_NEW("aggregate", BCON_INT32(1), "cursor", "{", "}",
			 "pipeline", "[", "{", "$currentOp", "{", "allUsers",
			 BCON_BOOL(true), "idleConnections", BCON_BOOL(true),
			 "idleCursors", BCON_BOOL(true), "}", "}", "]");

	*running = (struct running){0};
	mongo_each(link, "admin", command, MONGO_OWN_MS, count_running, running,
		   &reply);
	bson_destroy(command);
	return reply.how == MONGO_DONE;
}

/* Writes wait for the end of such a lock, and so would we. */
static bool is_locked(struct mongo_link *link)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t *command = BCON_NEW("currentOp", BCON_INT32(1), "$ownOps",
				   BCON_BOOL(true));
	bson_iter_t at;

	mongo_ask(link, "admin", command, MONGO_OWN_MS, &reply);
	bson_destroy(command);
	return reply.how != MONGO_DONE ||
	       (bson_iter_init_find(&at, &reply.body, "fsyncLock") &&
		bson_iter_as_bool(&at));
}

void mongo_settle(struct mongo_link *link)
{
	struct deadline deadline = deadline_in_ms(SOON_MS);
	struct running running;

	while (list_running(link, &running) && running.operations > 1 &&
	       !deadline_passed(deadline))
		poll(NULL, 0, 1);
}

/*
 * Whether nothing but this question runs and only we are connected. Who has
 * gone takes the server a moment to notice.
 */
static bool is_alone(struct mongo_link *link, uint64_t ms)
{
	struct deadline deadline = deadline_in_ms(ms);
	struct running running;

	while (list_running(link, &running)) {
		if (running.connections == MONGO_LINKS &&
		    running.operations == 1 && !running.cursors)
			return !is_locked(link);
		if (deadline_passed(deadline))
			break;
		poll(NULL, 0, 1);
	}
	return false;
}

/* Parts of serverStatus that take time and are not asked for. */
static const char *const parts_left_out[] = {"metrics",
					     "mem",
					     "extra_info",
					     "asserts",
					     "catalogStats",
					     "connections",
					     "electionMetrics",
					     "flowControl",
					     "freeMonitoring",
					     "globalLock",
					     "indexBulkBuilder",
					     "indexStats",
					     "locks",
					     "logicalSessionRecordCache",
					     "network",
					     "opLatencies",
					     "opcounters",
					     "opcountersRepl",
					     "oplogTruncation",
					     "repl",
					     "scramCache",
					     "security",
					     "storageEngine",
					     "tenantMigrations",
					     "trafficRecording",
					     "transactions",
					     "transportSecurity",
					     "twoPhaseCommitCoordinator",
					     "wiredTiger"};

/* What its allocator holds, bytes; 0: a server that does not say. */
static bool read_memory(struct mongo_link *link, int64_t *memory)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t command = BSON_INITIALIZER;
	size_t i;

	BSON_APPEND_INT32(&command, "serverStatus", 1);
	for (i = 0; i < ARRAY_LEN(parts_left_out); i++)
		BSON_APPEND_BOOL(&command, parts_left_out[i], false);
	mongo_ask(link, "admin", &command, MONGO_OWN_MS, &reply);
	bson_destroy(&command);
	*memory = 0;
	(void)mongo_int_of(&reply.body, "tcmalloc.generic.heap_size", memory);
	return reply.how == MONGO_DONE;
}

static bool is_roomy(const struct mongo_notes *notes)
{
	int64_t now;

	return read_memory(notes->administrator, &now) &&
	       now - notes->memory < GROWN_MOST;
}

/* Each interpreter that waits to be used again has a thread of this name. */
static bool has_interpreters(const struct server *server)
{
	return server_threads(server, "js") != 0;
}

/* ---- the whole ---- */

/* What holds while nobody else is there. False: somebody was, or came. */
static bool remember(struct mongo_notes *notes)
{
	return is_alone(notes->administrator, FIRST_MS) &&
	       read_memory(notes->administrator, &notes->memory) &&
	       state_digest(notes->administrator, true, &notes->untouched) &&
	       is_alone(notes->administrator, 0);
}

bool mongo_remember(struct mongo_notes *notes, struct err *err)
{
	struct deadline deadline = deadline_in_ms(FIRST_MS);

	while (!notes->known && !deadline_passed(deadline))
		notes->known = remember(notes);
	return notes->known ||
	       err_set(err, ERR_INFRA, "cannot read the mongo server's state");
}

/* Whether all but what a kept fixture has is as it was at first. */
static bool is_untouched(const struct mongo_notes *notes)
{
	struct digest now;

	return state_digest(notes->administrator, !notes->fixture.there,
			    &now) &&
	       !memcmp(&now, &notes->untouched, sizeof(now));
}

bool mongo_clear(struct mongo_notes *notes)
{
	notes->fixture.there = false;
	return drop_all(notes->administrator) && is_untouched(notes);
}

void mongo_put_away(struct lab *lab)
{
	struct mongo_notes *notes = mongo_notes(lab, NULL);

	if (notes && notes->fixture.there && !mongo_clear(notes))
		lab_discard(lab, &mongo_server);
}

bool mongo_reset(struct lab *lab, bool *clean, struct err *err)
{
	struct mongo_notes *notes = mongo_notes(lab, err);

	if (notes)
		mongo_record_drop(notes);
	*clean = notes && notes->known &&
		 is_alone(notes->administrator, SOON_MS) &&
		 !has_interpreters(lab_running(lab, &mongo_server)) &&
		 is_roomy(notes) &&
		 (mongo_fixture_unchanged(notes) ? is_untouched(notes)
						 : mongo_clear(notes));
	return true;
}
