/*
 * Provisioning: the case's databases and their documents.
 *
 * Documents go in batches, and the server takes most of the time. What has no
 * _id gets one that is made of its number, so that learner and reference find
 * the same.
 */
#include "store/mongo.h"
#include "store/mongo_value.h"
#include "store/rows.h"

/* Of one batch: far below the 16 MiB of a command, well above the cost of a
   round trip. */
#define BATCH_BYTES ((size_t)4 << 20)
#define BATCH_MOST 5000

/* The seconds of an ObjectId that is made here: a day in May 2024. */
#define ID_SECONDS 0x6643fb00

/* ---- batches ---- */

/* Documents on their way into one collection. */
struct fill {
	struct place *place;
	struct mongo_link *link;
	const char *database, *collection;
	const char *where; /* they are from: a file, or a key of `given` */
	size_t *loaded;	   /* counts them */
	bson_t batch;	   /* an array */
	uint32_t n;	   /* in the batch */
	/* Of each in the batch, for messages: its line, or its number. */
	size_t lines[BATCH_MOST];
};

/* Where all of a case's documents go. */
struct goal {
	struct place *place;
	struct mongo_link *link;
	const struct mongo_given *given;
	size_t loaded; /* documents */
};

static void fill_init(struct fill *fill, struct goal *goal,
		      const char *database, const char *collection,
		      const char *where)
{
	*fill = (struct fill){.place = goal->place,
			      .link = goal->link,
			      .database = database,
			      .collection = collection,
			      .where = where,
			      .loaded = &goal->loaded};
	bson_init(&fill->batch);
}

static void fill_release(struct fill *fill)
{
	bson_destroy(&fill->batch);
}

static int64_t most_ms(const struct fill *fill)
{
	uint64_t left, most;

	lab_left_ms(fill->place->lab, &left, &most);
	return (int64_t)most + MONGO_OWN_MS;
}

static bool failed(const struct fill *fill, const struct mongo_reply *reply,
		   struct err *err)
{
	int64_t index = 0;

	if (reply->how == MONGO_SILENT)
		return err_set(err, ERR_INFRA, "the mongo server is gone: %s",
			       reply->text);
	(void)mongo_int_of(&reply->body, "writeErrors.0.index", &index);
	return err_set(
		err, ERR_SPEC, "%s:%zu: error %d: %s", fill->where,
		fill->lines[index >= 0 && index < BATCH_MOST ? index : 0],
		reply->number, reply->text);
}

static bool send_batch(struct fill *fill, struct err *err)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t command = BSON_INITIALIZER;

	if (!fill->n)
		return true;
	BSON_APPEND_UTF8(&command, "insert", fill->collection);
	BSON_APPEND_ARRAY(&command, "documents", &fill->batch);
	mongo_ask(fill->link, fill->database, &command, most_ms(fill), &reply);
	bson_destroy(&command);
	if (reply.how != MONGO_DONE)
		return failed(fill, &reply, err);
	bson_reinit(&fill->batch);
	fill->n = 0;
	return true;
}

/* The last eight bytes are the number: ids are in the order of numbers. */
static void add_id(bson_t *document, size_t number)
{
	bson_oid_t id;
	size_t i;

	for (i = 0; i < 4; i++)
		id.bytes[i] = (uint8_t)(ID_SECONDS >> (24 - 8 * i));
	for (i = 0; i < 8; i++)
		id.bytes[4 + i] = (uint8_t)((uint64_t)number >> (56 - 8 * i));
	BSON_APPEND_OID(document, "_id", &id);
}

/* Adds a document with this number, from 0; it is told as from this line. */
static bool add(struct fill *fill, const bson_t *document, size_t number,
		size_t line, struct err *err)
{
	const char *key;
	char digits[16];
	size_t len;
	bson_t inner;

	if (fill->n &&
	    (fill->n == BATCH_MOST ||
	     fill->batch.len + document->len > BATCH_BYTES) &&
	    !send_batch(fill, err))
		return false;
	len = bson_uint32_to_string(fill->n, &key, digits, sizeof(digits));
	bson_append_document_begin(&fill->batch, key, (int)len, &inner);
	if (!bson_has_field(document, "_id"))
		add_id(&inner, number);
	bson_concat(&inner, document);
	bson_append_document_end(&fill->batch, &inner);
	fill->lines[fill->n++] = line;
	++*fill->loaded;
	return true;
}

