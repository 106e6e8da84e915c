/* The host names of a case. */
#include "lab/inside.h"

#include <string.h>

bool lab_add_host(struct lab *lab, const char *name, struct err *err)
{
	size_t i;

	for (i = 0; i < lab->nhosts; i++)
		if (!strcmp(lab->hosts[i], name))
			return true;
	if (lab->nhosts == LAB_HOSTS)
		return err_set(err, ERR_SPEC, "more than %d host names",
			       LAB_HOSTS);
	if (strlen(name) >= LAB_HOST_SIZE)
		return err_set(err, ERR_SPEC,
			       "the host name \"%s\" is longer "
			       "than 253 bytes",
			       name);
	snprintf(lab->hosts[lab->nhosts++], LAB_HOST_SIZE, "%s", name);
	return true;
}

void lab_clear_hosts(struct lab *lab)
{
	lab->nhosts = 0;
}

void lab_hosts(const struct lab *lab, struct buf *text)
{
	size_t i;

	buf_add_str(text, "127.0.0.1 localhost\n");
	for (i = 0; i < lab->nhosts; i++)
		buf_printf(text, "127.0.0.1 %s\n", lab->hosts[i]);
}
