/* The PDF held against others: cairo's picture of the same page, poppler's reading of it, and qpdf's opinion of the file where that is installed. */
#include "base/date.h"
#include "paper/ink.h"
#include "paper/jpeg.h"
#include "paper/paper.h"
#include <cairo.h>
#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static GBytes *photo(void) {
  enum { SIDE = 96 };
  g_autofree guint8 *pixels = g_malloc0(SIDE * SIDE * 4);
  for (int i = 0; i < SIDE * SIDE; i++) {
    memset(pixels + (gsize)i * 4, i % SIDE * 2 + i / SIDE / 2, 4);
  }
  return jpeg_pack(pixels, SIDE, SIDE);
}

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length) {
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/* With a hole in it. */
static GBytes *drawing(void) {
  cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 60, 40);
  cairo_t *cr = cairo_create(image);
  cairo_set_source_rgba(cr, 0.4, 0.4, 0.4, 0.5);
  cairo_rectangle(cr, 0, 0, 30, 40);
  cairo_fill(cr);
  cairo_destroy(cr);
  GByteArray *bytes = g_byte_array_new();
  cairo_surface_write_to_png_stream(image, append, bytes);
  cairo_surface_destroy(image);
  return g_byte_array_free_to_bytes(bytes);
}

static const char *const texts[] = {"第12样要看的东西，（合格）：冷柜温度≤4℃。",
                                    "Wi-Fi office AVATAR \"To\" fluffy (x) \\ [y]",
                                    "店长A签字 B区 100% #7 —— 完成……",
                                    "日本語カタカナ 한국어 Ünïcödé",
                                    "㎡ ① ☎ 𠮷 ½ № →",
                                    "“引号”‘单引号’《书名》、顿号",
                                    "e\xcc\x81\xcc\x82 o\xcc\x88"};

static void put_bars(Sheet *sheet) {
  static const SheetColumn columns[] = {{"work", "工作", 1, 6, SHEET_LEFT}};
  SheetBars *bars = sheet_bars(sheet, 20000, 30, columns, 1);
  sheet_bars_off(bars, 20003);
  for (int fill = 0; fill < N_FILLS; fill++) {
    const char *const cells[] = {"备货"};
    SheetBarRow *row = sheet_bar(bars, cells);
    sheet_bar_span(row, 20002 + fill, 20012 + fill * 2, (SheetFill)fill);
    row->mark = 20010 + fill;
  }
}

static Sheet *make_sheet(void) {
  static const SheetColumn columns[] = {{"what", "检查项目", 2, 6, SHEET_LEFT}, {"result", "结果", 1, 5, SHEET_CENTRE}};
  static const guint8 modules[] = {1, 0, 1, 0, 1, 0, 1, 1, 1};
  Sheet *sheet = sheet_new("test", PAPER_A4);
  g_free(sheet->store);
  sheet->store = g_strdup("杭州武林店 (1)");
  sheet->instant = 1804000000;
  sheet_title(sheet, "每日检查", "第一张");
  put_bars(sheet);
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  for (guint i = 0; i < 60; i++) {
    sheet_cell(table, texts[i % G_N_ELEMENTS(texts)]);
    sheet_cell_tick(table, i % 3 == 0 ? TICK_EMPTY : i % 3 == 1 ? TICK_DONE : TICK_FAILED, "合格");
    sheet_end_row(table);
  }
  sheet_code(sheet, "0123456789ABCDEF", "记录编号", modules, 3);
  g_autoptr(GBytes) jpeg = photo();
  g_autoptr(GBytes) png = drawing();
  sheet_picture(sheet, jpeg, "整改前");
  sheet_picture(sheet, png, "整改后");
  sheet_signature(sheet, "店长", "刘洋", "按时");
  return sheet;
}

