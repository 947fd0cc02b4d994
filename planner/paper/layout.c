/* From blocks to pages: each block makes units (layout_work.h) of itself, and here they are placed one below the other, with the heads that have
 * to be said again, a running head and a foot on each page. */
#include "paper/layout.h"
#include "base/text.h"
#include "paper/layout_work.h"
#include <string.h>

#define MM (72 / 25.4)
#define PHONE_WIDTH 360.0 /* points, three pixels each */
#define PHONE_MOST 5300.0 /* longer than about 16,000 px and phones no longer open the picture */
#define LARGEST 1.3       /* times the paper's own type, on a poster with room left */
#define SEVERAL_SIZE 8.5  /* and of one that takes several pages all the same */
#define LEAST_SIZE 7.0    /* a poster's type; smaller cannot be read from where one stands before it */

static const struct {
  double width, height, margin, size;
} papers[N_PAPERS] = {[PAPER_A4] = {210 * MM, 297 * MM, 12 * MM, 10},
                      [PAPER_A4_WIDE] = {297 * MM, 210 * MM, 12 * MM, 10},
                      [PAPER_A3] = {297 * MM, 420 * MM, 12 * MM, 12},
                      [PAPER_A3_WIDE] = {420 * MM, 297 * MM, 12 * MM, 12},
                      [PAPER_PHONE] = {PHONE_WIDTH, PHONE_MOST, 14, 13.5}};

static const char practice_words[] = "演练，不作正式使用";

/* ---- blocks that are only text ---- */

/* Each line a unit, so that long texts break over pages anywhere; the first two stay together. */
static void put_lines(Layout *layout, Flow *flow, SheetAlign align, double before, gboolean keep) {
  for (guint i = 0; i < flow->lines->len; i++) {
    Unit *unit = unit_add(layout, flow_height(flow, i, i + 1));
    unit->before = i == 0 ? before : 0;
    unit->keep = keep ? flow->lines->len < 8 || i + 1 == flow->lines->len : i == 0 && flow->lines->len > 1;
    unit_lines(unit, flow, i, i + 1, 0, 0, align);
  }
}

static void put_paragraph(Layout *layout, const char *text, double ems, FlowStyle style, SheetAlign align,
                          double before, gboolean keep) {
  if (*text == '\0') {
    return;
  }
  g_autoptr(Flow) flow = flow_new(layout->width);
  flow_add(flow, layout, text, ems, style);
  put_lines(layout, flow, align, before * layout->size, keep);
}

static void put_boxed(Layout *layout, const char *text, FlowStyle look, SheetAlign align) {
  double em = layout->size;
  const RowStyle style = {
      .pad_x = em * 0.6, .pad_y = em * 0.35, .framed = TRUE, .ground = -1, .before = em * 0.4, .keep = FALSE};
  RowCell cell = {.width = layout->width, .align = align};
  cell.flow = flow_of(layout, text, layout->width - 2 * style.pad_x, look);
  row_add(layout, &cell, 1, &style);
}

static void put_text(Layout *layout, const SheetBlock *block) {
  switch (block->tone) {
  case TEXT_PLAIN:
    put_paragraph(layout, block->text, 1, FLOW_PLAIN, SHEET_LEFT, 0.4, FALSE);
    break;
  case TEXT_STRONG:
    put_paragraph(layout, block->text, 1, FLOW_BOLD, SHEET_LEFT, 0.4, FALSE);
    break;
  case TEXT_SMALL:
    put_paragraph(layout, block->text, 0.82, FLOW_PLAIN, SHEET_LEFT, 0.25, FALSE);
    break;
  case TEXT_CENTRE:
    put_paragraph(layout, block->text, 1, FLOW_PLAIN, SHEET_CENTRE, 0.4, FALSE);
    break;
  case TEXT_BOXED:
    put_boxed(layout, block->text, FLOW_BOLD, SHEET_LEFT);
    break;
  }
}

