/* What the runs of one worker share. */
#include "base/arena.h"
#include "base/file.h"
#include "proc/inside.h"
#include "proc/mounts.h"
#include "proc/system.h"

bool sandbox_base_new(uid_t uid, const char *const *hide,
		      struct sandbox_base **base, struct err *err)
{
	struct sandbox_base fresh = {.uid = uid};

	if (uid == 0)
		return err_set(err, ERR_INFRA, "a sandbox is never root's");
	fresh.proc = mounts_take("/proc", true);
	if (fresh.proc < 0 ||
	    !mounts_change(fresh.proc, "", false, 0, MOUNT_RDONLY)) {
		file_close(&fresh.proc);
		return err_errno(err, "cannot open /proc for sandboxes");
	}
	if (!filter_compile(&fresh.filter, err) ||
	    !system_make(uid, hide, &fresh.system, err)) {
		filter_release(&fresh.filter);
		file_close(&fresh.proc);
		return false;
	}
	fresh.place = cgroup_find();
	*base = xmalloc(sizeof(**base));
	**base = fresh;
	return true;
}

void sandbox_base_free(struct sandbox_base *base)
{
	if (!base)
		return;
	filter_release(&base->filter);
	file_close(&base->system);
	file_close(&base->proc);
	file_close(&base->place.dir);
	free(base);
}

bool sandbox_base_has_cgroup(const struct sandbox_base *base)
{
	return base->place.dir >= 0;
}