/* ---- files ---- */

/* "data/school.json" is for the collection school; NULL: it is none. */
static const char *collection_of(const char *name, struct arena *arena)
{
	const char *slash = strrchr(name, '/');
	const char *base = slash ? slash + 1 : name;
	size_t len = strlen(base), tail = strlen(".json");

	return len > tail && !strcmp(base + len - tail, ".json")
		       ? arena_copy(arena, base, len - tail)
		       : NULL;
}

static bool load_lines(struct fill *fill, const struct spec_file *file,
		       struct err *err)
{
	struct mongo_lines lines;
	size_t number;

	mongo_lines_init(&lines, file->name, file->bytes, file->len);
	for (number = 0;; number++) {
		AUTO(mongo_doc_release) bson_t *document = NULL;

		if (!mongo_lines_next(&lines, &document, err))
			return false;
		if (!document)
			return send_batch(fill, err);
		if (!add(fill, document, number, lines.line, err))
			return false;
	}
}

static bool load_file(struct goal *goal, const struct spec_file *file,
		      struct err *err)
{
	const char *collection = collection_of(file->name, goal->place->arena);
	AUTO(fill_release) struct fill fill;

	fill_init(&fill, goal, mongo_database(goal->given), collection,
		  file->name);
	if (!collection)
		return err_set(err, ERR_SPEC,
			       "\"%s\": a mongo fixture ends in .json",
			       file->name);
	return load_lines(&fill, file, err);
}

/* ---- databases: {zoo: {animals: [{…}]}} ---- */

static bool make_empty(struct fill *fill, struct err *err)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t *command = BCON_NEW("create", BCON_UTF8(fill->collection));

	mongo_ask(fill->link, fill->database, command, most_ms(fill), &reply);
	bson_destroy(command);
	return reply.how == MONGO_DONE || failed(fill, &reply, err);
}

static bool fill_collection(struct fill *fill, const struct value *list,
			    struct err *err)
{
	const char *why;
	size_t i;

	if (list->kind != VALUE_LIST)
		return err_set(err, ERR_SPEC, "%s is no list of documents",
			       fill->where);
	if (!list->as.list.n)
		return make_empty(fill, err);
	for (i = 0; i < list->as.list.n; i++) {
		AUTO(mongo_doc_release) bson_t *document = bson_new();

		if (!mongo_bson(list->as.list.items[i], document,
				fill->place->arena, &why))
			return err_set(err, ERR_SPEC, "%s:%zu: %s", fill->where,
				       i + 1, why);
		if (!add(fill, document, i, i + 1, err))
			return false;
	}
	return send_batch(fill, err);
}

static bool fill_database(struct goal *goal, const char *name,
			  const struct value *collections, struct err *err)
{
	size_t i;

	if (collections->kind != VALUE_MAP)
		return err_set(err, ERR_SPEC,
			       "\"databases\": %s is no map of collections",
			       name);
	for (i = 0; i < collections->as.map.n; i++) {
		const struct value_pair *pair = &collections->as.map.pairs[i];
		AUTO(fill_release) struct fill fill;

		fill_init(&fill, goal, name, pair->key.bytes,
			  arena_printf(goal->place->arena,
				       "\"databases\": %s.%s", name,
				       pair->key.bytes));
		if (!fill_collection(&fill, pair->value, err))
			return false;
	}
	return true;
}

static bool fill_databases(struct goal *goal, struct err *err)
{
	const struct value *databases = goal->given->databases;
	size_t i;

	if (!databases)
		return true;
	if (databases->kind != VALUE_MAP)
		return err_set(err, ERR_SPEC,
			       "\"databases\" takes a map like {zoo: {animals: "
			       "[{name: bear}]}}");
	for (i = 0; i < databases->as.map.n; i++)
		if (!fill_database(goal, databases->as.map.pairs[i].key.bytes,
				   databases->as.map.pairs[i].value, err))
			return false;
	return true;
}

