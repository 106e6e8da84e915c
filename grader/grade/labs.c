/* Prepares labs for the tasks that are to be run. */
#include "grade/labs.h"

#include "grade/registry.h"
#include "proc/fetched.h"

#include <sys/resource.h>

/* A file of MongoDB's is an open one: two for each collection. */
#define FILES_LEAST 256
#define FILES_WANTED 4096

/* A fact about the machine, found out once. */
static const struct shape_found {
	enum isolation isolation;
	char why[256];
} * shape(void)
{
	static struct shape_found found;
	static bool known;

	if (!known)
		found.isolation = lab_probe(found.why, sizeof(found.why));
	known = true;
	return &found;
}

enum isolation labs_isolation(void)
{
	return shape()->isolation;
}

const struct level_found *labs_level(const char *cache)
{
	static struct level_found found;
	static bool known;

	if (!known)
		level_find(cache, false, shape()->isolation, shape()->why,
			   &found);
	known = true;
	return &found;
}

/* Whether some case of the tasks needs the store. */
static bool needed(const struct store *store, const struct task *const *tasks,
		   size_t ntasks)
{
	size_t i, j, k;

	for (i = 0; i < ntasks; i++)
		for (j = 0; j < tasks[i]->nscene; j++)
			for (k = 0; k < tasks[i]->scene[j].ngiven; k++)
				if (tasks[i]->scene[j].given[k].shape ==
				    &store->given)
					return true;
	return false;
}

const char *grade_unmet(const struct task *task)
{
	size_t i;

	for (i = 0; task->needs && registry_stores[i]; i++) {
		const struct server_kind *kind = registry_stores[i]->server;

		if (kind && kind->product &&
		    needed(registry_stores[i], &task, 1) &&
		    strcmp(kind->product, task->needs) != 0)
			return kind->product;
	}
	return NULL;
}

const char *grade_refused(const struct task *task)
{
	size_t i;

	if (labs_isolation() == ISOLATION_FULL)
		return NULL;
	for (i = 0; registry_stores[i]; i++) {
		const struct server_kind *kind = registry_stores[i]->server;

		if (kind && (kind->within || kind->networked) &&
		    needed(registry_stores[i], &task, 1))
			return "a network of its own";
	}
	for (i = 0; registry_languages[i]; i++)
		if (registry_languages[i]->programs &&
		    task_runs(task, registry_languages[i]))
			return "a sandbox";
	return NULL;
}

static bool is_there(const struct need *need)
{
	const char *path = fetched_or_own(need->path);

	return path && access(path, R_OK) == 0;
}

/* What is to be installed, each once and with blanks between. */
struct missing {
	struct arena *arena;
	const char *packages; /* of the system */
	const char *fetched;  /* by docker/install.sh */
};

static void add_missing(struct missing *missing, bool fetched, const char *name)
{
	const char **list = fetched ? &missing->fetched : &missing->packages;

	if (!strstr(*list, name))
		*list = arena_printf(missing->arena, "%s%s%s", *list,
				     **list ? " " : "", name);
}

static void lacking(struct missing *missing, const struct need *need)
{
	for (; need && need->path; need++)
		if (!is_there(need))
			add_missing(missing, need->path[0] != '/',
				    need->package);
}

static void lacking_languages(struct missing *missing, const struct task *task)
{
	size_t i;

	for (i = 0; i < task->nhandin; i++) {
		const struct language *language =
			language_of(task->handin[i].language);

		if (language)
			lacking(missing, language->needs);
	}
}

static bool has_program(const struct store *store)
{
	return store->server && store->server->program;
}

static const char *remedy(const struct missing *missing)
{
	if (!missing->fetched[0])
		return missing->packages[0] ? arena_printf(missing->arena,
							   "apt-get install %s",
							   missing->packages)
					    : "";
	return arena_printf(missing->arena, FETCHED_BY " (it fetches %s%s%s)",
			    missing->fetched,
			    missing->packages[0] ? ", and installs " : "",
			    missing->packages);
}

