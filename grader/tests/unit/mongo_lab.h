/* What the tests of the MongoDB store share: a lab of their own. */
#ifndef GRADER_TESTS_MONGO_LAB_H
#define GRADER_TESTS_MONGO_LAB_H

#include "store/mongo.h"
#include "tests/unit/in_lab.h"

/* Fails the test unless `work` ends with 0 in a lab of its own. */
static void in_lab(int (*work)(struct lab *lab, void *argument))
{
	struct lab_options options = best_lab(192);

	assert_non_null(mongo_server.program());
	run_in_lab(&options, work, NULL);
}

/* The server's notes, once it runs and its state is known; or NULL. */
static inline struct mongo_notes *up(struct lab *lab)
{
	struct mongo_notes *notes;
	struct server *server;
	struct err err = {0};

	if (lab_server(lab, &mongo_server, &server, &err) &&
	    (notes = mongo_notes(lab, &err)) && mongo_remember(notes, &err))
		return notes;
	dprintf(2, "%s\n", err.text);
	return NULL;
}

/* Runs a command, in extended JSON. False: it was refused; it is shown. */
static inline bool tell(struct mongo_link *link, const char *database,
			const char *json)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_error_t error = {0};
	bson_t *command = bson_new_from_json((const uint8_t *)json, -1, &error);

	if (command)
		mongo_ask(link, database, command, 0, &reply);
	if (!command || reply.how != MONGO_DONE)
		dprintf(2, "%s: %s%s\n", json, error.message, reply.text);
	bson_destroy(command);
	return command && reply.how == MONGO_DONE;
}

/* A connection as hand-ins have it. */
static inline mongoc_client_t *learner(void)
{
	return mongoc_client_new("mongodb://127.0.0.1:27017/?"
				 "serverSelectionTryOnce=false&"
				 "serverSelectionTimeoutMS=2000");
}

/* Sends a command, in extended JSON. False: it was refused. */
static inline bool say_to(mongoc_client_t *client, const char *database,
			  const char *json)
{
	bson_t *command = bson_new_from_json((const uint8_t *)json, -1, NULL);
	bool done = command &&
		    mongoc_client_command_simple(client, database, command,
						 NULL, NULL, NULL);

	bson_destroy(command);
	return done;
}

#endif
