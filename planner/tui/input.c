/* UTF-8 in pieces, control keys, and escape sequences that nobody understands. Keys that the terminal library knows never come here. */
#include "tui/input.h"
#include <string.h>

enum { ESC_NO, ESC_BEGUN, ESC_BRACKET, ESC_SEQUENCE, ESC_ONE_MORE };
enum { BYTE_BACKSPACE = 0x08, BYTE_TAB = 0x09, BYTE_ESCAPE = 0x1b, BYTE_DELETE = 0x7f };

/* Of a byte that begins a character; 0 for one that cannot. */
static guint8 length_of(guint8 byte) {
  return byte < 0x80 ? 1 : byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0;
}

static gboolean control(const InputDecoder *decoder, guint8 byte, Input *out) {
  if (decoder->pasting) { /* lines of a pasted text become words of one line */
    *out = (Input){.kind = INPUT_CHAR, .c = ' ', .pasted = TRUE};
    return byte == '\n' || byte == '\r' || byte == BYTE_TAB;
  }
  switch (byte) {
  case '\n':
  case '\r':
    *out = (Input){.kind = INPUT_ENTER};
    return TRUE;
  case BYTE_TAB:
    *out = (Input){.kind = INPUT_TAB};
    return TRUE;
  case BYTE_BACKSPACE:
  case BYTE_DELETE:
    *out = (Input){.kind = INPUT_BACKSPACE};
    return TRUE;
  default:
    *out = (Input){.kind = INPUT_CONTROL, .c = (gunichar)(byte + 'a' - 1)};
    return byte >= 1 && byte <= 26;
  }
}

/* Arrows as a terminal sends them that did not take up the mode which the library asked for. */
static InputKind arrow(guint8 final) {
  static const struct {
    char final;
    InputKind kind;
  } keys[] = {{'A', INPUT_UP},   {'B', INPUT_DOWN}, {'C', INPUT_RIGHT},
              {'D', INPUT_LEFT}, {'H', INPUT_HOME}, {'F', INPUT_END}};
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    if (keys[i].final == (char) final) {
      return keys[i].kind;
    }
  }
  return INPUT_NONE;
}

/* The bytes behind ESC: [ … final, O x, or one character held with Alt. */
static gboolean swallow(InputDecoder *decoder, guint8 byte, Input *out) {
  *out = (Input){.kind = INPUT_NONE};
  if (decoder->escape == ESC_BEGUN) {
    decoder->escape = byte == '[' ? ESC_BRACKET : byte == 'O' ? ESC_ONE_MORE : ESC_NO;
    return FALSE;
  }
  if (decoder->escape != ESC_SEQUENCE) { /* right behind [ or O */
    out->kind = decoder->pasting ? INPUT_NONE : arrow(byte);
  }
  gboolean last = decoder->escape == ESC_ONE_MORE || (byte >= 0x40 && byte <= 0x7e);
  decoder->escape = last ? ESC_NO : ESC_SEQUENCE;
  return out->kind != INPUT_NONE;
}

gboolean input_byte(InputDecoder *decoder, guint8 byte, Input *out) {
  if (byte == BYTE_ESCAPE) {
    gboolean twice = decoder->escape == ESC_BEGUN;
    decoder->n = 0;
    decoder->escape = ESC_BEGUN;
    *out = (Input){.kind = INPUT_ESCAPE};
    return twice && !decoder->pasting;
  }
  gboolean alone =
      decoder->pasting && decoder->escape == ESC_BEGUN && byte != '[' && byte != 'O'; /* no Alt in a text */
  if (decoder->escape != ESC_NO && byte < 0x80 && !alone) {
    return swallow(decoder, byte, out);
  }
  decoder->escape = ESC_NO;
  if (byte < 0x20 || byte == BYTE_DELETE) {
    decoder->n = 0;
    return control(decoder, byte, out);
  }
  if (decoder->n == 0 || (byte & 0xc0) != 0x80) { /* a new one; what was broken off is forgotten */
    decoder->n = 0;
    decoder->want = length_of(byte);
  }
  if (decoder->want == 0) {
    return FALSE;
  }
  decoder->bytes[decoder->n++] = byte;
  if (decoder->n < decoder->want) {
    return FALSE;
  }
  gunichar c = g_utf8_get_char_validated((const char *)decoder->bytes, decoder->n);
  decoder->n = 0;
  *out = (Input){.kind = INPUT_CHAR, .c = c, .pasted = decoder->pasting};
  return c != (gunichar)-1 && c != (gunichar)-2 && g_unichar_isprint(c);
}

gboolean input_idle(InputDecoder *decoder, Input *out) {
  gboolean alone = decoder->escape == ESC_BEGUN && !decoder->pasting;
  decoder->escape = ESC_NO;
  *out = (Input){.kind = INPUT_ESCAPE};
  return alone;
}

enum { BURST = 3 };

void input_mark_burst(GArray *inputs) {
  for (guint i = 0; i < inputs->len;) {
    guint end = i;
    gboolean differ = FALSE;
    while (end < inputs->len && g_array_index(inputs, Input, end).kind == INPUT_CHAR) {
      differ = differ || g_array_index(inputs, Input, end).c != g_array_index(inputs, Input, i).c;
      end++;
    }
    gboolean burst = differ && end - i >= BURST;
    gboolean enter = end < inputs->len && g_array_index(inputs, Input, end).kind == INPUT_ENTER;
    for (guint k = i; burst && k < end + enter; k++) {
      g_array_index(inputs, Input, k).pasted = TRUE;
    }
    i = end + 1;
  }
}

void input_paste(InputDecoder *decoder, gboolean begin) {
  decoder->pasting = begin;
  decoder->n = 0;
  decoder->escape = ESC_NO;
}
