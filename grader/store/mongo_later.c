/*
 * Letting time pass, and what a person needs to look in.
 *
 * The server's own search for expired documents is off, as it runs once a
 * minute. What it would delete until the time that has passed by then is
 * deleted here: of each index with expireAfterSeconds the documents whose date,
 * or the first date in whose list, is so many seconds old. The server's own
 * clock cannot be moved: $$NOW, $currentDate and the times in ObjectIds stay as
 * they are.
 */
#include "proc/fetched.h"
#include "store/mongo.h"
#include "store/mongo_value.h"

#include <sys/time.h>

struct expiry {
	struct place *place;
	struct mongo_link *link;
	const char *database, *collection;
	int64_t now_ms;		     /* since 1970, by what has passed */
	struct value_builder *names; /* of collections */
	struct mongo_reply *failed;  /* how the first failure went */
};

static int64_t most_ms(const struct expiry *expiry)
{
	uint64_t left, most;

	lab_left_ms(expiry->place->lab, &left, &most);
	return (int64_t)most + MONGO_OWN_MS;
}

static int64_t wall_ms(void)
{
	struct timeval now;

	gettimeofday(&now, NULL);
	return (int64_t)now.tv_sec * 1000 + now.tv_usec / 1000;
}

/* ---- one index ---- */

/* {q: {FIELD: {$lte: DATE}}, limit: 0}; with a filter {$and: [that, filter]}.
 */
static void put_query(bson_t *query, const char *field, int64_t until_ms,
		      const bson_t *filter)
{
	bson_t list, old, range;

	BSON_APPEND_ARRAY_BEGIN(query, "$and", &list);
	BSON_APPEND_DOCUMENT_BEGIN(&list, "0", &old);
	BSON_APPEND_DOCUMENT_BEGIN(&old, field, &range);
	BSON_APPEND_DATE_TIME(&range, "$lte", until_ms);
	bson_append_document_end(&old, &range);
	bson_append_document_end(&list, &old);
	if (filter)
		BSON_APPEND_DOCUMENT(&list, "1", filter);
	bson_append_array_end(query, &list);
}

static bool delete_old(struct expiry *expiry, const char *field,
		       int64_t until_ms, const bson_t *filter)
{
	bson_t command = BSON_INITIALIZER, list, one, query;

	BSON_APPEND_UTF8(&command, "delete", expiry->collection);
	BSON_APPEND_ARRAY_BEGIN(&command, "deletes", &list);
	BSON_APPEND_DOCUMENT_BEGIN(&list, "0", &one);
	BSON_APPEND_DOCUMENT_BEGIN(&one, "q", &query);
	put_query(&query, field, until_ms, filter);
	bson_append_document_end(&one, &query);
	BSON_APPEND_INT32(&one, "limit", 0);
	bson_append_document_end(&list, &one);
	bson_append_array_end(&command, &list);
	mongo_ask(expiry->link, expiry->database, &command, most_ms(expiry),
		  expiry->failed);
	bson_destroy(&command);
	/* What the server refuses to delete would not expire either. */
	return expiry->failed->how != MONGO_SILENT;
}

static bool inner(const bson_t *document, const char *name, bson_t *found)
{
	bson_iter_t at;
	const uint8_t *bytes;
	uint32_t size;

	if (!bson_iter_init_find(&at, document, name) ||
	    !BSON_ITER_HOLDS_DOCUMENT(&at))
		return false;
	bson_iter_document(&at, &size, &bytes);
	return bson_init_static(found, bytes, size);
}

/* {key: {FIELD: 1}, expireAfterSeconds, partialFilterExpression} */
static bool take_index(const bson_t *index, void *argument)
{
	struct expiry *expiry = argument;
	bson_t key, filter;
	bson_iter_t field;
	int64_t seconds;
	bool partial;

	if (!mongo_int_of(index, "expireAfterSeconds", &seconds) ||
	    seconds < 0 || seconds > INT32_MAX || !inner(index, "key", &key) ||
	    bson_count_keys(&key) != 1 || !bson_iter_init(&field, &key) ||
	    !bson_iter_next(&field))
		return true;
	partial = inner(index, "partialFilterExpression", &filter);
	return delete_old(expiry, bson_iter_key(&field),
			  expiry->now_ms - 1000 * seconds,
			  partial ? &filter : NULL);
}

