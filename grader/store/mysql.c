/* The MySQL store: MySQL or MariaDB, one private server per lab. */
#include "store/mysql.h"

#define AT(member) offsetof(struct mysql_given, member)

static const struct field given_fields[] = {
	{.key = "database",
	 .doc = "The database that the case starts in; holberton by default.",
	 .type = FIELD_NAME,
	 .offset = AT(database)},
	{.key = "load",
	 .doc = "Files that are loaded in this order: .sql or .csv.",
	 .type = FIELD_FILES,
	 .offset = AT(load)},
	{.key = "generate",
	 .doc = "Descriptions of tables whose rows are generated.",
	 .type = FIELD_FILES,
	 .offset = AT(generate)},
	{.key = "rows",
	 .doc = "How many rows the first generated table has.",
	 .type = FIELD_INT,
	 .offset = AT(rows)},
	{.key = "seed",
	 .doc = "Added to the seed of the run: other rows than another case.",
	 .type = FIELD_INT,
	 .offset = AT(seed)},
	{.key = "sql_mode",
	 .doc = "The sql_mode of every session; MySQL 8's by default.",
	 .type = FIELD_TEXT,
	 .offset = AT(sql_mode)},
	{.key = "now",
	 .doc = "The date that every session believes it is (noon, UTC).",
	 .type = FIELD_DATE,
	 .offset = AT(now)},
	{0}};

static const struct step_kind *const steps[] = {&mysql_step_sql, NULL};

static const struct subject_kind *const subjects[] = {
	&mysql_subject_rows, &mysql_subject_schema, &mysql_subject_objects,
	&mysql_subject_plan, NULL};

const struct store store_mysql = {
	.given = {.name = "mysql",
		  .doc = "A database on a private MySQL or MariaDB server.",
		  .fields = given_fields,
		  .size = sizeof(struct mysql_given)},
	.server = &mysql_server,
	.provision = mysql_provision,
	.generated = mysql_generated,
	.open = mysql_open,
	.reset = mysql_reset,
	.visit = mysql_visit,
	.steps = steps,
	.subjects = subjects,
};

const char *mysql_database(const struct mysql_given *given)
{
	return given->database ? given->database : "holberton";
}