/* ---- generated rows ---- */

bool mongo_generated(const void *body, uint64_t seed, struct arena *arena,
		     struct generated *generated, struct err *err)
{
	const struct mongo_given *given = body;

	return data_generate_all(&given->generate, seed + (uint64_t)given->seed,
				 given->rows, arena, generated, err);
}

/* A row as a document: a column that is NULL is a field that is not there. */
static bool document_of(const struct value *table, size_t row, bson_t *document,
			struct arena *arena, const char **why)
{
	struct value_builder map;
	size_t column;

	value_builder_init(&map, arena);
	for (column = 0; column < table->as.table.columns; column++) {
		const struct value *cell = value_cell(table, row, column);

		if (cell->kind != VALUE_NULL)
			value_put(&map, table->as.table.names[column].bytes,
				  cell);
	}
	return mongo_bson(value_built_map(&map), document, arena, why);
}

static bool fill_row(struct fill *fill, const struct value *table, size_t row,
		     struct arena *arena, struct err *err)
{
	AUTO(mongo_doc_release) bson_t *document = bson_new();
	const char *why;

	if (!document_of(table, row, document, arena, &why))
		return err_set(err, ERR_SPEC, "%s:%zu: %s", fill->where,
			       row + 1, why);
	return add(fill, document, row, row + 1, err);
}

/* As many rows as share an arena. False: no more are left, or an error. */
static bool fill_rows(struct fill *fill, const struct value *table,
		      struct rows *rows, bool *good, struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("rows");
	size_t n, row;

	for (n = 0; n < BATCH_MOST; n++) {
		if (!rows_next(rows, &row))
			return false;
		*good = fill_row(fill, table, row, arena, err);
		if (!*good)
			return false;
	}
	return true;
}

static bool fill_table(struct fill *fill, const struct generated_table *table,
		       struct err *err)
{
	struct rows rows;
	bool good = true;

	rows_of(&rows, table, fill->place);
	while (fill_rows(fill, table->rows, &rows, &good, err))
		;
	return good && send_batch(fill, err);
}

static bool fill_generated(struct goal *goal, struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("generated");
	struct generated generated;
	size_t i;

	if (!mongo_generated(goal->given, goal->place->seed, arena, &generated,
			     err))
		return false;
	for (i = 0; i < generated.n; i++) {
		const struct generated_table *table = &generated.tables[i];
		AUTO(fill_release) struct fill fill;

		fill_init(&fill, goal, mongo_database(goal->given), table->name,
			  table->name);
		if (!fill_table(&fill, table, err))
			return false;
	}
	return true;
}

/* ---- the whole ---- */

static bool load_all(struct goal *goal, struct err *err)
{
	const struct spec_files *files = &goal->given->load;
	size_t i;

	for (i = 0; i < files->n; i++)
		if (!load_file(goal, &files->items[i], err))
			return false;
	return fill_generated(goal, err) && fill_databases(goal, err);
}

/* A server that is as it was at first, or has just this fixture. */
static struct mongo_notes *prepare(struct place *place,
				   const struct digest *key, struct err *err)
{
	struct server *server;
	struct mongo_notes *notes = mongo_notes(place->lab, NULL);

	if (notes && !mongo_fixture_is(notes, key))
		mongo_put_away(place->lab);
	if (!lab_server(place->lab, &mongo_server, &server, err))
		return NULL;
	notes = mongo_notes(place->lab, err);
	return notes && mongo_remember(notes, err) ? notes : NULL;
}

bool mongo_provision(struct place *place, const void *body, struct err *err)
{
	struct goal goal = {.place = place, .given = body};
	struct digest key = mongo_fixture_key(place, body);
	struct mongo_notes *notes = prepare(place, &key, err);

	if (!notes)
		return false;
	notes->passed_ms = 0;
	if (mongo_fixture_is(notes, &key))
		return true;
	goal.link = notes->caller;
	if (!load_all(&goal, err))
		return false;
	mongo_fixture_loaded(notes, &key, goal.loaded);
	return true;
}
