/* `form`: an empty form for Excel and WPS, and filled ones back. */
#include "base/text.h"
#include "cmd/deliver.h"
#include "cmd/entries.h"
#include "cmd/prompt.h"
#include "desk/forms/formimport.h"
#include "desk/forms/formmake.h"
#include "desk/print/prints.h"
#include <string.h>

enum { STATUS_FINE = 0, STATUS_FINDINGS = 1 };

/* On paper: the sheet that `print form` makes, of this occurrence. */
static int print_paper(Run *run) {
  Desk *desk = run->desk;
  const PrintAsk ask = {.which = run->args[0],
                        .occurrence = run_option(run, "task"),
                        .department = run_option(run, "dept"),
                        .date = DAY_NONE};
  const PrintOrder order = {.format = PAPER_PDF, .out = run_option(run, "out")};
  g_autoptr(Sheet) sheet = NULL;
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func(g_free);
  char *problem = NULL;
  GError *error = NULL;
  const Print *print = prints_find("form", &problem);
  g_assert(print != NULL);
  DeskResult result = prints_sheet(desk, print, &ask, &sheet, &problem, &error);
  if (result == DESK_DONE) {
    result = prints_write(desk, print, &ask, &order, sheet, written, run->out, &problem, &error);
  }
  if (result != DESK_DONE) {
    return deliver(run, result, NULL, TRUE, problem, error);
  }
  for (guint i = 0; i < written->len; i++) {
    g_autofree char *shown = text_shown(g_ptr_array_index(written, i));
    g_string_append_printf(run->out, "已写好：%s\n", shown);
  }
  return STATUS_FINE;
}

int cmd_form(Run *run) {
  Desk *desk = run->desk;
  const gboolean pdf = g_strcmp0(run_option(run, "format"), "pdf") == 0;
  if (pdf && desk->tools->draw_sheet == NULL) {
    return RUN_NEEDS_PAPER; /* before anything is read twice */
  }
  if (!desk_load(desk, TRUE) || !desk_plan(desk)) {
    return diag_status(desk->diags);
  }
  if (pdf) {
    return print_paper(run);
  }
  const FormAsk ask = {
      .checklist = run->args[0], .occurrence = run_option(run, "task"), .department = run_option(run, "dept")};
  g_autoptr(GString) sheet = g_string_new(NULL);
  g_autofree char *note = NULL;
  char *problem = NULL;
  GError *error = NULL;
  DeskResult result = formmake(desk, &ask, sheet, &note, &problem, &error);
  int status = deliver(run, result, sheet, TRUE, problem, error);
  if (status == 0 && note != NULL && run_option(run, "out") != NULL) {
    g_string_append_printf(run->out, "%s\n", note);
  }
  return status;
}

/* ---- import ---------------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FormKeep keep;
} Choice;

static char *read_choice(const char *answer, gpointer data) {
  static const struct {
    const char *word;
    FormKeep keep;
  } words[] = {{"1", FORM_KEEP_OLD}, {"2", FORM_KEEP_NEW}, {"q", FORM_KEEP_NONE}, {"Q", FORM_KEEP_NONE}};
  g_autofree char *narrow = g_utf8_normalize(answer, -1, G_NORMALIZE_NFKC);
  for (guint i = 0; narrow != NULL && i < G_N_ELEMENTS(words); i++) {
    if (strcmp(narrow, words[i].word) == 0) {
      ((Choice *)data)->keep = words[i].keep;
      return NULL;
    }
  }
  return g_strdup("请写 1、2 或 q。");
}

static FormKeep ask_which(const FormConflict *conflict, gpointer data) {
  Choice choice = {FORM_KEEP_NONE};
  g_autofree char *sentence =
      g_strdup_printf("「%s」的「%s」有两个答案：\n  已有的：%s（%s）\n  表上的：%s（%s，%s）", conflict->row,
                      conflict->item, conflict->was, conflict->was_by, conflict->is, conflict->is_by, conflict->place);
  prompt_say(sentence);
  const gboolean answered = prompt_ask("1 留已有的，2 改成表上的，q 都不导入", "1", read_choice, &choice);
  return answered ? choice.keep : FORM_KEEP_NONE;
}

static gboolean is_unread(const Diag *diag, gpointer data) {
  return diag->code == W007;
}

/* What was on the forms and was not read; the definitions' own warnings are for `check`. */
static void tell_unread(Run *run) {
  g_autofree char *text = diag_render_only(run->desk->diags, run->columns, is_unread, NULL);
  g_string_append(run->out, text);
  run->own_report = TRUE;
}

int cmd_form_import(Run *run) {
  Desk *desk = run->desk;
  if (!desk_load(desk, TRUE) || !desk_plan(desk)) {
    return diag_status(desk->diags);
  }
  const char *who = run_option(run, "by"), *keep = run_option(run, "keep");
  g_autofree char *problem = NULL;
  if (who == NULL) {
    return run_refuse(run, "请用 --by 写明是谁导入的，例如 --by 刘洋。检查人照表上写的记。");
  }
  const Person *by = desk_find_person(desk, who, &problem);
  if (by == NULL) {
    return run_refuse(run, "%s", problem);
  }
  const FormImport ask = {.files = run->args,
                          .by = by,
                          .keep = keep == NULL               ? FORM_KEEP_NONE
                                  : strcmp(keep, "old") == 0 ? FORM_KEEP_OLD
                                                             : FORM_KEEP_NEW,
                          .choose = run->terminal && !run_flag(run, "dry-run") ? ask_which : NULL,
                          .done = run_flag(run, "done"),
                          .dry_run = run_flag(run, "dry-run")};
  GError *error = NULL;
  DeskResult result = formimport(desk, &ask, run->out, &problem, &error);
  if (result == DESK_DONE) {
    tell_unread(run);
  }
  if (result == DESK_FINDINGS && problem != NULL) {
    (void)!run_refuse(run, "%s", problem);
  }
  return result == DESK_DONE         ? STATUS_FINE
         : result == DESK_NEEDS_BOOK ? RUN_NEEDS_BOOK
         : error != NULL             ? run_fail(run, error)
                                     : STATUS_FINDINGS;
}