/* Whose it is at the left, of which day at the right; below each other where they do not fit. */
static void put_whose(Layout *layout) {
  const Sheet *sheet = layout->sheet;
  gboolean licence = sheet->licence != NULL && strcmp(sheet->licence, sheet->store) != 0;
  g_autofree char *whose = licence ? g_strdup_printf("%s（%s）", sheet->store, sheet->licence) : g_strdup(sheet->store);
  double date = sheet->date != NULL ? flow_natural(layout, sheet->date, 1, FLOW_PLAIN) + 1 : 0;
  double left = layout->width - date - layout->size;
  const RowStyle style = {.ground = -1, .before = layout->size * 0.5, .keep = TRUE};
  if (left >= layout->width / 2 && flow_natural(layout, whose, 1, FLOW_PLAIN) <= left) {
    RowCell cells[2] = {{.width = left}, {.x = layout->width - date, .width = date, .align = SHEET_RIGHT}};
    cells[0].flow = flow_of(layout, whose, left, FLOW_PLAIN);
    cells[1].flow = flow_of(layout, sheet->date != NULL ? sheet->date : "", date, FLOW_PLAIN);
    row_add(layout, cells, 2, &style);
    return;
  }
  put_paragraph(layout, whose, 1, FLOW_PLAIN, SHEET_LEFT, 0.5, TRUE);
  if (sheet->date != NULL) {
    put_paragraph(layout, sheet->date, 1, FLOW_PLAIN, SHEET_LEFT, 0, TRUE);
  }
}

static void put_title(Layout *layout, const SheetBlock *block) {
  const Sheet *sheet = layout->sheet;
  layout->title = block->text;
  guint from = layout->units->len;
  if (sheet->practice) {
    put_boxed(layout, practice_words, FLOW_BOLD, SHEET_CENTRE);
  }
  put_paragraph(layout, block->text, layout->paper == PAPER_PHONE ? 1.35 : 1.7, FLOW_BOLD, SHEET_CENTRE, 0, TRUE);
  put_paragraph(layout, block->subtitle, 1, FLOW_PLAIN, SHEET_CENTRE, 0.1, TRUE);
  if (sheet->provisional != NULL) {
    put_paragraph(layout, sheet->provisional, 1, FLOW_BOLD, SHEET_CENTRE, 0.1, TRUE);
  }
  put_whose(layout);
  Unit *rule = unit_add(layout, layout->size * 0.5);
  unit_rule(rule, 0, layout->size * 0.25, layout->width, layout->size * 0.25, 1.2);
  rule->keep = TRUE;
  ((Unit *)g_ptr_array_index(layout->units, from))->breaks = TRUE;
}

static void put_block(Layout *layout, const SheetBlock *block) {
  switch (block->kind) {
  case BLOCK_TITLE:
    put_title(layout, block);
    break;
  case BLOCK_HEADING:
    put_paragraph(layout, block->text, 1.15, FLOW_BOLD, SHEET_LEFT, 0.9, TRUE);
    break;
  case BLOCK_TEXT:
    put_text(layout, block);
    break;
  case BLOCK_FIELDS:
    layout_fields(layout, block);
    break;
  case BLOCK_TABLE:
    layout_table(layout, block->table);
    break;
  case BLOCK_BARS:
    layout_bars(layout, block->bars);
    break;
  case BLOCK_TICKS:
    layout_ticks(layout, block);
    break;
  case BLOCK_SIGNATURES:
    layout_signatures(layout, block);
    break;
  case BLOCK_CODE:
    layout_code(layout, block);
    break;
  case BLOCK_PICTURES:
    layout_pictures(layout, block);
    break;
  case BLOCK_BREAK:
    unit_add(layout, 0)->breaks = TRUE;
    break;
  }
}

/* ---- pages ---- */

void draw_clear(gpointer data) {
  Draw *draw = data;
  if (draw->kind == DRAW_TEXT) {
    g_free(draw->text);
  }
}

static void page_free(gpointer data) {
  Page *page = data;
  g_array_unref(page->draws);
  g_free(page);
}

enum { PAGE_DRAWS = 220 }; /* of a page of a table; more where it takes more */

static Page *page_add(Pages *pages, Paper paper) {
  Page *page = g_new0(Page, 1);
  page->width = papers[paper].width;
  page->height = papers[paper].height;
  page->margin = papers[paper].margin;
  page->draws = g_array_sized_new(FALSE, FALSE, sizeof(Draw), PAGE_DRAWS);
  g_array_set_clear_func(page->draws, draw_clear);
  g_ptr_array_add(pages->pages, page);
  return page;
}

