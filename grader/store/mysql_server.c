/*
 * How a private MariaDB server is built, started and ended.
 *
 * The settings are for one short-lived database that nobody else reaches and
 * that need not survive a power cut: no network, no binary log, no flush at
 * commit, small files. symbolic-links=0, an empty secure-file-priv and
 * local-infile=0 keep the server's files its own; see the MariaDB manual,
 * "Server System Variables".
 */
#include "base/file.h"
#include "store/mysql.h"

#include <fcntl.h>
#include <sys/stat.h>

#define MEMORY ((uint64_t)3 << 30) /* of address space, buffers included */

/* Settings that the data directory itself depends on. */
#define LAYOUT                                            \
	"--innodb-data-file-path=ibdata1:10M:autoextend", \
		"--innodb-log-file-size=4M", "--skip-log-bin"
#define SETTINGS "layout 1: ibdata1 10M, redo 4M, no binary log"

static const char *first_of(const char *const *paths)
{
	for (; *paths; paths++)
		if (access(*paths, X_OK) == 0)
			return *paths;
	return NULL;
}

static const char *program(void)
{
	static const char *const paths[] = {
		"/usr/sbin/mariadbd",	   "/usr/bin/mariadbd",
		"/usr/libexec/mariadbd",   "/usr/local/sbin/mariadbd",
		"/usr/local/bin/mariadbd", NULL};

	return first_of(paths);
}

static const char *const *prepare(const char *server, const char *dir,
				  struct arena *arena)
{
	static const char *const installers[] = {
		"/usr/bin/mariadb-install-db", "/usr/bin/mysql_install_db",
		"/usr/local/bin/mariadb-install-db", NULL};
	const char *installer = first_of(installers);
	const char *fixed[] = {installer ? installer
					 : "/usr/bin/mariadb-install-db",
			       "--no-defaults",
			       arena_printf(arena, "--datadir=%s", dir),
			       "--auth-root-authentication-method=normal",
			       "--skip-test-db",
			       "--skip-name-resolve",
			       LAYOUT,
			       NULL};
	const char **argv = ARENA_ARRAY(arena, ARRAY_LEN(fixed), const char *);

	(void)server;
	memcpy(argv, fixed, sizeof(fixed));
	return argv;
}

/*
 * Accounts, made anew at each start with this start's secret: `grader`
 * administers, the others get their rights on one database by mysql_grant.
 * root has no password in the template and is removed.
 */
static bool write_accounts(const char *path, const char *secret,
			   struct err *err)
{
	static const char *const limited[] = {"loader", "learner", "author",
					      "looker"};
	AUTO(buf_release) struct buf text = {0};
	size_t i;

	buf_init(&text, BUF_OURS);
	buf_printf(&text,
		   "CREATE OR REPLACE USER grader@localhost IDENTIFIED BY "
		   "'%s';\nGRANT ALL ON *.* TO grader@localhost WITH GRANT "
		   "OPTION;\n",
		   secret);
	for (i = 0; i < ARRAY_LEN(limited); i++)
		buf_printf(&text,
			   "CREATE OR REPLACE USER %s@localhost IDENTIFIED BY "
			   "'%s' WITH MAX_USER_CONNECTIONS 8;\n",
			   limited[i], secret);
	buf_add_str(&text, "DROP USER IF EXISTS root@localhost;\n"
			   "DROP USER IF EXISTS 'mariadb.sys'@localhost;\n"
			   "DROP DATABASE IF EXISTS sys;\n");
	return file_write(path, text.data, text.len, err);
}

static bool empty_folder(const char *path, struct err *err)
{
	return file_make_dirs(path, 0700, err);
}

/*
 * The root of a container's user namespace may be the only user in it; the
 * server refuses to run as any root unless told. The lab gives the folder to
 * whom the server runs as.
 */
static bool runs_as_root(const char *folder)
{
	struct stat st;

	return stat(folder, &st) == 0 && st.st_uid == 0;
}

