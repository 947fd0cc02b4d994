/* The smaller blocks: fields, tick lists, signatures, codes and pictures. */
#include "base/text.h"
#include "paper/layout_work.h"
#include <string.h>

/* How many stand side by side, so that each has at least so many ems. */
static guint side_by_side(const Layout *layout, guint across, guint n, double least) {
  guint fit = (guint)MAX(1.0, layout->width / (least * layout->size));
  return MAX(1u, MIN(MIN(across, fit), MIN(n, 16u)));
}

#define FIELD_LEAST 13
#define TICK_LEAST 12
#define SIGN_LEAST 10
#define PICTURE_LEAST 11

void layout_fields(Layout *layout, const SheetBlock *block) {
  double em = layout->size;
  guint across = side_by_side(layout, block->across, block->items->len, FIELD_LEAST);
  double width = layout->width / across, widest = 0;
  for (guint i = 0; i < block->items->len; i++) {
    const SheetField *field = g_ptr_array_index(block->items, i);
    widest = MAX(widest, flow_natural(layout, field->label, 1, FLOW_BOLD));
  }
  RowStyle style = {.pad_x = em * 0.15, .pad_y = em * 0.1, .ground = -1};
  double label = MIN(widest + 2 * style.pad_x + em * 0.5, width * 0.45);
  for (guint i = 0; i < block->items->len; i += across) {
    RowCell cells[32];
    guint n = 0;
    gboolean by_hand[32] = {FALSE};
    style.before = i == 0 ? em * 0.3 : 0;
    style.min_height = 0;
    for (guint c = 0; c < across && i + c < block->items->len; c++) {
      const SheetField *field = g_ptr_array_index(block->items, i + c);
      cells[n] = (RowCell){.x = c * width, .width = label};
      cells[n].flow = flow_of(layout, field->label, label - 2 * style.pad_x, FLOW_BOLD);
      n++;
      by_hand[n] = *field->value == '\0';
      style.min_height = by_hand[n] ? em * 2 : style.min_height;
      cells[n] = (RowCell){.x = c * width + label, .width = width - label - em * 0.5};
      cells[n].flow = flow_of(layout, field->value, cells[n].width - 2 * style.pad_x, FLOW_PLAIN);
      n++;
    }
    Unit *unit = row_add(layout, cells, n, &style);
    for (guint c = 0; c < n; c++) {
      if (by_hand[c]) {
        unit_rule(unit, cells[c].x, unit->height - 1, cells[c].x + cells[c].width, unit->height - 1, 0.5);
      }
    }
  }
}

void layout_ticks(Layout *layout, const SheetBlock *block) {
  double em = layout->size;
  guint across = side_by_side(layout, block->across, block->items->len, TICK_LEAST);
  double width = layout->width / across;
  RowStyle style = {.pad_x = em * 0.2, .pad_y = em * 0.18, .ground = -1};
  for (guint i = 0; i < block->items->len; i += across) {
    RowCell cells[16];
    guint n = 0;
    style.before = i == 0 ? em * 0.3 : 0;
    for (; n < across && i + n < block->items->len; n++) {
      const SheetTickItem *item = g_ptr_array_index(block->items, i + n);
      cells[n] = (RowCell){.x = n * width, .width = width - em * 0.3, .tick = item->tick};
      cells[n].flow = flow_of(layout, item->text, row_inner(layout, cells[n].width, item->tick, &style), FLOW_PLAIN);
    }
    row_add(layout, cells, n, &style);
  }
}

#define SIGN_HEIGHT 5.4 /* ems: a hand-written name with its date */

void layout_signatures(Layout *layout, const SheetBlock *block) {
  double em = layout->size;
  guint across = side_by_side(layout, block->across, block->items->len, SIGN_LEAST);
  double width = layout->width / across;
  if (layout->units->len > 0) { /* signatures alone on a page say nothing of what was signed */
    ((Unit *)g_ptr_array_index(layout->units, layout->units->len - 1))->keep = TRUE;
  }
  for (guint i = 0; i < block->items->len; i += across) {
    RowCell cells[16];
    Flow *dates[16];
    guint n = 0;
    double foot = 0, top = 0;
    RowStyle style = {
        .pad_x = em * 0.4, .pad_y = em * 0.3, .framed = TRUE, .ground = -1, .before = i == 0 ? em * 0.8 : 0};
    for (; n < across && i + n < block->items->len; n++) {
      const SheetSignature *signature = g_ptr_array_index(block->items, i + n);
      cells[n] = (RowCell){.x = n * width, .width = width};
      double inner = row_inner(layout, width, TICK_NONE, &style);
      cells[n].flow = flow_of(layout, signature->label, inner, FLOW_BOLD);
      if (*signature->name != '\0') {
        flow_add(cells[n].flow, layout, signature->name, 1.1, FLOW_PLAIN);
      }
      if (*signature->note != '\0') {
        flow_add(cells[n].flow, layout, signature->note, 0.85, FLOW_PLAIN);
      }
      dates[n] = flow_new(inner); /* the hand-written date, at the foot of the box */
      flow_add(dates[n], layout, "　　年　　月　　日", 0.85, FLOW_PALE);
      foot = MAX(foot, flow_height(dates[n], 0, dates[n]->lines->len));
      top = MAX(top, flow_height(cells[n].flow, 0, cells[n].flow->lines->len));
    }
    style.min_height = MAX(SIGN_HEIGHT * em, top + foot + em * 2.6);
    Unit *unit = row_add(layout, cells, n, &style);
    for (guint c = 0; c < n; c++) {
      if (unit->height >= style.min_height - 0.01) {
        unit_lines(unit, dates[c], 0, dates[c]->lines->len, c * width + style.pad_x, unit->height - style.pad_y - foot,
                   SHEET_RIGHT);
      }
      flow_free(dates[c]);
    }
  }
}

