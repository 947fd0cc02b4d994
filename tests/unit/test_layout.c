/* Pages of sheets: what paper/layout.h promises, for made-up sheets and for random ones, with a measure without fonts and with the real one. */
#include "layout_check.h"
#include "paper/ink.h"
#include "paper/rules.h"

static const char nasty[] = "مرحبا بالعالم שלום 😀👨‍👩‍👧 "
                            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen "
                            "﷽ "
                            "ก็้้้้้้ ë́̂̃̄̅ 　〓𠮷㍿ \t\x01 ﻼ";

static Sheet *make_sheet(Paper paper) {
  Sheet *sheet = sheet_new("test", paper);
  g_free(sheet->store);
  sheet->store = g_strdup("杭州武林店");
  sheet->licence = g_strdup("杭州某某商贸有限公司");
  sheet->date = g_strdup("2027-03-12 周五");
  g_free(sheet->printed);
  sheet->printed = g_strdup("2027-03-12 09:00");
  return sheet;
}

static const Draw *find_text(const Page *page, const char *text, guint from) {
  for (guint i = from; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    if (draw->kind == DRAW_TEXT && strcmp(draw->text, text) == 0) {
      return draw;
    }
  }
  return NULL;
}

static guint count_text(const Page *page, const char *text) {
  guint n = 0;
  for (guint i = 0; i < page->draws->len; i++) {
    const Draw *draw = &g_array_index(page->draws, Draw, i);
    n += draw->kind == DRAW_TEXT && strstr(draw->text, text) != NULL;
  }
  return n;
}

static const SheetColumn columns[] = {{"n", "序号", 0, 2, SHEET_RIGHT},
                                      {"name", "检查项目", 2, 6, SHEET_LEFT},
                                      {"result", "检查结果", 1, 6, SHEET_CENTRE}};

static Sheet *long_table(Paper paper, guint rows) {
  Sheet *sheet = make_sheet(paper);
  sheet_title(sheet, "每日检查", NULL);
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  for (guint i = 0; i < rows; i++) {
    g_autofree char *n = g_strdup_printf("n%u", i),
                    *name = g_strdup_printf("第%u项 %s", i, i % 7 == 3 ? nasty : "冷柜温度"),
                    *result = g_strdup_printf("r%u", i);
    sheet_cell(table, n);
    sheet_cell(table, name);
    sheet_cell_tick(table, TICK_EMPTY, result);
    sheet_end_row(table);
  }
  return sheet;
}

static void test_long_table(void) {
  g_autoptr(Sheet) sheet = long_table(PAPER_A4, 500);
  g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, &check_measure);
  check_pages(sheet, pages, &check_measure);
  g_assert_cmpuint(pages->pages->len, >, 5);
  guint row = 0;
  for (guint p = 0; p < pages->pages->len; p++) {
    const Page *page = g_ptr_array_index(pages->pages, p);
    g_assert_cmpuint(count_text(page, "检查结果"), ==, 1); /* the head, once */
    g_autofree char *foot = g_strdup_printf("第 %u 页，共 %u 页", p + 1, pages->pages->len);
    g_assert_nonnull(find_text(page, foot, 0));
    for (; row < 500; row++) { /* first and last cell of a row: on the same page, at the same height */
      g_autofree char *n = g_strdup_printf("n%u", row), *result = g_strdup_printf("r%u", row);
      const Draw *a = find_text(page, n, 0), *b = find_text(page, result, 0);
      g_assert((a == NULL) == (b == NULL));
      if (a == NULL) {
        break;
      }
      g_assert_cmpfloat(ABS(a->y - b->y), <, 0.01);
    }
  }
  g_assert_cmpuint(row, ==, 500);
}

