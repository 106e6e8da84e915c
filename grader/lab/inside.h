/*
 * What the files of lab/ share: the lab itself, and the steps of entering
 * one. Nothing outside this folder includes it.
 */
#ifndef GRADER_LAB_INSIDE_H
#define GRADER_LAB_INSIDE_H

#include "lab/lab.h"

#include <signal.h>

#define LAB_KINDS 8  /* kinds of servers that a lab can hold */
#define LAB_HOSTS 16 /* names that a case can give to its stores */

#define LAB_KEPT 8

/* See lab_keep. */
struct lab_kept {
	const void *owner;
	void *thing;
	void (*release)(void *thing);
};

struct lab {
	struct lab_options options;
	char root[40];	  /* the lab's own disk */
	int work;	  /* directory fd of the work folder */
	int falls;	  /* see lab_falls; -1: nobody has asked */
	uid_t server_uid; /* what servers become; -1: what the worker is */
	struct server servers[LAB_KINDS];
	struct ended ends[LAB_KINDS]; /* how the last one ended */
	bool ended[LAB_KINDS];	      /* and nobody has asked since */
	bool stopped[LAB_KINDS];      /* by the task */
	size_t nservers;
	uint64_t ended_cpu_us; /* processor time of servers that have ended */
	struct arena *arena;   /* what lives as long as the lab */
	struct filter filter;  /* what servers stand under; see lab_filter */
	char hosts[LAB_HOSTS][LAB_HOST_SIZE];
	size_t nhosts;
	struct lab_kept kept[LAB_KEPT];
	size_t nkept;
};

/* The place of the server of a kind, which may run or not; NULL: it has none
   yet. */
struct server *lab_slot(struct lab *lab, const struct server_kind *kind);

/*
 * Flags for clone(2) that give a process its own namespaces; with a user
 * namespace unless this process may do without.
 */
int lab_clone_flags(void);

/* In a process made with these flags: maps its user and closes the outside. */
MUST_CHECK bool lab_enter_namespaces(const struct lab_options *options,
				     uid_t outer_uid, gid_t outer_gid,
				     struct err *err);

/* Whether servers can run as LAB_UID by setresuid(2): the real root. */
bool lab_may_become(void);

/* Without namespaces: makes the folder and the sweeper that removes it. */
MUST_CHECK bool lab_enter_folder(struct lab *lab, struct err *err);

/* Ends what is kept, the newest first. */
void lab_release_kept(struct lab *lab);

/* Ends the alarm clock of this process and says whom it would kill. */
void lab_watch_servers(const struct lab *lab);

/*
 * The filter of system calls for what runs as servers do, compiled when it is
 * first asked for.
 */
MUST_CHECK bool lab_filter(struct lab *lab, const struct filter **filter,
			   struct err *err);

/* From here on its end shows at lab_falls. */
MUST_CHECK bool lab_watch_fall(struct lab *lab, const struct server *server,
			       struct err *err);

/* The end of a server's log, in a buffer that this makes. */
void lab_log_end(const struct server *server, struct buf *end);

/* Whether one of the words is in it; NULL: none is. */
bool lab_log_says(const struct buf *end, const char *const *words);

/* Its last line, in a buffer that this makes. */
void lab_log_last(const struct server *server, struct buf *line);

/*
 * A number for a process of the lab that the machine's /proc, which is the
 * lab's too, has as long as the lab lives: the worker's own there. 0: it is not
 * to be had, or the numbers are the same inside and outside.
 */
pid_t lab_number(void);

/* Makes a folder that belongs to whom servers run as. */
MUST_CHECK bool lab_own_folder(struct lab *lab, const char *path,
			       struct err *err);

/*
 * Fills the empty folder `dir` with a data directory: a copy of the template,
 * or, with `anew` or when there is none, one made here.
 */
MUST_CHECK bool lab_fill_data(struct lab *lab, struct server *server,
			      const char *dir, bool anew, struct err *err);

/* Starts a server whose kind is `within`; `log` is where it may complain. */
MUST_CHECK bool lab_launch_within(struct lab *lab, struct server *server,
				  int log, struct err *err);

/* Runs the kind's `prepare` on the empty folder `dir` of the lab's disk. */
MUST_CHECK bool lab_prepare(struct lab *lab, const struct server_kind *kind,
			    const char *dir, struct err *err);

#endif
