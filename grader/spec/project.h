/* One project while it is read: what its tasks need of it. */
#ifndef GRADER_SPEC_PROJECT_H
#define GRADER_SPEC_PROJECT_H

#include "spec/files.h"
#include "spec/grammar.h"
#include "spec/with.h"

struct reading {
	const struct pack *pack;
	const char *name, *dir; /* of the project's folder */
	uint64_t seed;
	const struct vocabulary *vocabulary;
	struct arena *arena;
	struct problems *problems;
	struct fixture_shelf shelf;

	struct project_keys keys;
	struct spec_file file; /* project.yaml */
	struct with with;
};

/* Reads project.yaml. False: it has problems. */
bool project_read(struct reading *reading);

/* The checks of `every` for a language, a list; NULL when there are none. */
const struct node *project_every(const struct reading *reading,
				 const char *language);

/*
 * Reads the task in the folder of that name; NULL when it has problems.
 */
const struct task *task_read(struct reading *reading, const char *id);

/* Binds `hand_in`: which files, in which language. */
void handin_bind(struct binder *binder, const struct node *list,
		 const char *project_language, struct task *task);

/* The language of that name, or NULL and a problem at the node. */
const struct spoken *language_named(struct binder *binder,
				    const struct node *node);

/* The digest of what a task was made of. */
struct digest task_digest(const struct reading *reading,
			  const struct spec_file *file,
			  const struct task *task);

#endif
