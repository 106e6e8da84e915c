/* Provisioning: the case's databases and their documents. */
#include "store/mongo.h"

bool mongo_provision(struct place *place, const void *body, struct err *err)
{
	struct server *server;
	struct mongo_notes *notes;

	(void)body;
	if (!lab_server(place->lab, &mongo_server, &server, err))
		return false;
	notes = mongo_notes(place->lab, err);
	return notes && mongo_remember(notes, err);
}
