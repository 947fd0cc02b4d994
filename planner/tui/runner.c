/* Places in a run, and its answers in words. Only looks. */
#include "tui/runner.h"
#include "base/decimal.h"
#include "run/cells.h"
#include "run/run.h"
#include <string.h>

void runnerstep_clear(RunnerStep *step) {
  g_free(step->row);
  g_free(step->item);
  g_free(step->value);
  g_free(step->reason);
  g_free(step->path);
  evidence_free(step->evidence);
  if (step->pin != NULL) {
    memset(step->pin, 0, strlen(step->pin));
  }
  g_free(step->pin);
  *step = (RunnerStep){.kind = EVENT_MOVE};
}

void runner_init(RunnerView *runner) {
  runner->wants_row = runner->wants_item = G_MAXUINT;
  runner->step.kind = EVENT_MOVE;
}

void runner_clear(RunnerView *runner) {
  g_free(runner->key);
  g_free(runner->title);
  g_clear_pointer(&runner->choices, g_ptr_array_unref);
  runnerstep_clear(&runner->step);
}

/* ---- places --------------------------------------------------------------------------------------------------------------------- */

const Row *runner_row(const RunnerView *runner, guint row) {
  return g_ptr_array_index(runner->state->rows, row);
}

const ChecklistItem *runner_item(const RunnerView *runner, guint item) {
  return g_ptr_array_index(runner->state->checklist->items, item);
}

const Answer *runner_cell(const RunnerView *runner, guint row, guint item) {
  return run_cell(runner->state, row, item);
}

static guint n_rows(const RunnerView *runner) {
  return runner->state != NULL ? runner->state->rows->len : 0;
}

void runner_settle(RunnerView *runner) {
  guint n = n_rows(runner);
  if (n == 0) {
    runner->row = runner->item = 0;
    return;
  }
  runner->row = MIN(runner->row, n - 1);
  runner->item = MIN(runner->item, runner->state->n_items - 1);
  while (runner->item > 0 && !runner_cell(runner, runner->row, runner->item)->relevant) {
    runner->item--;
  }
}

gboolean runner_to(RunnerView *runner, guint row, guint item) {
  if (row >= n_rows(runner) || item >= runner->state->n_items) {
    return FALSE;
  }
  runner->row = row;
  runner->item = item;
  runner_settle(runner);
  return TRUE;
}

void runner_rows(RunnerView *runner, int rows) {
  gint64 row = (gint64)runner->row + rows;
  guint n = n_rows(runner);
  runner->row = n == 0 ? 0 : (guint)CLAMP(row, 0, (gint64)n - 1);
  runner->item = 0;
  for (guint item = 0; n > 0 && item < runner->state->n_items; item++) {
    if (runner_open_cell(runner, runner->row, item)) {
      runner->item = item;
      break;
    }
  }
  runner_settle(runner);
}

void runner_on(RunnerView *runner) {
  guint n = n_rows(runner), items = n > 0 ? runner->state->n_items : 0;
  for (gsize at = (gsize)runner->row * items + runner->item; at < (gsize)n * items; at++) {
    if (runner_open_cell(runner, (guint)(at / items), (guint)(at % items))) {
      runner_to(runner, (guint)(at / items), (guint)(at % items));
      return;
    }
  }
}

void runner_items(RunnerView *runner, int items) {
  for (guint item = runner->item + (guint)items; n_rows(runner) > 0 && item < runner->state->n_items;
       item += (guint)items) {
    if (runner_cell(runner, runner->row, item)->relevant) {
      runner->item = item;
      return;
    }
  }
}

gboolean runner_open_cell(const RunnerView *runner, guint row, guint item) {
  const Answer *cell = runner_cell(runner, row, item);
  const ChecklistItem *asked = runner_item(runner, item);
  return cell->relevant && ((asked->required && cell->state == ANSWER_NONE) || cell_lacks_evidence(asked, cell) ||
                            (cell->wants_second && !cell->seconded));
}

