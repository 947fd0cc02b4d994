/* Answers as a table, one line an item: what Excel and WPS write. A line whose row is 其余 with the answer 合格 stands for 其余全部合格. */
#include "data/table.h"
#include "desk/runs/answers.h"
#include <string.h>

typedef enum { ROW_ID, ROW_TITLE, ITEM_ID, ITEM_TITLE, VALUE, NA, PROOF, BY, RECORDED_BY, N_COLUMNS } Column;
static const ColumnSpec *specs(void) {
  static const char *const row_id[] = {"行代号", "row", NULL}, *const row_title[] = {"行", "检查内容", NULL},
                           *const item_id[] = {"项代号", "item", NULL}, *const item_title[] = {"项", "检查项", NULL},
                           *const value[] = {"答案", "检查结果", "结果", "value", "answer", NULL},
                           *const na[] = {"不适用理由", "不适用的理由", "na", NULL},
                           *const proof[] = {"凭证", "照片凭证", "照片", "evidence", NULL},
                           *const by[] = {"检查人", "by", NULL},
                           *const recorded[] = {"代录人", "记录人", "recorded_by", NULL};
  static const ColumnSpec all[N_COLUMNS] = {{"row", FALSE, row_id},          {"row_title", FALSE, row_title},
                                            {"item", FALSE, item_id},        {"item_title", FALSE, item_title},
                                            {"value", TRUE, value},          {"na", FALSE, na},
                                            {"evidence", FALSE, proof},      {"by", FALSE, by},
                                            {"recorded_by", FALSE, recorded}};
  return all;
}

typedef struct {
  const Table *table;
  const TableRow *row;
  const int *index;
  DiagList *diags;
} Line;

static const char *cell(const Line *line, Column column) {
  return table_cell(line->row, line->index[column]);
}

static Pos place(const Line *line, Column column) {
  return table_pos(line->table, line->row, (guint)MAX(line->index[column], 0));
}

static void take(const Line *line, Column column, Said *said) {
  const char *text = cell(line, column);
  if (*text == '\'' && text[1] != '\0' && strchr("=+-@", text[1]) != NULL) {
    text++; /* what our own tables put before what a spreadsheet would take for a formula */
  }
  if (*text != '\0') {
    said_set(said, text, place(line, column));
  }
}

/* 其余：合格 */
static gboolean take_rest(const Line *line, Answers *answers, const char *row) {
  static const char *const names[] = {"其余", "其余全部", "其余全部合格", "*", NULL};
  if (!g_strv_contains(names, row)) {
    return FALSE;
  }
  const char *value = cell(line, VALUE);
  if (strcmp(value, "合格") == 0 || strcmp(value, "pass") == 0) {
    said_set(&answers->rest, value, place(line, VALUE));
  } else if (*value != '\0') {
    Diag *diag = diag_add(line->diags, E102, place(line, VALUE), "“其余”这一行只能写“合格”。");
    diag_fix(diag, "不合格的要一项一项地写。");
  }
  return TRUE;
}

static void take_line(const Line *line, Answers *answers) {
  const Column row = *cell(line, ROW_ID) != '\0' ? ROW_ID : ROW_TITLE;
  const Column item = *cell(line, ITEM_ID) != '\0' ? ITEM_ID : ITEM_TITLE;
  if (take_rest(line, answers, cell(line, row)) ||
      (*cell(line, VALUE) == '\0' && *cell(line, NA) == '\0' && *cell(line, PROOF) == '\0')) {
    return;
  }
  if (*cell(line, row) == '\0') {
    Diag *diag = diag_add(line->diags, E100, table_pos(line->table, line->row, 0), "这一行没有写是检查表的哪一行。");
    diag_fix(diag, "在“行代号”一列写上行的代号。");
    return;
  }
  GivenAnswer *given = answers_add(answers);
  take(line, row, &given->row);
  take(line, item, &given->item);
  take(line, VALUE, &given->value);
  take(line, NA, &given->na);
  take(line, BY, &given->by);
  take(line, RECORDED_BY, &given->recorded_by);
  answers_take_proofs(given, cell(line, PROOF), place(line, PROOF), line->diags);
  if (given->value.text != NULL && given->na.text != NULL) {
    Diag *diag = diag_add(line->diags, E102, given->na.pos, "同一项既写了答案，又写了不适用。");
    diag_fix(diag, "“答案”和“不适用理由”只填一列。");
  }
}

Answers *answers_of_table(const char *file, GBytes *bytes, DiagList *diags) {
  g_autoptr(Table) table = csv_parse(file, bytes, diags);
  int index[N_COLUMNS];
  int head = table != NULL ? table_find_columns(table, specs(), N_COLUMNS, index, diags) : -1;
  if (head < 0) {
    return NULL;
  }
  if (index[ROW_ID] < 0 && index[ROW_TITLE] < 0) {
    Diag *diag = diag_add(diags, E072, table_pos(table, &table->rows[head], 0), "缺少“行代号”一列。");
    diag_fix(diag, "第一行写列名：行代号、项代号、答案。ready315 run 检查表 --print-answers csv 写一份空白的。");
    return NULL;
  }
  g_autoptr(Answers) answers = answers_new(file);
  for (guint i = (guint)head + 1; i < table->n_rows; i++) {
    const Line line = {table, &table->rows[i], index, diags};
    take_line(&line, answers);
  }
  return g_steal_pointer(&answers);
}