/* `again`: the draws stay with the unit, too, for it is said on another page as well. */
static void place_draws(Page *page, const GArray *draws, double y, gboolean again) {
  guint from = page->draws->len;
  g_array_append_vals(page->draws, draws->data, draws->len);
  for (guint i = from; i < page->draws->len; i++) {
    Draw *draw = &g_array_index(page->draws, Draw, i);
    draw->x += page->margin;
    draw->y += y;
    if (again && draw->kind == DRAW_TEXT) {
      draw->text = g_strdup(draw->text);
    }
  }
}

/* One line, made as small as it takes, from x on. */
static void put_single(const Layout *layout, Page *page, const char *text, double y, double x, double width,
                       SheetAlign align, FlowStyle style) {
  if (*text == '\0') {
    return;
  }
  g_autoptr(Flow) wide = flow_new(G_MAXINT);
  flow_add(wide, layout, text, 0.8, style);
  const FlowLine *line = &g_array_index(wide->lines, FlowLine, 0);
  double ems = line->width > width ? 0.8 * width / line->width * 0.99 : 0.8;
  g_autoptr(Flow) flow = flow_new(G_MAXINT);
  flow_add(flow, layout, text, ems, style);
  line = &g_array_index(flow->lines, FlowLine, 0);
  double left = align == SHEET_RIGHT ? width - line->width : 0;
  if (*line->text == '\0') {
    return;
  }
  Draw draw = {.kind = DRAW_TEXT,
               .x = page->margin + x + MAX(left, 0),
               .y = y,
               .width = line->width,
               .height = line->box,
               .text = g_strdup(line->text),
               .size = line->size,
               .base = line->base,
               .lead = line->lead,
               .bold = line->bold,
               .pale = line->pale};
  g_array_append_val(page->draws, draw);
}

enum { SHORT_CHARS = 30 }; /* of store and title in running heads and feet; in full they stand in the title block */
#define FOOT 2.3           /* ems */
#define RUNNING 2.0

static char *single_line(const char *text) {
  g_autofree char *line = text_clean(text, FALSE);
  return text_limit_chars(line, SHORT_CHARS);
}

static void put_running_head(const Layout *layout, Page *page, const char *title) {
  const Sheet *sheet = layout->sheet;
  g_autofree char *store = single_line(sheet->store);
  g_autofree char *what = single_line(title != NULL ? title : "");
  g_autofree char *left = g_strdup_printf("%s　%s（续）", store, what);
  double split = layout->width * 0.66;
  put_single(layout, page, left, page->margin, 0, split - layout->size, SHEET_LEFT, FLOW_PLAIN);
  g_autofree char *right = g_strdup_printf("%s%s", sheet->practice ? "演练　" : "", sheet->date ? sheet->date : "");
  put_single(layout, page, right, page->margin, split, layout->width - split, SHEET_RIGHT,
             sheet->practice ? FLOW_BOLD : FLOW_PLAIN);
}

static void put_foot(const Layout *layout, Page *page, guint number, guint count) {
  const Sheet *sheet = layout->sheet;
  g_autofree char *store = single_line(sheet->store);
  gboolean phone = layout->paper == PAPER_PHONE;
  g_autofree char *left = g_strdup_printf("%s　%s %s%s", store, phone ? "制作于" : "打印于", sheet->printed,
                                          sheet->practice ? "　演练" : "");
  double y = page->height - page->margin - layout->size * 1.3, split = layout->width * 0.66;
  const Draw rule = {.kind = DRAW_RULE,
                     .x = page->margin,
                     .y = page->height - page->margin - layout->size * (FOOT - 0.7),
                     .width = layout->width,
                     .line = 0.4};
  g_array_append_val(page->draws, rule);
  put_single(layout, page, left, y, 0, split - layout->size, SHEET_LEFT, FLOW_PALE);
  g_autofree char *right = g_strdup_printf("第 %u 页，共 %u 页", number, count);
  if (!phone || count > 1) {
    put_single(layout, page, right, y, split, layout->width - split, SHEET_RIGHT, FLOW_PALE);
  }
}

/* What has to stay together from unit `i` on, air included; no more than a page holds. */
static double together(const Layout *layout, guint i) {
  double height = 0;
  for (guint u = i; u < layout->units->len; u++) {
    const Unit *unit = g_ptr_array_index(layout->units, u);
    if (u > i && unit->breaks) {
      break;
    }
    height += unit->height + (u > i ? unit->before : 0);
    if (!unit->keep || height > layout->room) {
      break;
    }
  }
  return height;
}

