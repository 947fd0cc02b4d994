/* A checklist that is being worked through: how it stands, its rows with their answers, and below them the row where one is with all its items. Only
 * the rows in sight are looked at, so that ten thousand cost no more than twenty. */
#include "base/text.h"
#include "run/cells.h"
#include "tui/layout.h"
#include "tui/runner.h"
#include "tui/views.h"
#include <string.h>

enum { HEAD_ROW = 1, LIST_ROW = 4, MARK_CELLS = 2, HELP_LINES = 2 };

static const char *name_of(const App *app, const char *id) {
  const Person *person = id != NULL ? store_person(app->scene->store, id) : NULL;
  return person != NULL ? person->name : id != NULL ? id : "";
}

/* ---- head ----------------------------------------------------------------------------------------------------------------------- */

static void put_count(GString *out, guint n, const char *what) {
  if (n > 0) {
    g_string_append_printf(out, " · %s %u", what, n);
  }
}

static void draw_head(const App *app, Canvas *canvas) {
  const RunnerView *runner = &app->runner;
  const RunState *state = runner->state;
  const RunTally *tally = &state->tally;
  g_autoptr(GString) counts = g_string_new(NULL);
  g_string_append_printf(counts, "%s · 答了 %u/%u 项", words_run_stage[state->stage].title, tally->answered,
                         tally->total);
  put_count(counts, tally->required - tally->required_answered, "必答还差");
  put_count(counts, tally->evidence_missing, "缺凭证");
  put_count(counts, tally->seconds_missing, "待复核");
  put_count(counts, tally->failed, "不合格");
  put_count(counts, state->fixes_open, "整改未关闭");
  if (state->stage == RUN_OPEN && tally->total > 0 && tally->answered == tally->total && tally->evidence_missing == 0 &&
      tally->seconds_missing == 0) {
    g_string_append(counts, " · 答完了，按 F 完成"); /* or the last answer looks like the end */
  }
  canvas_put(canvas, HEAD_ROW, 1, runner->title, ATTR_BOLD | ATTR_ACCENT);
  const char *newer = runner->newer ? "有新版本，按 U 换用" : "";
  int room = canvas->columns - 2 - text_width(newer);
  canvas_field(canvas, HEAD_ROW + 1, 1, room - 1, counts->str, ATTR_BOLD);
  canvas_put(canvas, HEAD_ROW + 1, room + 1, newer, ATTR_BOLD | ATTR_ALERT);
  g_autoptr(GString) people = g_string_new(NULL);
  const char *inspector = state->inspector != NULL ? state->inspector : runner->by;
  if (inspector != NULL) {
    g_string_append_printf(people, "检查人 %s", name_of(app, inspector));
    if (state->inspector == NULL && inspector != app->who) {
      g_string_append_printf(people, "（%s 代录）", name_of(app, app->who));
    }
  }
  if (state->second != NULL) {
    g_string_append_printf(people, " · 复核人 %s", name_of(app, state->second));
  }
  g_autofree char *cut = text_cut(people->str, canvas->columns / 2);
  canvas_put(canvas, HEAD_ROW, canvas->columns - text_width(cut) - 1, cut, ATTR_PLAIN);
}

/* ---- rows ----------------------------------------------------------------------------------------------------------------------- */

