/* Steps that start at once, each in a process of its own. */
#include "grade/together.h"

#include "base/file.h"
#include "base/log.h"
#include "grade/apart.h"
#include "grade/outcome.h"
#include "grade/registry.h"
#include "grade/step.h"
#include "value/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* Each ends by itself at the case's latest deadline; this is for ending. */
#define GRACE_MS 5000

/* What a process says beside the results that the observation's room is for:
   output of a program, names, numbers. */
#define SAID_EXTRA ((size_t)4 << 20)

/* ---- the processes ---- */

struct one {
	struct child child;
	int from;	 /* where it is heard; -1: it has said all */
	struct buf said; /* a byte when it is ready, and then an answer */
	bool ended;	 /* by itself */
	struct answer answer;
};

struct group {
	struct one one[STEPS_AT_ONCE];
	size_t n;
	int barrier; /* nobody passes it while this end is open; -1: closed */
};

/*
 * Ends a process and what it has started, which is in its process group or,
 * as what runs in a sandbox, ends before an init that is (proc/sandbox.h).
 * Such an init is the worker's to reap once the process is gone.
 */
static void end_one(struct one *one)
{
	pid_t group = one->child.pid;

	file_close(&one->from);
	child_kill(&one->child, NULL);
	while (group > 0 &&
	       (waitpid(-group, NULL, __WALL) > 0 || errno == EINTR))
		;
}

static void end_all(struct group *group)
{
	size_t i;

	file_close(&group->barrier);
	for (i = 0; i < group->n; i++)
		end_one(&group->one[i]);
}

static void group_release(struct group *group)
{
	size_t i;

	end_all(group);
	for (i = 0; i < group->n; i++)
		buf_release(&group->one[i].said);
}

static bool start_one(struct place *place, const struct step *step,
		      struct group *group, int waits, struct err *err)
{
	struct one *one = &group->one[group->n];
	pid_t worker = getpid();
	int pipes[2];

	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_errno(err, "cannot make a pipe");
	one->child = NO_CHILD;
	one->child.pid = fork();
	if (one->child.pid == 0) {
		close(group->barrier);
		apart_live(place, step, worker, waits, pipes[1]);
	}
	close(pipes[1]);
	if (one->child.pid < 0) {
		close(pipes[0]);
		return err_errno(err, "cannot start a process for a step");
	}
	one->from = pipes[0];
	buf_init(&one->said, place->room + SAID_EXTRA);
	group->n++;
	return true;
}

static bool start_all(struct place *place, const struct step *steps, size_t n,
		      struct group *group, struct err *err)
{
	AUTO(file_close) int waits = -1;
	int pipes[2];
	size_t i;

	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_errno(err, "cannot make a pipe");
	waits = pipes[0];
	group->barrier = pipes[1];
	for (i = 0; i < n; i++)
		if (!start_one(place, &steps[i], group, waits, err))
			return false;
	return true;
}

/* ---- hearing them ---- */

static void hear(struct one *one)
{
	char piece[65536];
	ssize_t got = read(one->from, piece, sizeof(piece));

	if (got < 0 && errno == EINTR)
		return;
	if (got > 0)
		buf_add(&one->said, piece, (size_t)got);
	one->ended = got <= 0;
	if (one->ended || one->said.cut)
		file_close(&one->from);
}

/* Waits until something is heard. False: nobody says anything any more. */
static bool hear_some(struct group *group, struct deadline deadline)
{
	struct pollfd fds[STEPS_AT_ONCE];
	bool open = false;
	size_t i;

	for (i = 0; i < group->n; i++) {
		fds[i] = (struct pollfd){.fd = group->one[i].from,
					 .events = POLLIN};
		open = open || group->one[i].from >= 0;
	}
	if (!open || deadline_passed(deadline))
		return false;
	if (poll(fds, group->n, deadline_left_ms(deadline)) > 0)
		for (i = 0; i < group->n; i++)
			if (fds[i].revents)
				hear(&group->one[i]);
	return true;
}

