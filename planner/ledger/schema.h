/* The form of the record's file: the steps that lead to it from nothing or from an older form, and whether a file has it. */
#pragma once
#include "ledger/sql.h"

enum { SCHEMA_VERSION = 2, SCHEMA_APPLICATION = 1379086645 /* "R315" */, SCHEMA_ARCHIVE = 1379090754 /* "R3AB" */ };

/* *version is the file's, 0 for an empty one. FALSE and an error for a file of another program, of a newer ready315, or a damaged one. */
gboolean schema_look(Sql *sql, const char *path, int *version, GError **error);
/* Runs what is missing; the tables are not filled. Inside a write transaction. */
gboolean schema_migrate(Sql *sql, int from, GError **error);
/* FALSE and an error when tables, indexes or triggers are not exactly those that the steps make: somebody changed them by hand. */
gboolean schema_check(Sql *sql, const char *path, int version, GError **error);
/* The same for an archive (backup.h), whose application_id is given with it. */
gboolean schema_check_archive(Sql *sql, const char *path, GError **error);
