/* What every layout promises (paper/layout.h), checked on any pages; and a measure without fonts, so that it can be checked fast. For unit tests and the
 * fuzz target. */
#pragma once
#include "base/text.h"
#include "paper/layout.h"
#include <string.h>

/* Characters half an em wide a terminal cell; breaks anywhere. Removes what has no width, as the real one does. */
static inline char *check_clean(gpointer data, const char *text) {
  (void)data;
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= ' ' && c != 0x7f && text_char_width(c) > 0) {
      g_string_append_unichar(out, c);
    }
  }
  return g_string_free(out, FALSE);
}

static inline void check_wrap(gpointer data, const char *text, double size, gboolean bold, double width,
                              GArray *lines) {
  (void)data;
  double factor = bold ? 0.53 : 0.5;
  const char *start = text;
  do {
    const char *p = start;
    double taken = 0;
    while (*p != '\0') {
      double own = text_char_width(g_utf8_get_char(p)) * size * factor;
      if (taken + own > width && p > start) {
        break;
      }
      taken += own;
      p = text_next(p);
    }
    TextLine line = {(gsize)(start - text), (gsize)(p - start), taken, size * 0.88, size * 0.2, 0};
    g_array_append_val(lines, line);
    start = p;
  } while (*start != '\0');
}

static const Measure check_measure = {check_clean, check_wrap, NULL};

static inline gboolean check_is_content(const Draw *draw) {
  return draw->kind == DRAW_TEXT || draw->kind == DRAW_TICK || draw->kind == DRAW_PICTURE || draw->kind == DRAW_CODE;
}

static inline int check_by_top(gconstpointer a, gconstpointer b) {
  const Draw *const *x = a, *const *y = b;
  return (*x)->y < (*y)->y ? -1 : (*x)->y > (*y)->y;
}

#define CHECK_SLACK 0.02

/* Nothing beyond the margins, no content over content. */
static inline void check_page(const Page *page) {
  g_autoptr(GPtrArray) content = g_ptr_array_new();
  for (guint i = 0; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    double least = page->margin - CHECK_SLACK;
    g_assert_cmpfloat(draw->x, >=, least);
    g_assert_cmpfloat(draw->y, >=, least);
    g_assert_cmpfloat(draw->x + draw->width, <=, page->width - least);
    g_assert_cmpfloat(draw->y + draw->height, <=, page->height - least);
    g_assert(draw->kind != DRAW_TEXT || draw->size > 0);
    if (check_is_content(draw)) {
      g_ptr_array_add(content, &g_array_index(page->draws, Draw, i));
    }
  }
  g_ptr_array_sort(content, check_by_top);
  for (guint i = 0; i < content->len; i++) {
    const Draw *a = g_ptr_array_index(content, i);
    for (guint k = i + 1; k < content->len; k++) {
      const Draw *b = g_ptr_array_index(content, k);
      if (b->y >= a->y + a->height - CHECK_SLACK) {
        break;
      }
      gboolean apart = b->x >= a->x + a->width - CHECK_SLACK || a->x >= b->x + b->width - CHECK_SLACK ||
                       b->y + b->height <= a->y + CHECK_SLACK;
      if (!apart) {
        g_error("“%s” (%.1f %.1f %.1f×%.1f) lies over “%s” (%.1f %.1f %.1f×%.1f)", b->text, b->x, b->y, b->width,
                b->height, a->text, a->x, a->y, a->width, a->height);
      }
    }
  }
}

static inline void check_count(GHashTable *counts, const char *text, int by) {
  for (const char *p = text; *p != '\0'; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c != ' ' && c != 0x3000) {
      gpointer key = GUINT_TO_POINTER(c);
      g_hash_table_insert(counts, key, GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(counts, key)) + by));
    }
  }
}

static inline void check_count_clean(GHashTable *counts, const Measure *measure, const char *text) {
  g_auto(GStrv) parts = g_strsplit(text, "\n", -1);
  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *clean = measure->clean(measure->data, *part);
    check_count(counts, clean, -1);
  }
}