/* 20 lines a cell: rows stay whole although a page holds only two or three. */
static void test_rows_whole(void) {
  g_autoptr(Sheet) sheet = make_sheet(PAPER_A4);
  sheet_title(sheet, "整改", NULL);
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  g_autofree char *lines = text_repeat("一行\n", 20);
  for (guint i = 0; i < 9; i++) {
    g_autofree char *name = g_strdup_printf("b%u\n%se%u", i, lines, i);
    sheet_cell(table, "x");
    sheet_cell(table, name);
    sheet_cell(table, "");
    sheet_end_row(table);
  }
  g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, &check_measure);
  check_pages(sheet, pages, &check_measure);
  for (guint i = 0; i < 9; i++) {
    guint found = 0;
    g_autofree char *begin = g_strdup_printf("b%u", i), *end = g_strdup_printf("e%u", i);
    for (guint p = 0; p < pages->pages->len; p++) {
      const Page *page = g_ptr_array_index(pages->pages, p);
      const Draw *a = find_text(page, begin, 0), *b = find_text(page, end, 0);
      g_assert((a == NULL) == (b == NULL));
      found += a != NULL;
    }
    g_assert_cmpuint(found, ==, 1);
  }
}

/* Each line of a cell to tick has a box at its own height, one that was broken has no second. */
static void test_box_each_line(void) {
  static const char *const words[] = {"线上", "线下", "线上和线下"};
  static const Paper papers[] = {PAPER_A4, PAPER_PHONE};
  for (guint p = 0; p < G_N_ELEMENTS(papers); p++) {
    g_autoptr(Sheet) sheet = make_sheet(papers[p]);
    sheet_title(sheet, "培训", NULL);
    SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
    g_autofree char *broken = text_repeat("一二三四五六七八九十", 12),
                    *lines = g_strconcat(broken, "\n线上\n线下\n线上和线下", NULL);
    sheet_cell(table, "x");
    sheet_cell(table, "y");
    sheet_cell_tick(table, TICK_EMPTY, lines);
    sheet_end_row(table);
    g_autoptr(Pages) pages = layout_make(sheet, papers[p], &check_measure);
    check_pages(sheet, pages, &check_measure);
    const Page *page = g_ptr_array_index(pages->pages, 0);
    guint ticks = 0;
    for (guint i = 0; i < page->draws->len; i++) {
      ticks += g_array_index(page->draws, Draw, i).kind == DRAW_TICK;
    }
    g_assert_cmpuint(ticks, ==, 4);
    for (guint w = 0; w < G_N_ELEMENTS(words); w++) {
      const Draw *text = find_text(page, words[w], 0);
      guint beside = 0;
      g_assert_nonnull(text);
      for (guint i = 0; i < page->draws->len; i++) {
        const Draw *draw = &g_array_index(page->draws, Draw, i);
        double middle = draw->y + draw->height / 2;
        beside += draw->kind == DRAW_TICK && draw->x < text->x && middle > text->y && middle < text->y + text->height;
      }
      g_assert_cmpuint(beside, ==, 1);
    }
  }
}

static void test_row_taller_than_page(void) {
  g_autoptr(Sheet) sheet = make_sheet(PAPER_A4);
  sheet_title(sheet, "整改", NULL);
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  g_autofree char *lines = text_repeat("很长的说明，一页写不下。", 600);
  sheet_cell(table, "x");
  sheet_cell(table, lines);
  sheet_cell(table, "合格");
  sheet_end_row(table);
  g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, &check_measure);
  check_pages(sheet, pages, &check_measure);
  g_assert_cmpuint(pages->pages->len, >, 1);
  g_assert_cmpuint(count_text(g_ptr_array_index(pages->pages, 1), "检查结果"), ==, 1);
}

static void test_group_said_again(void) {
  g_autoptr(Sheet) sheet = make_sheet(PAPER_A4);
  sheet_title(sheet, "计划", NULL);
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  sheet_group(table, "客服部");
  for (guint i = 0; i < 120; i++) {
    for (guint c = 0; c < 3; c++) {
      sheet_cell(table, "x");
    }
    sheet_end_row(table);
  }
  g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, &check_measure);
  for (guint p = 0; p < pages->pages->len; p++) {
    g_assert_cmpuint(count_text(g_ptr_array_index(pages->pages, p), "客服部"), ==, 1);
  }
  g_assert_cmpuint(pages->pages->len, >, 1);
}

