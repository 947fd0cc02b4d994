/* The letters of a pasted notice: spaces and quotation marks gone, full-width digits and signs made plain, each with its place in the original.
 * Finds words, numbers and dates in them; knows nothing of holidays. */
#pragma once
#include "base/date.h"
#include "base/diag.h"

typedef struct {
  gunichar c;
  guint32 line, column; /* in the original, from 1, in characters */
  gboolean line_start;  /* first of its line */
} Letter;

typedef struct {
  const char *file; /* interned */
  GArray *letters;  /* of Letter */
} Letters;
void letters_init(Letters *letters, const char *file, const char *text, gsize length); /* valid UTF-8 */
void letters_clear(Letters *letters);

gunichar letters_at(const Letters *letters, guint i); /* 0 past the end */
Pos letters_pos(const Letters *letters, guint i);
/* Length of `word` (plain signs: ( ) : , . ; - ~) at `i` in letters, 0 when it is not there. */
guint letters_word(const Letters *letters, guint i, const char *word);
/* The same for the first of several words that is there; NULL-terminated. */
guint letters_words(const Letters *letters, guint i, const char *const *words);
/* A number of at most four digits, or 一…十; its length, 0 when there is none. */
guint letters_number(const Letters *letters, guint i, int *value);

/* A date as written: what is missing is 0. */
typedef struct {
  int year, month, mday;
  gboolean next_year; /* 次年1月2日 */
  int weekday;        /* Weekday in the brackets after it, -1 when none */
  guint weekday_at;   /* its letter */
  guint at, length;   /* in letters, brackets included */
} WrittenDate;
/* [2027年][1月]3日[(农历…、周三)]; FALSE when there is none at `i`. */
gboolean letters_date(const Letters *letters, guint i, WrittenDate *date);
/* 至, 到, - …: length, 0 when none. */
guint letters_until(const Letters *letters, guint i);
