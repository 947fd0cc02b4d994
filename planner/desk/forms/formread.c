/* From cells to answers. */
#include "desk/forms/formread.h"
#include "base/text.h"
#include "desk/forms/formlayout.h"
#include "desk/forms/formvalue.h"
#include "out/formsheet.h"
#include "run/run.h"
#include <string.h>

enum { CODE_ROWS = 60, SHOWN = 30 };

void foundform_free(FoundForm *form) {
  if (form != NULL) {
    formcode_clear(&form->code);
    g_free(form);
  }
}

static char *shown(const char *text) {
  g_autofree char *clean = text_shown(text);
  return text_limit_chars(clean, SHOWN);
}

/* ---- which sheets ---------------------------------------------------------------------------------------------------------------------- */

static const TableRow *row_marked(const Table *table, const char *mark) {
  for (guint r = 0; r < table->n_rows; r++) {
    if (strcmp(table_cell(&table->rows[r], 0), mark) == 0) {
      return &table->rows[r];
    }
  }
  return NULL;
}

/* A code that stands anywhere else than it should: the marks are gone. */
static gboolean has_code(const Table *table, Pos *pos) {
  for (guint r = 0; r < MIN(table->n_rows, (guint)CODE_ROWS); r++) {
    const TableRow *row = &table->rows[r];
    for (guint c = 0; c < row->n_cells; c++) {
      g_auto(FormCode) code = {0};
      g_autofree char *problem = NULL;
      if (g_str_has_prefix(row->cells[c].text, "表单号") || formcode_parse(row->cells[c].text, &code, &problem)) {
        *pos = table_pos(table, row, c);
        return TRUE;
      }
    }
  }
  return FALSE;
}

static void find_in(const Workbook *book, const Table *table, GPtrArray *found, GPtrArray *others, DiagList *diags) {
  const TableRow *row = row_marked(table, MARK_CODE);
  Pos pos;
  if (row == NULL && has_code(table, &pos)) {
    Diag *diag = diag_add(diags, E116, pos, "这张表左边隐藏的一列（行的代号）不见了，认不出哪一行是哪一行。");
    diag_fix(diag, "用 ready315 form 重新写一份，把答案填到新的表上。不要只复制看得见的格子。");
    return;
  }
  const TableRow *marks = row == NULL ? row_marked(table, MARK_ITEMS) : NULL;
  if (marks != NULL) {
    Diag *diag = diag_add(diags, E115, table_pos(table, marks, 1), "这张表的表单号不见了，不知道是哪一次检查的。");
    diag_fix(diag, "用 ready315 form 重新写一份，把答案填到新的表上。");
    return;
  }
  if (row == NULL) {
    if (table->n_rows > 0) {
      g_ptr_array_add(others, (gpointer)(guintptr)table);
    }
    return;
  }
  FoundForm *form = g_new0(FoundForm, 1);
  g_autofree char *problem = NULL;
  *form = (FoundForm){.table = table, .from_1904 = book->from_1904, .pos = table_pos(table, row, 1)};
  if (formcode_parse(table_cell(row, 1), &form->code, &problem)) {
    g_ptr_array_add(found, form);
    return;
  }
  diag_fix(diag_add(diags, E115, form->pos, "%s", problem),
           "表单号不要改动。撤销改动，或用 ready315 form 重新写一份，把答案填到新的表上。");
  foundform_free(form);
}

GPtrArray *formread_find(const char *file, const Workbook *book, DiagList *diags) {
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)foundform_free);
  g_autoptr(GPtrArray) others = g_ptr_array_new();
  const guint before = diag_count(diags, DIAG_ERROR);
  for (guint i = 0; i < book->n_sheets; i++) {
    find_in(book, book->sheets[i], found, others, diags);
  }
  if (found->len == 0 && diag_count(diags, DIAG_ERROR) == before) {
    Diag *diag = diag_add(diags, E115, pos_of_file(file), "这个工作簿里没有 ready315 form 写的表，没有表单号。");
    diag_fix(diag, "核对是不是选错了文件。自己做的表，用 run --answers 录入。");
  }
  for (guint i = 0; found->len > 0 && i < others->len; i++) {
    const Table *table = g_ptr_array_index(others, i);
    if (strcmp(table->sheet, FORM_SPARE_SHEET) != 0) {
      diag_add(diags, W007, table_pos(table, &table->rows[0], 0), "工作表“%s”没有表单号，没有读。", table->sheet);
    }
  }
  return found;
}