typedef struct {
  const Layout *layout;
  Pages *pages;
  Page *page;
  double y, bottom;
  gboolean fresh;     /* nothing stands on the page yet */
  GHashTable *again;  /* units that are said on further pages */
  const Unit *framed; /* put last, with edges; NULL */
  guint uprights;     /* of that one: the first of its rules among the page's draws */
  double foot;        /* where it ends */
} Cursor;

static void turn(Cursor *cursor, const Unit *unit) {
  const Layout *layout = cursor->layout;
  cursor->page = page_add(cursor->pages, layout->paper);
  cursor->y = cursor->page->margin;
  cursor->bottom = cursor->page->height - cursor->page->margin - layout->size * FOOT;
  cursor->fresh = TRUE;
  cursor->framed = NULL;
  gboolean first = cursor->pages->pages->len == 1;
  if (!first && !(unit->breaks && unit->height > 0)) {
    put_running_head(layout, cursor->page, unit->title);
    cursor->y += layout->size * RUNNING;
  }
}

#define FRAME_LINE 0.5

static void put_rule(Page *page, double x, double y, double width, double height) {
  const Draw rule = {
      .kind = DRAW_RULE, .x = page->margin + x, .y = y, .width = width, .height = height, .line = FRAME_LINE};
  g_array_append_val(page->draws, rule);
}

/* Rows of the same columns, one below the other, have their uprights in common: a table is mostly rules otherwise. */
static void put_frame(Cursor *cursor, const Unit *unit) {
  Page *page = cursor->page;
  const Unit *above = cursor->framed;
  guint n = unit->n_edges;
  double left = unit->edges[0], across = unit->edges[n - 1] - left, foot = cursor->y + unit->height;
  if (above != NULL && above->n_edges == n && memcmp(above->edges, unit->edges, n * sizeof *unit->edges) == 0 &&
      ABS(cursor->foot - cursor->y) < 0.01) {
    for (guint i = 0; i < n; i++) {
      g_array_index(page->draws, Draw, cursor->uprights + i).height += unit->height;
    }
  } else {
    put_rule(page, left, cursor->y, across, 0);
    cursor->uprights = page->draws->len;
    for (guint i = 0; i < n; i++) {
      put_rule(page, unit->edges[i], cursor->y, 0, unit->height);
    }
  }
  put_rule(page, left, foot, across, 0);
  cursor->framed = unit;
  cursor->foot = foot;
}

static void put_again(Cursor *cursor, const Unit *unit) {
  cursor->y += cursor->fresh ? 0 : unit->before;
  if (unit->edges != NULL) {
    put_frame(cursor, unit);
  }
  place_draws(cursor->page, unit->draws, cursor->y, TRUE);
  cursor->y += unit->height;
  cursor->fresh = FALSE;
}

static void put_unit(Cursor *cursor, Unit *unit) {
  if (g_hash_table_contains(cursor->again, unit)) {
    put_again(cursor, unit);
    return;
  }
  cursor->y += cursor->fresh ? 0 : unit->before;
  if (unit->edges != NULL) {
    put_frame(cursor, unit);
  }
  place_draws(cursor->page, unit->draws, cursor->y, FALSE);
  g_array_set_clear_func(unit->draws, NULL); /* the texts have gone to the page */
  g_clear_pointer(&unit->draws, g_array_unref);
  cursor->y += unit->height;
  cursor->fresh = FALSE;
}

/* Keys are units. */
static GHashTable *said_again(const Layout *layout) {
  GHashTable *again = g_hash_table_new(NULL, NULL);
  const Unit *head = NULL, *group = NULL;
  for (guint i = 0; i < layout->units->len; i++) {
    const Unit *unit = g_ptr_array_index(layout->units, i);
    if (unit->head != head || unit->group != group) {
      head = unit->head;
      group = unit->group;
      g_hash_table_add(again, (gpointer)(gsize)head);
      g_hash_table_add(again, (gpointer)(gsize)group);
    }
  }
  return again;
}

