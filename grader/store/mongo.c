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
	{.key = "databases",
	 .doc = "More databases: a map from each to a map from collections to "
		"lists of documents.",
	 .type = FIELD_VALUE,
	 .offset = AT(databases)},
	{0}};

static const struct step_kind *const steps[] = {NULL};

static const struct subject_kind *const subjects[] = {
	&mongo_subject_documents, &mongo_subject_collection, NULL};

const struct store store_mongo = {
	.given = {.name = "mongo",
		  .doc = "A private MongoDB server.",
		  .fields = given_fields,
		  .size = sizeof(struct mongo_given)},
	.server = &mongo_server,
	.provision = mongo_provision,
	.open = mongo_open,
	.reset = mongo_reset,
	.steps = steps,
	.subjects = subjects,
};

const char *mongo_database(const struct mongo_given *given)
{
	return given->database ? given->database : "test";
}