/* Many groups that name nothing are no reason to begin a page, and signatures do not stand alone on one. */
static void test_groups_alone(void) {
  for (guint groups = 25; groups < 45; groups++) {
    g_autoptr(Sheet) sheet = make_sheet(PAPER_A4);
    sheet_title(sheet, "每日检查记录", NULL);
    sheet_text(sheet, TEXT_PLAIN, "句子");
    SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < groups; i++) {
      sheet_group(table, "没有查");
    }
    sheet_signature(sheet, "店长", NULL, NULL);
    g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, &check_measure);
    check_pages(sheet, pages, &check_measure);
    g_assert_cmpuint(count_text(g_ptr_array_index(pages->pages, 0), "没有查"), >=, 20);
    const Page *last = g_ptr_array_index(pages->pages, pages->pages->len - 1);
    g_assert_cmpuint(count_text(last, "店长"), ==, 1);
    g_assert_cmpuint(count_text(last, "没有查"), >, 0);
  }
}

/* Type gets smaller and paper is turned before a poster gets a second page; a sheet that is none keeps its type. */
static void test_one_page(void) {
  g_autoptr(Sheet) sheet = long_table(PAPER_A4, 0);
  SheetTable *table = ((SheetBlock *)g_ptr_array_index(sheet->blocks, 1))->table;
  for (guint i = 0; i < 55; i++) {
    for (guint c = 0; c < 3; c++) {
      sheet_cell(table, "行");
    }
    sheet_end_row(table);
  }
  g_autoptr(Pages) plain = layout_make(sheet, PAPER_A4, &check_measure);
  g_assert_cmpuint(plain->pages->len, ==, 2);
  sheet->one_page = TRUE;
  g_autoptr(Pages) poster = layout_make(sheet, PAPER_A4, &check_measure);
  g_assert_cmpuint(poster->pages->len, ==, 1);
  g_assert_cmpfloat(poster->size, <, plain->size);
  g_autoptr(Pages) turned = layout_make(sheet, PAPER_A4_WIDE, &check_measure);
  g_assert_cmpuint(turned->pages->len, ==, 1);
  const Page *page = g_ptr_array_index(turned->pages, 0);
  g_assert_cmpfloat(page->height, >, page->width);
  check_pages(sheet, turned, &check_measure);
}

static void test_practice_everywhere(void) {
  g_autoptr(Sheet) sheet = long_table(PAPER_A4, 200);
  sheet->practice = TRUE;
  g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, &check_measure);
  for (guint p = 0; p < pages->pages->len; p++) {
    g_assert_cmpuint(count_text(g_ptr_array_index(pages->pages, p), "演练"), >=, 1);
  }
}