static const char *const *serve(const char *server, const char *dir,
				const char *folder, const char *secret,
				bool network, struct arena *arena,
				struct err *err)
{
	const char *accounts = arena_printf(arena, "%s/accounts", folder);
	const char *nothing = arena_printf(arena, "%s/nothing", folder);
	const char *fixed[] = {
		server, "--no-defaults",
		arena_printf(arena, "--datadir=%s", dir),
		arena_printf(arena, "--tmpdir=%s", folder),
		arena_printf(arena, "--socket=%s/socket", folder),
		arena_printf(arena, "--pid-file=%s/pid", folder),
		arena_printf(arena, "--init-file=%s", accounts),
		arena_printf(arena, "--secure-file-priv=%s", nothing),
		arena_printf(arena, "--plugin-dir=%s", nothing), LAYOUT,
		"--skip-networking", "--skip-name-resolve",
		"--skip-symbolic-links", "--skip-stack-trace",
		"--local-infile=0", "--event-scheduler=OFF", "--sysdate-is-now",
		"--automatic-sp-privileges=0",
		"--innodb-flush-log-at-trx-commit=0",
		"--innodb-fast-shutdown=2", "--innodb-buffer-pool-size=64M",
		"--innodb-buffer-pool-load-at-startup=0",
		"--innodb-buffer-pool-dump-at-shutdown=0",
		"--innodb-doublewrite=0", "--innodb-purge-threads=1",
		/* Of its kinds the filter denies one and not the other. */
		"--innodb-use-native-aio=0",
		/* Making and dropping a table makes and drops no file. */
		"--loose-innodb-file-per-table=0",
		/* Steps, in MiB, in which the file of all tables grows: less
		   than what lab_exhausted counts as nothing left. */
		"--innodb-autoextend-increment=4",
		"--innodb-stats-auto-recalc=0", "--innodb-lock-wait-timeout=5",
		"--lock-wait-timeout=5", "--aria-pagecache-buffer-size=2M",
		"--key-buffer-size=1M", "--max-connections=32",
		"--max-allowed-packet=16M", "--table-open-cache=400",
		"--performance-schema=OFF", "--default-time-zone=+00:00",
		"--character-set-server=utf8mb4",
		"--collation-server=utf8mb4_general_ci",
		"--default-storage-engine=InnoDB",
		/* MySQL 8's but for ONLY_FULL_GROUP_BY: MariaDB does not know
		   functional dependence and would refuse what MySQL allows. */
		"--sql-mode=STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
		"ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
		runs_as_root(folder) ? "--user=root" : NULL, NULL};
	const char **argv = ARENA_ARRAY(arena, ARRAY_LEN(fixed), const char *);

	(void)network; /* none at all */
	if (!write_accounts(accounts, secret, err) ||
	    !empty_folder(nothing, err))
		return NULL;
	memcpy(argv, fixed, sizeof(fixed));
	return argv;
}

static bool ready(const char *folder, const char *secret, void **private)
{
	struct server server = {0};
	struct mysql_notes *notes;
	char path[SERVER_FOLDER_MAX + 16];
	MYSQL *mysql;

	snprintf(server.folder, sizeof(server.folder), "%s", folder);
	snprintf(server.secret, sizeof(server.secret), "%s", secret);
	mysql = mysql_connect_as(&server, "grader", NULL,
				 CLIENT_MULTI_STATEMENTS, NULL);
	if (!mysql)
		return false;
	/* The file holds the secret, and has done its work. */
	snprintf(path, sizeof(path), "%s/accounts", folder);
	unlink(path);
	notes = xmalloc(sizeof(*notes));
	*notes = (struct mysql_notes){.administrator = mysql};
	*private = notes;
	return true;
}

/*
 * "10.11.19-MariaDB-0+deb12u1" is MariaDB 10.11.19, "8.0.36" MySQL 8.0.36.
 * MySQL's client library is told a "5.5.5-" before the former.
 */
static const char *version(void *private, struct arena *arena)
{
	struct mysql_notes *notes = private;
	const char *text = mysql_get_server_info(notes->administrator);

	if (!strncmp(text, "5.5.5-", 6))
		text += 6;
	return arena_printf(arena, "%s %.*s",
			    strstr(text, "MariaDB") ? "MariaDB" : "MySQL",
			    (int)strspn(text, "0123456789."), text);
}

static void forget(void *private)
{
	struct mysql_notes *notes = private;

	size_t i;

	if (notes->administrator)
		mysql_close(notes->administrator);
	for (i = 0; i < ARRAY_LEN(notes->idle); i++)
		if (notes->idle[i])
			mysql_close(notes->idle[i]);
	free(notes);
}

/* The last one is InnoDB's, of a file that should grow: 28 is ENOSPC. */
static const char *const disk_words[] = {"Out of disk space",
					 "No space left on device",
					 "failed with error 28", NULL};

static const char *const memory_words[] = {"Out of memory", "out of memory",
					   "Cannot allocate", NULL};

const struct server_kind mysql_server = {
	.name = "mysql",
	.package = "mariadb-server",
	.program = program,
	.product = "mariadb",
	.settings = SETTINGS,
	.prepare = prepare,
	.serve = serve,
	.ready = ready,
	.version = version,
	.forget = forget,
	.memory = MEMORY,
	.memory_words = memory_words,
	.disk_words = disk_words,
};
