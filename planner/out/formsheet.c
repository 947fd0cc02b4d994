/* Rows and what they own. */
#include "out/formsheet.h"

static void clear_row(gpointer data) {
  g_free(((FormRow *)data)->cells);
}

FormSheet *formsheet_new(guint n_columns) {
  FormSheet *sheet = g_new0(FormSheet, 1);
  sheet->n_columns = n_columns;
  sheet->widths = g_new0(int, n_columns);
  sheet->rows = g_array_new(FALSE, TRUE, sizeof(FormRow));
  g_array_set_clear_func(sheet->rows, clear_row);
  sheet->texts = g_string_chunk_new(4096);
  sheet->owned = g_ptr_array_new_with_free_func(g_free);
  return sheet;
}

void formsheet_free(FormSheet *sheet) {
  if (sheet != NULL) {
    g_free(sheet->widths);
    g_array_unref(sheet->rows);
    g_string_chunk_free(sheet->texts);
    g_ptr_array_unref(sheet->owned);
    g_free(sheet);
  }
}

FormCell *formsheet_row(FormSheet *sheet, FormRowKind kind, const char *mark) {
  FormRow row = {kind, g_new0(FormCell, sheet->n_columns)};
  row.cells[0].text = formsheet_text(sheet, mark);
  g_array_append_val(sheet->rows, row);
  return row.cells;
}

const char *formsheet_text(FormSheet *sheet, const char *text) {
  return text != NULL ? g_string_chunk_insert(sheet->texts, text) : NULL;
}

FormField *formsheet_field(FormSheet *sheet, FormFieldKind kind) {
  FormField *field = g_new0(FormField, 1);
  field->kind = kind;
  g_ptr_array_add(sheet->owned, field);
  return field;
}

void formsheet_keep(FormSheet *sheet, gpointer list) {
  g_ptr_array_add(sheet->owned, list);
}
