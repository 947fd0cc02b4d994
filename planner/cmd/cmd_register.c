/* `register …`: live registers without a screen. */
#include "cmd/deliver.h"
#include "cmd/entries.h"
#include "desk/registers/registers_import.h"
#include "desk/registers/registers_out.h"
#include <string.h>

enum { STATUS_FINE = 0, STATUS_FINDINGS = 1 };

static int show(Run *run, const char *name, const char *row) {
  if (!desk_load(run->desk, TRUE)) {
    return diag_status(run->desk->diags);
  }
  const char *format = run_option(run, "format");
  RegisterAsk ask = {.format = format ? format : "text",
                     .name = name,
                     .row = row,
                     .closed_too = run_flag(run, "all"),
                     .overdue_only = run_flag(run, "overdue"),
                     .columns = run->columns};
  g_autoptr(GString) sheet = g_string_new(NULL);
  char *problem = NULL;
  GError *error = NULL;
  DeskResult result = registers_make(run->desk, &ask, sheet, &problem, &error);
  return deliver(run, result, sheet, strcmp(ask.format, "xlsx") == 0, problem, error);
}

int cmd_register_list(Run *run) {
  const char *format = run_option(run, "format");
  if (run->n_args == 0 && format && (strcmp(format, "csv") == 0 || strcmp(format, "xlsx") == 0)) {
    return run_refuse(run, "写成 %s 文件，要说明是哪一张台账，例如：ready315 register list 疑难问题单 --format %s",
                      format, format);
  }
  return show(run, run->n_args > 0 ? run->args[0] : NULL, NULL);
}

int cmd_register_show(Run *run) {
  return show(run, run->args[0], run->args[1]);
}

/* --set COLUMN=VALUE …; the texts belong to `parts`. FALSE after refusing. */
static gboolean take_values(Run *run, GPtrArray *parts, GArray *values) {
  const GPtrArray *set = run_options(run, "set");
  for (guint i = 0; set && i < set->len; i++) {
    char *text = g_strdup(g_ptr_array_index(set, i));
    char *equals = strchr(text, '=');
    g_ptr_array_add(parts, text);
    if (!equals || equals == text) {
      (void)!run_refuse(run, "--set 写成“列名=内容”，例如 --set 现责任人=王芳；这里写的是“%s”。", text);
      return FALSE;
    }
    *equals = '\0';
    RegisterValue value = {text, equals + 1};
    g_array_append_val(values, value);
  }
  return TRUE;
}

/* What was done, with the row as it stands now. */
static int tell(Run *run, const Register *reg, const RegisterRow *row, const char *done) {
  if (g_strcmp0(run_option(run, "format"), "json") == 0) {
    registers_print_row_json(run->desk, reg, row, run->out);
    return STATUS_FINE;
  }
  g_string_append_printf(run->out, "%s：\n", done);
  registers_print_row(run->desk, reg, row, run->out);
  return STATUS_FINE;
}

static int step(Run *run, RegisterEventKind kind, const char *done) {
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(RegisterValue));
  const char *by = run_option(run, "by");
  if (!by) {
    return run_refuse(run, "请用 --by 写明是谁%s的，例如 --by 王芳。", words_register_event[kind].title);
  }
  if (!take_values(run, parts, values)) {
    return 2;
  }
  if (!desk_load(run->desk, TRUE)) {
    return diag_status(run->desk->diags);
  }
  RegisterEvent event = {.kind = kind,
                         .by = by,
                         .recorded_by = run_option(run, "recorded-by"),
                         .row = run->n_args > 1 ? run->args[1] : NULL,
                         .values = (const RegisterValue *)(gpointer)values->data,
                         .n_values = values->len,
                         .result = run_option(run, "result"),
                         .reason = run_option(run, "reason")};
  g_autofree char *problem = NULL;
  GError *error = NULL;
  const RegisterRow *row = NULL;
  g_autoptr(Register) reg = registers_open(run->desk, run->args[0], &problem, &error);
  gboolean good = reg && registers_step(run->desk, reg, &event, &row, &problem, &error);
  return good ? tell(run, reg, row, done) : problem ? run_refuse(run, "%s", problem) : run_fail(run, error);
}

int cmd_register_add(Run *run) {
  return step(run, REGISTER_ADD, "已登记");
}

int cmd_register_change(Run *run) {
  return step(run, REGISTER_CHANGE, "已更新");
}

int cmd_register_close(Run *run) {
  return step(run, REGISTER_CLOSE, "已关闭");
}

int cmd_register_reopen(Run *run) {
  return step(run, REGISTER_REOPEN, "已重新打开");
}

int cmd_register_import(Run *run) {
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(RegisterValue));
  if (!run_option(run, "by")) {
    return run_refuse(run, "请用 --by 写明是谁导入的，例如 --by 王芳。");
  }
  if (!take_values(run, parts, values)) {
    return 2;
  }
  if (!desk_load(run->desk, TRUE)) {
    return diag_status(run->desk->diags);
  }
  RegisterImport ask = {.name = run->args[0],
                        .path = run->args[1],
                        .by = run_option(run, "by"),
                        .recorded_by = run_option(run, "recorded-by"),
                        .values = (const RegisterValue *)(gpointer)values->data,
                        .n_values = values->len};
  g_autofree char *problem = NULL;
  GError *error = NULL;
  gboolean needs_book = FALSE;
  if (registers_import(run->desk, &ask, run->out, &needs_book, &problem, &error)) {
    return STATUS_FINE;
  }
  g_string_truncate(run->out, 0);
  return needs_book ? RUN_NEEDS_BOOK
         : problem  ? run_refuse(run, "%s", problem)
         : error    ? run_fail(run, error)
                    : STATUS_FINDINGS;
}
