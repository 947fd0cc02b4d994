/* Building a sheet. Keeps what it is given and decides nothing but which calls gather in one block. */
#include "paper/sheet.h"

static char *text_of(const char *text) {
  return g_strdup(text != NULL ? text : "");
}

static void field_free(gpointer data) {
  SheetField *field = data;
  g_free(field->label);
  g_free(field->value);
  g_free(field);
}

static void tick_free(gpointer data) {
  SheetTickItem *item = data;
  g_free(item->text);
  g_free(item);
}

static void signature_free(gpointer data) {
  SheetSignature *signature = data;
  g_free(signature->label);
  g_free(signature->name);
  g_free(signature->note);
  g_free(signature);
}

static void picture_free(gpointer data) {
  SheetPicture *picture = data;
  g_clear_pointer(&picture->bytes, g_bytes_unref);
  g_free(picture->caption);
  g_free(picture);
}

static void bar_free(gpointer data) {
  SheetBarRow *row = data;
  g_free(row->group);
  g_strfreev(row->cells);
  g_array_unref(row->spans);
  g_free(row);
}

static void table_free(SheetTable *table) {
  for (guint r = 0; r < table->rows->len; r++) {
    SheetRow *row = &g_array_index(table->rows, SheetRow, r);
    for (guint c = 0; row->cells != NULL && c < table->n_columns; c++) {
      g_free(row->cells[c].text);
    }
    g_free(row->cells);
    g_free(row->group);
  }
  g_array_unref(table->rows);
  g_free(table->columns);
  g_free(table);
}

static void bars_free(SheetBars *bars) {
  g_ptr_array_unref(bars->rows);
  for (int i = 0; i < N_FILLS; i++) {
    g_free(bars->legend[i]);
  }
  g_free(bars->mark_legend);
  g_free(bars->off_legend);
  g_free(bars->special_text);
  g_free(bars->columns);
  g_free(bars->off);
  g_free(bars);
}

static void block_free(gpointer data) {
  SheetBlock *block = data;
  g_free(block->text);
  g_free(block->subtitle);
  g_clear_pointer(&block->items, g_ptr_array_unref);
  g_clear_pointer(&block->table, table_free);
  g_clear_pointer(&block->bars, bars_free);
  g_free(block->modules);
  g_free(block);
}

Sheet *sheet_new(const char *id, Paper paper) {
  Sheet *sheet = g_new0(Sheet, 1);
  sheet->id = id;
  sheet->paper = paper;
  sheet->store = g_strdup("");
  sheet->printed = g_strdup("");
  sheet->blocks = g_ptr_array_new_with_free_func(block_free);
  return sheet;
}

void sheet_free(Sheet *sheet) {
  if (sheet == NULL) {
    return;
  }
  g_ptr_array_unref(sheet->blocks);
  g_free(sheet->store);
  g_free(sheet->licence);
  g_free(sheet->date);
  g_free(sheet->provisional);
  g_free(sheet->printed);
  g_free(sheet);
}

static SheetBlock *last_block(const Sheet *sheet) {
  return sheet->blocks->len > 0 ? g_ptr_array_index(sheet->blocks, sheet->blocks->len - 1) : NULL;
}

static SheetBlock *add_block(Sheet *sheet, SheetBlockKind kind) {
  SheetBlock *block = g_new0(SheetBlock, 1);
  block->kind = kind;
  g_ptr_array_add(sheet->blocks, block);
  return block;
}

/* The last block where it is of the same kind, else a new one. */
static SheetBlock *gathering(Sheet *sheet, SheetBlockKind kind, guint across, GDestroyNotify free_item) {
  SheetBlock *block = last_block(sheet);
  if (block == NULL || block->kind != kind) {
    block = add_block(sheet, kind);
    block->across = across;
    block->items = g_ptr_array_new_with_free_func(free_item);
  }
  return block;
}

void sheet_title(Sheet *sheet, const char *title, const char *subtitle) {
  SheetBlock *block = add_block(sheet, BLOCK_TITLE);
  block->text = text_of(title);
  block->subtitle = text_of(subtitle);
}

void sheet_heading(Sheet *sheet, const char *text) {
  add_block(sheet, BLOCK_HEADING)->text = text_of(text);
}

void sheet_text(Sheet *sheet, SheetTone tone, const char *text) {
  SheetBlock *block = add_block(sheet, BLOCK_TEXT);
  block->text = text_of(text);
  block->tone = tone;
}

void sheet_field(Sheet *sheet, const char *label, const char *value) {
  SheetField *field = g_new0(SheetField, 1);
  field->label = text_of(label);
  field->value = text_of(value);
  g_ptr_array_add(gathering(sheet, BLOCK_FIELDS, 2, field_free)->items, field);
}

void sheet_tick(Sheet *sheet, SheetTick tick, const char *text) {
  SheetTickItem *item = g_new0(SheetTickItem, 1);
  item->text = text_of(text);
  item->tick = tick;
  g_ptr_array_add(gathering(sheet, BLOCK_TICKS, 1, tick_free)->items, item);
}