/* ---- codes ---- */

#define CODE_SIDE 74.0 /* points, about 26 mm with the quiet border: phones read it from a hand's distance */

static char *in_fours(const char *digits) {
  GString *out = g_string_new(NULL);
  guint n = 0;
  for (const char *p = digits; *p != '\0'; p = text_next(p)) {
    if (n > 0 && n % 4 == 0) {
      g_string_append_c(out, ' ');
    }
    g_string_append_unichar(out, g_utf8_get_char(p));
    n++;
  }
  return g_string_free(out, FALSE);
}

void layout_code(Layout *layout, const SheetBlock *block) {
  double em = layout->size, side = MAX(CODE_SIDE, em * 7);
  const RowStyle style = {.pad_x = 0, .pad_y = em * 0.2, .min_height = side, .ground = -1, .before = em * 0.6};
  RowCell cell = {.x = side + em, .width = layout->width - side - em};
  cell.flow = flow_of(layout, block->subtitle, cell.width, FLOW_PLAIN);
  g_autofree char *grouped = in_fours(block->text);
  if (*grouped != '\0') {
    flow_add(cell.flow, layout, grouped, 1.2, FLOW_BOLD);
  }
  Unit *unit = row_add(layout, &cell, 1, &style);
  unit->height = MAX(unit->height, side);
  if (block->side > 0) {
    unit_draw(unit, DRAW_CODE, 0, 0, side, side)->code = block;
  }
}

/* ---- pictures ---- */

#define PICTURE_SHARE 0.42 /* of the page's height at most */

static void put_missing(const Layout *layout, Unit *unit, const SheetPicture *picture, double x, double width,
                        double height) {
  unit_draw(unit, DRAW_FRAME, x, 0, width, height)->line = 0.5;
  const char *text = picture->bytes == NULL ? "贴照片处" : "这张照片打印不出来：只认 PNG 和 JPEG 图片。";
  g_autoptr(Flow) flow = flow_new(width - layout->size);
  flow_add(flow, layout, text, 0.85, FLOW_PALE);
  unit_lines(unit, flow, 0, flow->lines->len, x + layout->size / 2, layout->size / 2, SHEET_CENTRE);
}

void layout_pictures(Layout *layout, const SheetBlock *block) {
  double em = layout->size;
  guint across = side_by_side(layout, block->across, block->items->len, PICTURE_LEAST);
  double width = layout->width / across, inner = width - em * 0.6, most = layout->room * PICTURE_SHARE;
  for (guint i = 0; i < block->items->len; i += across) {
    double height = 0;
    guint n = MIN(across, block->items->len - i);
    for (guint c = 0; c < n; c++) {
      const SheetPicture *picture = g_ptr_array_index(block->items, i + c);
      double own = picture->look.kind != PHOTO_NONE ? inner * photo_high(&picture->look) / photo_wide(&picture->look)
                                                    : MIN(inner * 0.6, em * 10);
      height = MAX(height, MIN(own, most));
    }
    height = MAX(height, em * 4);
    Unit *unit = unit_add(layout, height);
    unit->before = em * 0.5;
    unit->keep = TRUE;
    RowCell cells[16];
    const RowStyle style = {.pad_y = em * 0.1, .ground = -1};
    for (guint c = 0; c < n; c++) {
      const SheetPicture *picture = g_ptr_array_index(block->items, i + c);
      if (picture->look.kind != PHOTO_NONE) {
        double wide = photo_wide(&picture->look), high = photo_high(&picture->look);
        double scale = MIN(inner / wide, height / high);
        double w = MAX(wide * scale, 0.5), h = MAX(high * scale, 0.5);
        unit_draw(unit, DRAW_PICTURE, c * width + (inner - w) / 2, (height - h) / 2, w, h)->picture = picture;
      } else {
        put_missing(layout, unit, picture, c * width, inner, height);
      }
      cells[c] = (RowCell){.x = c * width, .width = inner, .align = SHEET_CENTRE};
      cells[c].flow = flow_of(layout, picture->caption, inner, FLOW_PLAIN);
    }
    row_add(layout, cells, n, &style);
  }
}
