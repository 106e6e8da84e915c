/* The MongoDB store: one private server per lab. */
#include "store/mongo.h"

#define AT(member) offsetof(struct mongo_given, member)

static const struct field given_fields[] = {
	{.key = "database",
	 .doc = "The database that the case starts in; test by default.",
	 .type = FIELD_NAME,
	 .offset = AT(database)},
	{.key = "load",
	 .doc = "Files NAME.json for collections NAME of the database, a "
		"document in extended JSON a line.",
	 .type = FIELD_FILES,
	 .offset = AT(load)},
	{.key = "generate",
	 .doc = "Descriptions of tables whose generated rows are the documents "
		"of collections of the same names.",
	 .type = FIELD_FILES,
	 .offset = AT(generate)},
	{.key = "rows",
	 .doc = "How many documents the first generated collection has.",
	 .type = FIELD_INT,
	 .offset = AT(rows)},
	{.key = "seed",
	 .doc = "Added to the seed of the run: others than another case has.",
	 .type = FIELD_INT,
	 .offset = AT(seed)},
	{.key = "databases",
	 .doc = "More databases: a map from each to a map from collections to "
		"lists of documents.",
	 .type = FIELD_VALUE,
	 .offset = AT(databases)},
	{0}};

static const struct step_kind *const steps[] = {&mongo_step, NULL};

static const struct subject_kind *const subjects[] = {
	&mongo_subject_documents, &mongo_subject_collection,
	&mongo_subject_indexes, &mongo_subject_explain, NULL};

const struct store store_mongo = {
	.given = {.name = "mongo",
		  .doc = "A private MongoDB server.",
		  .fields = given_fields,
		  .size = sizeof(struct mongo_given)},
	.server = &mongo_server,
	.provision = mongo_provision,
	.generated = mongo_generated,
	.open = mongo_open,
	.restart = mongo_restart,
	.record = mongo_record,
	.recorded = mongo_recorded,
	.later = mongo_later,
	.reset = mongo_reset,
	.put_away = mongo_put_away,
	.visit = mongo_visit,
	.steps = steps,
	.subjects = subjects,
};

const char *mongo_database(const struct mongo_given *given)
{
	return given && given->database ? given->database : "test";
}
