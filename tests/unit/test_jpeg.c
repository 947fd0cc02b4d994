/* Photographs from outside: four inks, progressive ones, heads that lie, and files that ask for hours of work. */
#include "paper/jpeg.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* after <stdio.h>, which it needs and does not include */
#include <jpeglib.h>

enum { SIDE = 16 };

/* One colour all over; four components are inks, stored the wrong way round when `adobe`. */
static GBytes *plain(const guint8 *colour, int components, gboolean adobe, gboolean progressive) {
  struct jpeg_compress_struct info = {0};
  struct jpeg_error_mgr errors;
  unsigned char *packed = NULL;
  unsigned long length = 0;
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  jpeg_mem_dest(&info, &packed, &length);
  info.image_width = info.image_height = SIDE;
  info.input_components = components;
  info.in_color_space = components == 4 ? JCS_CMYK : components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, 100, TRUE);
  if (components == 4) {
    info.write_Adobe_marker = adobe;
  }
  if (progressive) {
    jpeg_simple_progression(&info);
  }
  jpeg_start_compress(&info, TRUE);
  guint8 line[SIDE * 4];
  for (int i = 0; i < SIDE * components; i++) {
    line[i] = colour[i % components];
  }
  for (int y = 0; y < SIDE; y++) {
    JSAMPROW row = line;
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  GBytes *bytes = g_bytes_new(packed, length);
  free(packed);
  return bytes;
}

static void look(GBytes *bytes, int red, int green, int blue) {
  int width = 0, height = 0;
  g_autofree guint8 *pixels = jpeg_unpack(bytes, 2000, &width, &height);
  g_assert_nonnull(pixels);
  g_assert_cmpint(width, ==, SIDE);
  g_assert_cmpint(height, ==, SIDE);
  const guint8 *middle = pixels + 4 * (SIDE / 2 * SIDE + SIDE / 2);
  g_assert_cmpint(abs(middle[0] - blue), <=, 4);
  g_assert_cmpint(abs(middle[1] - green), <=, 4);
  g_assert_cmpint(abs(middle[2] - red), <=, 4);
}

static void test_colours(void) {
  const guint8 orange[] = {200, 120, 40}, grey[] = {90};
  g_autoptr(GBytes) rgb = plain(orange, 3, FALSE, FALSE);
  look(rgb, 200, 120, 40);
  g_autoptr(GBytes) steps = plain(orange, 3, FALSE, TRUE);
  look(steps, 200, 120, 40);
  g_autoptr(GBytes) one = plain(grey, 1, FALSE, FALSE);
  look(one, 90, 90, 90);
}

/* What printers' programs save: a photograph of a shelf card made with them is shown, not crossed out. */
static void test_inks(void) {
  const guint8 no_cyan[] = {255, 100, 50, 255}, turned[] = {0, 155, 205, 0};
  g_autoptr(GBytes) adobe = plain(no_cyan, 4, TRUE, FALSE);
  look(adobe, 255, 100, 50);
  g_autoptr(GBytes) other = plain(turned, 4, FALSE, FALSE);
  look(other, 255, 100, 50);
}

/* Three hundred kilobytes of scans over a large picture kept a computer at work for a minute. */
static void test_scans(void) {
  const guint8 orange[] = {200, 120, 40};
  g_autoptr(GBytes) bytes = plain(orange, 3, FALSE, TRUE);
  gsize n = 0;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  const guint8 *scan = data + n - 2;
  while (scan[0] != 0xff || scan[1] != 0xda) {
    scan--;
  }
  const guint length = (guint)(data + n - 2 - scan);
  for (int more = 50; more <= 500; more += 450) {
    g_autoptr(GByteArray) all = g_byte_array_new();
    g_byte_array_append(all, data, (guint)n - 2);
    for (int i = 0; i < more; i++) {
      g_byte_array_append(all, scan, length);
    }
    g_byte_array_append(all, data + n - 2, 2);
    g_autoptr(GBytes) many = g_bytes_new(all->data, all->len);
    int width = 0, height = 0;
    g_autofree guint8 *pixels = jpeg_unpack(many, 2000, &width, &height);
    g_assert((pixels != NULL) == (more == 50));
  }
}

/* Whatever was found in the head before, libjpeg's own reading of it decides how much memory is taken. */
static void test_too_large(void) {
  const guint8 orange[] = {200, 120, 40};
  g_autoptr(GBytes) bytes = plain(orange, 3, FALSE, FALSE);
  gsize n = 0;
  g_autofree guint8 *data = g_memdup2(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  n = g_bytes_get_size(bytes);
  guint8 *frame = memmem(data, n, "\xff\xc0", 2);
  g_assert_nonnull(frame);
  memcpy(frame + 5, "\xfd\xe8\xfd\xe8", 4); /* 65000 × 65000 */
  g_autoptr(GBytes) huge = g_bytes_new(data, n);
  int width = 0, height = 0;
  g_assert_null(jpeg_unpack(huge, 2000, &width, &height));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/jpeg/colours", test_colours);
  g_test_add_func("/jpeg/inks", test_inks);
  g_test_add_func("/jpeg/scans", test_scans);
  g_test_add_func("/jpeg/too-large", test_too_large);
  return g_test_run();
}