static char *write_pdf(const Sheet *sheet) {
  g_autoptr(GPtrArray) files = paper_draw(sheet, PAPER_A4, PAPER_PDF, NULL);
  g_assert_nonnull(files);
  gsize n = 0;
  const char *data = g_bytes_get_data(g_ptr_array_index(files, 0), &n);
  char *path = g_build_filename(folder, "sheet.pdf", NULL);
  g_assert_true(g_file_set_contents(path, data, (gssize)n, NULL));
  return path;
}

/* What the program printed; it has to end well. */
static char *run(const char *const *words) {
  g_auto(GStrv) copy = g_strdupv((char **)(gpointer)(gsize)words);
  char *printed = NULL;
  g_autofree char *complained = NULL;
  int status = 0;
  g_assert_true(g_spawn_sync(NULL, copy, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &printed, &complained, &status, NULL));
  if (status != 0 || *complained != '\0') {
    g_test_message("%s: %s%s", words[0], printed, complained);
  }
  g_assert_cmpint(status, ==, 0);
  g_assert_cmpstr(complained, ==, "");
  return printed;
}

typedef struct {
  const guint8 *bytes;
  gsize left;
} Source;

static cairo_status_t read_png(void *data, unsigned char *out, unsigned int length) {
  Source *source = data;
  g_assert_cmpuint(length, <=, source->left);
  memcpy(out, source->bytes, length);
  source->bytes += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

enum { BLOCK = 6 }; /* pixels, a millimetre: smaller than what has to be read, larger than how the two programs round */

static double darkness(cairo_surface_t *image, int x, int y) {
  const unsigned char *data = cairo_image_surface_get_data(image);
  int stride = cairo_image_surface_get_stride(image);
  double sum = 0;
  for (int dy = 0; dy < BLOCK; dy++) {
    for (int dx = 0; dx < BLOCK; dx++) {
      sum += 255 - data[(y + dy) * stride + (x + dx) * 4];
    }
  }
  return sum / (BLOCK * BLOCK);
}

static void compare(cairo_surface_t *ours, cairo_surface_t *theirs) {
  int width = cairo_image_surface_get_width(ours), height = cairo_image_surface_get_height(ours);
  g_assert_cmpint(ABS(width - cairo_image_surface_get_width(theirs)), <=, 1);
  g_assert_cmpint(ABS(height - cairo_image_surface_get_height(theirs)), <=, 1);
  double sum = 0, worst = 0, ink = 0;
  guint n = 0;
  for (int y = 0; y + BLOCK < height - 1; y += BLOCK) {
    for (int x = 0; x + BLOCK < width - 1; x += BLOCK, n++) {
      double a = darkness(ours, x, y), b = darkness(theirs, x, y);
      ink += a;
      sum += ABS(a - b);
      worst = MAX(worst, ABS(a - b));
    }
  }
  g_test_message("of %.2f, on average %.3f, at worst %.1f", ink / n, sum / n, worst);
  g_assert_cmpfloat(sum, <, 0.2 * ink + 0.1 * n); /* most of it: hair lines, which poppler moves onto its pixels */
  g_assert_cmpfloat(worst, <, 90);
}

/* The PDF as poppler draws it, page by page against our picture. */
static void compare_pages(const Sheet *sheet, guint least) {
  g_autofree char *pdf = write_pdf(sheet);
  g_autofree char *stem = g_build_filename(folder, "page", NULL);
  const char *const words[] = {"pdftoppm", "-r", "150", "-png", pdf, stem, NULL};
  g_free(run(words));
  g_autoptr(GPtrArray) files = paper_draw(sheet, PAPER_A4, PAPER_PNG, NULL);
  g_assert_cmpuint(files->len, >=, least);
  for (guint i = 0; i < files->len; i++) {
    Source source = {.left = 0};
    source.bytes = g_bytes_get_data(g_ptr_array_index(files, i), &source.left);
    g_autofree char *path = g_strdup_printf("%s-%u.png", stem, i + 1);
    cairo_surface_t *theirs = cairo_image_surface_create_from_png(path);
    cairo_surface_t *ours = cairo_image_surface_create_from_png_stream(read_png, &source);
    g_assert_cmpint(cairo_surface_status(theirs), ==, CAIRO_STATUS_SUCCESS);
    compare(ours, theirs);
    cairo_surface_destroy(theirs);
    cairo_surface_destroy(ours);
    g_remove(path);
  }
}

static void test_same_look(void) {
  g_autoptr(Sheet) sheet = make_sheet();
  compare_pages(sheet, 2);
}

/* cairo's own subsetter left one character in some hundreds blank, in a file whose text could be read. The 3755 that people use are looked at, a row of
 * the code table light and the next one bold. */
static void test_every_character(void) {
  g_autoptr(Sheet) sheet = sheet_new("all", PAPER_A4);
  sheet_title(sheet, "GB/T 2312", NULL);
  guint n = 0;
  for (int high = 0xB0; high <= 0xD7; high++) {
    g_autoptr(GString) row = g_string_new(NULL);
    for (int low = 0xA1; low <= 0xFE; low++) {
      const char code[] = {(char)high, (char)low, 0};
      g_autofree char *character = g_convert(code, 2, "UTF-8", "GB2312", NULL, NULL, NULL);
      n += character != NULL;
      g_string_append(row, character != NULL ? character : "");
    }
    sheet_text(sheet, high % 2 == 0 ? TEXT_PLAIN : TEXT_STRONG, row->str);
  }
  g_assert_cmpuint(n, ==, 3755);
  compare_pages(sheet, 2);
}

static void test_text(void) {
  g_autoptr(Sheet) sheet = make_sheet();
  g_autofree char *pdf = write_pdf(sheet);
  const char *const words[] = {"pdftotext", "-raw", "-enc", "UTF-8", pdf, "-", NULL};
  g_autofree char *found = run(words);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *want = g_utf8_normalize(texts[i], -1, G_NORMALIZE_NFC);
    g_autofree char *have = g_utf8_normalize(found, -1, G_NORMALIZE_NFC);
    if (strstr(have, want) == NULL) {
      g_test_message("%s", found);
      g_error("not found: %s", want);
    }
  }
  const char *const fonts[] = {"pdffonts", pdf, NULL};
  g_autofree char *listed = run(fonts);
  g_assert_nonnull(strstr(listed, "NotoSansCJKsc-Bold"));
  g_auto(GStrv) lines = g_strsplit(g_strstrip(listed), "\n", -1);
  for (guint i = 2; lines[i] != NULL; i++) { /* embedded, a subset, with its characters */
    g_assert_nonnull(strstr(lines[i], "yes yes yes"));
  }
}

