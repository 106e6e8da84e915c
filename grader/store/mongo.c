/* The MongoDB store: one private server per lab. */
#include "store/mongo.h"

#define AT(member) offsetof(struct mongo_given, member)

static const struct field given_fields[] = {
	{.key = "database",
	 .doc = "The database that the case starts in; test by default.",
	 .type = FIELD_NAME,
	 .offset = AT(database)},
	{0}};

static const struct step_kind *const steps[] = {NULL};

static const struct subject_kind *const subjects[] = {NULL};

const struct store store_mongo = {
	.given = {.name = "mongo",
		  .doc = "A private MongoDB server.",
		  .fields = given_fields,
		  .size = sizeof(struct mongo_given)},
	.server = &mongo_server,
	.provision = mongo_provision,
	.reset = mongo_reset,
	.steps = steps,
	.subjects = subjects,
};

const char *mongo_database(const struct mongo_given *given)
{
	return given->database ? given->database : "test";
}
