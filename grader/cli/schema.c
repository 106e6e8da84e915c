/* grader schema: the JSON Schema of task.yaml, for editors. */
#include "cli/command.h"
#include "grade/registry.h"

static int run(const struct invocation *options)
{
	char *schema = task_schema(registry_vocabulary(options->arena));

	fputs(schema, stdout);
	free(schema);
	return STATUS_PASS;
}

const struct command command_schema = {
	.name = "schema",
	.arguments = "",
	.doc = "Print the JSON Schema of task.yaml, for editors",
	.run = run,
};