/* ---- one sheet ------------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoundForm *form;
  const RunState *state;
  const FormLayout *layout;
  DiagList *diags;
  Answers *answers;

  int *at;          /* layout column → column of the sheet, -1 */
  guint n_marked;   /* columns of the marks' row */
  gboolean *marked; /* column of the sheet → it has a mark */
} Reading;

static const LayoutColumn *column_at(const Reading *reading, guint i) {
  return g_ptr_array_index(reading->layout->columns, i);
}

static const ChecklistItem *item_at(const Reading *reading, guint item) {
  return g_ptr_array_index(reading->state->checklist->items, item);
}

static Pos place(const Reading *reading, const TableRow *row, int column) {
  return table_pos(reading->form->table, row, (guint)MAX(column, 0));
}

static void renew(Diag *diag) {
  diag_fix(diag, "改回原来的样子；改不回来，就用 ready315 form 重新写一份，把答案填到新的表上。");
}

static void changed(const Reading *reading, const TableRow *row, int column, const char *is, const char *was) {
  g_autofree char *now = shown(is), *before = shown(was);
  renew(*now != '\0'
            ? diag_add(reading->diags, E116, place(reading, row, column), "这里被改成了“%s”，原来是“%s”。", now, before)
            : diag_add(reading->diags, E116, place(reading, row, column), "这里被清空了，原来是“%s”。", before));
}

/* Which column of the sheet is which of the layout; FALSE when answers cannot be told apart. */
static gboolean find_columns(Reading *reading, const TableRow *marks) {
  gboolean fine = TRUE;
  reading->n_marked = marks->n_cells;
  reading->marked = g_new0(gboolean, marks->n_cells + 1);
  for (guint i = 0; i < reading->layout->columns->len; i++) {
    const LayoutColumn *column = column_at(reading, i);
    reading->at[i] = -1;
    for (guint c = 1; c < marks->n_cells; c++) {
      if (strcmp(marks->cells[c].text, column->mark) != 0) {
        continue;
      }
      if (reading->at[i] >= 0) {
        renew(diag_add(reading->diags, E116, place(reading, marks, (int)c), "“%s”这一列有两份。", column->heading));
        fine = FALSE;
      }
      reading->at[i] = (int)c;
      reading->marked[c] = TRUE;
    }
    if (reading->at[i] < 0 && column->kind != LAYOUT_NUMBER && column->kind != LAYOUT_HELP) {
      g_autofree char *heading = shown(column->heading);
      renew(diag_add(reading->diags, E116, place(reading, marks, 0), "“%s”这一列不见了。", heading));
      fine = FALSE;
    }
  }
  for (guint c = 1; c < marks->n_cells; c++) {
    const char *mark = marks->cells[c].text;
    if (*mark != '\0' && !reading->marked[c]) {
      g_autofree char *word = shown(mark);
      renew(diag_add(reading->diags, E101, place(reading, marks, (int)c), "「%s」里没有“%s”这一列。",
                     reading->state->checklist->title, word));
      fine = FALSE;
    }
  }
  return fine;
}

