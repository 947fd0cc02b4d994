/* The shapes. Whatever is drawn is black on white or a grey, so that every printer shows it. */
#include "paper/pen.h"
#include "paper/rules.h"

/* Empty boxes of one size, however many, are one path. */
static void draw_boxes(const Pen *pen, const Page *page) {
  double side = 0;
  for (guint i = 0; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    if (draw->kind != DRAW_TICK) {
      continue;
    }
    double w = draw->width, h = draw->height;
    if (side > 0 && ABS(side - w) > 0.001) {
      pen->stroke(pen->data, side * 0.08, 0);
    }
    side = w;
    pen->box(pen->data, draw->x + w * 0.08, draw->y + h * 0.08, w * 0.84, h * 0.84);
  }
  if (side > 0) {
    pen->stroke(pen->data, side * 0.08, 0);
  }
}

static void draw_tick(const Pen *pen, const Draw *draw) {
  double x = draw->x, y = draw->y, w = draw->width, h = draw->height;
  if (draw->tick == TICK_DONE) {
    pen->move(pen->data, x + w * 0.24, y + h * 0.52);
    pen->line(pen->data, x + w * 0.44, y + h * 0.72);
    pen->line(pen->data, x + w * 0.78, y + h * 0.26);
    pen->stroke(pen->data, w * 0.13, 0);
  } else if (draw->tick == TICK_FAILED) {
    pen->move(pen->data, x + w * 0.27, y + h * 0.27);
    pen->line(pen->data, x + w * 0.73, y + h * 0.73);
    pen->move(pen->data, x + w * 0.73, y + h * 0.27);
    pen->line(pen->data, x + w * 0.27, y + h * 0.73);
    pen->stroke(pen->data, w * 0.13, 0);
  }
}

static void fill_box(const Pen *pen, const Draw *draw, double grey) {
  pen->box(pen->data, draw->x, draw->y, draw->width, draw->height);
  pen->fill(pen->data, grey);
}

/* Patterns are lines and dots, not images: sharp at any size, and a black-and-white printer shows them. */
static void draw_pattern(const Pen *pen, const Draw *draw) {
  double x = draw->x, y = draw->y, w = draw->width, h = draw->height;
  if (draw->fill == FILL_HATCH) {
    for (int i = 0; i * 2.6 < w + h; i++) {
      double at = x - h + i * 2.6;
      pen->move(pen->data, at, y + h);
      pen->line(pen->data, at + h, y);
    }
    pen->stroke(pen->data, 0.7, 0);
  } else if (draw->fill == FILL_DOTS) {
    for (int row = 0; row * 2.2 < h; row++) {
      for (int i = 0; 1 + i * 2.6 < w; i++) {
        pen->dot(pen->data, x + 1 + (row % 2) * 1.3 + i * 2.6, y + 1.1 + row * 2.2, 0.55);
      }
    }
    pen->fill(pen->data, 0);
  }
}

static void draw_bar(const Pen *pen, const Draw *draw) {
  double x = draw->x, y = draw->y, w = draw->width, h = draw->height;
  fill_box(pen, draw, draw->fill == FILL_DARK ? 0.2 : 1);
  if (draw->fill == FILL_HATCH || draw->fill == FILL_DOTS) {
    pen->hold(pen->data, x, y, w, h);
    draw_pattern(pen, draw);
    pen->let(pen->data);
  }
  pen->box(pen->data, x + 0.3, y + 0.3, MAX(w - 0.6, 0.1), MAX(h - 0.6, 0.1));
  pen->stroke(pen->data, 0.6, 0);
}

static void diamond(const Pen *pen, const Draw *draw) {
  double half = draw->width / 2, x = draw->x + half, y = draw->y + draw->height / 2;
  pen->move(pen->data, x, y - half);
  pen->line(pen->data, x + half, y);
  pen->line(pen->data, x, y + half);
  pen->line(pen->data, x - half, y);
  pen->close(pen->data);
}

static void draw_mark(const Pen *pen, const Draw *draw) {
  diamond(pen, draw);
  pen->stroke(pen->data, 1.2, 1); /* a light edge, so that it shows on a dark bar */
  diamond(pen, draw);
  pen->fill(pen->data, 0);
}

enum { QUIET = 4 }; /* modules of white around a QR code (ISO/IEC 18004) */

static void draw_code(const Pen *pen, const Draw *draw) {
  const SheetBlock *code = draw->code;
  double module = draw->width / (code->side + 2 * QUIET);
  for (int y = 0; y < code->side; y++) {
    for (int x = 0; x < code->side; x++) {
      int end = x;
      while (end < code->side && code->modules[y * code->side + end] != 0) {
        end++;
      }
      if (end > x) { /* a run as one piece: no hair lines between modules */
        pen->box(pen->data, draw->x + (QUIET + x) * module, draw->y + (QUIET + y) * module, (end - x) * module,
                 module * 1.02);
        x = end;
      }
    }
  }
  pen->fill(pen->data, 0);
}

static void draw_picture(const Pen *pen, const Draw *draw) {
  gboolean shown = pen->picture(pen->data, draw);
  double x = draw->x, y = draw->y, right = x + draw->width, bottom = y + draw->height;
  pen->box(pen->data, x, y, draw->width, draw->height);
  if (!shown) { /* its head was sound and the rest is not: crossed out, as printers do */
    pen->move(pen->data, x, y);
    pen->line(pen->data, right, bottom);
    pen->move(pen->data, x, bottom);
    pen->line(pen->data, right, y);
  }
  pen->stroke(pen->data, 0.5, 0);
}

static void draw_one(const Pen *pen, const Draw *draw) {
  switch (draw->kind) {
  case DRAW_TEXT:
    pen->text(pen->data, draw, draw->pale ? 0.35 : 0);
    break;
  case DRAW_TICK:
    draw_tick(pen, draw);
    break;
  case DRAW_PICTURE:
    draw_picture(pen, draw);
    break;
  case DRAW_CODE:
    draw_code(pen, draw);
    break;
  case DRAW_MARK:
    draw_mark(pen, draw);
    break;
  case DRAW_FRAME:
    pen->box(pen->data, draw->x, draw->y, draw->width, draw->height);
    pen->stroke(pen->data, draw->line, 0);
    break;
  case DRAW_RULE: /* draw_rules */
    break;
  case DRAW_GROUND:
    fill_box(pen, draw, draw->grey);
    break;
  case DRAW_BAR:
    draw_bar(pen, draw);
    break;
  }
}

static void draw_rules(const Pen *pen, const Page *page) {
  g_autoptr(GArray) looks = rules_join(page);
  for (guint i = 0; i < looks->len; i++) {
    const RuleLook *look = &g_array_index(looks, RuleLook, i);
    for (guint r = 0; r < look->rules->len; r++) {
      const Draw *rule = &g_array_index(look->rules, Draw, r);
      pen->move(pen->data, rule->x, rule->y);
      pen->line(pen->data, rule->x + rule->width, rule->y + rule->height);
    }
    pen->stroke(pen->data, look->line, look->grey);
  }
}

void pen_page(const Pen *pen, const Page *page) {
  for (guint i = 0; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    if (draw->kind == DRAW_GROUND) {
      draw_one(pen, draw);
    }
  }
  draw_rules(pen, page);
  draw_boxes(pen, page);
  for (guint i = 0; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    if (draw->kind != DRAW_GROUND && draw->kind != DRAW_RULE) {
      draw_one(pen, draw);
    }
  }
}