static void paginate(const Layout *layout, Pages *pages) {
  g_autoptr(GHashTable) again = said_again(layout);
  Cursor cursor = {.layout = layout, .pages = pages, .fresh = TRUE, .again = again};
  for (guint i = 0; i < layout->units->len; i++) {
    Unit *unit = g_ptr_array_index(layout->units, i);
    const Unit *before = i > 0 ? g_ptr_array_index(layout->units, i - 1) : NULL;
    double need = unit->height, whole = together(layout, i);
    /* A run that does not fit on a page at all is not kept together, and one that has begun is not begun again. */
    if (whole <= layout->room && !(before != NULL && before->keep)) {
      need = whole;
    }
    double air = cursor.fresh ? 0 : unit->before;
    gboolean full = cursor.page == NULL || cursor.y + air + need > cursor.bottom + 0.01;
    if (cursor.page == NULL || (full && !cursor.fresh) || (unit->breaks && !cursor.fresh)) {
      turn(&cursor, unit);
      if (unit->head != NULL) {
        put_again(&cursor, unit->head);
      }
      if (unit->group != NULL) {
        put_again(&cursor, unit->group);
      }
    }
    if (unit->height > 0) {
      put_unit(&cursor, unit);
    }
  }
  if (cursor.page == NULL) {
    const Unit none = {.breaks = TRUE, .height = 1};
    turn(&cursor, &none);
  }
  if (layout->paper == PAPER_PHONE) { /* the last picture is only as long as it has to be */
    cursor.page->height = MIN(cursor.page->height, cursor.y + layout->size * (FOOT + 0.4) + cursor.page->margin);
  }
  for (guint p = 0; p < pages->pages->len; p++) {
    put_foot(layout, g_ptr_array_index(pages->pages, p), p + 1, pages->pages->len);
  }
}

static Pages *make(const Sheet *sheet, Paper paper, const Measure *measure, double size) {
  double width = papers[paper].width - 2 * papers[paper].margin;
  double height = papers[paper].height - 2 * papers[paper].margin;
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func(unit_free);
  g_autoptr(GArray) scratch = g_array_new(FALSE, FALSE, sizeof(TextLine));
  Layout layout = {.sheet = sheet,
                   .measure = measure,
                   .paper = paper,
                   .size = size,
                   .width = width,
                   .room = height - size * (FOOT + RUNNING),
                   .units = units,
                   .scratch = scratch};
  for (guint i = 0; i < sheet->blocks->len; i++) {
    put_block(&layout, g_ptr_array_index(sheet->blocks, i));
  }
  Pages *pages = g_new0(Pages, 1);
  pages->pages = g_ptr_array_new_with_free_func(page_free);
  pages->size = size;
  paginate(&layout, pages);
  return pages;
}

/* Upright or lying, in type of at least `least`: what takes the fewest pages, and of those the one with the largest type. */
static Pages *try_sizes(const Sheet *sheet, Paper paper, const Measure *measure, double least) {
  static const Paper turned[N_PAPERS] = {PAPER_A4_WIDE, PAPER_A4, PAPER_A3_WIDE, PAPER_A3, PAPER_PHONE};
  const Paper both[] = {paper, turned[paper]};
  Pages *best = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
    int steps = (int)((papers[paper].size - least) * 2 + 0.01);
    for (int step = 0; step <= steps; step++) {
      Pages *pages = make(sheet, both[i], measure, papers[paper].size - step * 0.5);
      gboolean fewer = best == NULL || pages->pages->len < best->pages->len;
      if (fewer) {
        pages_free(best);
        best = pages;
      } else {
        pages_free(pages);
      }
    }
  }
  return best;
}

/* The smallest type only where it saves the second page. */
static Pages *fewest_pages(const Sheet *sheet, Paper paper, const Measure *measure) {
  Pages *pages = try_sizes(sheet, paper, measure, LEAST_SIZE);
  if (pages->pages->len == 1) {
    return pages;
  }
  pages_free(pages);
  return try_sizes(sheet, paper, measure, SEVERAL_SIZE);
}

Pages *layout_make(const Sheet *sheet, Paper paper, const Measure *measure) {
  Pages *pages = make(sheet, paper, measure, papers[paper].size);
  if (!sheet->one_page || paper == PAPER_PHONE) {
    return pages;
  }
  while (pages->pages->len == 1 && pages->size < papers[paper].size * LARGEST) { /* little to say is said large */
    Pages *larger = make(sheet, paper, measure, pages->size + 1);
    if (larger->pages->len > 1) {
      pages_free(larger);
      return pages;
    }
    pages_free(pages);
    pages = larger;
  }
  if (pages->pages->len == 1) {
    return pages;
  }
  pages_free(pages);
  return fewest_pages(sheet, paper, measure);
}

void pages_free(Pages *pages) {
  if (pages != NULL) {
    g_ptr_array_unref(pages->pages);
    g_free(pages);
  }
}