static void check_headings(const Reading *reading) {
  const TableRow *heads = row_marked(reading->form->table, MARK_HEADS);
  for (guint i = 0; heads != NULL && i < reading->layout->columns->len; i++) {
    const char *text = table_cell(heads, reading->at[i]);
    if (reading->at[i] >= 0 && !formvalue_same(text, column_at(reading, i)->heading)) {
      changed(reading, heads, reading->at[i], text, column_at(reading, i)->heading);
    }
  }
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------------------ */

/* Text in columns that the form does not have. */
static void warn_beside(const Reading *reading, const TableRow *row) {
  for (guint c = 1; c < row->n_cells; c++) {
    if (*row->cells[c].text != '\0' && (c >= reading->n_marked || !reading->marked[c])) {
      g_autofree char *word = shown(row->cells[c].text);
      diag_add(reading->diags, W007, place(reading, row, (int)c), "“%s”不在要填的格子里，没有读。", word);
    }
  }
}

/* A row without a mark: somebody put it in. */
static void take_stray(const Reading *reading, const TableRow *row) {
  for (guint i = 0; i < reading->layout->columns->len; i++) {
    const LayoutColumn *column = column_at(reading, i);
    const char *text = table_cell(row, reading->at[i]);
    if (column->kind >= LAYOUT_VALUE && *text != '\0') {
      g_autofree char *word = shown(text);
      Diag *diag = diag_add(reading->diags, E116, place(reading, row, reading->at[i]),
                            "这一行是后来插进来的，没有行的代号，不知道“%s”答的是什么。", word);
      diag_fix(diag, "把内容移到表上原有的行里，删掉插进来的行。");
      return;
    }
  }
  for (guint c = 1; c < row->n_cells; c++) {
    if (*row->cells[c].text != '\0') {
      g_autofree char *word = shown(row->cells[c].text);
      diag_add(reading->diags, W007, place(reading, row, (int)c), "“%s”不在要填的格子里，没有读。", word);
    }
  }
}

/* The row and, in a tall layout, the item that a mark names. */
static gboolean find_row(const Reading *reading, const TableRow *row, guint *index, guint *item) {
  const char *mark = table_cell(row, 0);
  const char *bar = reading->layout->tall ? strrchr(mark, '|') : NULL;
  g_autofree char *id = bar != NULL ? g_strndup(mark, (gsize)(bar - mark)) : NULL;
  *index = run_row(reading->state, id != NULL ? id : mark);
  *item = bar != NULL ? run_item(reading->state, bar + 1) : 0;
  if (*index != G_MAXUINT && *item != G_MAXUINT && (bar != NULL || !reading->layout->tall)) {
    return TRUE;
  }
  g_autofree char *word = shown(mark);
  renew(diag_add(reading->diags, E100, place(reading, row, 0), "「%s」这一次没有“%s”这一行。",
                 reading->state->checklist->title, word));
  return FALSE;
}

static void check_titles(const Reading *reading, const TableRow *row, guint index, guint item) {
  for (guint i = 0; i < reading->layout->columns->len; i++) {
    const LayoutColumn *column = column_at(reading, i);
    const char *text = table_cell(row, reading->at[i]);
    if (column->kind == LAYOUT_ROW) {
      const char *title = ((const Row *)g_ptr_array_index(reading->state->rows, index))->title;
      if (!formvalue_same(text, title)) {
        changed(reading, row, reading->at[i], text, title);
      }
    } else if (column->kind == LAYOUT_ASK) {
      g_autofree char *ask = formlayout_ask(reading->state->checklist, item_at(reading, item));
      if (!formvalue_same(text, ask)) {
        changed(reading, row, reading->at[i], text, ask);
      }
    }
  }
}

typedef struct {
  const Reading *reading;
  const TableRow *row;
  const Row *of;
  const char *reason;
  int reason_at;
  gboolean reason_used;
  gboolean any; /* something was answered */
} Line;

static GivenAnswer *give(Line *line, guint item, int column) {
  GivenAnswer *given = answers_add(line->reading->answers);
  const Pos pos = place(line->reading, line->row, column);
  said_set(&given->row, line->of->id, pos);
  said_set(&given->item, item_at(line->reading, item)->id, pos);
  return given;
}

static int proof_column(const Reading *reading, guint item) {
  for (guint i = 0; i < reading->layout->columns->len; i++) {
    const LayoutColumn *column = column_at(reading, i);
    if (column->kind == LAYOUT_PROOF && (column->item == item || column->item == G_MAXUINT)) {
      return reading->at[i];
    }
  }
  return -1;
}

static void take_value(Line *line, guint item, int column) {
  const Reading *reading = line->reading;
  const char *text = table_cell(line->row, column);
  const int proofs_at = proof_column(reading, item);
  const char *proofs = table_cell(line->row, proofs_at);
  if (*text == '\0' && *proofs == '\0') {
    return;
  }
  GivenAnswer *given = give(line, item, *text != '\0' ? column : proofs_at);
  line->any = line->any || *text != '\0';
  if (*text != '\0' && formvalue_is_na(item_at(reading, item), text)) {
    line->reason_used = TRUE;
    said_set(&given->na, line->reason, place(reading, line->row, line->reason_at));
  } else if (*text != '\0') {
    g_autofree char *plain = formvalue_plain(item_at(reading, item), text, reading->form->from_1904);
    said_set(&given->value, plain, place(reading, line->row, column));
  }
  if (*proofs != '\0') {
    answers_take_proofs(given, proofs, place(reading, line->row, proofs_at), reading->diags);
  }
}

/* A reason and nothing else: the whole row does not apply. Items that are asked on a condition are then not asked. */
static void take_reason_alone(Line *line, guint only) {
  const Reading *reading = line->reading;
  for (guint i = 0; i < reading->state->n_items; i++) {
    if ((reading->layout->tall && i != only) || (!reading->layout->tall && item_at(reading, i)->when != NULL)) {
      continue;
    }
    GivenAnswer *given = give(line, i, line->reason_at);
    said_set(&given->na, line->reason, place(reading, line->row, line->reason_at));
  }
}

static void take_row(const Reading *reading, const TableRow *row) {
  guint index = 0, only = 0;
  warn_beside(reading, row);
  if (!find_row(reading, row, &index, &only)) {
    return;
  }
  check_titles(reading, row, index, only);
  Line line = {.reading = reading, .row = row, .of = g_ptr_array_index(reading->state->rows, index), .reason_at = -1};
  for (guint i = 0; i < reading->layout->columns->len; i++) {
    if (column_at(reading, i)->kind == LAYOUT_REASON) {
      line.reason_at = reading->at[i];
    }
  }
  line.reason = table_cell(row, line.reason_at);
  for (guint i = 0; i < reading->layout->columns->len; i++) {
    const LayoutColumn *column = column_at(reading, i);
    if (column->kind == LAYOUT_VALUE) {
      take_value(&line, column->item != G_MAXUINT ? column->item : only, reading->at[i]);
    }
  }
  if (*line.reason == '\0' || line.reason_used) {
    return;
  }
  if (!line.any) {
    take_reason_alone(&line, only);
    return;
  }
  Diag *diag = diag_add(reading->diags, E102, place(reading, row, line.reason_at),
                        "写了不适用的理由，这一行却没有哪一格选“" LAYOUT_NA "”。");
  diag_fix(diag, "把不适用的那一格改成“" LAYOUT_NA "”，或删掉理由。");
}

static void take_by(const Reading *reading) {
  const TableRow *row = row_marked(reading->form->table, MARK_BY);
  const char *text = row != NULL ? table_cell(row, 2) : "";
  Said *by = &reading->answers->by;
  if (*text != '\0') {
    said_set(by, text, place(reading, row, 2));
  } else {
    by->pos = row != NULL ? place(reading, row, 2) : reading->form->pos;
    by->width = 1;
  }
}

static void take_rows(const Reading *reading, const TableRow *marks) {
  const Table *table = reading->form->table;
  for (const TableRow *row = marks + 1; row < table->rows + table->n_rows; row++) {
    const char *mark = table_cell(row, 0);
    if (*mark == '\0') {
      take_stray(reading, row);
    } else if (*mark != ':') {
      take_row(reading, row);
    }
  }
}

Answers *formread_answers(const FoundForm *form, const RunState *state, char **note, DiagList *diags) {
  const TableRow *marks = row_marked(form->table, MARK_ITEMS);
  const TableRow *remark = row_marked(form->table, MARK_NOTE);
  g_autoptr(FormLayout) layout = formlayout_new(state->checklist, state->rows);
  g_autofree int *at = g_new0(int, layout->columns->len);
  Answers *answers = answers_new(form->table->file);
  Reading reading = {.form = form, .state = state, .layout = layout, .diags = diags, .answers = answers, .at = at};
  *note = NULL;
  take_by(&reading);
  if (marks == NULL) {
    renew(diag_add(diags, E116, form->pos, "这张表隐藏的一行（列的代号）不见了，认不出哪一列是哪一项。"));
    return answers;
  }
  if (find_columns(&reading, marks)) {
    check_headings(&reading);
    take_rows(&reading, marks);
  }
  if (remark != NULL && *table_cell(remark, 2) != '\0') {
    *note = text_clean(table_cell(remark, 2), FALSE);
  }
  g_free(reading.marked);
  return answers;
}
