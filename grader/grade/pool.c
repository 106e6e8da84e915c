/* Forks workers, hands them jobs, takes their observations. */
#include "grade/pool.h"

#include "base/file.h"
#include "base/log.h"
#include "grade/needs.h"
#include "grade/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

/* A job that is not done this long after its own limit has hung our code. */
#define HUNG_MS 180000
#define ATTEMPTS_MOST 2

/*
 * A worker that takes longer than this for a job, and this for each case that
 * starting what it needs is as long as, is not waited for any more by others
 * that would have to start the same.
 */
#define SOON_MS 500
#define SOON_START_MS 250

/*
 * After so many in a row that could not be run, of those that need the same,
 * no more of them are tried.
 */
#define FAILURES_MOST 3
#define NEEDS_MOST 16 /* kinds of needs of which that is counted */

struct worker {
	pid_t pid; /* 0: none */
	int fd;
	bool busy;
	struct job job;
	struct deadline deadline, soon;
	uint64_t started; /* as in needs.h */
	struct buf reply;
};

struct pool {
	struct pool_options options;
	struct template templates[POOL_TEMPLATES_MOST];
	struct worker *workers;
	uint64_t *started; /* by each of them that is waited for */
	struct job *queue;
	size_t first, last, room; /* of the queue */
	/* Jobs in a row that this machine could not do. */
	struct failures {
		uint64_t needs;
		size_t n;
	} failures[NEEDS_MOST];
	size_t nfailures;
};

struct pool *pool_new(const struct pool_options *options)
{
	struct pool *pool = xmalloc(sizeof(*pool));
	size_t i;

	*pool = (struct pool){.options = *options};
	for (i = 0; i < options->lab.ntemplates; i++)
		pool->templates[i] = options->lab.templates[i];
	pool->options.lab.templates = pool->templates;
	pool->workers = xmalloc(options->workers * sizeof(*pool->workers));
	pool->started = xmalloc(options->workers * sizeof(*pool->started));
	for (i = 0; i < options->workers; i++)
		pool->workers[i] = (struct worker){.fd = -1};
	return pool;
}

