/* A worker's loop, and the frames between it and the pool. */
#include "grade/worker.h"

#include "base/hash.h"
#include "base/socket.h"
#include "grade/reset.h"
#include "value/wire.h"

#include <errno.h>
#include <sys/socket.h>

#define MAGIC UINT32_C(0x67726431)

struct frame {
	uint32_t magic;
	uint32_t sum; /* the first four bytes of the body's SHA-256 */
	uint64_t len;
};

static uint32_t sum_of(const char *bytes, size_t len)
{
	struct digest digest = hash_of(bytes, len);
	uint32_t sum;

	memcpy(&sum, digest.bytes, sizeof(sum));
	return sum;
}

static bool send_frame(int fd, const struct buf *body)
{
	struct frame frame = {.magic = MAGIC,
			      .sum = sum_of(body->data, body->len),
			      .len = body->len};

	return socket_send(fd, &frame, sizeof(frame)) &&
	       socket_send(fd, body->data, body->len);
}

bool worker_whole(const struct buf *buf, const char **body, size_t *len)
{
	struct frame frame;

	if (buf->len < sizeof(frame))
		return false;
	memcpy(&frame, buf->data, sizeof(frame));
	if (frame.magic != MAGIC || buf->len - sizeof(frame) < frame.len)
		return false;
	*body = buf->data + sizeof(frame);
	*len = (size_t)frame.len;
	return sum_of(*body, *len) == frame.sum;
}

/* ---- orders ---- */

static const struct value *handed_value(const struct order *order,
					struct arena *arena)
{
	struct value_builder list, one;
	size_t i;

	value_builder_init(&list, arena);
	for (i = 0; i < order->task->nhandin; i++) {
		const struct handed *handed = &order->handed[i];

		value_builder_init(&one, arena);
		value_append(&one, value_str(arena, handed->file));
		value_append(&one, value_str(arena, handed->language));
		value_append(&one, value_scalar(arena, VALUE_BYTES,
						handed->bytes, handed->len));
		value_append(&list, value_built_list(&one));
	}
	return value_built_list(&list);
}

static size_t place_among(const struct task *task,
			  const struct task *const *tasks, size_t ntasks)
{
	size_t i;

	for (i = 0; i < ntasks; i++)
		if (tasks[i] == task)
			return i;
	return ntasks;
}

bool worker_send(int fd, const struct order *order,
		 const struct task *const *tasks, size_t ntasks)
{
	AUTO(arena_release) struct arena *arena = arena_new("order");
	AUTO(buf_release) struct buf body = {0};
	struct value_builder map;

	value_builder_init(&map, arena);
	value_put(&map, "task",
		  value_int(arena,
			    (int64_t)place_among(order->task, tasks, ntasks)));
	value_put(&map, "scene", value_int(arena, (int64_t)order->scene));
	value_put(&map, "seed", value_int(arena, (int64_t)order->seed));
	value_put(&map, "wall", value_int(arena, order->wall_ms));
	value_put(&map, "patient", value_bool(order->patient));
	value_put(&map, "dogged", value_bool(order->dogged));
	value_put(&map, "permuted", value_bool(order->variation.permuted));
	value_put(&map, "days", value_int(arena, order->variation.days));
	value_put(&map, "handed", handed_value(order, arena));
	if (order->subset)
		value_put(&map, "rows",
			  value_scalar(arena, VALUE_BYTES,
				       (const char *)order->keep.rows,
				       order->keep.n * sizeof(uint32_t)));
	buf_init(&body, BUF_OURS);
	value_write(&body, value_built_map(&map));
	return send_frame(fd, &body);
}

static size_t size_of(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, key);

	return value && value->kind == VALUE_INT ? (size_t)value->as.integer
						 : SIZE_MAX;
}

static const struct handed *handed_of(const struct value *list, size_t n,
				      struct arena *arena)
{
	struct handed *handed = ARENA_ARRAY(arena, n, struct handed);
	size_t i;

	if (!list || list->kind != VALUE_LIST || list->as.list.n != n)
		return NULL;
	for (i = 0; i < n; i++) {
		const struct value *const *part =
			list->as.list.items[i]->as.list.items;

		handed[i] = (struct handed){.file = part[0]->as.text.bytes,
					    .language = part[1]->as.text.bytes,
					    .bytes = part[2]->as.text.bytes,
					    .len = part[2]->as.text.len};
	}
	return handed;
}

/* What the pool sent is our own and whole; still nothing is assumed. */
static bool order_of(const struct value *map, const struct worker_task *work,
		     struct arena *arena, struct order *order)
{
	size_t task = size_of(map, "task"), scene = size_of(map, "scene");
	const struct value *rows = value_get(map, "rows");
	const struct value *permuted = value_get(map, "permuted");
	const struct value *patient = value_get(map, "patient");
	const struct value *dogged = value_get(map, "dogged");

	if (task >= work->ntasks || scene >= work->tasks[task]->nscene)
		return false;
	*order = (struct order){
		.task = work->tasks[task],
		.scene = scene,
		.seed = size_of(map, "seed"),
		.wall_ms = (int64_t)size_of(map, "wall"),
		.patient = patient->as.truth,
		.dogged = dogged->as.truth,
		.variation = {.permuted = permuted->as.truth,
			      .days = (int64_t)size_of(map, "days")}};
	order->handed = handed_of(value_get(map, "handed"),
				  order->task->nhandin, arena);
	if (rows) {
		uint32_t *kept = arena_alloc(arena, rows->as.text.len);

		memcpy(kept, rows->as.text.bytes, rows->as.text.len);
		order->subset = true;
		order->keep.rows = kept;
		order->keep.n = rows->as.text.len / sizeof(uint32_t);
	}
	return order->handed != NULL;
}

/* ---- the loop ---- */

static bool receive(int fd, struct buf *buf, const char **body, size_t *len)
{
	char piece[64 * 1024];
	ssize_t got;

	buf_clear(buf);
	while (!worker_whole(buf, body, len)) {
		got = recv(fd, piece, sizeof(piece), 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		buf_add(buf, piece, (size_t)got);
	}
	return true;
}

static bool serve(struct lab *lab, const struct worker_task *work,
		  const char *body, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("case");
	AUTO(buf_release) struct buf reply = {0};
	struct observation observation;
	const struct value *map;
	struct order order;
	struct err err;

	if (!value_read(&body, body + len, arena, &map, &err) ||
	    !order_of(map, work, arena, &order))
		return false;
	if (work->keep) {
		scene_reset(lab, &order);
		scene_observe_keep(lab, &order, arena, &observation);
		scene_visit(lab, &order, arena, &observation);
	} else {
		scene_observe(lab, &order, arena, &observation);
	}
	buf_init(&reply, WORKER_REPLY_MOST);
	observation_write(&reply, &observation, arena);
	return !reply.cut && send_frame(work->fd, &reply);
}

int worker_run(struct lab *lab, void *worker_task)
{
	const struct worker_task *work = worker_task;
	AUTO(buf_release) struct buf buf = {0};
	const char *body;
	size_t len;

	buf_init(&buf, WORKER_REPLY_MOST);
	while (receive(work->fd, &buf, &body, &len))
		if (!serve(lab, work, body, len))
			return 1;
	return 0;
}
