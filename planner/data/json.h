/* JSON in and out. The only file that includes <jansson.h>.
 * Reading gives the same Node tree as YAML (numbers and booleans as their text); jansson keeps no places of values, so positions are the
 * file's, except for syntax errors (E080), which have line and column. */
#pragma once
#include "base/file.h"
#include "data/node.h"

Doc *json_parse(const char *file, GBytes *bytes, DiagList *diags);
Doc *json_read(const char *path, DiagList *diags);

/* Writing, appended to `out` call by call; calls must nest properly (asserted). Strings that are NULL are written as null. Two spaces of indentation, one
 * element a line at the outer levels; deeper than `flat_depth` (the outermost bracket is 1) everything stands on one line. The names say
 * "put" because json_string and json_null are jansson's own. */
typedef struct JsonWriter JsonWriter;
JsonWriter *json_writer_new(GString *out, int flat_depth);
void json_writer_free(JsonWriter *json); /* ends with a newline; asserts that everything is closed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JsonWriter, json_writer_free)

void json_open(JsonWriter *json, const char *key, char bracket); /* '{' or '['; key NULL inside lists and at the top */
void json_close(JsonWriter *json);
void json_put_string(JsonWriter *json, const char *key, const char *value);
void json_put_int(JsonWriter *json, const char *key, gint64 value);
void json_put_bool(JsonWriter *json, const char *key, gboolean value);
void json_put_null(JsonWriter *json, const char *key);

/* A quoted, escaped JSON string appended to `out`. */
void json_append_quoted(GString *out, const char *value);
