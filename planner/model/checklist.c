/* Life cycle of checklist definitions. */
#include "model/checklist.h"

static void row_free(gpointer data) {
  ChecklistRow *row = data;
  g_free(row->title);
  g_free(row->help);
  g_free(row->column_type);
  g_strfreev(row->choices);
  g_strfreev(row->aliases);
  g_strfreev(row->authority);
  g_free(row);
}

static void item_free(gpointer data) {
  ChecklistItem *item = data;
  g_free(item->ask);
  g_free(item->unit);
  g_strfreev(item->choices);
  g_free(item->when);
  g_free(item->second_when);
  g_free(item);
}

static void band_clear(gpointer data) {
  Band *band = data;
  g_free(band->title);
}

Checklist *checklist_new(void) {
  Checklist *checklist = g_new0(Checklist, 1);
  checklist->version = 1;
  checklist->function = FUNCTION_NONE;
  checklist->rows = g_ptr_array_new_with_free_func(row_free);
  checklist->items = g_ptr_array_new_with_free_func(item_free);
  checklist->bands = g_array_new(FALSE, TRUE, sizeof(Band));
  g_array_set_clear_func(checklist->bands, band_clear);
  return checklist;
}

void checklist_free(Checklist *checklist) {
  if (!checklist) {
    return;
  }
  g_free(checklist->title);
  g_ptr_array_unref(checklist->rows);
  g_ptr_array_unref(checklist->items);
  g_array_unref(checklist->bands);
  g_free(checklist->official);
  g_free(checklist->why);
  g_free(checklist);
}

int column_type(const ChecklistRow *column) {
  int type = column->column_type ? word_index(words_column_type, column->column_type) : -1;
  return type < 0 ? ITEM_TEXT : type;
}

const ChecklistRow *checklist_column(const Checklist *checklist, ColumnRole role) {
  for (guint i = 0; i < checklist->rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(checklist->rows, i);
    if (column->role == role) {
      return column;
    }
  }
  return NULL;
}
