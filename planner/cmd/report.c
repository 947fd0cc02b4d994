/* The two shapes in which problems leave the program. Knows nothing of commands. */
#include "cmd/report.h"
#include "data/json.h"

static void put_number(JsonWriter *json, const char *key, guint32 number) {
  if (number > 0) {
    json_put_int(json, key, number);
  } else {
    json_put_null(json, key);
  }
}

static void put_diag(const Diag *diag, gpointer data) {
  JsonWriter *json = data;
  g_autofree char *file = diag->pos.sheet != NULL && diag->pos.file != NULL
                              ? g_strdup_printf("%s:%s", diag->pos.file, diag->pos.sheet)
                              : g_strdup(diag->pos.file);
  json_open(json, NULL, '{');
  json_put_string(json, "code", diag_code_name(diag->code));
  json_put_string(json, "severity", diag_severity_id(diag_code_severity(diag->code)));
  json_put_string(json, "file", file);
  put_number(json, "line", diag->pos.line);
  put_number(json, "column", diag->pos.line > 0 ? diag->pos.column : 0);
  json_put_string(json, "message", diag->message);
  json_put_string(json, "fix", diag->fix);
  json_close(json);
}

void report_json(DiagList *diags, const GPtrArray *failures, GString *out) {
  g_autoptr(JsonWriter) json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_open(json, "problems", '[');
  diag_each(diags, put_diag, json);
  for (guint i = 0; failures != NULL && i < failures->len; i++) {
    json_open(json, NULL, '{');
    json_put_null(json, "code");
    json_put_string(json, "severity", diag_severity_id(DIAG_ERROR));
    json_put_null(json, "file");
    json_put_null(json, "line");
    json_put_null(json, "column");
    json_put_string(json, "message", g_ptr_array_index(failures, i));
    json_put_null(json, "fix");
    json_close(json);
  }
  json_close(json);
  json_close(json);
}

char *report_summary(const DiagList *diags, gboolean but_notes) {
  static const char *const words[] = {[DIAG_ERROR] = "个错误", [DIAG_WARNING] = "个警告", [DIAG_NOTE] = "条说明"};
  g_autoptr(GString) text = g_string_new(NULL);
  for (int severity = DIAG_ERROR; severity <= (but_notes ? DIAG_WARNING : DIAG_NOTE); severity++) {
    guint n = diag_count(diags, (DiagSeverity)severity);
    if (n > 0) {
      g_string_append_printf(text, "%s%u %s", text->len > 0 ? "、" : "共 ", n, words[severity]);
    }
  }
  g_string_append(text, text->len > 0 ? "。" : "未发现问题。");
  return g_string_free(g_steal_pointer(&text), FALSE);
}