const char *grade_missing(const struct task *const *tasks, size_t ntasks,
			  struct arena *arena)
{
	struct missing missing = {
		.arena = arena, .packages = "", .fetched = ""};
	size_t i;

	for (i = 0; registry_stores[i]; i++) {
		const struct store *store = registry_stores[i];

		if (has_program(store) && !store->server->program() &&
		    needed(store, tasks, ntasks))
			add_missing(&missing, store->server->fetched,
				    store->server->package);
	}
	for (i = 0; i < ntasks; i++)
		lacking_languages(&missing, tasks[i]);
	return remedy(&missing);
}

static int64_t most_disk(const struct task *const *tasks, size_t ntasks)
{
	int64_t most = (int64_t)64 << 20;
	size_t i;

	for (i = 0; i < ntasks; i++)
		if (tasks[i]->limits.disk > most)
			most = tasks[i]->limits.disk;
	/* The server's own files come on top. */
	return most + ((int64_t)128 << 20);
}

static bool open_templates(const struct grade_options *options,
			   const struct task *const *tasks, size_t ntasks,
			   struct lab_options *lab, struct template *templates,
			   struct err *err)
{
	size_t i;

	for (i = 0; registry_stores[i]; i++) {
		const struct store *store = registry_stores[i];

		if (!has_program(store) || !store->server->program() ||
		    !needed(store, tasks, ntasks) ||
		    lab->ntemplates == POOL_TEMPLATES_MOST)
			continue;
		if (!template_open(store->server, options->cache,
				   lab->isolation, &templates[lab->ntemplates],
				   err))
			return false;
		lab->ntemplates++;
	}
	lab->templates = templates;
	return true;
}

/*
 * A worker's server takes as long to start as twenty cases take to run: a
 * second worker is worth it from some number of cases on.
 */
#define CASES_FOR_A_WORKER 12

static size_t workers(const struct grade_options *options,
		      const struct task *const *tasks, size_t ntasks)
{
	size_t cases = 0, wanted, i;

	for (i = 0; i < ntasks; i++)
		cases += tasks[i]->nscene;
	wanted = (cases + CASES_FOR_A_WORKER - 1) / CASES_FOR_A_WORKER;
	if (options->keep || !wanted)
		wanted = 1;
	return wanted < options->workers ? wanted : options->workers;
}

static rlim_t less(rlim_t a, rlim_t b)
{
	return a < b ? a : b;
}

/*
 * A server that may open too few files starts and then answers nobody: better
 * said at once than waited for.
 */
static bool enough_files(struct err *err)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return err_errno(err, "cannot read the limit on open files");
	if (files.rlim_max < FILES_LEAST)
		return err_set(
			err, ERR_INFRA,
			"only %llu open files are allowed here, a server "
			"needs %d: raise the limit (ulimit -n)",
			(unsigned long long)files.rlim_max, FILES_LEAST);
	if (files.rlim_cur < FILES_WANTED)
		files.rlim_cur = less(files.rlim_max, FILES_WANTED);
	return setrlimit(RLIMIT_NOFILE, &files) == 0 ||
	       err_errno(err, "cannot raise the limit on open files");
}

bool labs_open(const struct grade_options *options,
	       const struct task *const *tasks, size_t ntasks,
	       struct arena *observations, struct trials **trials,
	       struct err *err)
{
	struct trials_options all = {
		.cache = options->cache,
		.arena = observations,
		.progress = options->progress,
		.who = options->who,
		.pool = {.workers = workers(options, tasks, ntasks),
			 .tasks = tasks,
			 .ntasks = ntasks,
			 .keep = options->keep,
			 .lab = {.isolation = labs_isolation(),
				 .disk = (uint64_t)most_disk(tasks, ntasks)}}};
	struct template templates[POOL_TEMPLATES_MOST];

	if (!enough_files(err) ||
	    !open_templates(options, tasks, ntasks, &all.pool.lab, templates,
			    err))
		return false;
	*trials = trials_new(&all, err);
	return *trials != NULL;
}

void labs_close(struct trials **trials)
{
	trials_free(*trials);
	*trials = NULL;
}
