/* The store `files`: its given, its steps write and remove, its subjects. */
#include "store/files.h"
#include "store/store.h"

#include <errno.h>

/* ---- given ---- */

struct given {
	struct spec_strings write;
};

static const struct field given_fields[] = {
	{.key = "write",
	 .doc = "Files and their texts.",
	 .type = FIELD_STRINGS,
	 .offset = offsetof(struct given, write)},
	{0}};

static bool provision(struct place *place, const void *body, struct err *err)
{
	const struct given *given = body;
	size_t i;

	if (!lab_clear_work(place->lab, err))
		return false;
	for (i = 0; i < given->write.n; i++) {
		const struct spec_string *file = &given->write.items[i];

		if (!files_write(lab_work(place->lab), file->key, file->value,
				 strlen(file->value), place->arena))
			return err_set(err, ERR_SPEC, "cannot write \"%s\": %s",
				       file->key, strerror(errno));
	}
	return true;
}

/* ---- steps ---- */

static void refused(struct place *place, const char *verb, const char *path,
		    struct outcome *outcome)
{
	outcome->fate = FATE_REFUSED;
	outcome->reason = "file";
	outcome->number = errno;
	outcome->text = arena_printf(place->arena, "cannot %s \"%s\": %s", verb,
				     path, strerror(errno));
}

struct write_body {
	struct spec_strings files;
};

static bool act_write(struct place *place, const void *body,
		      struct outcome *outcome, struct err *err)
{
	const struct write_body *write = body;
	size_t i;

	(void)err;
	outcome->fate = FATE_DONE;
	for (i = 0; i < write->files.n; i++) {
		const struct spec_string *file = &write->files.items[i];

		if (files_write(lab_work(place->lab), file->key, file->value,
				strlen(file->value), place->arena))
			continue;
		refused(place, "write", file->key, outcome);
		break;
	}
	return true;
}

static const struct field write_fields[] = {
	{.key = "write",
	 .doc = "Files of the work folder and their texts.",
	 .type = FIELD_STRINGS,
	 .offset = offsetof(struct write_body, files),
	 .required = true},
	{0}};

static const struct step_kind step_write = {
	.shape = {.name = "write",
		  .doc = "Writes files of the work folder.",
		  .fields = write_fields,
		  .size = sizeof(struct write_body)},
	.act = act_write,
};

struct path_body {
	const char *path;
};

static bool act_remove(struct place *place, const void *body,
		       struct outcome *outcome, struct err *err)
{
	const char *path = ((const struct path_body *)body)->path;

	(void)err;
	outcome->fate = FATE_DONE;
	if (!files_remove(lab_work(place->lab), path, place->arena))
		refused(place, "remove", path, outcome);
	return true;
}

#define PATH_FIELD(word, text)                               \
	static const struct field word##_fields[] = {        \
		{.key = #word,                               \
		 .doc = text,                                \
		 .type = FIELD_PATH,                         \
		 .offset = offsetof(struct path_body, path), \
		 .required = true},                          \
		{0}}

PATH_FIELD(remove, "A file or folder of the work folder.");
PATH_FIELD(tree, "A folder of the work folder; . is all of it.");
PATH_FIELD(file, "A file of the work folder.");

static const struct step_kind step_remove = {
	.shape = {.name = "remove",
		  .doc = "Removes a file or folder of the work folder.",
		  .fields = remove_fields,
		  .size = sizeof(struct path_body)},
	.act = act_remove,
};

/* ---- subjects ---- */

static bool look_tree(struct place *place, const void *body,
		      const struct value **value, struct err *err)
{
	(void)err;
	*value = files_tree(lab_work(place->lab),
			    ((const struct path_body *)body)->path,
			    place->arena);
	return true;
}

static bool look_file(struct place *place, const void *body,
		      const struct value **value, struct err *err)
{
	(void)err;
	*value = files_file(lab_work(place->lab),
			    ((const struct path_body *)body)->path,
			    place->arena);
	return true;
}

static const struct subject_kind subject_tree = {
	.shape = {.name = "tree",
		  .doc = "Names, types, sizes, modes and digests.",
		  .fields = tree_fields,
		  .size = sizeof(struct path_body)},
	.look = look_tree,
};

static const struct subject_kind subject_file = {
	.shape = {.name = "file",
		  .doc = "The content of a file.",
		  .fields = file_fields,
		  .size = sizeof(struct path_body)},
	.look = look_file,
};

static const struct step_kind *const steps[] = {&step_write, &step_remove,
						NULL};
static const struct subject_kind *const subjects[] = {&subject_tree,
						      &subject_file, NULL};

const struct store store_files = {
	.given = {.name = "files",
		  .doc = "Files in the work folder of the case.",
		  .fields = given_fields,
		  .size = sizeof(struct given)},
	.provision = provision,
	.steps = steps,
	.subjects = subjects,
};