/* On a phone a table of many columns becomes cards, and the picture is no longer than it has to be. */
static void test_phone(void) {
  SheetColumn many[8];
  for (guint c = 0; c < 8; c++) {
    static const char *const keys[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    many[c] = (SheetColumn){keys[c], "栏目", 1, 6, SHEET_LEFT};
  }
  g_autoptr(Sheet) sheet = make_sheet(PAPER_PHONE);
  sheet_title(sheet, "联络表", NULL);
  SheetTable *table = sheet_table(sheet, many, 8);
  for (guint c = 0; c < 8; c++) {
    sheet_cell(table, c == 3 ? "—" : nasty);
  }
  sheet_end_row(table);
  g_autoptr(Pages) pages = layout_make(sheet, PAPER_PHONE, &check_measure);
  check_pages(sheet, pages, &check_measure);
  const Page *page = g_ptr_array_index(pages->pages, 0);
  g_assert_cmpuint(pages->pages->len, ==, 1);
  g_assert_cmpfloat(page->width, ==, 360);
  g_assert_cmpfloat(page->height, <, 2500);
  g_assert_cmpuint(count_text(page, "栏目"), ==,
                   6); /* neither the first, which is the card's title, nor the empty one */
}

/* What stands on a card: a record's empty cells do not, those of a form do; the one after a box alone names it. */
static void test_cards(void) {
  static const SheetColumn many[] = {{"there", "完成", 0, 6, SHEET_LEFT},
                                     {"at", "时间", 1, 12, SHEET_LEFT},
                                     {"what", "工作", 1, 12, SHEET_LEFT},
                                     {"why", "问题", 1, 12, SHEET_LEFT},
                                     {"how", "措施", 1, 12, SHEET_LEFT}};
  for (guint by_hand = 0; by_hand < 2; by_hand++) {
    g_autoptr(Sheet) sheet = make_sheet(PAPER_PHONE);
    sheet_title(sheet, "记录", NULL);
    SheetTable *table = sheet_table(sheet, many, G_N_ELEMENTS(many));
    table->row_height = by_hand ? 2 : 0;
    for (guint row = 0; row < 300; row++) { /* cards that are not whole would keep the pages from breaking */
      sheet_cell_tick(table, TICK_EMPTY, "");
      sheet_cell(table, row > 0 ? "09:00" : "");
      sheet_cell_strong(table, "开门检查");
      sheet_cell(table, "");
      sheet_cell(table, "—");
      sheet_end_row(table);
    }
    g_autoptr(Pages) pages = layout_make(sheet, PAPER_PHONE, &check_measure);
    check_pages(sheet, pages, &check_measure);
    guint named = 0, labels = 0, times = 0;
    for (guint p = 0; p < pages->pages->len; p++) {
      const Page *page = g_ptr_array_index(pages->pages, p);
      named += count_text(page, "开门检查");
      times += count_text(page, "时间");
      labels += count_text(page, "工作") + count_text(page, "措施") + (by_hand ? 0 : count_text(page, "问题"));
    }
    g_assert_cmpuint(named, ==, 300);
    g_assert_cmpuint(times, ==, by_hand ? 300 : 299);
    g_assert_cmpuint(labels, ==, 0);
    g_assert_cmpuint(pages->pages->len, >, 1);
  }
}

static void test_breaks(void) {
  g_autoptr(Sheet) sheet = make_sheet(PAPER_A4);
  sheet_title(sheet, "客服部", NULL);
  sheet_text(sheet, TEXT_PLAIN, "一");
  sheet_title(sheet, "仓储部", "第二张");
  sheet_break(sheet);
  sheet_text(sheet, TEXT_PLAIN, "三");
  g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, &check_measure);
  check_pages(sheet, pages, &check_measure);
  g_assert_cmpuint(pages->pages->len, ==, 3);
  g_assert_nonnull(find_text(g_ptr_array_index(pages->pages, 1), "仓储部", 0));
  g_assert_cmpuint(count_text(g_ptr_array_index(pages->pages, 2), "仓储部（续）"), ==, 1);
}

/* A heading is never the last on its page. */
static void test_heading_stays(void) {
  for (guint lines = 30; lines < 70; lines++) {
    g_autoptr(Sheet) sheet = make_sheet(PAPER_A4);
    sheet_title(sheet, "标题", NULL);
    for (guint i = 0; i < lines; i++) {
      sheet_text(sheet, TEXT_PLAIN, "句子");
    }
    sheet_heading(sheet, "小标题");
    sheet_text(sheet, TEXT_PLAIN, "跟着的话");
    g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, &check_measure);
    for (guint p = 0; p < pages->pages->len; p++) {
      const Page *page = g_ptr_array_index(pages->pages, p);
      g_assert_cmpuint(count_text(page, "小标题"), ==, count_text(page, "跟着的话"));
    }
  }
}

/* Bytes that make texts of every kind likely. */
static void random_bytes(GRand *rand, GByteArray *bytes, guint n) {
  static const char *const pieces[] = {"冷柜", "温度计",           "a", " ", "\n", "مرحبا", "😀", "ﷺ",
                                       "。",   "Donaudampfschiff", "—"};
  while (bytes->len < n) {
    if (g_rand_int_range(rand, 0, 3) == 0) {
      guint8 byte = (guint8)g_rand_int_range(rand, 0, 256);
      g_byte_array_append(bytes, &byte, 1);
    } else {
      const char *piece = pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))];
      g_byte_array_append(bytes, (const guint8 *)piece, (guint)strlen(piece));
    }
  }
}

