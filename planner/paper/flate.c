/* zlib, kept from one stream to the next: setting it up takes longer than packing a page. */
#include "paper/flate.h"
#include <zlib.h>

struct Flate {
  z_stream stream;
};

/* Pages are numbers and short words, some kilobytes each: more looking saves a twentieth, and larger tables have to be cleared for every page. */
enum { LEVEL = 3, WINDOW = 14, MEMORY = 6 };

Flate *flate_new(void) {
  Flate *flate = g_new0(Flate, 1);
  if (deflateInit2(&flate->stream, LEVEL, Z_DEFLATED, WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
    g_error("zlib: %s", flate->stream.msg != NULL ? flate->stream.msg : "no memory");
  }
  return flate;
}

void flate_free(Flate *flate) {
  if (flate != NULL) {
    deflateEnd(&flate->stream);
    g_free(flate);
  }
}

void flate_pack(Flate *flate, const void *bytes, gsize length, GByteArray *out) {
  z_stream *stream = &flate->stream;
  guint from = out->len;
  deflateReset(stream);
  g_byte_array_set_size(out, from + (guint)deflateBound(stream, length));
  union {
    const void *in;
    Bytef *bytes;
  } source = {bytes}; /* zlib reads it only and says so nowhere */
  stream->next_in = source.bytes;
  stream->avail_in = (uInt)length;
  stream->next_out = out->data + from;
  stream->avail_out = out->len - from;
  int status = deflate(stream, Z_FINISH);
  g_assert(status == Z_STREAM_END); /* the bound holds */
  g_byte_array_set_size(out, from + (guint)stream->total_out);
}
