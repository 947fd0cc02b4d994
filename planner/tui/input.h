/* What a person does, as events. Bytes and key codes of a terminal become whole characters and named keys here, in whatever pieces they arrive. */
#pragma once
#include <glib.h>

typedef enum {
  INPUT_NONE,
  INPUT_CHAR, /* `c`: a whole character that shows something */
  INPUT_ENTER,
  INPUT_ESCAPE,
  INPUT_BACKSPACE,
  INPUT_TAB,
  INPUT_UP,
  INPUT_DOWN,
  INPUT_LEFT,
  INPUT_RIGHT,
  INPUT_PAGE_UP,
  INPUT_PAGE_DOWN,
  INPUT_HOME,
  INPUT_END,
  INPUT_DELETE,
  INPUT_BACKTAB, /* Shift-Tab */
  INPUT_F1,
  INPUT_CONTROL, /* `c`: the letter held with Ctrl, 'a'…'z' */
  INPUT_RESIZE,  /* `columns`, `rows` */
  INPUT_TICK,    /* time went by */
} InputKind;

typedef struct {
  InputKind kind;
  gunichar c;
  gboolean pasted; /* part of a pasted text: text and nothing else, never a command */
  int columns, rows;
} Input;

/* All members 0 to begin with. */
typedef struct {
  guint8 bytes[4]; /* of a character that is not complete yet */
  guint8 n, want;
  guint8 escape; /* inside ESC …: what is unknown to us is swallowed whole, its letters are no commands */
  gboolean pasting;
} InputDecoder;

/* One byte. TRUE when it completed an event. */
gboolean input_byte(InputDecoder *decoder, guint8 byte, Input *out);
/* No more bytes are waiting: an ESC alone was the key. TRUE when that makes an event. */
gboolean input_idle(InputDecoder *decoder, Input *out);
/* Characters that came faster than fingers are a scanner's or a paste without marks: text, and never commands, with the Enter behind them. `inputs` (of
 * Input) are those that followed each other without a pause. One key held down is no burst. */
void input_mark_burst(GArray *inputs);
void input_paste(InputDecoder *decoder, gboolean begin);
