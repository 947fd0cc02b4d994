/* An empty page of a register (台账), to be written by hand where there is no screen: its columns as headings, and what may stand in them below. */
#include "desk/print/sheets.h"

enum { LEDGER_ROWS = 6 };
#define BY_HAND 2.8 /* em: a row to write into */

static double weight_of(const ChecklistRow *column) {
  return column->role == ROLE_SUBJECT || column->role == ROLE_RESULT ? 2.5 : column->choices != NULL ? 1.2 : 1.5;
}

static void put_columns(Sheet *sheet, const GPtrArray *rows) {
  g_autofree SheetColumn *columns = g_new0(SheetColumn, rows->len + 1);
  columns[0] = (SheetColumn){.key = "number", .title = "编号", .min = 3.2};
  for (guint i = 0; i < rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(rows, i);
    columns[i + 1] = (SheetColumn){.key = column->id, .title = column->title, .weight = weight_of(column), .min = 3.2};
  }
  SheetTable *table = sheet_table(sheet, columns, rows->len + 1);
  table->row_height = BY_HAND;
  for (guint i = 0; i < LEDGER_ROWS * (rows->len + 1); i++) {
    sheet_cell(table, NULL);
    if ((i + 1) % (rows->len + 1) == 0) {
      sheet_end_row(table);
    }
  }
}

void print_ledger(const Checklist *checklist, Sheet *sheet) {
  sheet_title(sheet, checklist->title, "空白登记页");
  sheet_field(sheet, "日期", NULL);
  sheet_field(sheet, "登记人", NULL);
  sheet_across(sheet, 2);
  put_columns(sheet, checklist->rows);
  for (guint i = 0; i < checklist->rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(checklist->rows, i);
    g_autofree char *choices = column->choices != NULL ? g_strjoinv("、", column->choices) : NULL;
    const char *help = column->help != NULL ? column->help : "";
    if (choices != NULL || *help != '\0') {
      g_autofree char *line = g_strdup_printf("%s：%s%s%s", column->title, help,
                                              choices != NULL && *help != '\0' ? "；" : "", choices ? choices : "");
      sheet_text(sheet, TEXT_SMALL, line);
    }
  }
  sheet_text(sheet, TEXT_SMALL,
             "一件事一行，接到就写；没有办完的在下一页接着写，办完的写清结果和时间。当天补进电脑里的台账。");
  sheet_signature(sheet, "登记人", NULL, NULL);
  sheet_signature(sheet, "店长", NULL, NULL);
}
