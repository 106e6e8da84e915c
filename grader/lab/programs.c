/* What languages need of a lab: its sandbox, and places to keep things. */
#include "lab/inside.h"

/* Learners' programs are another user than servers, where there is one. */
#define PROGRAM_UID (LAB_UID + 1)

static void free_base(void *kept)
{
	sandbox_base_free(*(struct sandbox_base **)kept);
}

bool lab_sandbox(struct lab *lab, const struct sandbox_base **base,
		 struct err *err)
{
	static const char owner;
	struct sandbox_base **kept =
		lab_keep(lab, &owner, sizeof(*kept), free_base);

	if (lab->options.isolation != ISOLATION_FULL)
		return err_set(err, ERR_INFRA,
			       "a program of a hand-in is only run in "
			       "namespaces, which this system refuses");
	if (!*kept && !sandbox_base_new(lab->server_uid == LAB_UID ? PROGRAM_UID
								   : LAB_UID,
					NULL, kept, err))
		return false;
	*base = *kept;
	return true;
}

void *lab_keep(struct lab *lab, const void *owner, size_t size,
	       void (*release)(void *kept))
{
	size_t i;

	for (i = 0; i < lab->nkept; i++)
		if (lab->kept[i].owner == owner)
			return lab->kept[i].thing;
	if (lab->nkept == LAB_KEPT)
		abort();
	lab->kept[i] = (struct lab_kept){.owner = owner,
					 .thing = arena_alloc(lab->arena, size),
					 .release = release};
	lab->nkept++;
	return lab->kept[i].thing;
}

void lab_release_kept(struct lab *lab)
{
	while (lab->nkept) {
		lab->nkept--;
		lab->kept[lab->nkept].release(lab->kept[lab->nkept].thing);
	}
}