/* What was said of a row, in the order of its items. *bad: something is wrong with it. */
static char *row_summary(const RunnerView *runner, guint row, gboolean *bad) {
  GString *out = g_string_new(NULL);
  gboolean waits = FALSE, evidence = FALSE, second = FALSE;
  for (guint item = 0; item < runner->state->n_items; item++) {
    const Answer *cell = runner_cell(runner, row, item);
    const ChecklistItem *asked = runner_item(runner, item);
    if (!cell->relevant) {
      continue;
    }
    *bad = *bad || cell->failing;
    waits = waits || (asked->required && cell->state == ANSWER_NONE);
    evidence = evidence || cell_lacks_evidence(asked, cell);
    second = second || (cell->wants_second && !cell->seconded);
    if (cell->state != ANSWER_NONE) {
      g_autofree char *said = runner_answer(asked, cell);
      g_string_append_printf(out, "%s%s", out->len > 0 ? " · " : "", said);
    }
  }
  g_string_prepend(out, second ? "待复核 " : "");
  g_string_prepend(out, evidence ? "缺凭证 " : "");
  g_string_prepend(out, waits && out->len > 0 ? "待答 " : waits ? "未答" : "");
  *bad = *bad || evidence;
  return g_string_free(out, FALSE);
}

static void draw_rows(const App *app, Canvas *canvas, int height) {
  const RunnerView *runner = &app->runner;
  int n = (int)runner->state->rows->len, digits = n > 9999 ? 5 : n > 999 ? 4 : n > 99 ? 3 : 2;
  int title = MARK_CELLS + digits + 1, said = title + (canvas->columns - title) * 11 / 20;
  for (int i = 0; i < height && runner->top + i < n; i++) {
    guint row = (guint)(runner->top + i);
    gboolean on = row == runner->row, bad = FALSE;
    Attr attr = on ? ATTR_REVERSE | ATTR_BOLD : ATTR_PLAIN;
    g_autofree char *summary = row_summary(runner, row, &bad), *number = g_strdup_printf("%*u", digits, row + 1);
    canvas_field(canvas, LIST_ROW + i, 0, canvas->columns, on ? ">" : "", attr);
    canvas_put(canvas, LIST_ROW + i, MARK_CELLS, number, on ? attr : ATTR_DIM);
    canvas_field(canvas, LIST_ROW + i, title, said - title - 1, runner_row(runner, row)->title, attr);
    canvas_field(canvas, LIST_ROW + i, said, canvas->columns - said - 1, summary, bad ? attr | ATTR_ALERT : attr);
  }
}

/* ---- the row where one is --------------------------------------------------------------------------------------------------------- */

static void put_evidence(const Answer *cell, GString *out) {
  if (cell->evidence != NULL && cell->evidence->len > 0) {
    g_autofree char *first = runner_evidence(g_ptr_array_index(cell->evidence, 0));
    g_string_append_printf(out, "　凭证：%s", first);
    if (cell->evidence->len > 1) {
      g_string_append_printf(out, " 等 %u 件", cell->evidence->len);
    }
  }
}

static char *item_line(const App *app, guint item, gboolean here) {
  const RunnerView *runner = &app->runner;
  const ChecklistItem *asked = runner_item(runner, item);
  const Answer *cell = runner_cell(runner, runner->row, item);
  GString *out = g_string_new(NULL);
  g_autofree char *said = runner_answer(asked, cell);
  g_string_append_printf(out, "%s%s%s：", here ? "> " : "  ", asked->required ? "*" : "", asked->ask);
  g_string_append(out, cell->state == ANSWER_NONE ? "——" : said);
  if (cell_lacks_evidence(asked, cell)) {
    g_string_append(out, "　缺凭证");
  }
  if (cell->wants_second) {
    g_string_append_printf(out, "　%s%s", cell->seconded ? "已复核 " : "待复核",
                           cell->seconded ? name_of(app, cell->second) : "");
  }
  put_evidence(cell, out);
  if (cell->fix > 0) {
    const Fix *fix = g_ptr_array_index(runner->state->fixes, cell->fix - 1);
    g_string_append_printf(out, "　整改 %u：%s", cell->fix, words_fix_stage[fix->stage].title);
  }
  if (cell->state != ANSWER_NONE) {
    g_string_append_printf(out, "　%s", name_of(app, cell->by));
    if (cell->recorded_by != NULL) {
      g_string_append_printf(out, "（%s 代录）", name_of(app, cell->recorded_by));
    }
  }
  return g_string_free(out, FALSE);
}

