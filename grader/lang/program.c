/* What languages share that run programs in a sandbox. */
#include "lang/program.h"

#include <signal.h>

#define LINE_MOST 200

/* ---- before ---- */

struct sandbox_limits program_limits(const struct place *place)
{
	const struct limits *task = &place->task->limits;
	struct sandbox_limits limits = SANDBOX_LIMITS;

	lab_left_ms(place->lab, &limits.wall_ms, &limits.starved_ms);
	limits.cpu_ms = (uint64_t)task->cpu_ms;
	limits.memory = (uint64_t)task->memory;
	limits.processes = (uint64_t)task->processes;
	limits.err = (uint64_t)256 << 10;
	/* Both fit into what an observation holds. */
	if (limits.out > place->room / 2)
		limits.out = place->room / 2;
	if (limits.err > place->room / 2)
		limits.err = place->room / 2;
	return limits;
}

const char *program_hosts(struct place *place)
{
	AUTO(buf_release) struct buf text = {0};

	buf_init(&text, BUF_OURS);
	lab_hosts(place->lab, &text);
	return arena_copy(place->arena, text.data, text.len);
}

/* ---- what it printed ---- */

static const struct value *text_of(struct place *place,
				   const struct buf *stream, size_t from)
{
	size_t len = stream->len - from;

	place->room -= len < place->room ? len : place->room;
	return value_text(place->arena, stream->data + from, len);
}

void program_streams(struct place *place, const struct buf *out,
		     size_t out_from, const struct buf *err, size_t err_from,
		     struct outcome *outcome)
{
	outcome->out = text_of(place, out, out_from);
	outcome->err = text_of(place, err, err_from);
}

const char *program_line(const struct handed *handed, int64_t line,
			 struct arena *arena)
{
	const char *at = handed->bytes, *end = at + handed->len, *feed;
	size_t len;

	for (; line > 1 && at < end; line--) {
		feed = memchr(at, '\n', (size_t)(end - at));
		at = feed ? feed + 1 : end;
	}
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	feed = memchr(at, '\n', (size_t)(end - at));
	len = (size_t)((feed ? feed : end) - at);
	return arena_copy(arena, at, len < LINE_MOST ? len : LINE_MOST);
}

/* ---- how it ended ---- */

/* A time limit is the case's: the program had what was left of it. */
static void limited(struct place *place, const struct sandbox_result *result,
		    struct outcome *outcome)
{
	bool wall = result->limit == SANDBOX_WALL;

	place->starved |= (result->starved && !lab_had_enough(place->lab)) ||
			  (wall && lab_frozen(place->lab));
	outcome->fate = FATE_LIMITED;
	outcome->reason = sandbox_limit_name(result->limit);
	outcome->allowed = wall ? place->wall_ms : (int64_t)result->allowed;
	outcome->measured =
		wall ? place_running_ms(place) : (int64_t)result->used;
	if (outcome->measured < outcome->allowed)
		outcome->measured = outcome->allowed;
}

static const char *signal_text(int number, struct arena *arena)
{
	const char *name = sigabbrev_np(number);

	return arena_printf(arena, "the program was ended by signal %d%s%s",
			    number, name ? ", SIG" : "", name ? name : "");
}

void program_ended(struct place *place, const struct sandbox_result *result,
		   bool any_exit, struct outcome *outcome)
{
	struct arena *arena = place->arena;

	outcome->fate = FATE_DONE;
	outcome->left = result->left;
	outcome->memory = (int64_t)result->rss;
	if (result->limit != SANDBOX_NONE) {
		limited(place, result, outcome);
		return;
	}
	if (result->exited)
		outcome->exit = value_int(arena, result->status);
	if (result->exited && (any_exit || !result->status))
		return;
	place->killed |= !result->exited && result->status == SIGKILL;
	outcome->fate = FATE_REFUSED;
	outcome->reason = result->exited ? "exit" : "signal";
	outcome->text =
		result->exited
			? arena_printf(arena,
				       "the program ended with status %d",
				       result->status)
			: signal_text(result->status, arena);
}
