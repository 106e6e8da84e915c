/*
 * A large fixture stays for the next case that has the same.
 *
 * Loading some thousand documents takes longer than reading them. So when a
 * case has left all databases as they were right after loading, they are not
 * dropped, and a case with the same `given` finds them; any other, and one
 * without MongoDB, does not. What counts is every document byte for byte and in
 * its order, the collections and views with their options, the indexes, the
 * profiling: a hash over all of it, in which a collection that was made anew is
 * another one. Plans that the server has kept, and filters of plans, are
 * forgotten.
 */
#include "store/mongo.h"
#include "store/mongo_value.h"
#include "value/wire.h"

/* Fixtures of so many documents are dropped and loaded again. */
#define SMALL 2000

/* ---- the content ---- */

struct sum {
	struct mongo_link *link;
	struct hash *hash;
	struct value_builder *names; /* of collections */
	const char *database;
};

static bool add_document(const bson_t *document, void *argument)
{
	struct sum *sum = argument;

	hash_add(sum->hash, bson_get_data(document), document->len);
	return true;
}

/* With its id, which one that is made anew does not have. A view is never
   run. */
static bool add_collection(const bson_t *document, void *argument)
{
	struct sum *sum = argument;
	const char *name = mongo_text_of(document, "name");
	const char *type = mongo_text_of(document, "type");

	if (name && type && !strcmp(type, "collection"))
		value_append(sum->names, value_str(sum->names->arena, name));
	return add_document(document, argument);
}

static bool add_all(struct sum *sum, const bson_t *command, mongo_take *take)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;

	mongo_each(sum->link, sum->database, command, MONGO_OWN_MS, take, sum,
		   &reply);
	return reply.how == MONGO_DONE;
}

/* Runs {name: value} on the database; false: it does not answer. */
static bool tell(struct sum *sum, const char *name, const char *value)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t *command = BCON_NEW(name, BCON_UTF8(value));

	mongo_ask(sum->link, sum->database, command, MONGO_OWN_MS, &reply);
	bson_destroy(command);
	return reply.how != MONGO_SILENT;
}

static bool add_content(struct sum *sum, const char *name)
{
	AUTO(mongo_doc_release)
	bson_t *indexes = BCON_NEW("listIndexes", BCON_UTF8(name));
	AUTO(mongo_doc_release)
	bson_t *documents = BCON_NEW("find", BCON_UTF8(name), "hint", "{",
				     "$natural", BCON_INT32(1), "}");

	hash_add_str(sum->hash, name);
	return add_all(sum, indexes, add_document) &&
	       add_all(sum, documents, add_document) &&
	       tell(sum, "planCacheClear", name) &&
	       tell(sum, "planCacheClearFilters", name);
}

static bool add_profile(struct sum *sum)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	AUTO(mongo_doc_release)
	bson_t *command = BCON_NEW("profile", BCON_INT32(-1));

	mongo_ask(sum->link, sum->database, command, MONGO_OWN_MS, &reply);
	hash_add(sum->hash, bson_get_data(&reply.body), reply.body.len);
	return reply.how == MONGO_DONE;
}

static bool add_database(struct sum *sum, struct arena *arena)
{
	AUTO(mongo_doc_release)
	bson_t *command = BCON_NEW("listCollections", BCON_INT32(1));
	struct value_builder names;
	size_t i;

	value_builder_init(&names, arena);
	sum->names = &names;
	hash_add_str(sum->hash, sum->database);
	if (!add_all(sum, command, add_collection) || !add_profile(sum))
		return false;
	for (i = 0; i < names.n; i++)
		if (!add_content(sum, names.items[i]->as.text.bytes))
			return false;
	return true;
}

static bool content_digest(struct mongo_link *link, struct digest *digest)
{
	AUTO(arena_release) struct arena *arena = arena_new("content");
	struct sum sum = {.link = link, .hash = hash_new()};
	struct value_builder names;
	bool whole;
	size_t i;

	value_builder_init(&names, arena);
	whole = mongo_databases(link, &names);
	for (i = 0; whole && i < names.n; i++) {
		sum.database = names.items[i]->as.text.bytes;
		whole = mongo_stays(sum.database) || add_database(&sum, arena);
	}
	*digest = hash_end(sum.hash);
	return whole;
}

/* ---- the given ---- */

static void add_files(struct hash *hash, const struct spec_files *files)
{
	size_t i;

	hash_add_int(hash, (int64_t)files->n);
	for (i = 0; i < files->n; i++) {
		hash_add_str(hash, files->items[i].name);
		hash_add(hash, files->items[i].bytes, files->items[i].len);
	}
}

struct digest mongo_fixture_key(const struct place *place,
				const struct mongo_given *given)
{
	AUTO(buf_release) struct buf databases = {0};
	struct hash *hash = hash_new();

	buf_init(&databases, BUF_OURS);
	if (given->databases)
		value_write(&databases, given->databases);
	hash_add_str(hash, mongo_database(given));
	add_files(hash, &given->load);
	add_files(hash, &given->generate);
	hash_add_int(hash, given->rows);
	hash_add_int(hash, given->seed);
	hash_add(hash, databases.data, databases.len);
	hash_add_int(hash, (int64_t)place->seed);
	hash_add_int(hash, place->variation.permuted);
	hash_add_int(hash, place->keep != NULL);
	if (place->keep)
		hash_add(hash, place->keep->rows,
			 place->keep->n * sizeof(*place->keep->rows));
	return hash_end(hash);
}

/* ---- staying ---- */

void mongo_fixture_loaded(struct mongo_notes *notes, const struct digest *key,
			  size_t documents)
{
	struct mongo_fixture *fixture = &notes->fixture;

	fixture->key = *key;
	fixture->there =
		documents > SMALL &&
		content_digest(notes->administrator, &fixture->content);
}

bool mongo_fixture_unchanged(const struct mongo_notes *notes)
{
	struct digest now;

	return notes->fixture.there &&
	       content_digest(notes->administrator, &now) &&
	       !memcmp(&now, &notes->fixture.content, sizeof(now));
}

bool mongo_fixture_is(const struct mongo_notes *notes, const struct digest *key)
{
	return notes->fixture.there &&
	       !memcmp(key, &notes->fixture.key, sizeof(*key));
}