static char *how_to(const App *app) {
  const RunnerView *runner = &app->runner;
  const ChecklistItem *item = runner_item(runner, runner->item);
  if (runner->state->stage == RUN_AWAITING) {
    return g_strdup("检查人已确认。按 F 请复核人确认；要改先按 r 重新打开。");
  }
  if (runner->state->stage == RUN_FINISHED) {
    return g_strdup("这次检查已经完成。要改先按 r 重新打开。");
  }
  g_autofree char *takes = runner_takes(item);
  return g_strdup_printf("%s%s%s", takes, item->required ? "，n 不适用" : "，可以不答",
                         item->evidence == EVIDENCE_ALWAYS    ? "；要附凭证（e）"
                         : item->evidence == EVIDENCE_ON_FAIL ? "；不合格要附凭证（e）"
                                                              : "");
}

static void draw_details(const App *app, Canvas *canvas, int row, int height) {
  const RunnerView *runner = &app->runner;
  const Row *of = runner_row(runner, runner->row);
  int end = row + height - 1; /* of the items; the last line says how to answer */
  g_autofree char *head = g_strdup_printf("%u　%s", runner->row + 1, of->title);
  g_auto(GStrv) title = text_wrap(head, canvas->columns - 2);
  for (int i = 0; i < HELP_LINES && title[i] != NULL; i++) {
    canvas_put(canvas, row++, 1, title[i], ATTR_BOLD);
  }
  g_auto(GStrv) help = of->help != NULL ? text_wrap(of->help, canvas->columns - 2) : g_new0(char *, 1);
  for (int i = 0; i < HELP_LINES && help[i] != NULL; i++) {
    canvas_put(canvas, row++, 1, help[i], ATTR_DIM);
  }
  int n = 0, here = 0, room = end - row;
  for (guint item = 0; item < runner->state->n_items; item++) {
    here = item == runner->item ? n : here;
    n += runner_cell(runner, runner->row, item)->relevant;
  }
  int top = app_top_for(here - room / 2, here, n, room), at = 0;
  for (guint item = 0; item < runner->state->n_items; item++) {
    if (runner_cell(runner, runner->row, item)->relevant && at++ >= top && row < end) {
      gboolean on = item == runner->item;
      g_autofree char *line = item_line(app, item, on);
      Attr bad = runner_cell(runner, runner->row, item)->failing ? ATTR_ALERT : ATTR_PLAIN;
      canvas_field(canvas, row++, 1, canvas->columns - 2, line, (on ? ATTR_BOLD : ATTR_PLAIN) | bad);
    }
  }
  g_autofree char *how = how_to(app);
  canvas_field(canvas, end, 1, canvas->columns - 2, how, ATTR_DIM);
}

void view_run(const App *app, Canvas *canvas) {
  const RunnerView *runner = &app->runner;
  int height = layout_run(app), below = LIST_ROW + height;
  if (runner->state == NULL) {
    canvas_put(canvas, BODY_ROW, 1, "没有打开的检查。", ATTR_PLAIN);
    return;
  }
  draw_head(app, canvas);
  canvas_rule(canvas, LIST_ROW - 1);
  if (runner->state->rows->len == 0) {
    canvas_put(canvas, LIST_ROW, 1, "登记表里没有要处理的行，没有要答的。按 F 完成。", ATTR_PLAIN);
    return;
  }
  draw_rows(app, canvas, height);
  canvas_rule(canvas, below);
  draw_details(app, canvas, below + 1, canvas->rows - FOOT_ROWS - below - 1);
  if (app->notice == NULL) {
    g_autofree char *count = g_strdup_printf("第 %u 行，共 %u 行", runner->row + 1, runner->state->rows->len);
    canvas_put(canvas, canvas->rows - 2, canvas->columns - text_width(count) - 1, count, ATTR_DIM);
  }
}
