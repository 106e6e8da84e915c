/*
 * A private server of one lab: what the lab must know to build, start, await
 * and end one. A store fills in a server_kind; the lab knows no store.
 */
#ifndef GRADER_LAB_SERVER_H
#define GRADER_LAB_SERVER_H

#include "base/arena.h"
#include "base/err.h"
#include "proc/spawn.h"

#include <stdint.h>

struct lab;

struct server_kind {
	const char *name;    /* "mysql" */
	const char *package; /* what to install: "mariadb-server" */
	bool fetched; /* which no system has: docker/install.sh gets it */

	/*
	 * Path of the server's program, or NULL when it is not installed. A
	 * server `within` has none: the pointer itself is NULL.
	 */
	const char *(*program)(void);

	/*
	 * For a server that is a part of this program: what it does, in a
	 * process of its own that was forked for it and ends with what this
	 * returns. Descriptor 0 is a socket that listens on 127.0.0.1 at
	 * `port` of the lab's own network, 1 the other end of the worker's
	 * `link`, 2 the log. It runs as the servers' user without any
	 * capability. Such a kind has no package, prepare, serve or ready,
	 * and is refused where a lab has no network of its own.
	 */
	int (*within)(void);
	uint16_t port;

	/* What `needs` of a task calls the program: "mariadb"; NULL: no word
	   of `needs` speaks of this kind. */
	const char *product;

	/*
	 * What the prepared data directory depends on beside the program's
	 * version: settings and accounts, as text for the cache's key.
	 */
	const char *settings;

	/*
	 * The argv that fills the empty folder `dir` with a data directory.
	 * It is run as the server's user, with `dir` on the lab's own disk.
	 * NULL: it starts from the empty folder, and needs no template.
	 */
	const char *const *(*prepare)(const char *program, const char *dir,
				      struct arena *arena);

	/*
	 * The argv that serves the data directory. `lab` is the server's own
	 * folder (for its socket, temporary files, `secret` and what it needs
	 * to start); `secret` is 32 characters that nobody else knows.
	 * `network`: the loopback is the lab's own; where it is not, the
	 * server listens on its socket only, for the ports are somebody's.
	 */
	const char *const *(*serve)(const char *program, const char *dir,
				    const char *folder, const char *secret,
				    bool network, struct arena *arena,
				    struct err *err);

	/*
	 * One try at a real query. True: it answers. The lab calls it until
	 * then, and stops when the server has ended.
	 */
	bool (*ready)(const char *folder, const char *secret, void **private);

	/*
	 * "MariaDB 10.11.19": what the running server says that it is. NULL
	 * for one that is a part of this program.
	 */
	const char *(*version)(void *private, struct arena *arena);

	/* Ends what `ready` left in *private (connections). */
	void (*forget)(void *private);

	uint64_t memory; /* RLIMIT_AS of the server, bytes */

	bool durable;	      /* what it holds outlives it: see lab_stop */
	bool looks_itself_up; /* in /proc, by its number: see lab_number */
	bool networked; /* it is refused where a lab has no network of its own,
			   as one `within` is */

	/* What its log says when it ends for want of memory, or of disk, which
	   is free again then; each ends with NULL, and may be NULL. */
	const char *const *memory_words, *const *disk_words;

	/* What it says when a client has told it to stop, for one that anybody
	   can stop; ends with NULL, and may be NULL. */
	const char *const *stop_words;
};

/* The socket, temporary files and data of a server lie below this. */
#define SERVER_FOLDER_MAX 64

struct server {
	const struct server_kind *kind;
	struct child child;
	char folder[SERVER_FOLDER_MAX];
	char secret[33];
	void *private; /* the store's: its own connections and notes */
	int link;      /* to a server `within`, a stream socket; else -1 */
};

/* Whether it is still there; waits up to `ms` for it to end. */
bool server_alive(const struct server *server, int ms);

/* How many of its threads have this name; -1: /proc does not say. */
int server_threads(const struct server *server, const char *name);

#endif
