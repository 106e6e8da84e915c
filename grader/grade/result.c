/* Names and consequences of verdicts. */
#include "grade/result.h"

static const struct {
	const char *name, *owner;
	bool scored;
} verdicts[] = {
#define VERDICT(word, whose, carries) \
	{.name = #word, .owner = whose, .scored = carries},
	VERDICTS(VERDICT)
#undef VERDICT
};

const char *verdict_name(enum verdict verdict)
{
	return verdicts[verdict].name;
}

const char *verdict_owner(enum verdict verdict)
{
	return verdicts[verdict].owner;
}

bool verdict_scored(enum verdict verdict)
{
	return verdicts[verdict].scored;
}

void results_release(struct results *results)
{
	arena_free(results->observations);
	results->observations = NULL;
}

static int status_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return 0;
	case VERDICT_FAIL:
	case VERDICT_ERROR:
	case VERDICT_LIMIT:
	case VERDICT_INVALID:
		return 1;
	case VERDICT_SPEC:
		return 3;
	case VERDICT_NOTRUN:
	case VERDICT_INFRA:
		return 4;
	}
	return 4;
}

int results_status(const struct results *results)
{
	int status = 0, one;
	size_t i, j;

	for (i = 0; i < results->nsubmissions; i++)
		for (j = 0; j < results->submissions[i].ntasks; j++) {
			one = status_of(
				results->submissions[i].tasks[j].verdict);
			status = one > status ? one : status;
		}
	return status;
}

bool check_holds(const struct check_result *check)
{
	return check->judged && check->finding.holds;
}

size_t tasks_of_project(const struct task_result *tasks, size_t n)
{
	size_t i = 0;

	while (i < n && tasks[i].project == tasks[0].project)
		i++;
	return i;
}

bool tasks_sum(const struct task_result *tasks, size_t n, int64_t *points,
	       int64_t *max_points)
{
	bool all = true;
	size_t i;

	*points = *max_points = 0;
	for (i = 0; i < n; i++) {
		if (!verdict_scored(tasks[i].verdict)) {
			all = false;
			continue;
		}
		*points += tasks[i].points;
		*max_points += tasks[i].max_points;
	}
	return all;
}
