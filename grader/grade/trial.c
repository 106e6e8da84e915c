/* Plans and runs trials. */
#include "grade/trial.h"

#include "grade/expected.h"
#include "grade/registry.h"

/* How many names and versions of servers and languages are told. */
#define SERVERS_MOST 16

struct trials {
	struct trials_options options;
	struct pool *pool;
	struct trial **items;
	size_t n, room, done;
	const char *servers[SERVERS_MOST]; /* sorted, each once */
	size_t nservers;
};

struct trials *trials_new(const struct trials_options *options, struct err *err)
{
	struct trials *trials = xmalloc(sizeof(*trials));

	*trials = (struct trials){.options = *options,
				  .pool = pool_new(&options->pool)};
	if (pool_start(trials->pool, err))
		return trials;
	trials_free(trials);
	return NULL;
}

void trials_free(struct trials *trials)
{
	if (!trials)
		return;
	pool_free(trials->pool);
	free(trials->items);
	free(trials);
}

struct trial *trial_plan(struct trials *trials, const struct order *order,
			 bool own)
{
	struct trial *trial = ARENA_NEW(trials->options.arena, struct trial);

	*trial = (struct trial){.order = *order, .own = own};
	if (trials->n == trials->room) {
		trials->room = trials->room ? 2 * trials->room : 64;
		trials->items =
			xrealloc(trials->items, trials->room * sizeof(trial));
	}
	trials->items[trials->n++] = trial;
	return trial;
}

static bool from_cache(struct trials *trials, struct trial *trial)
{
	struct digest key;

	if (!trial->own || !trials->options.cache)
		return false;
	key = expected_key(&trial->order);
	trial->done = expected_load(trials->options.cache, &key,
				    trials->options.arena, &trial->seen);
	return trial->done;
}

/*
 * Only what ran to its end is kept: a limit that struck on a loaded machine
 * would else speak against the task for ever.
 */
static bool worth_keeping(const struct observation *observation)
{
	size_t i;

	for (i = 0; i < observation->nsteps; i++)
		if (observation->steps[i].fate == FATE_LOST)
			return false;
	return !observation->trouble && !observation_limit(observation) &&
	       observation->ended.fate == FATE_DONE;
}

/* In its place among those that are known, unless it is. */
static void add_server(struct trials *trials, const char *name)
{
	size_t at = 0, i;
	int order = 1;

	while (at < trials->nservers &&
	       (order = strcmp(trials->servers[at], name)) < 0)
		at++;
	if (order == 0 || trials->nservers == SERVERS_MOST)
		return;
	for (i = trials->nservers++; i > at; i--)
		trials->servers[i] = trials->servers[i - 1];
	trials->servers[at] = name;
}

static void add_servers(struct trials *trials, const char *lines)
{
	while (lines && *lines) {
		size_t len = strcspn(lines, "\n");

		if (len)
			add_server(trials, arena_copy(trials->options.arena,
						      lines, len));
		lines += len + (lines[len] == '\n');
	}
}

static void finish(struct trials *trials, struct trial *trial)
{
	struct digest key;

	trial->done = true;
	trials->done++;
	add_servers(trials, trial->seen.server);
	if (trials->options.progress)
		trials->options.progress(trials->options.who, trials->done,
					 trials->n);
	if (!trial->own || !trials->options.cache ||
	    !worth_keeping(&trial->seen))
		return;
	key = expected_key(&trial->order);
	expected_save(trials->options.cache, &key, &trial->seen);
}

bool trials_run(struct trials *trials, struct err *err)
{
	struct observation seen;
	struct job job;
	size_t i;

	for (i = trials->done; i < trials->n; i++) {
		struct trial *trial = trials->items[i];

		if (trial->done || from_cache(trials, trial)) {
			trials->done++;
			continue;
		}
		job = (struct job){.order = trial->order, .owner = trial};
		pool_add(trials->pool, &job);
	}
	while (pool_next(trials->pool, &job, trials->options.arena, &seen,
			 err)) {
		struct trial *trial = job.owner;

		trial->seen = seen;
		finish(trials, trial);
	}
	return err->owner == ERR_NONE;
}

const char *trials_server(const struct trials *trials)
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < trials->nservers; i++)
		text = arena_printf(trials->options.arena, "%s%s%s",
				    text ? text : "", text ? ", " : "",
				    trials->servers[i]);
	return text;
}

pid_t trials_kept(const struct trials *trials)
{
	return pool_kept(trials->pool);
}

struct arena *trials_arena(const struct trials *trials)
{
	return trials->options.arena;
}

/* ---- whose files ---- */

const struct handed *handed_of_solution(const struct task *task,
					const struct solution *solution,
					struct arena *arena)
{
	struct handed *handed =
		ARENA_ARRAY(arena, task->nhandin, struct handed);
	size_t i;

	for (i = 0; i < task->nhandin; i++)
		handed[i] = (struct handed){
			.file = task->handin[i].file,
			.language = task->handin[i].language,
			.bytes = solution->files[i].bytes,
			.len = solution->files[i].len,
			.executable = solution->files[i].executable};
	return handed;
}

const struct handed *handed_idle(const struct task *task, struct arena *arena)
{
	struct handed *handed =
		ARENA_ARRAY(arena, task->nhandin, struct handed);
	size_t i;

	for (i = 0; i < task->nhandin; i++) {
		const struct language *language =
			language_of(task->handin[i].language);
		const char *text = language ? language->idle : "";

		handed[i] =
			(struct handed){.file = task->handin[i].file,
					.language = task->handin[i].language,
					.bytes = text,
					.len = strlen(text)};
	}
	return handed;
}
