/* `calendar lint`: what is wrong with an .ics file, and which programs suffer from it. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/entries.h"
#include "data/json.h"
#include "out/grid.h"
#include "out/icsclients.h"
#include "out/icslint.h"

static void print_json(const char *file, const LintReport *report, GString *out) {
  g_autoptr(JsonWriter) json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_string(json, "file", file);
  json_put_int(json, "events", report->events);
  json_put_int(json, "todos", report->todos);
  json_put_int(json, "alarms", report->alarms);
  json_put_int(json, "cancelled", report->cancelled);
  json_put_bool(json, "cut", report->cut);
  json_open(json, "problems", '[');
  for (guint i = 0; i < report->findings->len; i++) {
    const LintFinding *finding = g_ptr_array_index(report->findings, i);
    json_open(json, NULL, '{');
    json_put_string(json, "code", icslint_code(finding->rule));
    json_put_string(json, "severity", diag_severity_id(icslint_severity(finding->rule)));
    json_put_string(json, "file", file);
    json_put_int(json, "line", finding->line);
    json_put_int(json, "column", finding->column);
    json_put_string(json, "message", finding->message);
    json_put_string(json, "fix", NULL);
    json_put_string(json, "clients", icslint_clients(finding->rule));
    json_close(json);
  }
  json_close(json);
  json_open(json, "clients", '[');
  for (const IcsClient *client = icsclients; client->client; client++) {
    json_open(json, NULL, '{');
    json_put_string(json, "client", client->client);
    json_put_string(json, "import", client->import);
    json_put_string(json, "subscribe", client->subscribe);
    json_put_string(json, "alarms", client->alarms);
    json_put_string(json, "note", client->note);
    json_close(json);
  }
  json_close(json);
  json_close(json);
}

static void print_clients(int columns, GString *out) {
  static const GridColumn heads[] = {{.id = "client", .title = "软件"},
                                     {.id = "import", .title = "导入文件"},
                                     {.id = "subscribe", .title = "按网址订阅"},
                                     {.id = "alarms", .title = "提醒"},
                                     {.id = "note", .title = "说明"}};
  g_autoptr(Grid) grid = grid_new(NULL, heads, G_N_ELEMENTS(heads));
  for (const IcsClient *client = icsclients; client->client; client++) {
    const char *const cells[] = {client->client, client->import, client->subscribe, client->alarms, client->note};
    for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
      grid_cell(grid, cells[i]);
    }
    grid_end_row(grid);
  }
  grid_print_text(grid, columns, out);
}

static void print_text(const char *path, const LintReport *report, int columns, GString *out) {
  g_autofree char *file = text_shown(path);
  for (guint i = 0; i < report->findings->len; i++) {
    const LintFinding *finding = g_ptr_array_index(report->findings, i);
    g_string_append_printf(out, "%s:%u:%u: %s[%s]: %s\n  受影响：%s。\n", file, finding->line, finding->column,
                           diag_severity_word(icslint_severity(finding->rule)), icslint_code(finding->rule),
                           finding->message, icslint_clients(finding->rule));
  }
  if (report->findings->len) {
    g_string_append_printf(out, "\n共 %u 个错误、%u 个警告、%u 条说明", report->errors, report->warnings,
                           report->notes);
    g_string_append(out, report->cut ? "；问题太多，后面没有再查" : "");
  } else {
    g_string_append(out, "未发现问题");
  }
  g_string_append_printf(out, "。文件里有 %u 个日程、%u 个待办、%u 个提醒。\n", report->events, report->todos,
                         report->alarms);
  g_string_append(out, "\n没有问题的文件，各家软件是这样对待的：\n");
  print_clients(columns, out);
}

int cmd_calendar_lint(Run *run) {
  GError *error = NULL;
  const char *path = run->args[0];
  g_autoptr(GBytes) bytes = file_read(path, ICSLINT_MAX_BYTES, &error);
  if (!bytes) {
    return run_fail(run, error);
  }
  gsize length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  g_autoptr(LintReport) report = icslint_check(text, length);
  const char *file = strcmp(path, "-") == 0 ? "标准输入" : path;
  if (g_strcmp0(run_option(run, "format"), "json") == 0) {
    print_json(file, report, run->out);
  } else {
    print_text(file, report, run->columns, run->out);
  }
  return report->errors ? 1 : 0;
}
