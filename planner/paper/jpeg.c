/* libjpeg. Its errors come by longjmp; everything that has to be freed then lives in the struct. */
#include "paper/jpeg.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
/* after <stdio.h>, which it needs and does not include */
#include <jpeglib.h>

enum { QUALITY = 82 };

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

guint8 *jpeg_unpack(GBytes *bytes, int most, int *width, int *height) {
  struct jpeg_decompress_struct info = {0};
  Errors errors;
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
  jpeg_read_header(&info, TRUE);
  info.scale_num = 1;
  info.scale_denom = halving(MAX(info.image_width, info.image_height), most);
  info.out_color_space =
      JCS_EXT_BGRX; /* RGB24 of cairo on machines that put the lowest byte first, as all of Debian's desktops do */
  jpeg_start_decompress(&info);
  gsize stride = (gsize)info.output_width * 4;
  pixels = g_malloc0(stride * info.output_height);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = pixels + stride * info.output_scanline;
    jpeg_read_scanlines(&info, &row, 1);
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