static void test_said(void) {
  g_autoptr(Sheet) sheet = make_sheet();
  g_autofree char *pdf = write_pdf(sheet);
  const char *const words[] = {"pdfinfo", "-rawdates", "-enc", "UTF-8", pdf, NULL};
  g_autofree char *found = run(words);
  g_assert_nonnull(strstr(found, "每日检查"));
  g_assert_nonnull(strstr(found, "杭州武林店 (1)"));
  g_assert_nonnull(strstr(found, "D:20270302"));
}

static void test_sound(void) {
  g_autofree char *qpdf = g_find_program_in_path("qpdf");
  if (qpdf == NULL) {
    g_test_skip("qpdf is not installed");
    return;
  }
  g_autoptr(Sheet) sheet = make_sheet();
  g_autofree char *pdf = write_pdf(sheet);
  const char *const words[] = {qpdf, "--check", pdf, NULL};
  g_free(run(words));
}

/* Everything that people type, and what turns lines around; every font that the computer has for it. */
static void test_any_text(void) {
  g_autoptr(Sheet) sheet = sheet_new("any", PAPER_A4);
  sheet_title(sheet, "مرحبا (עולם) 😀", NULL);
  g_autoptr(GString) text = g_string_new(NULL);
  for (gunichar c = 0x20; c < 0x30000; c += c < 0x3000 ? 1 : 97) {
    if (g_unichar_validate(c) && g_unichar_isdefined(c)) {
      g_string_append_unichar(text, c);
    }
    if (text->len > 300) {
      sheet_text(sheet, c % 2 == 0 ? TEXT_PLAIN : TEXT_STRONG, text->str);
      g_string_truncate(text, 0);
    }
  }
  g_autofree char *pdf = write_pdf(sheet);
  const char *const words[] = {"pdftotext", "-enc", "UTF-8", pdf, "-", NULL};
  g_autofree char *found = run(words);
  g_assert_nonnull(strstr(found, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  g_assert_cmpint(g_utf8_strlen(found, -1), >, 5000);
}

/* A font of pictures cannot be embedded as outlines: its signs stand as images, with the same place and text. */
static void test_pictured(void) {
  g_autoptr(Sheet) sheet = sheet_new("signs", PAPER_A4);
  sheet_title(sheet, "完成👍了", NULL);
  sheet_text(sheet, TEXT_PLAIN, "甲😀乙😀丙");
  g_autofree char *pdf = write_pdf(sheet);
  const char *const words[] = {"pdftotext", "-raw", "-enc", "UTF-8", pdf, "-", NULL};
  g_autofree char *found = run(words);
  if (strstr(found, "👍") == NULL) {
    g_assert_nonnull(strstr(found, "完成〓了"));
    g_test_skip("no font of coloured signs is installed");
    return;
  }
  const char *const lister[] = {"pdfimages", "-list", pdf, NULL};
  g_autofree char *images = run(lister);
  g_assert_nonnull(strstr(images, "smask"));
  compare_pages(sheet, 1);
}

/* Put side by side is as shaping gives it. */
static void test_plain_as_shaped(void) {
  g_autoptr(PaperInk) ink = paper_ink_new(NULL);
  const Measure *measure = paper_ink_measure(ink);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    for (gboolean bold = FALSE; bold <= TRUE; bold++) {
      g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(TextLine));
      g_autoptr(GArray) twice = g_array_new(FALSE, FALSE, sizeof(TextLine));
      g_autofree char *longer = g_strconcat(texts[i], "\xe2\x80\x8b", NULL); /* which only Pango can */
      measure->wrap(measure->data, texts[i], 10, bold, 10000, lines);
      measure->wrap(measure->data, longer, 10, bold, 10000, twice);
      const TextLine *a = &g_array_index(lines, TextLine, 0), *b = &g_array_index(twice, TextLine, 0);
      g_assert_cmpfloat_with_epsilon(a->width, b->width, 0.02);
      g_assert_cmpfloat_with_epsilon(a->ascent, b->ascent, 0.02);
      g_assert_cmpfloat_with_epsilon(a->descent, b->descent, 0.02);
      g_assert_cmpfloat_with_epsilon(a->lead, b->lead, 0.02);
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  folder = g_dir_make_tmp("ready315-pdf-XXXXXX", NULL);
  g_assert_nonnull(folder);
  g_test_add_func("/pdf/same look as the picture", test_same_look);
  g_test_add_func("/pdf/every character", test_every_character);
  g_test_add_func("/pdf/text", test_text);
  g_test_add_func("/pdf/said of itself", test_said);
  g_test_add_func("/pdf/sound", test_sound);
  g_test_add_func("/pdf/any text", test_any_text);
  g_test_add_func("/pdf/pictured", test_pictured);
  g_test_add_func("/pdf/plain as shaped", test_plain_as_shaped);
  int failed = g_test_run();
  g_autofree char *pdf = g_build_filename(folder, "sheet.pdf", NULL);
  g_remove(pdf);
  g_rmdir(folder);
  g_free(folder);
  return failed;
}
