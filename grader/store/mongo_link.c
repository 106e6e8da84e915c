/*
 * Connections with a MongoDB server, and commands within bounds.
 *
 * A client is of one process and starts no thread. Each has a session of
 * MongoDB's, since a cursor can only be read on by the session that opened it.
 * A server that is gone is not looked for again: with serverSelectionTryOnce
 * each further command, and closing, would take libmongoc half a second.
 */
#include "base/file.h"
#include "store/mongo.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>

#define SOCKET "mongodb-27017.sock"

/* How long the server may take to answer the first hello. */
#define CONNECT_MS 5000

struct mongo_link {
	mongoc_client_t *client;
	mongoc_client_session_t *session;
};

/* ---- connecting ---- */

bool mongo_listens(const char *folder, pid_t *pid)
{
	AUTO(file_close)
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct ucred peer = {0};
	socklen_t size = sizeof(peer);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s/" SOCKET,
		 folder);
	if (fd < 0 ||
	    connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
	    getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
		return false;
	*pid = peer.pid;
	return true;
}

/* The socket's path stands where a host name would, as one. */
static mongoc_uri_t *address_of(const char *folder, int64_t ms)
{
	AUTO(buf_release) struct buf text = {0};

	buf_init(&text, BUF_OURS);
	buf_add_str(&text, "mongodb://");
	for (; *folder; folder++)
		if (*folder == '/')
			buf_add_str(&text, "%2F");
		else
			buf_add_char(&text, *folder);
	buf_printf(&text,
		   "%%2F" SOCKET "/?serverSelectionTryOnce=false&"
		   "serverSelectionTimeoutMS=100&connectTimeoutMS=%d&"
		   "socketTimeoutMS=%" PRId64
		   "&retryWrites=false&retryReads=false",
		   CONNECT_MS, ms);
	return mongoc_uri_new(text.data);
}

static mongoc_client_session_t *session_of(mongoc_client_t *client)
{
	mongoc_session_opt_t *how = mongoc_session_opts_new();
	mongoc_client_session_t *session;

	mongoc_session_opts_set_causal_consistency(how, false);
	session = mongoc_client_start_session(client, how, NULL);
	mongoc_session_opts_destroy(how);
	return session;
}

struct mongo_link *mongo_connect(const char *folder, int64_t ms)
{
	struct mongo_link *link;
	mongoc_uri_t *address;

	/* Only here, in a process that nobody forks workers from. */
	mongoc_init();
	mongoc_log_set_handler(NULL, NULL);
	address = address_of(folder, ms);
	link = xmalloc(sizeof(*link));
	*link = (struct mongo_link){0};
	if (address)
		link->client =
			mongoc_client_new_from_uri_with_error(address, NULL);
	mongoc_uri_destroy(address);
	if (link->client) {
		mongoc_client_set_error_api(link->client,
					    MONGOC_ERROR_API_VERSION_2);
		link->session = session_of(link->client);
	}
	if (link->session)
		return link;
	mongo_disconnect(link);
	return NULL;
}

void mongo_disconnect(struct mongo_link *link)
{
	if (!link)
		return;
	mongoc_client_session_destroy(link->session);
	mongoc_client_destroy(link->client);
	free(link);
}

/* ---- replies ---- */

void mongo_reply_release(struct mongo_reply *reply)
{
	bson_destroy(&reply->body);
	*reply = MONGO_NO_REPLY;
}

const char *mongo_text_of(const bson_t *document, const char *name)
{
	bson_iter_t at;

	return bson_iter_init_find(&at, document, name) &&
			       BSON_ITER_HOLDS_UTF8(&at)
		       ? bson_iter_utf8(&at, NULL)
		       : NULL;
}

bool mongo_int_of(const bson_t *document, const char *path, int64_t *number)
{
	bson_iter_t from, at;

	if (!bson_iter_init(&from, document) ||
	    !bson_iter_find_descendant(&from, path, &at) ||
	    !BSON_ITER_HOLDS_NUMBER(&at))
		return false;
	*number = bson_iter_as_int64(&at);
	return true;
}

static void refuse(struct mongo_reply *reply, int number, const char *name,
		   const char *text)
{
	reply->how = MONGO_REFUSED;
	reply->number = number;
	snprintf(reply->name, sizeof(reply->name), "%s", name ? name : "");
	snprintf(reply->text, sizeof(reply->text), "%s", text ? text : "");
}

/* Errors of single documents have no name: those that a schema or an index is
   the reason of. */
static const char *name_of(int64_t number)
{
	return number == 11000 ? "DuplicateKey"
	       : number == 121 ? "DocumentValidationFailure"
			       : NULL;
}

/* {ok: 1, writeErrors: [{code, errmsg, …}]} */
static void refused_documents(struct mongo_reply *reply)
{
	bson_iter_t errors, first;
	const uint8_t *bytes;
	uint32_t size;
	int64_t number = 0;
	bson_t error;

	if (!bson_iter_init_find(&errors, &reply->body, "writeErrors") ||
	    !BSON_ITER_HOLDS_ARRAY(&errors) ||
	    !bson_iter_recurse(&errors, &first) || !bson_iter_next(&first) ||
	    !BSON_ITER_HOLDS_DOCUMENT(&first))
		return;
	bson_iter_document(&first, &size, &bytes);
	if (!bson_init_static(&error, bytes, size))
		return;
	(void)mongo_int_of(&error, "code", &number);
	refuse(reply, (int)number, name_of(number),
	       mongo_text_of(&error, "errmsg"));
}

/* libmongoc's answer that it could not deliver, or was not answered. */
static bool is_silence(const bson_error_t *error)
{
	return error->domain == MONGOC_ERROR_STREAM ||
	       error->domain == MONGOC_ERROR_SERVER_SELECTION ||
	       error->domain == MONGOC_ERROR_PROTOCOL;
}