/* What the block says, taken off the counts. */
static inline void check_count_block(GHashTable *counts, const Measure *measure, const SheetBlock *block) {
  if (block->text != NULL) {
    check_count_clean(counts, measure, block->text);
  }
  if (block->subtitle != NULL) {
    check_count_clean(counts, measure, block->subtitle);
  }
  for (guint i = 0; block->items != NULL && i < block->items->len; i++) {
    const void *item = g_ptr_array_index(block->items, i);
    if (block->kind == BLOCK_FIELDS) {
      check_count_clean(counts, measure, ((const SheetField *)item)->label);
      check_count_clean(counts, measure, ((const SheetField *)item)->value);
    } else if (block->kind == BLOCK_TICKS) {
      check_count_clean(counts, measure, ((const SheetTickItem *)item)->text);
    } else if (block->kind == BLOCK_SIGNATURES) {
      check_count_clean(counts, measure, ((const SheetSignature *)item)->label);
      check_count_clean(counts, measure, ((const SheetSignature *)item)->name);
      check_count_clean(counts, measure, ((const SheetSignature *)item)->note);
    } else if (block->kind == BLOCK_PICTURES) {
      check_count_clean(counts, measure, ((const SheetPicture *)item)->caption);
    }
  }
  for (guint r = 0; block->table != NULL && r < block->table->rows->len; r++) {
    const SheetRow *row = &g_array_index(block->table->rows, SheetRow, r);
    for (guint c = 0; row->group == NULL && c < block->table->n_columns; c++) {
      if (strcmp(row->cells[c].text, "—") != 0) { /* left out on cards */
        check_count_clean(counts, measure, row->cells[c].text);
      }
    }
    if (row->group != NULL) {
      check_count_clean(counts, measure, row->group);
    }
  }
  for (guint r = 0; block->bars != NULL && r < block->bars->rows->len; r++) {
    const SheetBarRow *row = g_ptr_array_index(block->bars->rows, r);
    for (guint c = 0; row->group == NULL && c < block->bars->n_columns; c++) {
      check_count_clean(counts, measure, row->cells[c]);
    }
    if (row->group != NULL) {
      check_count_clean(counts, measure, row->group);
    }
  }
}

/* Every character of the sheet's blocks is drawn at least as often as it is written. */
static inline void check_nothing_lost(const Sheet *sheet, const Pages *pages, const Measure *measure) {
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  for (guint p = 0; p < pages->pages->len; p++) {
    const Page *page = g_ptr_array_index(pages->pages, p);
    for (guint i = 0; i < page->draws->len; i++) {
      const Draw *draw = &g_array_index(page->draws, Draw, i);
      if (draw->kind == DRAW_TEXT) {
        check_count(counts, draw->text, 1);
      }
    }
  }
  for (guint b = 0; b < sheet->blocks->len; b++) {
    check_count_block(counts, measure, g_ptr_array_index(sheet->blocks, b));
  }
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, counts);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    if (GPOINTER_TO_INT(value) < 0) {
      g_error("U+%04X is written %d times more often than drawn", GPOINTER_TO_UINT(key), -GPOINTER_TO_INT(value));
    }
  }
}

static inline void check_pages(const Sheet *sheet, const Pages *pages, const Measure *measure) {
  g_assert_cmpuint(pages->pages->len, >, 0);
  for (guint p = 0; p < pages->pages->len; p++) {
    check_page(g_ptr_array_index(pages->pages, p));
  }
  check_nothing_lost(sheet, pages, measure);
}

/* ---- sheets made of bytes: for the fuzz target, and with a generator's bytes for the unit test ---- */

typedef struct {
  const guint8 *bytes;
  gsize left;
} CheckBytes;

static inline guint check_byte(CheckBytes *from) {
  if (from->left == 0) {
    return 0;
  }
  from->left--;
  return *from->bytes++;
}

/* One in four texts is long; invalid bytes become U+FFFD, as data/ hands them on. */
static inline char *check_text(CheckBytes *from) {
  guint n = check_byte(from);
  gsize length = MIN(n >= 192 ? (n - 191) * 16u : n / 8, from->left);
  g_autofree char *raw = g_strndup((const char *)from->bytes, length);
  from->bytes += length;
  from->left -= length;
  return g_utf8_make_valid(raw, -1);
}

