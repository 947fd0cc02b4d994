/* Rows of cells, whoever read them. Must not know what a csv file or a workbook is made of; data/columns finds columns by name. */
#include "data/table.h"

#include "base/text.h"
#include "data/table_build.h"

#include <string.h>

void table_free(Table *table) {
  if (!table) {
    return;
  }
  for (guint i = 0; i < table->n_rows; i++) {
    g_free(table->rows[i].cells);
  }
  g_free(table->rows);
  g_string_chunk_free(table->strings);
  g_free(table);
}

void workbook_free(Workbook *book) {
  if (!book) {
    return;
  }
  for (guint i = 0; i < book->n_sheets; i++) {
    table_free(book->sheets[i]);
  }
  g_free(book->sheets);
  g_free(book);
}

Pos table_pos(const Table *table, const TableRow *row, guint index) {
  Pos pos = {.file = table->file, .sheet = table->sheet, .line = row->line};
  if (index < row->n_cells) {
    pos.line = row->cells[index].line;
    pos.column = row->cells[index].column;
  } else if (table->sheet) {
    pos.column = index + 1;
  }
  return pos;
}

const char *table_cell(const TableRow *row, int index) {
  return index >= 0 && (guint)index < row->n_cells ? row->cells[index].text : "";
}

gboolean table_is_xlsx(GBytes *bytes) {
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  return length >= 4 && memcmp(data, "PK\003\004", 4) == 0;
}

/* ---- building ---- */

struct TableBuilder {
  Table *table;
  GArray *rows;  /* of TableRow */
  GArray *cells; /* of the row under way; text NULL where nothing was given */
  gsize *n_cells;
  DiagList *diags;
};

TableBuilder *table_builder_new(const char *file, const char *sheet, gsize *n_cells, DiagList *diags) {
  TableBuilder *builder = g_new0(TableBuilder, 1);
  builder->table = g_new0(Table, 1);
  builder->table->file = intern_string(file);
  builder->table->sheet = intern_string(sheet);
  builder->table->strings = g_string_chunk_new(16 << 10);
  builder->rows = g_array_new(FALSE, FALSE, sizeof(TableRow));
  builder->cells = g_array_new(FALSE, TRUE, sizeof(Cell));
  builder->n_cells = n_cells;
  builder->diags = diags;
  return builder;
}

void table_builder_free(TableBuilder *builder) {
  if (!builder) {
    return;
  }
  table_free(table_builder_finish(builder));
  g_array_free(builder->rows, TRUE);
  g_array_free(builder->cells, TRUE);
  g_free(builder);
}

/* After the first call the builder is empty and may only be freed. */
Table *table_builder_finish(TableBuilder *builder) {
  Table *table = g_steal_pointer(&builder->table);
  if (table) {
    table->n_rows = builder->rows->len;
    table->rows = (TableRow *)g_array_steal(builder->rows, NULL);
  }
  return table;
}

/* White space, and the marks without width that copying from phones and web pages leaves around numbers. */
static gboolean is_blank(gunichar c) {
  return g_unichar_isspace(c) || c == 0xA0 || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         c == 0x2060 || c == 0xFEFF;
}

static void trim(const char **text, gsize *length) {
  const char *from = *text, *end = *text + *length;
  while (from < end && is_blank(g_utf8_get_char(from))) {
    from = text_next(from);
  }
  while (end > from) {
    const char *last = g_utf8_find_prev_char(from, end);
    if (!last || !is_blank(g_utf8_get_char(last))) {
      break;
    }
    end = last;
  }
  *text = from;
  *length = (gsize)(end - from);
}

static gboolean too_large(const TableBuilder *builder, guint32 line, guint32 column, const char *what, guint limit) {
  Pos pos = {.file = builder->table->file, .sheet = builder->table->sheet, .line = line, .column = column};
  Diag *diag = diag_add(builder->diags, E071, pos, "表格太大：%s超过 %u，从这里起不再读。", what, limit);
  diag_fix(diag, "请删掉多余的行列，或者分成几个文件。");
  return FALSE;
}

