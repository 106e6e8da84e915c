/* The process that takes one of several steps that start at once. */
#include "grade/apart.h"

#include "base/file.h"
#include "grade/authors.h"
#include "grade/outcome.h"
#include "grade/registry.h"
#include "grade/step.h"
#include "value/wire.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/* ---- sessions of its own ---- */

/* What place->sessions is here. */
struct apart {
	struct authors authors;	  /* the first, for authors.h */
	struct session *learners; /* open already, for the hand-in; or NULL */
	bool (*open)(struct place *place, const char *store,
		     enum account account, struct session **session,
		     struct err *err);
};

/* As place->open; the first session of the hand-in is there already. */
static bool open_apart(struct place *place, const char *store,
		       enum account account, struct session **session,
		       struct err *err)
{
	struct apart *apart = place->sessions;

	if (account != AS_LEARNER || !apart->learners)
		return apart->open(place, store, account, session, err);
	*session = TAKE(apart->learners);
	return true;
}

/* The store that such a step is told to; NULL: none. */
static const struct store *store_with(const struct shape *shape)
{
	size_t i, j;

	for (i = 0; registry_stores[i]; i++)
		for (j = 0; registry_stores[i]->steps[j]; j++)
			if (&registry_stores[i]->steps[j]->shape == shape)
				return registry_stores[i];
	return NULL;
}

static bool open_sessions(struct place *place, const struct step *step,
			  struct err *err)
{
	const struct language *language = outcome_run_in(place, step);
	const struct store *store = store_with(step->clause.shape);
	struct apart *apart = place->sessions;
	struct session *authors;

	if (language)
		return !language->store ||
		       apart->open(place, language->store, AS_LEARNER,
				   &apart->learners, err);
	return !store || !store->open ||
	       authors_session(place, store->given.name, &authors, err);
}

/* ---- the answer ---- */

static bool answer_send(int fd, const struct answer *answer,
			const struct outcome *outcome, struct arena *arena)
{
	AUTO(buf_release) struct buf bytes = {0};
	struct value_builder map;

	value_builder_init(&map, arena);
	value_put(&map, "outcome", outcome_value(outcome, arena));
	value_put(&map, "room", value_int(arena, (int64_t)answer->room));
	value_put(&map, "starved", value_bool(answer->starved));
	value_put(&map, "trouble", value_int(arena, answer->trouble.owner));
	value_put(&map, "text", value_str(arena, answer->trouble.text));
	buf_init(&bytes, BUF_OURS);
	value_write(&bytes, value_built_map(&map));
	return file_write_all(fd, bytes.data, bytes.len);
}

bool answer_read(const char *bytes, const char *end, struct arena *arena,
		 struct answer *answer, struct outcome *outcome)
{
	const struct value *map;

	/* A process of this program has written it, all or only a part. */
	if (!value_read(&bytes, end, arena, &map, NULL) || bytes != end)
		return false;
	*answer = (struct answer){
		.room = (size_t)value_get(map, "room")->as.integer,
		.starved = value_get(map, "starved")->as.truth};
	err_set(&answer->trouble,
		(enum err_owner)value_get(map, "trouble")->as.integer, "%s",
		value_get(map, "text")->as.text.bytes);
	outcome_of_value(value_get(map, "outcome"), outcome);
	return true;
}

/* ---- its life ---- */

static void enter(struct place *place, struct apart *apart, pid_t worker)
{
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* A worker that died before that is not told of any more. */
	if (getppid() != worker)
		_exit(1);
	prctl(PR_SET_NAME, "grader-step");
	apart->open = place->open;
	place->open = open_apart;
	place->sessions = apart;
	place->apart = true;
	/* Timers are not inherited, fork(2). */
	lab_resume(place->lab);
}

/* False: there is nobody any more to wait for. */
static bool pass_barrier(int waits, int says)
{
	char byte = 0;
	ssize_t got;

	if (!file_write_all(says, &byte, 1))
		return false;
	do
		got = read(waits, &byte, 1);
	while (got < 0 && errno == EINTR);
	return got == 0;
}

static struct answer answer_of(const struct place *place, bool done,
			       const struct err *err)
{
	struct answer answer = {.room = place->room};

	answer.starved = place->starved ||
			 (lab_struck(place->lab) && lab_starved(place->lab));
	if (!done)
		answer.trouble = *err;
	return answer;
}

void apart_live(struct place *place, const struct step *step, pid_t worker,
		int waits, int says)
{
	struct apart apart = {0};
	struct outcome outcome = {0};
	struct answer answer;
	struct err err = {0};
	bool done;

	enter(place, &apart, worker);
	done = open_sessions(place, step, &err);
	if (!pass_barrier(waits, says))
		_exit(1);
	done = done && step_take(place, step, &outcome, &err);
	/* Its locks are gone when the worker hears that it is. */
	authors_close(place, NULL);
	done = step_settled(place, done, &outcome);
	answer = answer_of(place, done, &err);
	_exit(!answer_send(says, &answer, &outcome, place->arena));
}
