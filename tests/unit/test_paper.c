/* Ink: photographs the right way up and packed, broken ones crossed out, codes with their quiet border, files that begin as they must. */
#include "paper/ink.h"
#include "paper/jpeg.h"
#include "paper/paper.h"
#include <cairo.h>
#include <string.h>

enum { WIDE = 64, HIGH = 32 };

/* Left half black, right half white, with an Exif segment that says how it was held. */
static GBytes *photo(int turn) {
  g_autofree guint8 *pixels = g_malloc0(WIDE * HIGH * 4);
  for (int i = 0; i < WIDE * HIGH; i++) {
    memset(pixels + (gsize)i * 4, i % WIDE < WIDE / 2 ? 0 : 255, 4);
  }
  g_autoptr(GBytes) plain = jpeg_pack(pixels, WIDE, HIGH);
  gsize n = 0;
  const guint8 *bytes = g_bytes_get_data(plain, &n);
  const guint8 exif[] = {0xff, 0xd8, 0xff, 0xe1, 0, 0x22, 'E',  'x', 'i', 'f', 0, 0, 'I', 'I', 0x2a,         0,
                         8,    0,    0,    0,    1, 0,    0x12, 1,   3,   0,   1, 0, 0,   0,   (guint8)turn, 0,
                         0,    0,    0,    0,    0, 0};
  GByteArray *all = g_byte_array_new();
  g_byte_array_append(all, exif, sizeof exif);
  g_byte_array_append(all, bytes + 2, (guint)n - 2);
  return g_byte_array_free_to_bytes(all);
}

static Sheet *with_photo(GBytes *bytes) {
  Sheet *sheet = sheet_new("photo", PAPER_A4);
  sheet_title(sheet, "整改前后", NULL);
  sheet_picture(sheet, bytes, "整改前");
  return sheet;
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

static guint8 pixel(cairo_surface_t *image, double x, double y) {
  const double scale = 150 / 72.0;
  const unsigned char *data = cairo_image_surface_get_data(image);
  return data[(int)(y * scale) * cairo_image_surface_get_stride(image) + (int)(x * scale) * 4];
}

static void test_upright(void) {
  static const struct {
    double black_x, black_y, white_x, white_y; /* shares of the picture's box */
  } where[9] = {[1] = {0.25, 0.5, 0.75, 0.5}, [2] = {0.75, 0.5, 0.25, 0.5}, [3] = {0.75, 0.5, 0.25, 0.5},
                [4] = {0.25, 0.5, 0.75, 0.5}, [5] = {0.5, 0.25, 0.5, 0.75}, [6] = {0.5, 0.25, 0.5, 0.75},
                [7] = {0.5, 0.75, 0.5, 0.25}, [8] = {0.5, 0.75, 0.5, 0.25}};
  g_autoptr(PaperInk) ink = paper_ink_new(NULL);
  g_assert_nonnull(ink);
  for (int turn = 1; turn <= 8; turn++) {
    g_autoptr(GBytes) bytes = photo(turn);
    g_autoptr(Sheet) sheet = with_photo(bytes);
    g_autoptr(Pages) pages = layout_make(sheet, PAPER_A4, paper_ink_measure(ink));
    const Page *page = g_ptr_array_index(pages->pages, 0);
    const Draw *found = NULL;
    for (guint i = 0; i < page->draws->len; i++) {
      const Draw *draw = &g_array_index(page->draws, Draw, i);
      found = draw->kind == DRAW_PICTURE ? draw : found;
    }
    g_assert_nonnull(found);
    g_assert((found->width > found->height) == (turn < 5));
    g_autoptr(GPtrArray) files = paper_draw(sheet, PAPER_A4, PAPER_PNG, NULL);
    Source source = {.left = 0};
    source.bytes = g_bytes_get_data(g_ptr_array_index(files, 0), &source.left);
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_png, &source);
    g_assert_cmpint(cairo_surface_status(image), ==, CAIRO_STATUS_SUCCESS);
    guint8 black =
        pixel(image, found->x + found->width * where[turn].black_x, found->y + found->height * where[turn].black_y);
    guint8 white =
        pixel(image, found->x + found->width * where[turn].white_x, found->y + found->height * where[turn].white_y);
    g_assert_cmpint(black, <, 40);
    g_assert_cmpint(white, >, 215);
    cairo_surface_destroy(image);
  }
}

static gboolean holds(GBytes *bytes, const char *what) {
  gsize n = 0;
  const char *data = g_bytes_get_data(bytes, &n);
  return memmem(data, n, what, strlen(what)) != NULL;
}

static void test_packed_in_pdf(void) {
  g_autoptr(GBytes) bytes = photo(1);
  g_autoptr(Sheet) sheet = with_photo(bytes);
  g_autoptr(GPtrArray) files = paper_draw(sheet, PAPER_A4, PAPER_PDF, NULL);
  g_assert_true(holds(g_ptr_array_index(files, 0), "/DCTDecode"));
}

/* The head is sound, the rest is cut off or rubbish: the page is made all the same. */
static void test_broken(void) {
  g_autoptr(GBytes) whole = photo(1);
  gsize n = 0;
  const guint8 *data = g_bytes_get_data(whole, &n);
  for (gsize cut = 0; cut < n; cut += 37) {
    g_autoptr(GBytes) part = g_bytes_new(data, cut);
    g_autoptr(Sheet) sheet = with_photo(part);
    g_autoptr(GPtrArray) files = paper_draw(sheet, PAPER_A4, PAPER_PDF, NULL);
    g_assert_nonnull(files);
  }
}

/* A larger photograph is unpacked at the last halving that is still large enough. */
static void test_made_smaller(void) {
  g_autoptr(GBytes) bytes = photo(1);
  int width = 0, height = 0;
  g_autofree guint8 *half = jpeg_unpack(bytes, WIDE / 2 - 4, &width, &height);
  g_assert_nonnull(half);
  g_assert_cmpint(width, ==, WIDE / 2);
  g_assert_cmpint(height, ==, HIGH / 2);
}

static void test_files(void) {
  static const char *const begins[N_PAPER_FORMATS] = {"%PDF-1.", "\x89PNG", "<?xml"};
  g_autoptr(Sheet) sheet = sheet_new("code", PAPER_A4);
  sheet_title(sheet, "回执", NULL);
  static const guint8 modules[] = {1, 0, 1, 0, 1, 0, 1, 1, 1};
  sheet_code(sheet, "0123456789ABCDEF", "记录编号", modules, 3);
  sheet_break(sheet);
  sheet_signature(sheet, "店长", "刘洋", "按时");
  for (int format = 0; format < N_PAPER_FORMATS; format++) {
    g_autoptr(GPtrArray) files = paper_draw(sheet, PAPER_A4, (PaperFormat)format, NULL);
    g_assert_cmpuint(files->len, ==, format == PAPER_PDF ? 1 : 2); /* pictures: one a page */
    for (guint i = 0; i < files->len; i++) {
      gsize n = 0;
      const char *data = g_bytes_get_data(g_ptr_array_index(files, i), &n);
      g_assert_cmpint(memcmp(data, begins[format], strlen(begins[format])), ==, 0);
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/paper/photographs upright", test_upright);
  g_test_add_func("/paper/packed in a PDF", test_packed_in_pdf);
  g_test_add_func("/paper/broken photographs", test_broken);
  g_test_add_func("/paper/made smaller", test_made_smaller);
  g_test_add_func("/paper/files", test_files);
  return g_test_run();
}
