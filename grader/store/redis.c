/* The Redis store: one private server per lab. */
#include "store/redis.h"

static const struct field given_fields[] = {
	{.key = "load",
	 .doc = "Files of commands, one a line, that are run in this order.",
	 .type = FIELD_FILES,
	 .offset = offsetof(struct redis_given, load)},
	{0}};

static const struct step_kind *const steps[] = {&redis_step, NULL};

static const struct subject_kind *const subjects[] = {
	&redis_subject_key, &redis_subject_keys, &redis_subject_ttl, NULL};

const struct store store_redis = {
	.given = {.name = "redis",
		  .doc = "A private Redis server.",
		  .fields = given_fields,
		  .size = sizeof(struct redis_given)},
	.server = &redis_server,
	.provision = redis_provision,
	.open = redis_open,
	.restart = redis_restart,
	.record = redis_record,
	.recorded = redis_recorded,
	.later = redis_later,
	.reset = redis_reset,
	.visit = redis_visit,
	.steps = steps,
	.subjects = subjects,
};
