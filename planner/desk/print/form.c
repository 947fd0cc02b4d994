/* An empty form of a checklist on paper: boxes to tick, lines to write on, and the form's code, by which what was written can be typed in for the right run. */
#include "desk/forms/formlayout.h"
#include "desk/forms/formmake.h"
#include "desk/print/sheets.h"
#include "desk/runs/answers.h"
#include <string.h>

#define BY_HAND 2.6 /* em: a row to write into */

/* What stands in each row of a column. */
typedef struct {
  const char *tick; /* not NULL: a box to tick before this word */
} Column;

typedef struct {
  Sheet *sheet;
  const RunState *state;
  GArray *columns; /* of SheetColumn */
  GArray *kinds;   /* of Column */
} Form;

static const ChecklistItem *item_at(const RunState *state, guint item) {
  return g_ptr_array_index(state->checklist->items, item);
}

/* Keys and headings live as long as the program: there are as many as checklists have items. */
static void add(Form *form, const char *key, const char *title, double weight, double min, const char *tick) {
  const SheetColumn column = {.key = intern_string(key), .title = intern_string(title), .weight = weight, .min = min};
  const Column kind = {tick};
  g_array_append_val(form->columns, column);
  g_array_append_val(form->kinds, kind);
}

/* 合格 and 不合格, each with its box; what is asked stands above the first. */
static void add_words(Form *form, const ChecklistItem *item, const char *ask, guint first) {
  for (guint i = first; i < first + 2; i++) {
    g_autofree char *key = g_strdup_printf("%s_%s", item->id, words_answer[i].id);
    g_autofree char *title = i == first ? g_strdup(ask) : g_strdup(words_answer[i].title);
    add(form, key, title, 0, 4.5, words_answer[i].title);
  }
}

static void add_item(Form *form, const ChecklistItem *item) {
  g_autofree char *ask = formlayout_ask(form->state->checklist, item);
  g_autofree char *choices = item->type == ITEM_CHOICE ? g_strjoinv("、", item->choices) : NULL;
  g_autofree char *title = choices != NULL ? g_strdup_printf("%s（%s）", ask, choices) : g_strdup(ask);
  if (item->type == ITEM_PASS_FAIL || item->type == ITEM_CONFIRM) {
    add_words(form, item, title, item->type == ITEM_PASS_FAIL ? 0 : 2);
  } else {
    add(form, item->id, title, item->type == ITEM_TEXT ? 2 : 1, item->type == ITEM_TEXT ? 7 : 5, NULL);
  }
}

static char *title_of(const Row *row) {
  return row->help != NULL ? g_strdup_printf("%s\n%s", row->title, row->help) : g_strdup(row->title);
}

static void put_rows(const Form *form, SheetTable *table) {
  for (guint r = 0; r < form->state->rows->len; r++) {
    g_autofree char *number = g_strdup_printf("%u", r + 1);
    g_autofree char *title = title_of(g_ptr_array_index(form->state->rows, r));
    for (guint c = 0; c < form->kinds->len; c++) {
      const Column *column = &g_array_index(form->kinds, Column, c);
      if (column->tick != NULL) {
        sheet_cell_tick(table, TICK_EMPTY, column->tick);
      } else {
        sheet_cell(table, c == 0 ? number : c == 1 ? title : NULL);
      }
    }
    sheet_end_row(table);
  }
}

static SheetTable *begin_table(const Form *form) {
  SheetTable *table =
      sheet_table(form->sheet, (const SheetColumn *)(gconstpointer)form->columns->data, form->columns->len);
  table->row_height = BY_HAND;
  sheet_key(form->sheet, "rows");
  return table;
}

static void put_across(Form *form) {
  add(form, "number", "序号", 0, 3, NULL);
  add(form, "row", "检查内容", 3, 9, NULL);
  for (guint i = 0; i < form->state->n_items; i++) {
    add_item(form, item_at(form->state, i));
  }
  add(form, "reason", "不适用的理由", 1, 5, NULL);
  add(form, "proof", "凭证", 1, 5, NULL);
  put_rows(form, begin_table(form));
}

/* A line an item, under each row's title. */
static void put_down(Form *form) {
  add(form, "ask", "检查项", 2, 10, NULL);
  add(form, "hint", "填什么", 1, 8, NULL);
  add(form, "value", "答案", 4, 16, NULL);
  add(form, "reason", "不适用的理由", 1, 5, NULL);
  add(form, "proof", "凭证", 1, 5, NULL);
  SheetTable *table = begin_table(form);
  for (guint r = 0; r < form->state->rows->len; r++) {
    const Row *row = g_ptr_array_index(form->state->rows, r);
    g_autofree char *group = g_strdup_printf("%u　%s", r + 1, row->title);
    sheet_group(table, group);
    for (guint i = 0; i < form->state->n_items; i++) {
      g_autofree char *ask = formlayout_ask(form->state->checklist, item_at(form->state, i));
      g_autofree char *hint = answers_hint(item_at(form->state, i));
      const char *cells[] = {ask, hint, NULL, NULL, NULL};
      for (guint c = 0; c < G_N_ELEMENTS(cells); c++) {
        sheet_cell(table, cells[c]);
      }
      sheet_end_row(table);
    }
  }
}

static void fill(const Desk *desk, const RunRef *ref, const RunState *state, const Department *department,
                 Sheet *sheet) {
  g_autoptr(FormLayout) layout = formlayout_new(state->checklist, state->rows);
  g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(SheetColumn));
  g_autoptr(GArray) kinds = g_array_new(FALSE, FALSE, sizeof(Column));
  g_autofree char *about = formmake_about(ref, state, department);
  g_autofree char *code = formmake_code(desk, state);
  g_autofree char *small = g_strdup_printf("表单号 %s", code);
  Form form = {sheet, state, columns, kinds};
  sheet_title(sheet, state->checklist->title, about);
  layout->tall ? put_down(&form) : put_across(&form);
  sheet_field(sheet, "备注", NULL);
  sheet_text(sheet, TEXT_SMALL, "不适用的写明理由。没有发现问题的也要逐项打勾，不能空着。");
  sheet_signature(sheet, "检查人", NULL, NULL);
  if (state->checklist->second != SECOND_NONE) {
    sheet_signature(sheet, "复核人", NULL, NULL);
  }
  sheet_text(sheet, TEXT_SMALL, small);
}

/* WHICH is a checklist, or the occurrence of a task. */
DeskResult print_form(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const gboolean occurrence = strchr(ask->which, '@') != NULL;
  const FormAsk form = {.checklist = occurrence ? NULL : ask->which,
                        .occurrence = occurrence ? ask->which : ask->occurrence,
                        .department = ask->department};
  g_autofree char *unknown = NULL;
  const Checklist *checklist = occurrence ? NULL : session_find_checklist(desk, ask->which, &unknown);
  if (checklist != NULL && checklist->source == SOURCE_REGISTER) {
    print_ledger(checklist, sheet);
    return DESK_DONE;
  }
  const Department *department = NULL;
  g_auto(RunRef) ref = {NULL, NULL, NULL};
  g_autoptr(RunState) state = formmake_choose(desk, &form, &ref, &department, problem, error);
  if (state == NULL) {
    return *problem != NULL ? DESK_REFUSED : DESK_FAULT;
  }
  fill(desk, &ref, state, department, sheet);
  return DESK_DONE;
}
