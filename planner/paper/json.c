/* The sheet's words for programs. Order is the order on paper: a test walks both side by side. */
#include "paper/json.h"
#include "data/json.h"

static const char *const tick_ids[] = {"none", "empty", "done", "failed"};
static const char *const tone_ids[] = {"plain", "strong", "small", "centre", "boxed"};
static const char *const fill_ids[N_FILLS] = {"hatch", "dark", "dots", "open", "line"};
static const char *const kind_ids[] = {"title", "heading",    "text", "fields",   "table", "bars",
                                       "ticks", "signatures", "code", "pictures", "break"};

static void put_day(JsonWriter *json, const char *key, Day day) {
  char text[DAY_TEXT];
  json_put_string(json, key, day != DAY_NONE ? day_iso(day, text) : NULL);
}

static void put_columns(JsonWriter *json, const SheetColumn *columns, guint n) {
  json_open(json, "columns", '[');
  for (guint c = 0; c < n; c++) {
    json_open(json, NULL, '{');
    json_put_string(json, "key", columns[c].key);
    json_put_string(json, "title", columns[c].title);
    json_close(json);
  }
  json_close(json);
}

static void put_group(JsonWriter *json, const char *group) {
  json_open(json, NULL, '{');
  json_put_string(json, "group", group);
  json_close(json);
}

static void put_cell(JsonWriter *json, const char *key, const SheetCell *cell) {
  if (cell->tick == TICK_NONE) {
    json_put_string(json, key, cell->text);
    return;
  }
  json_open(json, key, '{');
  json_put_string(json, "tick", tick_ids[cell->tick]);
  json_put_string(json, "text", cell->text);
  json_close(json);
}

static void put_table(JsonWriter *json, const char *key, const SheetTable *table) {
  put_columns(json, table->columns, table->n_columns);
  json_open(json, key, '[');
  for (guint r = 0; r < table->rows->len; r++) {
    const SheetRow *row = &g_array_index(table->rows, SheetRow, r);
    if (row->group != NULL) {
      put_group(json, row->group);
      continue;
    }
    json_open(json, NULL, '{');
    for (guint c = 0; c < table->n_columns; c++) {
      put_cell(json, table->columns[c].key, &row->cells[c]);
    }
    json_close(json);
  }
  json_close(json);
}

static void put_bar(JsonWriter *json, const SheetBars *bars, const SheetBarRow *row) {
  json_open(json, NULL, '{');
  for (guint c = 0; c < bars->n_columns; c++) {
    json_put_string(json, bars->columns[c].key, row->cells[c]);
  }
  json_open(json, "spans", '[');
  for (guint i = 0; i < row->spans->len; i++) {
    const SheetSpan *span = &g_array_index(row->spans, SheetSpan, i);
    json_open(json, NULL, '{');
    put_day(json, "first", span->first);
    put_day(json, "last", span->last);
    json_put_string(json, "fill", fill_ids[span->fill]);
    json_close(json);
  }
  json_close(json);
  put_day(json, "mark", row->mark);
  json_close(json);
}

static void put_bars(JsonWriter *json, const char *key, const SheetBars *bars) {
  put_day(json, "first", bars->first);
  json_put_int(json, "days", bars->days);
  put_day(json, "special", bars->special);
  put_columns(json, bars->columns, bars->n_columns);
  json_open(json, key, '[');
  for (guint r = 0; r < bars->rows->len; r++) {
    const SheetBarRow *row = g_ptr_array_index(bars->rows, r);
    if (row->group != NULL) {
      put_group(json, row->group);
    } else {
      put_bar(json, bars, row);
    }
  }
  json_close(json);
}

static void put_item(JsonWriter *json, const SheetBlock *block, guint i) {
  const void *item = g_ptr_array_index(block->items, i);
  json_open(json, NULL, '{');
  if (block->kind == BLOCK_FIELDS) {
    const SheetField *field = item;
    json_put_string(json, "label", field->label);
    json_put_string(json, "value", field->value);
  } else if (block->kind == BLOCK_TICKS) {
    const SheetTickItem *tick = item;
    json_put_string(json, "tick", tick_ids[tick->tick]);
    json_put_string(json, "text", tick->text);
  } else if (block->kind == BLOCK_SIGNATURES) {
    const SheetSignature *signature = item;
    json_put_string(json, "label", signature->label);
    json_put_string(json, "name", signature->name);
    json_put_string(json, "note", signature->note);
  } else {
    const SheetPicture *picture = item;
    json_put_string(json, "caption", picture->caption);
    json_put_bool(json, "shown", picture->look.kind != PHOTO_NONE);
  }
  json_close(json);
}

static void put_block(JsonWriter *json, const SheetBlock *block) {
  json_open(json, NULL, '{');
  json_put_string(json, "kind", kind_ids[block->kind]);
  switch (block->kind) {
  case BLOCK_TITLE:
    json_put_string(json, "text", block->text);
    json_put_string(json, "subtitle", block->subtitle);
    break;
  case BLOCK_TEXT:
    json_put_string(json, "tone", tone_ids[block->tone]);
    json_put_string(json, "text", block->text);
    break;
  case BLOCK_HEADING:
    json_put_string(json, "text", block->text);
    break;
  case BLOCK_CODE:
    json_put_string(json, "code", block->text);
    json_put_string(json, "caption", block->subtitle);
    break;
  case BLOCK_TABLE:
    put_table(json, block->key != NULL ? block->key : "rows", block->table);
    break;
  case BLOCK_BARS:
    put_bars(json, block->key != NULL ? block->key : "rows", block->bars);
    break;
  case BLOCK_BREAK:
    break;
  case BLOCK_FIELDS:
  case BLOCK_TICKS:
  case BLOCK_SIGNATURES:
  case BLOCK_PICTURES:
    json_open(json, "items", '[');
    for (guint i = 0; i < block->items->len; i++) {
      put_item(json, block, i);
    }
    json_close(json);
    break;
  }
  json_close(json);
}

void sheet_print_json(const Sheet *sheet, GString *out) {
  JsonWriter *json = json_writer_new(out, 4);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_string(json, "sheet", sheet->id);
  json_put_string(json, "store", sheet->store);
  json_put_string(json, "licence_name", sheet->licence);
  json_put_string(json, "date", sheet->date);
  json_put_bool(json, "practice", sheet->practice);
  json_put_string(json, "provisional", sheet->provisional);
  json_put_string(json, "printed", sheet->printed);
  json_open(json, "blocks", '[');
  for (guint i = 0; i < sheet->blocks->len; i++) {
    put_block(json, g_ptr_array_index(sheet->blocks, i));
  }
  json_close(json);
  json_close(json);
  json_writer_free(json);
}