/* ---- all of them ---- */

static bool take_collection(const bson_t *collection, void *argument)
{
	struct expiry *expiry = argument;
	const char *name = mongo_text_of(collection, "name");
	const char *type = mongo_text_of(collection, "type");

	if (name && type && !strcmp(type, "collection") &&
	    strncmp(name, "system.", 7) != 0)
		value_append(expiry->names,
			     value_str(expiry->names->arena, name));
	return true;
}

static bool each(struct expiry *expiry, const bson_t *command, mongo_take *take)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;

	mongo_each(expiry->link, expiry->database, command, most_ms(expiry),
		   take, expiry, &reply);
	return reply.how == MONGO_DONE && expiry->failed->how == MONGO_DONE;
}

static bool expire_database(struct expiry *expiry)
{
	bson_t *command = BCON_NEW("listCollections", BCON_INT32(1), "nameOnly",
				   BCON_BOOL(true));
	struct value_builder names;
	bool done;
	size_t i;

	value_builder_init(&names, expiry->place->arena);
	expiry->names = &names;
	done = each(expiry, command, take_collection);
	bson_destroy(command);
	for (i = 0; done && i < names.n; i++) {
		expiry->collection = names.items[i]->as.text.bytes;
		command =
			BCON_NEW("listIndexes", BCON_UTF8(expiry->collection));
		done = each(expiry, command, take_index);
		bson_destroy(command);
	}
	return done;
}

bool mongo_later(struct place *place, int64_t ms, struct err *err)
{
	struct mongo_notes *notes = mongo_notes(place->lab, err);
	AUTO(mongo_reply_release) struct mongo_reply failed = MONGO_NO_REPLY;
	struct expiry expiry = {.place = place, .failed = &failed};
	struct value_builder names;
	bool done;
	size_t i;

	if (!notes)
		return false;
	notes->passed_ms += ms;
	expiry.link = notes->caller;
	expiry.now_ms = wall_ms() + notes->passed_ms;
	value_builder_init(&names, place->arena);
	done = mongo_databases(notes->caller, &names);
	for (i = 0; done && i < names.n; i++) {
		expiry.database = names.items[i]->as.text.bytes;
		done = mongo_stays(expiry.database) || expire_database(&expiry);
	}
	return done || err_set(err, ERR_INFRA,
			       "cannot let documents expire: %s", failed.text);
}

/* ---- the server, for the task and for people ---- */

/* It comes back with what it has written down. */
bool mongo_restart(struct place *place, struct err *err)
{
	struct server *server;

	return lab_server(place->lab, &mongo_server, &server, err) &&
	       mongo_notes(place->lab, err);
}

/* A visitor needs no password: whoever can open the socket is the operator. */
const char *mongo_visit(struct lab *lab, const void *given, struct arena *arena)
{
	static const char node[] = "mongosh/bin/node";
	static const char script[] =
		"mongosh/node_modules/mongosh/bin/mongosh.js";
	const char *database = mongo_database(given), *shell = NULL;

	if (!lab_running(lab, &mongo_server))
		return NULL;
	if (access("/usr/bin/mongosh", X_OK) == 0)
		shell = "mongosh";
	else if (fetched_path(node) && fetched_path(script))
		shell = arena_printf(arena, "%s/%s %s/%s", fetched_outside(),
				     node, fetched_outside(), script);
	if (shell)
		return arena_printf(arena,
				    "(cd %s/mongo && %s "
				    "mongodb://mongodb-27017.sock/%s)",
				    lab_outside(lab), shell, database);
	return arena_printf(arena,
			    "(cd %s/mongo && python3 -ic 'import pymongo; db = "
			    "pymongo.MongoClient(\"mongodb://"
			    "mongodb-27017.sock\")[\"%s\"]')",
			    lab_outside(lab), database);
}
