/* The end of `plan`, `contacts`, `notice` and `today`. */
#include "cmd/deliver.h"
#include "base/text.h"
#include "desk/output.h"
#include <string.h>

enum { STATUS_FINE = 0, STATUS_FINDINGS = 1 };

static int write_out(Run *run, const GString *sheet, gboolean binary) {
  const char *path = run_option(run, "out");
  if (path == NULL || strcmp(path, "-") == 0) {
    if (binary && run->terminal && path == NULL) {
      const char *format = run_option(run, "format");
      gboolean pdf = format != NULL && strcmp(format, "pdf") == 0;
      return run_refuse(run, "%s不能显示在屏幕上。请用 --out 写到文件，例如：--out %s.%s", pdf ? "PDF " : "工作簿",
                        run->command->name, pdf ? "pdf" : "xlsx");
    }
    g_string_append_len(run->out, sheet->str, (gssize)sheet->len);
    return STATUS_FINE;
  }
  GError *error = NULL;
  if (!output_write(run->desk, path, sheet->str, sheet->len, &error)) {
    return run_fail(run, error);
  }
  g_autofree char *shown = text_shown(path);
  g_string_append_printf(run->out, "已写好：%s\n", shown);
  return STATUS_FINE;
}

int deliver(Run *run, DeskResult result, const GString *sheet, gboolean binary, char *problem, GError *error) {
  g_autofree char *sentence = problem;
  switch (result) {
  case DESK_DONE:
    return write_out(run, sheet, binary);
  case DESK_REFUSED:
    return run_refuse(run, "%s", sentence);
  case DESK_FINDINGS:
    return STATUS_FINDINGS; /* or more: the diagnostics know */
  case DESK_NEEDS_BOOK:
    return RUN_NEEDS_BOOK;
  case DESK_NEEDS_PAPER:
    return RUN_NEEDS_PAPER;
  case DESK_FAULT:
    return run_fail(run, error);
  }
  g_assert_not_reached();
}