/* Whether text_clean might take something out. */
static gboolean has_control(const char *text, gsize length) {
  for (const char *p = text, *end = text + length; p < end; p++) {
    guchar c = (guchar)*p;
    if ((c < 0x20 && c != '\n') || c == 0x7f || c == 0xC2 || c == 0xE2) {
      return TRUE;
    }
  }
  return FALSE;
}

gboolean table_builder_cell(TableBuilder *builder, guint index, const char *text, gsize length, guint32 line,
                            guint32 column) {
  g_autofree char *clean = NULL;
  if (has_control(text, length)) { /* pasted with the text; nobody sees them, and no definition may hold them */
    g_autofree char *copy = g_strndup(text, length);
    clean = text_clean(copy, TRUE);
    text = clean;
    length = strlen(clean);
  }
  trim(&text, &length);
  if (index >= TABLE_MAX_COLUMNS) { /* empty cells are often formatted far to the right */
    return length == 0 || too_large(builder, line, column, "列数", TABLE_MAX_COLUMNS);
  }
  if (index >= builder->cells->len) {
    g_array_set_size(builder->cells, index + 1);
  }
  const char *kept = length ? g_string_chunk_insert_len(builder->table->strings, text, (gssize)length) : "";
  g_array_index(builder->cells, Cell, index) = (Cell){.text = kept, .line = line, .column = column};
  return TRUE;
}

gboolean table_builder_end_row(TableBuilder *builder, guint32 line) {
  guint n = builder->cells->len;
  while (n > 0) {
    const char *text = g_array_index(builder->cells, Cell, n - 1).text;
    if (text && *text) {
      break;
    }
    n--;
  }
  if (n == 0) {
    g_array_set_size(builder->cells, 0);
    return TRUE;
  }
  *builder->n_cells += n;
  if (*builder->n_cells > TABLE_MAX_CELLS) {
    return too_large(builder, line, 0, "单元格", TABLE_MAX_CELLS);
  }
  if (builder->rows->len >= TABLE_MAX_ROWS) {
    return too_large(builder, line, 0, "行数", TABLE_MAX_ROWS);
  }
  TableRow row = {.n_cells = n, .line = line, .cells = g_new(Cell, n)};
  for (guint i = 0; i < n; i++) {
    row.cells[i] = g_array_index(builder->cells, Cell, i);
    if (!row.cells[i].text) {
      row.cells[i] = (Cell){.text = "", .line = line, .column = builder->table->sheet ? i + 1 : 0};
    }
  }
  g_array_append_val(builder->rows, row);
  g_array_set_size(builder->cells, 0);
  return TRUE;
}

/* ---- merged cells ---- */

