/* Any bytes as a text table: no crash, cells of valid text in order, or a problem; then its columns are looked for. */
#include "data/table.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const name_aliases[] = {"姓名", "name", NULL};
static const char *const phone_aliases[] = {"电话", "手机", NULL};
static const ColumnSpec specs[] = {{"name", TRUE, name_aliases}, {"phone", FALSE, phone_aliases}};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Table) table = csv_parse("fuzz.csv", bytes, diags);
  if (!table) {
    g_assert(diag_has_errors(diags));
    return 0;
  }
  guint32 line = 0;
  for (guint r = 0; r < table->n_rows; r++) {
    const TableRow *row = &table->rows[r];
    g_assert(row->line > line && row->n_cells > 0 && *row->cells[row->n_cells - 1].text);
    line = row->line;
    for (guint c = 0; c < row->n_cells; c++) {
      g_assert(g_utf8_validate(row->cells[c].text, -1, NULL));
      g_assert(row->cells[c].line >= line && row->cells[c].column > 0);
    }
  }
  int index[G_N_ELEMENTS(specs)];
  int header = table_find_columns(table, specs, G_N_ELEMENTS(specs), index, diags);
  g_assert(header < (int)table->n_rows && (header >= 0 || diag_has_errors(diags)));
  g_autofree char *text = diag_render_text(diags, 80);
  g_assert(g_utf8_validate(text, -1, NULL));
  return 0;
}
