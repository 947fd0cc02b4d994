/* libjpeg. Its errors come by longjmp; everything that has to be freed then lives in the struct. */
#include "paper/jpeg.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
/* after <stdio.h>, which it needs and does not include */
#include <jpeglib.h>

enum { QUALITY = 82 };
/* Of a phone's photograph, with room to spare. Files a few kilobytes long can ask for hours of work or all of the memory. */
enum { MAX_PIXELS = 60000000, MAX_SCANS = 100 };

typedef struct {
  struct jpeg_error_mgr base; /* first: libjpeg knows only this */
  jmp_buf back;
} Errors;

static void give_up(j_common_ptr info) {
  Errors *errors = (Errors *)info->err;
  longjmp(errors->back, 1);
}

static void say_nothing(j_common_ptr info) {
  (void)info;
}

static void say_nothing_of(j_common_ptr info, int level) {
  (void)info;
  (void)level;
}

/* Progressive files are refined scan by scan, and each goes over the whole picture again. */
static void watch(j_common_ptr info) {
  if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > MAX_SCANS) {
    give_up(info);
  }
}

static struct jpeg_error_mgr *set_errors(Errors *errors) {
  jpeg_std_error(&errors->base);
  errors->base.error_exit = give_up;
  errors->base.output_message = say_nothing;
  errors->base.emit_message = say_nothing_of;
  return &errors->base;
}

static unsigned int halving(unsigned int longer, int most) {
  unsigned int by = 1;
  while (by < 8 && longer / (by * 2) >= (unsigned int)MAX(most, 1)) {
    by *= 2;
  }
  return by;
}

/* Four inks to what cairo shows, in place. Programs that mark their files as Adobe's, which is nearly all, store 255 for no ink. */
static void mix_inks(guint8 *pixels, gsize n, gboolean inverted) {
  for (guint8 *p = pixels; p < pixels + 4 * n; p += 4) {
    guint c = p[0], m = p[1], y = p[2], k = p[3];
    if (!inverted) {
      c = 255 - c, m = 255 - m, y = 255 - y, k = 255 - k;
    }
    p[0] = (guint8)(y * k / 255);
    p[1] = (guint8)(m * k / 255);
    p[2] = (guint8)(c * k / 255);
    p[3] = 255;
  }
}

guint8 *jpeg_unpack(GBytes *bytes, int most, int *width, int *height) {
  struct jpeg_decompress_struct info = {0};
  Errors errors;
  struct jpeg_progress_mgr progress = {.progress_monitor = watch};
  guint8 *volatile pixels = NULL;
  gsize n = 0;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  info.err = set_errors(&errors);
  if (setjmp(errors.back) != 0) {
    jpeg_destroy_decompress(&info);
    g_free(pixels);
    return NULL;
  }
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, data, n);
  info.progress = &progress;
  jpeg_read_header(&info, TRUE);
  if ((gsize)info.image_width * info.image_height > MAX_PIXELS) { /* libjpeg may find another head than we did */
    give_up((j_common_ptr)&info);
  }
  info.scale_num = 1;
  info.scale_denom = halving(MAX(info.image_width, info.image_height), most);
  const gboolean inks = info.num_components == 4;
  info.out_color_space =
      inks
          ? JCS_CMYK
          : JCS_EXT_BGRX; /* RGB24 of cairo on machines that put the lowest byte first, as all of Debian's desktops do */
  jpeg_start_decompress(&info);
  gsize stride = (gsize)info.output_width * 4;
  pixels = g_malloc0(stride * info.output_height);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = pixels + stride * info.output_scanline;
    jpeg_read_scanlines(&info, &row, 1);
  }
  if (inks) {
    mix_inks(pixels, (gsize)info.output_width * info.output_height, info.saw_Adobe_marker);
  }
  *width = (int)info.output_width;
  *height = (int)info.output_height;
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return pixels;
}

GBytes *jpeg_pack(const guint8 *pixels, int width, int height) {
  struct jpeg_compress_struct info = {0};
  Errors errors;
  unsigned char *packed = NULL;
  unsigned long length = 0;
  info.err = set_errors(&errors);
  if (setjmp(errors.back) != 0) {
    g_error("libjpeg does not pack what it unpacked");
  }
  jpeg_create_compress(&info);
  jpeg_mem_dest(&info, &packed, &length);
  info.image_width = (JDIMENSION)width;
  info.image_height = (JDIMENSION)height;
  info.input_components = 4;
  info.in_color_space = JCS_EXT_BGRX;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, QUALITY, TRUE);
  jpeg_start_compress(&info, TRUE);
  g_autofree guint8 *line = g_malloc((gsize)width * 4);
  while (info.next_scanline < info.image_height) {
    const guint8 *from = pixels + (gsize)info.next_scanline * (gsize)width * 4;
    for (gsize i = 0; i < (gsize)width * 4; i++) {
      line[i] = from[i];
    }
    JSAMPROW row = line;
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  GBytes *bytes = g_bytes_new(packed, length);
  free(packed); /* malloc'ed by libjpeg */
  return bytes;
}