static inline void check_fill_table(Sheet *sheet, CheckBytes *from) {
  static const char *const titles[] = {"工作", "负责人", "结果", "什么时候办完", "备注", "复查", "电话", "凭证"};
  static const char *const keys[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
  SheetColumn columns[8];
  guint n = check_byte(from) % 8 + 1;
  for (guint c = 0; c < n; c++) {
    guint look = check_byte(from);
    columns[c] = (SheetColumn){keys[c], titles[c], look % 4, look / 4 % 9, (SheetAlign)(look / 64 % 3)};
  }
  SheetTable *table = sheet_table(sheet, columns, n);
  table->row_height = check_byte(from) % 6;
  for (guint rows = check_byte(from) % 40; rows > 0; rows--) {
    guint look = check_byte(from);
    if (look % 7 == 0) {
      g_autofree char *group = check_text(from);
      sheet_group(table, group);
      continue;
    }
    for (guint c = 0; c < n; c++) {
      g_autofree char *text = check_text(from);
      if (look % 3 == 1) {
        sheet_cell_tick(table, (SheetTick)(look / 16 % 4), text);
      } else {
        sheet_cell(table, text);
      }
    }
    sheet_end_row(table);
  }
}

static inline void check_fill_bars(Sheet *sheet, CheckBytes *from) {
  static const SheetColumn columns[] = {
      {"title", "工作", 3, 6, SHEET_LEFT}, {"owner", "负责人", 1, 3, SHEET_LEFT}, {"due", "截止", 0, 3, SHEET_LEFT}};
  int days = (int)(check_byte(from) % 120) + 1;
  Day first = day_from(2027, 2, 1) + (Day)(check_byte(from) % 60);
  SheetBars *bars = sheet_bars(sheet, first, days, columns, G_N_ELEMENTS(columns));
  bars->special = day_from(2027, 3, 15);
  bars->special_text = g_strdup("315");
  bars->legend[FILL_DARK] = check_text(from);
  bars->mark_legend = g_strdup("截止日");
  for (guint rows = check_byte(from) % 30; rows > 0; rows--) {
    guint look = check_byte(from);
    g_autofree char *a = check_text(from), *b = check_text(from);
    if (look % 5 == 0) {
      sheet_bar_group(bars, a);
      continue;
    }
    const char *cells[] = {a, b, "3月5日"};
    SheetBarRow *row = sheet_bar(bars, cells);
    sheet_bar_span(row, first + (Day)(look % 50) - 5, first + (Day)(look % 50) + (Day)(look % 9),
                   (SheetFill)(look % N_FILLS));
    row->mark = first + (Day)(look % 70);
    sheet_bars_off(bars, first + (Day)(look % 90));
  }
}

static inline void check_fill_block(Sheet *sheet, CheckBytes *from) {
  guint kind = check_byte(from) % 12, look = check_byte(from);
  if (kind == BLOCK_TABLE) {
    check_fill_table(sheet, from);
    return;
  }
  if (kind == BLOCK_BARS) {
    check_fill_bars(sheet, from);
    return;
  }
  g_autofree char *a = check_text(from), *b = check_text(from);
  static const guint8 modules[9] = {1, 0, 1, 0, 1, 0, 1, 0, 1};
  g_autoptr(GBytes) broken = g_bytes_new_static("GIF89a", 6);
  switch (kind) {
  case BLOCK_TITLE:
    sheet_title(sheet, a, b);
    break;
  case BLOCK_HEADING:
    sheet_heading(sheet, a);
    break;
  case BLOCK_FIELDS:
    sheet_field(sheet, a, b);
    sheet_across(sheet, look % 5 + 1);
    break;
  case BLOCK_TICKS:
    sheet_tick(sheet, (SheetTick)(look % 4), a);
    sheet_across(sheet, look % 4 + 1);
    break;
  case BLOCK_SIGNATURES:
    sheet_signature(sheet, a, b, look % 2 ? a : "");
    break;
  case BLOCK_CODE:
    sheet_code(sheet, a, b, modules, 3);
    break;
  case BLOCK_PICTURES:
    sheet_picture(sheet, look % 2 ? broken : NULL, a);
    sheet_across(sheet, look % 3 + 1);
    break;
  case BLOCK_BREAK:
    sheet_break(sheet);
    break;
  default:
    sheet_text(sheet, (SheetTone)(look % 5), a);
  }
}

static inline Sheet *check_sheet(const guint8 *bytes, gsize n, Paper *paper) {
  CheckBytes from = {bytes, n};
  guint look = check_byte(&from);
  *paper = (Paper)(look % N_PAPERS);
  Sheet *sheet = sheet_new("random", *paper);
  sheet->one_page = look / 8 % 8 == 0 && n < 2000;
  sheet->practice = look / 64 % 2 == 0;
  g_free(sheet->store);
  sheet->store = check_text(&from);
  sheet->licence = check_text(&from);
  sheet->date = n % 5 == 0 ? NULL : g_strdup("2027-03-12 周五");
  sheet_title(sheet, "标题", "");
  while (from.left > 0) {
    check_fill_block(sheet, &from);
  }
  return sheet;
}
