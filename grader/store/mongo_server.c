/*
 * How a private MongoDB server is set up, started and known to answer.
 *
 * It starts from an empty folder: a data directory made ahead would save
 * nothing. Files of the journal made ahead, 200 MB of them, are what would take
 * time and room; without them it has 4 MB. Whoever runs in the lab finds it
 * where a MongoDB always is, on port 27017 without a password, and the grader
 * comes by a socket. What it does by
 * itself in the background is off: it changes what others count, and deletes
 * documents at moments that nobody knows (their expiry is mongo_later.c's). See
 * "Configuration File Options" and "Server Parameters" in MongoDB's manual.
 */
#include "proc/fetched.h"
#include "store/mongo.h"

/*
 * Of address space. 2 GiB of it are only reserved, for the machine code of
 * JavaScript; 0.5 GiB it has when it is idle.
 */
#define MEMORY ((uint64_t)3584 << 20)

/* What an observation depends on; a part of the cache's key. */
#define SETTINGS "layout 1: cache 256 MiB, scripts 256 MiB, nothing in the back"

/* One that was fetched comes first: it was because the system has none, or
   one that is too old or too new. */
static const char *program(void)
{
	static const char *const paths[] = {"/usr/bin/mongod",
					    "/usr/local/bin/mongod", NULL};
	const char *fetched = fetched_path("mongod/bin/mongod");
	size_t i;

	if (fetched && access(fetched, X_OK) == 0)
		return fetched;
	for (i = 0; paths[i]; i++)
		if (access(paths[i], X_OK) == 0)
			return paths[i];
	return NULL;
}

static const char *const *serve(const char *server, const char *dir,
				const char *folder, const char *secret,
				bool network, struct arena *arena,
				struct err *err)
{
	const char *fixed[] = {server,
			       "--quiet",
			       "--dbpath",
			       dir,
			       "--port",
			       "27017",
			       "--bind_ip",
			       "127.0.0.1",
			       "--unixSocketPrefix",
			       folder,
			       "--filePermissions",
			       "0700",
			       "--wiredTigerCacheSizeGB",
			       "0.25",
			       "--wiredTigerEngineConfigString",
			       "log=(prealloc=false,file_max=4MB)",
			       "--setParameter",
			       "diagnosticDataCollectionEnabled=false",
			       "--setParameter",
			       "ttlMonitorEnabled=false",
			       "--setParameter",
			       "disableLogicalSessionCacheRefresh=true",
			       "--setParameter",
			       "jsHeapLimitMB=256",
			       NULL};
	const char **argv = ARENA_ARRAY(arena, ARRAY_LEN(fixed), const char *);

	(void)secret; /* there are no accounts */
	if (!network) {
		err_set(err, ERR_INFRA,
			"the mongo server needs a lab with a network of its "
			"own, which this system refuses");
		return NULL;
	}
	memcpy(argv, fixed, sizeof(fixed));
	return argv;
}

static void forget(void *private)
{
	struct mongo_notes *notes = private;

	mongo_disconnect(notes->administrator);
	mongo_disconnect(notes->caller);
	free(notes);
}

static bool read_version(struct mongo_notes *notes)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	const char *text;

	if (!mongo_tell(notes->administrator, "admin", "buildInfo",
			MONGO_OWN_MS, &reply))
		return false;
	text = mongo_text_of(&reply.body, "version");
	snprintf(notes->version, sizeof(notes->version), "%s",
		 text ? text : "");
	return text != NULL;
}

/* The socket is there before anybody listens on it. */
static bool ready(const char *folder, const char *secret, void **private)
{
	struct mongo_notes *notes;
	pid_t pid;

	(void)secret;
	if (!mongo_listens(folder, &pid))
		return false;
	notes = xmalloc(sizeof(*notes));
	*notes = (struct mongo_notes){
		.pid = pid,
		.recorded = -1,
		.administrator = mongo_connect(folder, 2 * MONGO_OWN_MS),
		.caller = mongo_connect(folder, MONGO_CASE_MS)};
	snprintf(notes->folder, sizeof(notes->folder), "%s", folder);
	if (!notes->administrator || !notes->caller || !read_version(notes)) {
		forget(notes);
		return false;
	}
	*private = notes;
	return true;
}

static const char *version(void *private, struct arena *arena)
{
	return arena_printf(arena, "MongoDB %s",
			    ((struct mongo_notes *)private)->version);
}

/* ---- what the store has of it ---- */

/* Others have other options, and replies that nobody here has seen. */
static bool is_known(const char *number)
{
	return !strncmp(number, "4.4.", 4) ||
	       (number[0] >= '5' && number[0] <= '8' && number[1] == '.');
}

struct mongo_notes *mongo_notes(struct lab *lab, struct err *err)
{
	struct server *server = lab_running(lab, &mongo_server);
	struct mongo_notes *notes = server ? server->private : NULL;

	if (!notes)
		err_set(err, ERR_INFRA, "the mongo server is gone");
	else if (notes->pid != server->child.pid)
		err_set(err, ERR_INFRA,
			"somebody else serves in the place of "
			"the mongo server");
	else if (!is_known(notes->version))
		err_set(err, ERR_INFRA,
			"MongoDB %s is not supported: 4.4 to 8 are",
			notes->version);
	else
		return notes;
	return NULL;
}

static const char *const memory_words[] = {"out of memory", "Out of memory",
					   "Cannot allocate memory", NULL};
static const char *const disk_words[] = {"No space left on device", NULL};

static const char *const stop_words[] = {"Terminating via shutdown command",
					 NULL};

const struct server_kind mongo_server = {
	.name = "mongo",
	.package = "mongod",
	.fetched = true,
	.program = program,
	.settings = SETTINGS,
	.serve = serve,
	.ready = ready,
	.version = version,
	.forget = forget,
	.memory = MEMORY,
	.durable = true,
	.looks_itself_up = true,
	.networked = true,
	.memory_words = memory_words,
	.disk_words = disk_words,
	.stop_words = stop_words,
};