static void end_worker(struct worker *worker)
{
	if (worker->pid > 0) {
		kill(worker->pid, SIGKILL);
		while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	file_close(&worker->fd);
	buf_release(&worker->reply);
	worker->pid = 0;
	worker->busy = false;
	worker->started = 0;
}

void pool_free(struct pool *pool)
{
	size_t i;

	if (!pool)
		return;
	for (i = 0; i < pool->options.workers; i++)
		end_worker(&pool->workers[i]);
	for (i = 0; i < pool->options.lab.ntemplates; i++)
		file_close(&pool->templates[i].dirfd);
	free(pool->workers);
	free(pool->started);
	free(pool->queue);
	free(pool);
}

void pool_add(struct pool *pool, const struct job *job)
{
	if (pool->last == pool->room) {
		pool->room = pool->room ? 2 * pool->room : 64;
		pool->queue = xrealloc(pool->queue,
				       pool->room * sizeof(*pool->queue));
	}
	pool->queue[pool->last] = *job;
	pool->queue[pool->last++].needs = needs_of(&job->order);
}

static size_t busy(const struct pool *pool)
{
	size_t n = 0, i;

	for (i = 0; i < pool->options.workers; i++)
		n += pool->workers[i].busy;
	return n;
}

size_t pool_waiting(const struct pool *pool)
{
	return pool->last - pool->first + busy(pool);
}

/* ---- starting and feeding ---- */

static bool start_worker(struct pool *pool, struct worker *worker,
			 struct err *err)
{
	struct worker_task work = {.tasks = pool->options.tasks,
				   .ntasks = pool->options.ntasks,
				   .keep = pool->options.keep};
	int pair[2];
	bool started;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return err_errno(err, "cannot make a socket pair");
	work.fd = pair[1];
	started = lab_fork(&pool->options.lab, pair[1], worker_run, &work,
			   &worker->pid, err);
	close(pair[1]);
	if (!started) {
		close(pair[0]);
		worker->pid = 0;
		return false;
	}
	worker->fd = pair[0];
	buf_init(&worker->reply, WORKER_REPLY_MOST);
	return true;
}

bool pool_start(struct pool *pool, struct err *err)
{
	size_t i;

	for (i = 0; i < pool->options.workers; i++)
		if (!start_worker(pool, &pool->workers[i], err))
			return false;
	return true;
}

/* Takes the job at this place among those that wait. */
static struct job pull(struct pool *pool, size_t at)
{
	struct job *first = &pool->queue[pool->first], job = first[at];

	memmove(first + 1, first, at * sizeof(*first));
	pool->first++;
	return job;
}

static bool hand_over(struct pool *pool, struct worker *worker, size_t at,
		      struct err *err)
{
	uint64_t missing;

	if (worker->pid <= 0 && !start_worker(pool, worker, err))
		return false;
	worker->job = pull(pool, at);
	missing = worker->job.needs & ~worker->started;
	worker->started |= missing;
	worker->soon =
		deadline_in_ms(SOON_MS + SOON_START_MS * needs_cost(missing));
	worker->job.attempts++;
	worker->busy = true;
	worker->deadline = deadline_in_ms(
		(uint64_t)order_most_ms(&worker->job.order) + HUNG_MS);
	buf_clear(&worker->reply);
	/* A worker that is already gone shows when its answer is awaited. */
	if (!worker_send(worker->fd, &worker->job.order, pool->options.tasks,
			 pool->options.ntasks))
		log_debug("pool: a worker does not listen");
	return true;
}

/* Whether the next job may begin beside what runs. */
static bool may_begin(const struct pool *pool)
{
	size_t i;

	if (pool->first == pool->last)
		return false;
	for (i = 0; i < pool->options.workers; i++)
		if (pool->workers[i].busy && pool->workers[i].job.alone)
			return false;
	return !pool->queue[pool->first].alone || !busy(pool);
}

/* The job that this worker takes next; as many as wait: none. */
static size_t choose(struct pool *pool, size_t who)
{
	struct started started = {.by = pool->started,
				  .workers = pool->options.workers,
				  .who = who};
	size_t i;

	for (i = 0; i < started.workers; i++) {
		const struct worker *worker = &pool->workers[i];
		bool late = worker->busy && deadline_passed(worker->soon);

		pool->started[i] = late ? 0 : worker->started;
	}
	return needs_choose(&pool->queue[pool->first], pool->last - pool->first,
			    &started);
}

static bool feed(struct pool *pool, struct err *err)
{
	size_t i, at;

	for (i = 0; i < pool->options.workers; i++) {
		struct worker *worker = &pool->workers[i];

		if (worker->busy || !may_begin(pool))
			continue;
		at = choose(pool, i);
		if (at < pool->last - pool->first &&
		    !hand_over(pool, worker, at, err))
			return false;
	}
	return true;
}

/* ---- taking ---- */

/* The job's worker is gone: once more with a fresh one, then INFRA. */
static bool give_up(struct pool *pool, struct worker *worker, struct job *job,
		    struct arena *arena, const char *why,
		    struct observation *observation)
{
	*job = worker->job;
	end_worker(worker);
	log_debug("pool: a worker ended: %s", why);
	if (job->attempts < ATTEMPTS_MOST) {
		pool_add(pool, job);
		return false;
	}
	*observation = (struct observation){.trouble = ERR_INFRA,
					    .text = arena_str(arena, why)};
	return true;
}

/* Whether a whole observation has come; then it is taken out. */
static bool taken(struct pool *pool, struct worker *worker, struct job *job,
		  struct arena *arena, struct observation *observation)
{
	const char *body;
	size_t len;
	struct err err;

	if (!worker_whole(&worker->reply, &body, &len))
		return false;
	if (!observation_read(body, len, arena, observation, &err))
		return give_up(pool, worker, job, arena, err.text, observation);
	*job = worker->job;
	worker->busy = false;
	if (!observation->died && !observation->starved && !observation->spent)
		return true;
	/* Nobody's fault yet: the case is run once more. */
	if (job->attempts < ATTEMPTS_MOST) {
		job->alone = job->order.patient = observation->starved;
		pool_add(pool, job);
		return false;
	}
	if (!observation->trouble && observation->starved) {
		observation->trouble = ERR_INFRA;
		observation->text = "this machine is too busy: the case had to "
				    "wait for a processor so long that it ran "
				    "into its time limit, twice";
	}
	return true;
}

static bool receive(struct pool *pool, struct worker *worker, struct job *job,
		    struct arena *arena, struct observation *observation)
{
	char piece[64 * 1024];
	ssize_t got = recv(worker->fd, piece, sizeof(piece), MSG_DONTWAIT);

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (got <= 0)
		return give_up(pool, worker, job, arena,
			       "the worker of this case crashed", observation);
	buf_add(&worker->reply, piece, (size_t)got);
	if (worker->reply.cut)
		return give_up(pool, worker, job, arena,
			       "the observation is too large", observation);
	return taken(pool, worker, job, arena, observation);
}

static struct deadline earlier(struct deadline one, struct deadline other)
{
	return one.at_us < other.at_us ? one : other;
}

/* When something is to be done although no worker has said anything. */
static struct deadline nearest(const struct pool *pool)
{
	bool left = may_begin(pool) && busy(pool) < pool->options.workers;
	struct deadline deadline = {.at_us = UINT64_MAX};
	size_t i;

	for (i = 0; i < pool->options.workers; i++) {
		const struct worker *worker = &pool->workers[i];

		if (!worker->busy)
			continue;
		deadline = earlier(deadline, worker->deadline);
		if (left && !deadline_passed(worker->soon))
			deadline = earlier(deadline, worker->soon);
	}
	return deadline;
}

/* One turn of waiting; true when a job is done. */
static bool turn(struct pool *pool, struct job *job, struct arena *arena,
		 struct observation *observation)
{
	size_t n = pool->options.workers, i;
	struct pollfd *watch = xmalloc(n * sizeof(*watch));
	bool done = false;

	for (i = 0; i < n; i++)
		watch[i] = (struct pollfd){
			.fd = pool->workers[i].busy ? pool->workers[i].fd : -1,
			.events = POLLIN};
	poll(watch, n, deadline_left_ms(nearest(pool)));
	for (i = 0; i < n && !done; i++) {
		struct worker *worker = &pool->workers[i];

		if (watch[i].revents)
			done = receive(pool, worker, job, arena, observation);
		else if (worker->busy && deadline_passed(worker->deadline))
			done = give_up(pool, worker, job, arena,
				       "the worker of this case hung",
				       observation);
	}
	free(watch);
	return done;
}

static struct failures *failures_of(struct pool *pool, uint64_t needs)
{
	size_t i;

	for (i = 0; i < pool->nfailures; i++)
		if (pool->failures[i].needs == needs)
			return &pool->failures[i];
	return NULL;
}

/* What it needs does not work here: a job is given back without another try. */
static bool refuse(struct pool *pool, struct job *job,
		   struct observation *observation)
{
	size_t waiting = pool->last - pool->first, i;
	const struct failures *failures;

	for (i = 0; i < waiting; i++) {
		failures =
			failures_of(pool, pool->queue[pool->first + i].needs);
		if (!failures || failures->n < FAILURES_MOST)
			continue;
		*job = pull(pool, i);
		*observation = (struct observation){
			.trouble = ERR_INFRA,
			.text = "not tried: this machine could not run the "
				"cases before it either"};
		return true;
	}
	return false;
}

static void count_failure(struct pool *pool, uint64_t needs,
			  const struct observation *observation)
{
	bool failed = observation->trouble == ERR_INFRA;
	struct failures *failures = failures_of(pool, needs);

	if (!failures && failed && pool->nfailures < NEEDS_MOST) {
		failures = &pool->failures[pool->nfailures++];
		*failures = (struct failures){.needs = needs};
	}
	if (failures)
		failures->n = failed ? failures->n + 1 : 0;
}

bool pool_next(struct pool *pool, struct job *job, struct arena *arena,
	       struct observation *observation, struct err *err)
{
	*err = (struct err){0};
	while (pool_waiting(pool)) {
		if (refuse(pool, job, observation))
			return true;
		if (!feed(pool, err))
			return false;
		if (turn(pool, job, arena, observation)) {
			count_failure(pool, job->needs, observation);
			return true;
		}
	}
	return false;
}

pid_t pool_kept(const struct pool *pool)
{
	return pool->workers[0].pid;
}