gboolean runner_next(RunnerView *runner) {
  guint n = n_rows(runner), items = n > 0 ? runner->state->n_items : 0;
  gsize all = (gsize)n * items, here = (gsize)runner->row * items + runner->item;
  for (int must = TRUE; must >= FALSE; must--) {
    for (gsize i = 1; i <= all; i++) {
      gsize at = (here + i) % all;
      guint row = (guint)(at / items), item = (guint)(at % items);
      const Answer *cell = runner_cell(runner, row, item);
      if (must ? runner_open_cell(runner, row, item) : cell->relevant && cell->state == ANSWER_NONE) {
        return runner_to(runner, row, item);
      }
    }
  }
  return FALSE;
}

guint runner_open_passes(const RunnerView *runner) {
  guint count = 0;
  for (guint row = 0; row < n_rows(runner); row++) {
    for (guint item = 0; item < runner->state->n_items; item++) {
      const Answer *cell = runner_cell(runner, row, item);
      count += cell->relevant && cell->state == ANSWER_NONE && runner_item(runner, item)->type == ITEM_PASS_FAIL;
    }
  }
  return count;
}

/* ---- words ---------------------------------------------------------------------------------------------------------------------- */

char *runner_answer(const ChecklistItem *item, const Answer *cell) {
  if (cell->state == ANSWER_NONE) {
    return g_strdup("");
  }
  if (cell->state == ANSWER_NA) {
    return g_strdup_printf("不适用（%s）", cell->text);
  }
  if (item->type == ITEM_PASS_FAIL || item->type == ITEM_CONFIRM) {
    for (const Word *word = words_answer; word->id != NULL; word++) {
      if (strcmp(word->id, cell->text) == 0) {
        return g_strdup(word->title);
      }
    }
  }
  gboolean unit = item->type == ITEM_NUMBER && item->unit != NULL;
  return unit                       ? g_strdup_printf("%s %s", cell->text, item->unit)
         : item->type == ITEM_SCORE ? g_strdup_printf("%s 分", cell->text)
                                    : g_strdup(cell->text);
}

char *runner_evidence(const Evidence *evidence) {
  switch (evidence->kind) {
  case EVIDENCE_FILE:
    return g_strdup_printf("照片/文件 %s", evidence->name);
  case EVIDENCE_PAPER:
    return g_strdup_printf("纸质凭证 %s，第 %s 页，%s保管", evidence->folder, evidence->page, evidence->keeper);
  default:
    return g_strdup_printf("链接 %s", evidence->link);
  }
}

static void put_range(const ChecklistItem *item, GString *out) {
  g_autofree char *low = decimal_text(item->min), *high = decimal_text(item->max);
  if (item->has_min && item->has_max) {
    g_string_append_printf(out, "，%s 到 %s", low, high);
  } else if (item->has_min || item->has_max) {
    g_string_append_printf(out, "，不%s于 %s", item->has_min ? "小" : "大", item->has_min ? low : high);
  }
  if (item->unit != NULL) {
    g_string_append_printf(out, " %s", item->unit);
  }
}

char *runner_takes(const ChecklistItem *item) {
  GString *out = g_string_new(NULL);
  switch (item->type) {
  case ITEM_PASS_FAIL:
    g_string_append(out, "1 合格，2 不合格");
    break;
  case ITEM_CONFIRM:
    g_string_append(out, "1 是，2 否");
    break;
  case ITEM_CHOICE:
    for (guint i = 0; i < 9 && item->choices[i] != NULL; i++) {
      g_string_append_printf(out, "%s%u %s", i > 0 ? "，" : "", i + 1, item->choices[i]);
    }
    break;
  case ITEM_NUMBER:
    g_string_append(out, "回车填数字");
    put_range(item, out);
    break;
  case ITEM_SCORE:
    g_string_append(out, "回车打分");
    put_range(item, out);
    break;
  case ITEM_DATE:
    g_string_append(out, "回车填日期");
    break;
  case ITEM_TIME:
    g_string_append(out, "回车填时间");
    break;
  default:
    g_string_append(out, "回车写文字");
  }
  return g_string_free(out, FALSE);
}
