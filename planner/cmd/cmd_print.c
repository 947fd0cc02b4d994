/* `print`: sheets for paper and chat. The sheets are desk/print's; here stands only how they are asked for. */
#include "base/text.h"
#include "cmd/deliver.h"
#include "cmd/entries.h"
#include "data/json.h"
#include "desk/print/prints.h"
#include "paper/json.h"
#include <string.h>

enum { STATUS_FINE = 0 };

static int list_text(Run *run) {
  static const GridColumn columns[] = {
      {"id", "单据", FALSE, 10, 0}, {"title", "名称", FALSE, 10, 0}, {"what", "做什么用", FALSE, 20, 0}};
  g_autoptr(Grid) grid = grid_new("可以打印的单据", columns, G_N_ELEMENTS(columns));
  for (guint i = 0; i < prints_count(); i++) {
    const Print *print = prints_at(i);
    g_autofree char *id =
        print->which != NULL ? g_strdup_printf("%s %s", print->id, print->which) : g_strdup(print->id);
    grid_cell(grid, id);
    grid_cell(grid, print->title);
    grid_cell(grid, print->what);
    grid_end_row(grid);
  }
  grid_note(grid, "写法：ready315 print 单据，例如 ready315 print plan。PDF 写在店铺文件夹里的“打印”文件夹；"
                  "发到群里加 --format png。");
  grid_print_text(grid, run->columns, run->out);
  return STATUS_FINE;
}

static int list_json(Run *run) {
  JsonWriter *json = json_writer_new(run->out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_open(json, "sheets", '[');
  for (guint i = 0; i < prints_count(); i++) {
    const Print *print = prints_at(i);
    json_open(json, NULL, '{');
    json_put_string(json, "id", print->id);
    json_put_string(json, "title", print->title);
    json_put_string(json, "what", print->what);
    json_put_string(json, "which", print->which);
    json_close(json);
  }
  json_close(json);
  json_close(json);
  json_writer_free(json);
  return STATUS_FINE;
}

static gboolean read_format(const char *format, PaperFormat *asked) {
  static const char *const formats[N_PAPER_FORMATS] = {"pdf", "png", "svg"};
  for (int i = 0; i < N_PAPER_FORMATS; i++) {
    if (format != NULL && strcmp(format, formats[i]) == 0) {
      *asked = (PaperFormat)i;
      return TRUE;
    }
  }
  *asked = PAPER_PDF;
  return FALSE;
}

/* Sentence by sentence what was written; JSON goes to standard output unless --out says otherwise, pages into the folder 打印. */
static int say_written(Run *run, const GPtrArray *written) {
  for (guint i = 0; i < written->len; i++) {
    g_autofree char *shown = text_shown(g_ptr_array_index(written, i));
    g_string_append_printf(run->out, "已写好：%s\n", shown);
  }
  return STATUS_FINE;
}

static int end(Run *run, DeskResult result, char *problem, GError *error) {
  g_autofree char *sentence = problem;
  switch (result) {
  case DESK_DONE:
    return STATUS_FINE;
  case DESK_REFUSED:
    return run_refuse(run, "%s", sentence);
  case DESK_FINDINGS:
    return diag_status(run->desk->diags);
  case DESK_NEEDS_BOOK:
    return RUN_NEEDS_BOOK;
  case DESK_NEEDS_PAPER:
    return RUN_NEEDS_PAPER;
  case DESK_FAULT:
    return run_fail(run, error);
  }
  g_assert_not_reached();
}

static int print_one(Run *run, const Print *print, const PrintAsk *ask, const char *format) {
  g_autoptr(Sheet) sheet = NULL;
  char *problem = NULL;
  GError *error = NULL;
  DeskResult result = prints_sheet(run->desk, print, ask, &sheet, &problem, &error);
  if (result != DESK_DONE) {
    return end(run, result, problem, error);
  }
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func(g_free);
  PrintOrder order = {.paper = run_option(run, "paper"), .out = run_option(run, "out")};
  if (format != NULL && strcmp(format, "json") == 0) {
    g_autoptr(GString) json = g_string_new(NULL);
    sheet_print_json(sheet, json);
    return deliver(run, DESK_DONE, json, FALSE, NULL, NULL);
  }
  read_format(format, &order.format);
  result = prints_write(run->desk, print, ask, &order, sheet, written, run->out, &problem, &error);
  return result == DESK_DONE ? say_written(run, written) : end(run, result, problem, error);
}

int cmd_print(Run *run) {
  const char *format = run_option(run, "format");
  gboolean json = format != NULL && strcmp(format, "json") == 0;
  if (run->n_args == 0) {
    return json ? list_json(run) : list_text(run);
  }
  char *problem = NULL;
  const Print *print = prints_find(run->args[0], &problem);
  if (print == NULL) {
    return end(run, DESK_REFUSED, problem, NULL);
  }
  if (!json && run->desk->tools->draw_sheet == NULL) {
    return RUN_NEEDS_PAPER; /* before anything is read twice */
  }
  if (!desk_load(run->desk, TRUE) || !desk_plan(run->desk)) {
    return diag_status(run->desk->diags);
  }
  PrintAsk ask = {.which = run->n_args > 1 ? run->args[1] : NULL,
                  .department = run_option(run, "dept"),
                  .who = run_option(run, "for"),
                  .person = run_option(run, "person"),
                  .phase = run_option(run, "phase"),
                  .date = DAY_NONE,
                  .wall = run_flag(run, "wall")};
  const char *date = run_option(run, "date");
  if (date != NULL && !run_day(run, date, &ask.date)) {
    return run_refuse(run, "--date 看不懂。写法：2027-03-12，或 03-12。");
  }
  return print_one(run, print, &ask, format);
}