static guint first_row_from(const Table *table, guint32 line) {
  guint low = 0, high = table->n_rows;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (table->rows[middle].line < line) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

#define MERGE_REACH                                                                                                    \
  16 /* cells beyond a row's last that are made for a merged one: a bound on what a short file can ask for */

static void put_text(TableRow *row, guint index, const char *text) {
  if (index >= row->n_cells && (*text == '\0' || index >= row->n_cells + MERGE_REACH)) {
    return;
  }
  if (index >= row->n_cells) {
    row->cells = g_renew(Cell, row->cells, index + 1);
    for (guint c = row->n_cells; c <= index; c++) {
      row->cells[c] = (Cell){.text = "", .line = row->line, .column = c + 1};
    }
    row->n_cells = index + 1;
  }
  row->cells[index].text = text;
}

gsize table_repeat_down(Table *table, guint32 line, guint index, guint32 last_line) {
  gsize looked = 1;
  guint r = first_row_from(table, line);
  const char *text = "";
  if (r < table->n_rows && table->rows[r].line == line) {
    text = table_cell(&table->rows[r++], (int)index);
  }
  for (; r < table->n_rows && table->rows[r].line <= last_line; r++, looked++) {
    put_text(&table->rows[r], index, text);
  }
  return looked;
}

gsize table_blank(Table *table, guint32 line, guint index, guint32 last_line, guint last_index) {
  gsize looked = 1;
  for (guint r = first_row_from(table, line); r < table->n_rows && table->rows[r].line <= last_line; r++, looked++) {
    TableRow *row = &table->rows[r];
    for (guint c = index; c < row->n_cells && c <= last_index; c++, looked++) {
      if (row->line != line || c != index) {
        row->cells[c].text = "";
      }
    }
  }
  return looked;
}

void table_compact(Table *table) {
  guint kept = 0;
  for (guint r = 0; r < table->n_rows; r++) {
    TableRow *row = &table->rows[r];
    while (row->n_cells > 0 && *row->cells[row->n_cells - 1].text == '\0') {
      row->n_cells--;
    }
    if (row->n_cells == 0) {
      g_free(row->cells);
    } else {
      table->rows[kept++] = *row;
    }
  }
  table->n_rows = kept;
}

/* ---- files of other kinds ---- */

static const char *foreign_kind(const char *bytes, gsize length, const char **fix) {
  static const struct {
    const char *magic;
    gsize length;
    const char *message, *fix;
  } kinds[] = {
      {"%PDF-", 5, "这是 PDF 文件，不是表格。", "请用原来的表格文件（xlsx 或 csv）导入。"},
      {"\x89PNG", 4, "这是图片，不是表格。", "请用原来的表格文件（xlsx 或 csv）导入。"},
      {"\xFF\xD8\xFF", 3, "这是图片，不是表格。", "请用原来的表格文件（xlsx 或 csv）导入。"},
      {"Rar!", 4, "这是压缩包，不是表格。", "请先解压，再导入里面的表格文件。"},
      {"7z\xBC\xAF", 4, "这是压缩包，不是表格。", "请先解压，再导入里面的表格文件。"},
      {"\x1F\x8B", 2, "这是压缩包，不是表格。", "请先解压，再导入里面的表格文件。"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    if (length >= kinds[i].length && memcmp(bytes, kinds[i].magic, kinds[i].length) == 0) {
      *fix = kinds[i].fix;
      return kinds[i].message;
    }
  }
  if (length >= 8 && memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0) {
    static const char package[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    if (memmem(bytes, length, package, sizeof package)) {
      *fix = "请用 Excel 或 WPS 打开，取消“打开密码”，另存后再导入。";
      return "这个工作簿设了打开密码，读不了。";
    }
    *fix = "请用 Excel 或 WPS 打开，另存为 xlsx 再导入。";
    return "这是老格式的 .xls 文件，这里只认 xlsx 和 csv。";
  }
  gsize at = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (at < length && g_ascii_isspace(bytes[at])) {
    at++;
  }
  static const char *const tags[] = {"<html", "<!doctype", "<table", "<meta", "<head", "<?xml"};
  for (guint i = 0; i < G_N_ELEMENTS(tags); i++) {
    gsize n = strlen(tags[i]);
    if (length - at >= n && g_ascii_strncasecmp(bytes + at, tags[i], n) == 0) {
      *fix = "请用 Excel 或 WPS 打开，另存为 xlsx 再导入。";
      return "这个文件里面其实是网页，不是表格；有些系统导出的 .xls 就是这样。";
    }
  }
  return NULL;
}

gboolean table_refuse_foreign(const char *file, const char *bytes, gsize length, DiagList *diags) {
  const char *fix = NULL;
  const char *message = length ? foreign_kind(bytes, length, &fix) : NULL;
  if (!message) {
    return FALSE;
  }
  Diag *diag = diag_add(diags, E070, pos_of_file(file), "%s", message);
  diag_fix(diag, "%s", fix);
  return TRUE;
}
