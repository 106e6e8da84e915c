/*
 * The library that makes a node a warm program: see proc/warm.h and
 * bootstrap.js, which finds it as the linked binding "grader".
 *
 * Three things keep a node from being forked, and each has its mend here:
 * V8 keeps its memory out of children (madvise(2), MADV_DONTFORK); it has
 * threads, which --single-threaded and --v8-pool-size=0 leave without work;
 * and libuv has threads and descriptors of its own, of which a program has
 * none: its handlers of pthread_atfork(3) and uv_loop_fork() make them anew.
 */
#include "lang/mongosh/napi.h"

#include "base/file.h"
#include "proc/warm_inside.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* Above what a node has open when it is warm. */
#define DESCRIPTORS 256

static struct page *page;

/* In place of the C library's: node's memory goes to its children. */
__attribute__((visibility("default"))) int madvise(void *at, size_t len,
						   int advice)
{
	if (advice == MADV_DONTFORK)
		return 0;
	return (int)syscall(SYS_madvise, at, len, advice);
}

/* What libraries want to have called in the child of a fork. */
#define HANDLERS 32

static void (*handlers[HANDLERS])(void);
static size_t nhandlers;

typedef int (*registering)(void (*before)(void), void (*parent)(void),
			   void (*child)(void), void *library);

/* What pthread_atfork(3) calls in the GNU C library. */
__attribute__((visibility("default"))) int __register_atfork(
	void (*before)(void), void (*parent)(void), void (*child)(void),
	void *library);

int __register_atfork(void (*before)(void), void (*parent)(void),
		      void (*child)(void), void *library)
{
	registering real;

	*(void **)&real = dlsym(RTLD_NEXT, "__register_atfork");
	if (child && nhandlers < HANDLERS)
		handlers[nhandlers++] = child;
	return real(before, parent, child, library);
}

static bool is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

static bool is_null(int fd)
{
	struct stat null, st;

	return stat("/dev/null", &null) == 0 && fstat(fd, &st) == 0 &&
	       S_ISCHR(st.st_mode) && st.st_rdev == null.st_rdev;
}

/*
 * libuv closes the descriptors that it had, by number, while it opens new
 * ones: as none of the old ones is open any more, it could close a new one.
 * So something stands in their place until it is done.
 */
static void renew_loop(struct uv_loop_s *loop)
{
	int fd, null = open("/dev/null", O_RDWR | O_CLOEXEC);
	size_t i;

	for (fd = 3; fd < DESCRIPTORS; fd++)
		if (!is_open(fd))
			dup3(null, fd, O_CLOEXEC);
	for (i = 0; i < nhandlers; i++)
		handlers[i]();
	if (uv_loop_fork(loop) != 0)
		_exit(125);
	for (fd = 3; fd < DESCRIPTORS; fd++)
		if (is_null(fd))
			close(fd);
}

static void nothing(void)
{
}

static void text_of(napi_env env, napi_value value, char *text, size_t size)
{
	size_t len = 0;

	text[0] = '\0';
	napi_get_value_string_utf8(env, value, text, size, &len);
}

static napi_value said(napi_env env)
{
	napi_value text = NULL;

	napi_create_string_utf8(env, page->bytes, page_len(page), &text);
	return text;
}

static napi_value first_argument(napi_env env, napi_callback_info info)
{
	napi_value argument = NULL;
	size_t n = 1;

	napi_get_cb_info(env, info, &n, &argument, NULL, NULL);
	return argument;
}

/* serve(about): returns in a program what it is told. */
static napi_value serve(napi_env env, napi_callback_info info)
{
	static const struct warm_forking forking = {.before = nothing,
						    .after = nothing};
	struct uv_loop_s *loop = NULL;
	char about[128];

	text_of(env, first_argument(env, info), about, sizeof(about));
	if (napi_get_uv_event_loop(env, &loop) != 0)
		_exit(125);
	page = warm_serve(&forking, about);
	renew_loop(loop);
	return said(env);
}

/* tell(text): returns when the worker has heard it. */
static napi_value tell(napi_env env, napi_callback_info info)
{
	char text[4096];

	text_of(env, first_argument(env, info), text, sizeof(text));
	memcpy(page->bytes, text, strlen(text));
	page_answer(page, strlen(text));
	return NULL;
}

/* exit(status): at once, for the threads that node would wait for are not
   there. */
static napi_value leave(napi_env env, napi_callback_info info)
{
	int status = 0;

	napi_get_value_int32(env, first_argument(env, info), &status);
	_exit(status);
}

static void add(napi_env env, napi_value exports, const char *name,
		napi_callback callback)
{
	napi_value function = NULL;

	napi_create_function(env, name, strlen(name), callback, NULL,
			     &function);
	napi_set_named_property(env, exports, name, function);
}

static napi_value bind(napi_env env, napi_value exports)
{
	add(env, exports, "serve", serve);
	add(env, exports, "tell", tell);
	add(env, exports, "exit", leave);
	return exports;
}

static napi_module module = {
	.version = 1, .file = "grader", .begin = bind, .name = "grader"};

/* Node takes what is registered before its main() for a part of itself. */
static void __attribute__((constructor)) begin(void)
{
	warm_begin();
	napi_module_register(&module);
}