static void try_random(const Measure *measure, guint rounds, guint32 seed) {
  g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
  for (guint i = 0; i < rounds; i++) {
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    random_bytes(rand, bytes, (guint)g_rand_int_range(rand, 10, 3000));
    Paper paper;
    g_autoptr(Sheet) sheet = check_sheet(bytes->data, bytes->len, &paper);
    g_autoptr(Pages) pages = layout_make(sheet, paper, measure);
    check_pages(sheet, pages, measure);
  }
}

static void test_random(void) {
  try_random(&check_measure, 400, 315);
}

static void test_random_with_fonts(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PaperInk) ink = paper_ink_new(&error);
  g_assert_no_error(error);
  try_random(paper_ink_measure(ink), 25, 2027);
}

/* With the real fonts: nasty texts in every paper. */
static void test_nasty_with_fonts(void) {
  g_autoptr(PaperInk) ink = paper_ink_new(NULL);
  g_assert_nonnull(ink);
  for (int paper = 0; paper < N_PAPERS; paper++) {
    g_autoptr(Sheet) sheet = long_table((Paper)paper, 30);
    g_autoptr(Pages) pages = layout_make(sheet, (Paper)paper, paper_ink_measure(ink));
    check_pages(sheet, pages, paper_ink_measure(ink));
  }
}

/* What no font has is said with a mark that every font has; what only steers is gone. */
static void test_clean(void) {
  g_autoptr(PaperInk) ink = paper_ink_new(NULL);
  g_assert_nonnull(ink);
  const Measure *measure = paper_ink_measure(ink);
  static const struct {
    const char *in, *out;
  } rows[] = {{"合格", "合格"},
              {"a\tb", "a b"},
              {"\xe2\x80\xae"
               "abc",
               "abc"},
              {"\U0010fffd", "〓"},
              {"e\u0301", "e\u0301"},
              {"\u200b一\ufeff", "一"},
              {"", ""}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *clean = measure->clean(measure->data, rows[i].in);
    g_assert_cmpstr(clean, ==, rows[i].out);
  }
}

/* Joined rules cover the same ground as those that they were made of: nothing is lost, nothing added. */
static gboolean is_covered(const GArray *looks, const Draw *rule) {
  for (guint i = 0; i < looks->len; i++) {
    const RuleLook *look = &g_array_index(looks, RuleLook, i);
    for (guint r = 0; r < look->rules->len; r++) {
      const Draw *joined = &g_array_index(look->rules, Draw, r);
      if (ABS(look->line - rule->line) < 0.01 && joined->x <= rule->x + 0.02 && joined->y <= rule->y + 0.02 &&
          joined->x + joined->width >= rule->x + rule->width - 0.02 &&
          joined->y + joined->height >= rule->y + rule->height - 0.02) {
        return TRUE;
      }
    }
  }
  return FALSE;
}

static void test_rules(void) {
  g_autoptr(Sheet) sheet = long_table(PAPER_A4, 60);
  g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, &check_measure);
  for (guint p = 0; p < pages->pages->len; p++) {
    const Page *page = g_ptr_array_index(pages->pages, p);
    g_autoptr(GArray) looks = rules_join(page);
    guint rows = 0, rules = 0;
    for (guint i = 0; i < page->draws->len; i++) {
      const Draw *draw = &g_array_index(page->draws, Draw, i);
      rows += draw->kind == DRAW_TICK;
      if (draw->kind == DRAW_RULE) {
        g_assert_true(is_covered(looks, draw));
      }
    }
    for (guint i = 0; i < looks->len; i++) {
      rules += g_array_index(looks, RuleLook, i).rules->len;
    }
    g_assert_cmpuint(rules, <=, rows + 10); /* of a row's six only its foot remains */
  }
}

