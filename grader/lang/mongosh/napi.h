/*
 * Of Node-API and of libuv as much as is used: both are part of the node that
 * loads this, and keep these interfaces stable (Node.js, "Node-API"; libuv's
 * documentation of uv_loop_fork).
 */
#ifndef GRADER_LANG_MONGOSH_NAPI_H
#define GRADER_LANG_MONGOSH_NAPI_H

#include <stddef.h>

struct uv_loop_s;
typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_callback_info__ *napi_callback_info;
typedef napi_value (*napi_callback)(napi_env env, napi_callback_info info);

/* Version 1 of it. */
typedef struct {
	int version; /* 1 */
	unsigned flags;
	const char *file;
	napi_value (*begin)(napi_env env, napi_value exports);
	const char *name;
	void *private;
	void *reserved[4];
} napi_module;

/* All others give 0 when it was done. */
void napi_module_register(napi_module *module);
int napi_get_cb_info(napi_env env, napi_callback_info info, size_t *argc,
		     napi_value *argv, napi_value *self, void **data);
int napi_create_function(napi_env env, const char *name, size_t len,
			 napi_callback callback, void *data,
			 napi_value *result);
int napi_set_named_property(napi_env env, napi_value object, const char *name,
			    napi_value value);
int napi_create_string_utf8(napi_env env, const char *text, size_t len,
			    napi_value *result);
int napi_get_value_string_utf8(napi_env env, napi_value value, char *text,
			       size_t size, size_t *len);
int napi_get_value_int32(napi_env env, napi_value value, int *result);
int napi_get_uv_event_loop(napi_env env, struct uv_loop_s **loop);

/* In the child of a fork: gives the loop descriptors of its own. */
int uv_loop_fork(struct uv_loop_s *loop);

#endif
