/* See holiday_notice_text.h. Pasted text comes with spaces between digits and 月, full-width digits, any kind of dash, and broken lines: all of that is
 * smoothed here once, so that the grammar in holiday_notice.c stays small. */
#include "load/holiday_notice_text.h"
#include <string.h>

static gunichar plain(gunichar c) {
  static const struct {
    gunichar from, to;
  } SIGNS[] = {{0xff08, '('}, {0xff09, ')'}, {0x3014, '('}, {0x3015, ')'},   {0xff1a, ':'}, {0xff0c, ','},
               {0xff0e, '.'}, {0xff1b, ';'}, {0x2014, '-'}, {0x2013, '-'},   {0xff0d, '-'}, {0x2212, '-'},
               {0x2500, '-'}, {0xff5e, '~'}, {0x301c, '~'}, {0xff61, 0x3002}};
  if (c >= 0xff10 && c <= 0xff19) {
    return '0' + (c - 0xff10);
  }
  for (guint i = 0; i < G_N_ELEMENTS(SIGNS); i++) {
    if (SIGNS[i].from == c) {
      return SIGNS[i].to;
    }
  }
  return c;
}

static gboolean ignored(gunichar c) {
  return g_unichar_isspace(c) || g_unichar_iszerowidth(c) || c == 0xfeff || c == '"' || c == '\'' || c == '*' ||
         (c >= 0x2018 && c <= 0x201f) || (c >= 0x300c && c <= 0x300f);
}

void letters_init(Letters *letters, const char *file, const char *text, gsize length) {
  letters->file = intern_string(file);
  letters->letters = g_array_new(FALSE, FALSE, sizeof(Letter));
  guint32 line = 1, column = 1;
  gboolean line_start = TRUE;
  for (const char *p = text; p < text + length; p += g_utf8_skip[*(const guchar *)p]) {
    gunichar c = g_utf8_get_char(p);
    if (!ignored(c)) {
      Letter letter = {plain(c), line, column, line_start};
      g_array_append_val(letters->letters, letter);
      line_start = FALSE;
    }
    column++;
    if (c == '\n') {
      line++;
      column = 1;
      line_start = TRUE;
    }
  }
}

void letters_clear(Letters *letters) {
  g_array_unref(letters->letters);
}

gunichar letters_at(const Letters *letters, guint i) {
  return i < letters->letters->len ? g_array_index(letters->letters, Letter, i).c : 0;
}

Pos letters_pos(const Letters *letters, guint i) {
  if (letters->letters->len == 0) {
    return pos_of_file(letters->file);
  }
  const Letter *letter = &g_array_index(letters->letters, Letter, MIN(i, letters->letters->len - 1));
  return (Pos){.file = letters->file, .line = letter->line, .column = letter->column};
}

guint letters_word(const Letters *letters, guint i, const char *word) {
  guint n = 0;
  for (const char *p = word; *p; p += g_utf8_skip[*(const guchar *)p], n++) {
    if (letters_at(letters, i + n) != g_utf8_get_char(p)) {
      return 0;
    }
  }
  return n;
}

guint letters_words(const Letters *letters, guint i, const char *const *words) {
  for (; *words; words++) {
    guint n = letters_word(letters, i, *words);
    if (n > 0) {
      return n;
    }
  }
  return 0;
}

guint letters_number(const Letters *letters, guint i, int *value) {
  static const char *const NUMERALS[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  guint n = 0;
  int number = 0;
  while (n < 4 && letters_at(letters, i + n) >= '0' && letters_at(letters, i + n) <= '9') {
    number = number * 10 + (int)(letters_at(letters, i + n) - '0');
    n++;
  }
  for (guint k = 0; n == 0 && k < G_N_ELEMENTS(NUMERALS); k++) {
    if (letters_word(letters, i, NUMERALS[k])) {
      *value = (int)k + 1;
      return 1;
    }
  }
  *value = number;
  return n;
}

/* Digits followed by `unit`; the length of both, 0 when they are not there. Numerals of hand do not make dates. */
static guint number_with(const Letters *letters, guint i, const char *unit, int *value) {
  int number;
  gunichar c = letters_at(letters, i);
  guint n = c >= '0' && c <= '9' ? letters_number(letters, i, &number) : 0;
  guint m = n ? letters_word(letters, i + n, unit) : 0;
  if (m == 0) {
    return 0;
  }
  *value = number;
  return n + m;
}

/* What stands in the brackets: 周三, 星期三; the rest (农历…) does not matter. */
static void read_brackets(const Letters *letters, guint from, guint to, WrittenDate *date) {
  static const char *const WORDS[] = {"周", "星期", "礼拜", NULL};
  static const char *const DAYS[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
  for (guint i = from; i < to && date->weekday < 0; i++) {
    guint n = letters_words(letters, i, WORDS);
    for (guint k = 0; n > 0 && k < G_N_ELEMENTS(DAYS); k++) {
      if (letters_word(letters, i + n, DAYS[k])) {
        date->weekday = (int)MIN(k, SUNDAY);
        date->weekday_at = i;
      }
    }
  }
}

#define BRACKET_LETTERS 40

gboolean letters_date(const Letters *letters, guint i, WrittenDate *date) {
  static const char *const NEXT[] = {"次年", "翌年", NULL};
  *date = (WrittenDate){.weekday = -1, .at = i};
  guint at = i, n = letters_words(letters, at, NEXT);
  date->next_year = n > 0;
  at += n;
  at += number_with(letters, at, "年", &date->year);
  at += number_with(letters, at, "月", &date->month);
  n = number_with(letters, at, "日", &date->mday);
  if (n == 0) {
    n = number_with(letters, at, "号", &date->mday);
  }
  if (n == 0) {
    return FALSE;
  }
  at += n;
  if (letters_at(letters, at) == '(') {
    guint end = at + 1;
    while (end < at + BRACKET_LETTERS && letters_at(letters, end) && letters_at(letters, end) != ')') {
      end++;
    }
    if (letters_at(letters, end) == ')') {
      read_brackets(letters, at + 1, end, date);
      at = end + 1;
    }
  }
  date->length = at - i;
  return TRUE;
}

guint letters_until(const Letters *letters, guint i) {
  static const char *const WORDS[] = {"至", "到", "-", "~", NULL};
  guint n = letters_words(letters, i, WORDS);
  while (n > 0 && letters_at(letters, i) == '-' && letters_at(letters, i + n) == '-') {
    n++; /* —— */
  }
  return n;
}