/* Rows of different columns, each with all its rules. */
static void test_rules_joined(void) {
  g_autoptr(GArray) draws = g_array_new(FALSE, FALSE, sizeof(Draw));
  Page page = {.width = 600, .height = 800, .margin = 30, .draws = draws};
  for (guint row = 0; row < 40; row++) {
    double y = 50 + row * 12.5;
    for (guint side = 0; side < 2; side++) {
      const Draw level = {.kind = DRAW_RULE, .x = 30, .y = y + side * 12.5, .width = 100, .line = 0.5};
      const Draw upright = {.kind = DRAW_RULE, .x = 30 + side * 100, .y = y, .height = 12.5, .line = 0.5};
      g_array_append_val(draws, level);
      g_array_append_val(draws, upright);
    }
    const Draw own = {.kind = DRAW_RULE, .x = 40 + row, .y = y, .height = 12.5, .line = 0.5};
    g_array_append_val(draws, own);
  }
  g_autoptr(GArray) looks = rules_join(&page);
  g_assert_cmpuint(looks->len, ==, 1);
  g_assert_cmpuint(g_array_index(looks, RuleLook, 0).rules->len, ==, 41 + 2 + 40);
  for (guint i = 0; i < draws->len; i++) {
    g_assert_true(is_covered(looks, &g_array_index(draws, Draw, i)));
  }
}

/* ---- photographs ---- */

static void test_photo_heads(void) {
  static const guint8 jpeg[] = {0xff, 0xd8, 0xff, 0xe1, 0,    0x22, 'E', 'x',  'i',  'f',  0,    0,    'M', 'M',
                                0,    0x2a, 0,    0,    0,    8,    0,   1,    0x01, 0x12, 0,    3,    0,   0,
                                0,    1,    0,    6,    0,    0,    0,   0,    0,    0,    0xff, 0xc0, 0,   0x11,
                                8,    0x01, 0x40, 0x01, 0xe0, 3,    1,   0x22, 0,    2,    0x11, 1};
  g_autoptr(GBytes) bytes = g_bytes_new_static(jpeg, sizeof jpeg);
  Photo look = photo_look(bytes);
  g_assert_cmpint(look.kind, ==, PHOTO_JPEG);
  g_assert_cmpint(look.width, ==, 480);
  g_assert_cmpint(look.height, ==, 320);
  g_assert_cmpint(look.turn, ==, 6);
  g_assert_cmpint(photo_wide(&look), ==, 320);
  g_assert_cmpint(photo_high(&look), ==, 480);
  for (gsize n = 0; n < sizeof jpeg; n++) { /* cut anywhere: nothing is read beyond the end */
    g_autofree guint8 *part = g_memdup2(jpeg, n);
    g_autoptr(GBytes) cut = g_bytes_new(part, n);
    photo_look(cut);
  }
  static const guint8 huge[] = {0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0,    0, 13, 'I',
                                'H',  'D', 'R', 0,   0,    0x75, 0,    0,    0, 0x75, 0, 8,  6};
  g_autoptr(GBytes) bomb = g_bytes_new_static(huge, sizeof huge);
  g_assert_cmpint(photo_look(bomb).kind, ==, PHOTO_NONE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/layout/long table", test_long_table);
  g_test_add_func("/layout/rows whole", test_rows_whole);
  g_test_add_func("/layout/row taller than a page", test_row_taller_than_page);
  g_test_add_func("/layout/box-each-line", test_box_each_line);
  g_test_add_func("/layout/group said again", test_group_said_again);
  g_test_add_func("/layout/groups alone", test_groups_alone);
  g_test_add_func("/layout/one page", test_one_page);
  g_test_add_func("/layout/practice on every page", test_practice_everywhere);
  g_test_add_func("/layout/phone", test_phone);
  g_test_add_func("/layout/cards", test_cards);
  g_test_add_func("/layout/breaks", test_breaks);
  g_test_add_func("/layout/heading stays", test_heading_stays);
  g_test_add_func("/layout/random", test_random);
  g_test_add_func("/layout/random with fonts", test_random_with_fonts);
  g_test_add_func("/layout/nasty with fonts", test_nasty_with_fonts);
  g_test_add_func("/layout/clean", test_clean);
  g_test_add_func("/layout/rules", test_rules);
  g_test_add_func("/layout/rules joined", test_rules_joined);
  g_test_add_func("/layout/photo heads", test_photo_heads);
  return g_test_run();
}