void mongo_ask(struct mongo_link *link, const char *database,
	       const bson_t *command, int64_t ms, struct mongo_reply *reply)
{
	bson_t more = BSON_INITIALIZER;
	bson_error_t error = {0};

	mongo_reply_release(reply);
	if (ms)
		BSON_APPEND_INT64(&more, "maxTimeMS", ms);
	if (mongoc_client_session_append(link->session, &more, &error) &&
	    mongoc_client_command_with_opts(link->client, database, command,
					    NULL, &more, &reply->body, &error))
		refused_documents(reply);
	else if (!is_silence(&error))
		refuse(reply,
		       error.domain == MONGOC_ERROR_SERVER ? (int)error.code
							   : 0,
		       mongo_text_of(&reply->body, "codeName"), error.message);
	else {
		reply->how = MONGO_SILENT;
		snprintf(reply->text, sizeof(reply->text), "%s", error.message);
	}
	bson_destroy(&more);
}

bool mongo_tell(struct mongo_link *link, const char *database, const char *name,
		int64_t ms, struct mongo_reply *reply)
{
	bson_t command = BSON_INITIALIZER;

	BSON_APPEND_INT32(&command, name, 1);
	mongo_ask(link, database, &command, ms, reply);
	bson_destroy(&command);
	return reply->how == MONGO_DONE;
}

/* ---- cursors ---- */

struct cursor {
	int64_t id; /* 0: nothing is left of it */
	char collection[256];
};

/* {cursor: {id, ns: "database.collection", firstBatch or nextBatch: […]}} */
static bool find_cursor(const bson_t *reply, const char *database,
			struct cursor *cursor, bson_iter_t *batch)
{
	bson_iter_t at;
	const char *name = NULL;

	if (!bson_iter_init_find(&at, reply, "cursor") ||
	    !BSON_ITER_HOLDS_DOCUMENT(&at) || !bson_iter_recurse(&at, batch))
		return false;
	for (at = *batch; bson_iter_next(&at);) {
		if (BSON_ITER_IS_KEY(&at, "id"))
			cursor->id = bson_iter_as_int64(&at);
		if (BSON_ITER_IS_KEY(&at, "ns") && BSON_ITER_HOLDS_UTF8(&at))
			name = bson_iter_utf8(&at, NULL);
	}
	if (name && strlen(name) > strlen(database))
		snprintf(cursor->collection, sizeof(cursor->collection), "%s",
			 name + strlen(database) + 1);
	while (bson_iter_next(batch))
		if ((BSON_ITER_IS_KEY(batch, "firstBatch") ||
		     BSON_ITER_IS_KEY(batch, "nextBatch")) &&
		    BSON_ITER_HOLDS_ARRAY(batch))
			return true;
	return false;
}

static bool hand_over(const bson_iter_t *batch, mongo_take *take,
		      void *argument)
{
	const uint8_t *bytes;
	uint32_t size;
	bson_iter_t at;
	bson_t document;

	if (!bson_iter_recurse(batch, &at))
		return false;
	while (bson_iter_next(&at)) {
		if (!BSON_ITER_HOLDS_DOCUMENT(&at))
			continue;
		bson_iter_document(&at, &size, &bytes);
		if (!bson_init_static(&document, bytes, size) ||
		    !take(&document, argument))
			return false;
	}
	return true;
}

static void read_on(struct mongo_link *link, const char *database,
		    const struct cursor *cursor, struct mongo_reply *reply)
{
	bson_t command = BSON_INITIALIZER;

	BSON_APPEND_INT64(&command, "getMore", cursor->id);
	BSON_APPEND_UTF8(&command, "collection", cursor->collection);
	mongo_ask(link, database, &command, 0, reply);
	bson_destroy(&command);
}

static void close_cursor(struct mongo_link *link, const char *database,
			 const struct cursor *cursor)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t command = BSON_INITIALIZER, list;

	BSON_APPEND_UTF8(&command, "killCursors", cursor->collection);
	BSON_APPEND_ARRAY_BEGIN(&command, "cursors", &list);
	BSON_APPEND_INT64(&list, "0", cursor->id);
	bson_append_array_end(&command, &list);
	mongo_ask(link, database, &command, MONGO_OWN_MS, &reply);
	bson_destroy(&command);
}

void mongo_rest(struct mongo_link *link, const char *database, mongo_take *take,
		void *argument, struct mongo_reply *reply)
{
	struct cursor cursor = {0};
	bson_iter_t batch;

	while (reply->how == MONGO_DONE) {
		if (!find_cursor(&reply->body, database, &cursor, &batch)) {
			refuse(reply, 0, NULL, "it gives no documents");
			return;
		}
		if (!hand_over(&batch, take, argument)) {
			if (cursor.id)
				close_cursor(link, database, &cursor);
			return;
		}
		if (!cursor.id)
			return;
		read_on(link, database, &cursor, reply);
	}
}

void mongo_each(struct mongo_link *link, const char *database,
		const bson_t *command, int64_t ms, mongo_take *take,
		void *argument, struct mongo_reply *reply)
{
	mongo_ask(link, database, command, ms, reply);
	mongo_rest(link, database, take, argument, reply);
}

/*
 * In place of the C library's: libmongoc's constructor keeps counters in
 * /dev/shm, and dies of SIGBUS where that is full. Nobody reads them. It
 * makes the file grow before main() begins, where no file may grow too.
 */
int shm_open(const char *name, int flags, mode_t mode)
{
	(void)flags;
	(void)mode;
	signal(SIGXFSZ, SIG_IGN);
	return memfd_create(name, MFD_CLOEXEC);
}
