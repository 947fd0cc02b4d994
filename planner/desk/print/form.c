/* An empty form of a checklist on paper: boxes to tick, lines to write on, and the form's code, by which what was written can be typed in for the right run. */
#include "desk/forms/formlayout.h"
#include "desk/forms/formmake.h"
#include "desk/print/sheets.h"
#include "desk/runs/answers.h"
#include <string.h>

#define BY_HAND 2.6 /* em: a row to write into */
enum { BLANK_ROWS = 6, BLANK_GROUPS = 3, BOXES_MOST = 12 };

/* What stands in each row of a column. */
typedef struct {
  const char *tick; /* not NULL: a box to tick before this word, or before each of these lines; interned */
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

/* What there is to choose from, a line each; NULL where the answer is written, as it is where the list is so long that it would fill the sheet. */
static const char *choices_of(const ChecklistItem *item) {
  g_autofree char *lines = NULL;
  switch (item->type) {
  case ITEM_PASS_FAIL:
    lines = g_strdup_printf("%s\n%s", words_answer[0].title, words_answer[1].title);
    break;
  case ITEM_CONFIRM:
    lines = g_strdup_printf("%s\n%s", words_answer[2].title, words_answer[3].title);
    break;
  case ITEM_CHOICE:
    if (g_strv_length(item->choices) > BOXES_MOST) {
      return NULL;
    }
    lines = g_strjoinv("\n", item->choices);
    break;
  default:
    return NULL;
  }
  return intern_string(lines);
}

/* 合格 and 不合格, each in a column of its own; what is asked stands above the first. */
static void add_words(Form *form, const ChecklistItem *item, const char *ask, guint first) {
  for (guint i = first; i < first + 2; i++) {
    g_autofree char *key = g_strdup_printf("%s_%s", item->id, words_answer[i].id);
    g_autofree char *title = i == first ? g_strdup(ask) : g_strdup(words_answer[i].title);
    add(form, key, title, 0, 4.5, words_answer[i].title);
  }
}

static void add_item(Form *form, const ChecklistItem *item) {
  g_autofree char *ask = formlayout_ask(form->state->checklist, item);
  if (item->type == ITEM_PASS_FAIL || item->type == ITEM_CONFIRM) {
    add_words(form, item, ask, item->type == ITEM_PASS_FAIL ? 0 : 2);
  } else {
    const char *choices = choices_of(item);
    g_autofree char *words = item->type == ITEM_CHOICE && choices == NULL ? g_strjoinv("、", item->choices) : NULL;
    g_autofree char *title = words != NULL ? g_strdup_printf("%s（%s）", ask, words) : g_strdup(ask);
    add(form, item->id, title, item->type == ITEM_TEXT ? 2 : 1, item->type == ITEM_TEXT ? 7 : 5, choices);
  }
}

static char *title_of(const Row *row) {
  return row->help != NULL ? g_strdup_printf("%s\n%s", row->title, row->help) : g_strdup(row->title);
}

/* `title` NULL: to be written by hand, as the rest. */
static void put_row(const Form *form, SheetTable *table, guint number, const char *title) {
  g_autofree char *n = g_strdup_printf("%u", number);
  for (guint c = 0; c < form->kinds->len; c++) {
    const Column *column = &g_array_index(form->kinds, Column, c);
    if (column->tick != NULL) {
      sheet_cell_tick(table, TICK_EMPTY, column->tick);
    } else {
      sheet_cell(table, c == 0 ? n : c == 1 ? title : NULL);
    }
  }
  sheet_end_row(table);
}

static void put_rows(const Form *form, SheetTable *table) {
  for (guint r = 0; r < form->state->rows->len; r++) {
    g_autofree char *title = title_of(g_ptr_array_index(form->state->rows, r));
    put_row(form, table, r + 1, title);
  }
  for (guint r = 0; form->state->rows->len == 0 && r < BLANK_ROWS; r++) {
    put_row(form, table, r + 1, NULL);
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
  if (form->state->n_items == 0) {
    add(form, "result", "结果", 2, 7, NULL);
  }
  add(form, "reason", "不适用的理由", 1, 5, NULL);
  add(form, "proof", "凭证", 1, 5, NULL);
  put_rows(form, begin_table(form));
}

static void put_group(const Form *form, SheetTable *table, const char *title) {
  sheet_group(table, title);
  for (guint i = 0; i < form->state->n_items; i++) {
    const ChecklistItem *item = item_at(form->state, i);
    const char *choices = choices_of(item);
    g_autofree char *ask = formlayout_ask(form->state->checklist, item);
    g_autofree char *hint = choices != NULL ? g_strdup("选一个打勾") : answers_hint(item);
    sheet_cell(table, ask);
    sheet_cell(table, hint);
    if (choices != NULL) {
      sheet_cell_tick(table, TICK_EMPTY, choices);
    } else {
      sheet_cell(table, NULL);
    }
    sheet_cell(table, NULL);
    sheet_cell(table, NULL);
    sheet_end_row(table);
  }
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
    put_group(form, table, group);
  }
  for (guint r = 0; form->state->rows->len == 0 && r < BLANK_GROUPS; r++) {
    g_autofree char *group = g_strdup_printf("%u　检查内容：", r + 1);
    put_group(form, table, group);
  }
}

/* Of the run, or of some rows of it. */
static gboolean asks_second(const Checklist *checklist) {
  gboolean asks = checklist->second != SECOND_NONE;
  for (guint i = 0; i < checklist->items->len; i++) {
    asks = asks || ((const ChecklistItem *)g_ptr_array_index(checklist->items, i))->second != SECOND_NONE;
  }
  return asks;
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
  if (state->rows->len == 0) {
    sheet_text(sheet, TEXT_PLAIN, "下面是空行：查了什么写什么，一件一行；不够就再印一张。");
  }
  layout->tall ? put_down(&form) : put_across(&form);
  sheet_field(sheet, "备注", NULL);
  sheet_text(sheet, TEXT_SMALL, "不适用的写明理由。没有发现问题的也要逐项打勾，不能空着。");
  sheet_signature(sheet, "检查人", NULL, NULL);
  if (asks_second(state->checklist)) {
    sheet_signature(sheet, "复核人", NULL, NULL);
  }
  sheet_signature(sheet, "店长", NULL, NULL);
  sheet_text(sheet, TEXT_SMALL, small);
}

/* WHICH is a checklist, or the occurrence of a task. */
DeskResult print_form(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const gboolean occurrence = strchr(ask->which, '@') != NULL;
  const FormAsk form = {.checklist = occurrence ? NULL : ask->which,
                        .occurrence = occurrence ? ask->which : ask->occurrence,
                        .department = ask->department,
                        .by_hand = TRUE};
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