static bool all_ready(const struct group *group)
{
	size_t i;

	for (i = 0; i < group->n; i++)
		if (!group->one[i].said.len && group->one[i].from >= 0)
			return false;
	return true;
}

static void hear_all(struct group *group, struct deadline deadline)
{
	while (hear_some(group, deadline))
		if (group->barrier >= 0 && all_ready(group))
			file_close(&group->barrier);
}

/* ---- what they gave ---- */

/*
 * False: it has ended without an answer, or has not ended although its own
 * clock has struck: neither is the hand-in's doing.
 */
static bool understand(struct place *place, struct one *one,
		       struct outcome *outcome)
{
	const struct buf *said = &one->said;
	int64_t room = place->task->limits.output;

	if (said->cut) {
		one->answer.room = 0;
		outcome_limited(outcome, "output", room, room);
		return true;
	}
	return one->ended && said->len &&
	       answer_read(said->data + 1, said->data + said->len, place->arena,
			   &one->answer, outcome);
}

/* What all of them have used is the case's. */
static void count(struct place *place, size_t room, const struct one *one,
		  struct outcome *outcome)
{
	size_t used = room > one->answer.room ? room - one->answer.room : 0;
	int64_t most = place->task->limits.output;

	place->starved |= one->answer.starved;
	if (used > place->room)
		outcome_limited(outcome, "output", most, most);
	place->room -= used < place->room ? used : place->room;
}

static bool limited(const struct outcome *outcomes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (outcomes[i].fate == FATE_LIMITED)
			return true;
	return false;
}

/*
 * False: one of them had trouble. That there is no server is none where
 * another has run into a limit, which ends the servers.
 */
static bool all_taken(const struct group *group, struct outcome *outcomes,
		      struct err *err)
{
	bool limit = limited(outcomes, group->n);
	size_t i;

	for (i = 0; i < group->n; i++) {
		const struct err *trouble = &group->one[i].answer.trouble;

		if (!trouble->owner)
			continue;
		if (!limit || trouble->owner != ERR_INFRA) {
			*err = *trouble;
			return false;
		}
		outcomes[i].fate = FATE_LOST;
	}
	return true;
}

static bool take_answers(struct place *place, struct group *group,
			 struct outcome *outcomes, struct err *err)
{
	size_t room = place->room, i;

	for (i = 0; i < group->n; i++) {
		if (!understand(place, &group->one[i], &outcomes[i]))
			return err_set(err, ERR_INFRA,
				       "the process of a step gives no answer");
		count(place, room, &group->one[i], &outcomes[i]);
	}
	return all_taken(group, outcomes, err);
}

/* ---- the whole ---- */

/* What is made once for a lab is made before there are copies of it. */
static bool prepare(struct place *place, const struct step *steps, size_t n,
		    struct err *err)
{
	const struct sandbox_base *base;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct language *language =
			outcome_run_in(place, &steps[i]);

		if (language && language->programs)
			return lab_sandbox(place->lab, &base, err);
	}
	return true;
}

bool together_take(struct place *place, const struct step *steps, size_t n,
		   struct outcome *outcomes, struct err *err)
{
	AUTO(group_release) struct group group = {.barrier = -1};
	uint64_t left, most;
	bool started;

	if (!prepare(place, steps, n, err))
		return false;
	lab_pause(place->lab);
	lab_left_ms(place->lab, &left, &most);
	started = start_all(place, steps, n, &group, err);
	if (started)
		hear_all(&group, deadline_in_ms(most + GRACE_MS));
	end_all(&group);
	lab_resume(place->lab);
	return started && take_answers(place, &group, outcomes, err);
}

/* ---- the step ---- */

static const struct field fields[] = {
	{.key = "together",
	 .doc = "Steps that start at once, each in a process and with sessions "
		"of its own.",
	 .type = FIELD_PART,
	 .part = "steps_at_once",
	 .required = true},
	{0}};

const struct step_kind step_together = {
	.shape = {.name = "together",
		  .doc = "Starts several steps at once.",
		  .fields = fields,
		  .several = true,
		  .alone = "one list is enough"},
};
