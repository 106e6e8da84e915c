/* The digest of what a task was made of: its key in the cache. */
#include "spec/project.h"

static void add_file(struct hash *hash, const struct spec_file *file)
{
	hash_add_str(hash, file->name);
	hash_add(hash, file->bytes, file->len);
}

/* The fixtures that a clause names, in whichever fields. */
static void add_fixtures(struct hash *hash, const struct clause *clause)
{
	const struct field *field = clause->shape->fields;
	const struct spec_files *files;
	size_t i;

	for (; field->key; field++) {
		if (field->type != FIELD_FILES)
			continue;
		files = (const void *)((const char *)clause->body +
				       field->offset);
		hash_add_int(hash, (int64_t)files->n);
		for (i = 0; i < files->n; i++)
			add_file(hash, &files->items[i]);
	}
}

static void add_scene(struct hash *hash, const struct scene *scene)
{
	size_t i;

	for (i = 0; i < scene->ngiven; i++)
		add_fixtures(hash, &scene->given[i]);
	for (i = 0; i < scene->nwhen; i++)
		add_fixtures(hash, &scene->when[i].clause);
	for (i = 0; i < scene->nthen; i++)
		add_fixtures(hash, &scene->then[i].subject);
}

struct digest task_digest(const struct reading *reading,
			  const struct spec_file *file, const struct task *task)
{
	struct hash *hash = hash_new();
	size_t i;

	hash_add_str(hash, task->project);
	hash_add_str(hash, task->id);
	hash_add(hash, reading->file.bytes, reading->file.len);
	hash_add(hash, file->bytes, file->len);
	for (i = 0; i < task->nhandin; i++) {
		hash_add_str(hash, task->handin[i].language);
		add_file(hash, &task->reference.files[i]);
	}
	for (i = 0; i < task->nscene; i++)
		add_scene(hash, &task->scene[i]);
	return hash_end(hash);
}