void sheet_signature(Sheet *sheet, const char *label, const char *name, const char *note) {
  SheetSignature *signature = g_new0(SheetSignature, 1);
  signature->label = text_of(label);
  signature->name = text_of(name);
  signature->note = text_of(note);
  g_ptr_array_add(gathering(sheet, BLOCK_SIGNATURES, 3, signature_free)->items, signature);
}

void sheet_across(Sheet *sheet, guint across) {
  g_assert(across > 0);
  last_block(sheet)->across = across;
}

void sheet_key(Sheet *sheet, const char *key) {
  last_block(sheet)->key = key;
}

void sheet_code(Sheet *sheet, const char *digits, const char *caption, const guint8 *modules, int side) {
  SheetBlock *block = add_block(sheet, BLOCK_CODE);
  block->text = text_of(digits);
  block->subtitle = text_of(caption);
  block->modules = g_memdup2(modules, (gsize)side * (gsize)side);
  block->side = side;
}

void sheet_picture(Sheet *sheet, GBytes *bytes, const char *caption) {
  SheetPicture *picture = g_new0(SheetPicture, 1);
  picture->caption = text_of(caption);
  if (bytes != NULL) {
    picture->bytes = g_bytes_ref(bytes);
    picture->look = photo_look(bytes);
  }
  g_ptr_array_add(gathering(sheet, BLOCK_PICTURES, 2, picture_free)->items, picture);
}

void sheet_break(Sheet *sheet) {
  add_block(sheet, BLOCK_BREAK);
}

/* ---- tables ---- */

SheetTable *sheet_table(Sheet *sheet, const SheetColumn *columns, guint n_columns) {
  g_assert(n_columns > 0);
  SheetTable *table = g_new0(SheetTable, 1);
  table->columns = g_memdup2(columns, n_columns * sizeof *columns);
  table->n_columns = table->filled = n_columns;
  table->rows = g_array_new(FALSE, TRUE, sizeof(SheetRow));
  add_block(sheet, BLOCK_TABLE)->table = table;
  return table;
}

static SheetCell *next_cell(SheetTable *table, const char *text) {
  if (table->filled == table->n_columns) {
    SheetRow row = {.cells = g_new0(SheetCell, table->n_columns)};
    g_array_append_val(table->rows, row);
    table->filled = 0;
  }
  SheetRow *row = &g_array_index(table->rows, SheetRow, table->rows->len - 1);
  SheetCell *cell = &row->cells[table->filled++];
  cell->text = text_of(text);
  return cell;
}

void sheet_cell(SheetTable *table, const char *text) {
  next_cell(table, text);
}

void sheet_cell_strong(SheetTable *table, const char *text) {
  next_cell(table, text)->strong = TRUE;
}

void sheet_cell_tick(SheetTable *table, SheetTick tick, const char *text) {
  next_cell(table, text)->tick = (guint8)tick;
}

void sheet_end_row(const SheetTable *table) {
  g_assert(table->filled == table->n_columns);
}

void sheet_group(SheetTable *table, const char *text) {
  g_assert(table->filled == table->n_columns);
  SheetRow row = {.group = text_of(text)};
  g_array_append_val(table->rows, row);
}

/* ---- bars ---- */

SheetBars *sheet_bars(Sheet *sheet, Day first, int days, const SheetColumn *columns, guint n_columns) {
  g_assert(days > 0 && n_columns > 0);
  SheetBars *bars = g_new0(SheetBars, 1);
  bars->first = first;
  bars->days = days;
  bars->off = g_new0(guint8, (gsize)days);
  bars->special = DAY_NONE;
  bars->columns = g_memdup2(columns, n_columns * sizeof *columns);
  bars->n_columns = n_columns;
  bars->rows = g_ptr_array_new_with_free_func(bar_free);
  add_block(sheet, BLOCK_BARS)->bars = bars;
  return bars;
}

void sheet_bars_off(SheetBars *bars, Day day) {
  if (day >= bars->first && day < bars->first + bars->days) {
    bars->off[day - bars->first] = TRUE;
  }
}

static SheetBarRow *add_bar(SheetBars *bars) {
  SheetBarRow *row = g_new0(SheetBarRow, 1);
  row->spans = g_array_new(FALSE, FALSE, sizeof(SheetSpan));
  row->mark = DAY_NONE;
  g_ptr_array_add(bars->rows, row);
  return row;
}

SheetBarRow *sheet_bar(SheetBars *bars, const char *const *cells) {
  SheetBarRow *row = add_bar(bars);
  row->cells = g_new0(char *, bars->n_columns + 1);
  for (guint c = 0; c < bars->n_columns; c++) {
    row->cells[c] = text_of(cells[c]);
  }
  return row;
}

void sheet_bar_group(SheetBars *bars, const char *text) {
  add_bar(bars)->group = text_of(text);
}

void sheet_bar_span(SheetBarRow *row, Day first, Day last, SheetFill fill) {
  SheetSpan span = {first, last, fill};
  g_array_append_val(row->spans, span);
}
