/* Readings from the table made at build time (planner/base/gen), corrected for surnames. A character has one reading here: enough to find a
 * person by initials, not to spell a text. */
#include "base/pinyin.h"
#include "base/text.h"
#include <string.h>

#include "pinyin_table.h"

typedef struct {
  const char *surname; /* one or two characters */
  const char *reading; /* of each, divided by a space */
} SurnameRow;

static const SurnameRow SURNAMES[] = {
#include "base/pinyin_surnames.h"
};

const char *pinyin_reading(gunichar c) {
  guint place = 0;
  if (c >= PINYIN_UNIFIED && c - PINYIN_UNIFIED < G_N_ELEMENTS(PINYIN_OF_UNIFIED)) {
    place = PINYIN_OF_UNIFIED[c - PINYIN_UNIFIED];
  } else if (c >= PINYIN_EXTENSION_A && c - PINYIN_EXTENSION_A < G_N_ELEMENTS(PINYIN_OF_EXTENSION_A)) {
    place = PINYIN_OF_EXTENSION_A[c - PINYIN_EXTENSION_A];
  } else if (c == 0x3007) { /* 〇 stands among the punctuation */
    return "ling";
  }
  return place ? PINYIN_SYLLABLES[place] : NULL;
}

/* The row of a surname with a reading of its own that `text` begins with; NULL when there is none. */
static const SurnameRow *find_surname(const char *text) {
  const SurnameRow *found = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(SURNAMES); i++) {
    const SurnameRow *row = &SURNAMES[i];
    if (g_str_has_prefix(text, row->surname) && (!found || strlen(row->surname) > strlen(found->surname))) {
      found = row;
    }
  }
  return found;
}

/* Appends the initials of the surname that `text` begins with, if its reading is its own; returns what is left of the text. */
static const char *surname_initials(const char *text, GString *out) {
  const SurnameRow *found = find_surname(text);
  if (!found) {
    return text;
  }
  for (const char *p = found->reading; p; p = strchr(p, ' ') ? strchr(p, ' ') + 1 : NULL) {
    g_string_append_c(out, *p);
  }
  return text + strlen(found->surname);
}

char *pinyin_initials(const char *text, gboolean surname) {
  GString *out = g_string_new(NULL);
  const char *p = text;
  if (surname) {
    while (g_unichar_isspace(g_utf8_get_char(p))) {
      p = text_next(p);
    }
    p = surname_initials(p, out);
  }
  for (; *p; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    c = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!'
                                   : c; /* fullwidth letters and digits, as Chinese keyboards type them */
    const char *reading = pinyin_reading(c);
    if (reading) {
      g_string_append_c(out, reading[0]);
    } else if (c < 0x80 && g_ascii_isalnum((char)c)) {
      g_string_append_c(out, g_ascii_tolower((char)c));
    }
  }
  return g_string_free(out, FALSE);
}

static void append_spelled(GString *out, const char *text) {
  for (const char *p = text; *p; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    c = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!' : c;
    const char *reading = pinyin_reading(c);
    if (reading) {
      g_string_append(out, reading);
    } else if (c < 0x80 && g_ascii_isalnum((char)c)) {
      g_string_append_c(out, g_ascii_tolower((char)c));
    }
  }
}

char *pinyin_spell(const char *text, gboolean name) {
  GString *out = g_string_new(NULL);
  const char *given = text;
  if (name && pinyin_reading(g_utf8_get_char(text))) {
    const SurnameRow *found = find_surname(text);
    for (const char *p = found ? found->reading : ""; *p; p++) {
      if (*p != ' ') {
        g_string_append_c(out, *p);
      }
    }
    given = found ? text + strlen(found->surname) : text_next(text);
    if (!found) {
      g_string_append(out, pinyin_reading(g_utf8_get_char(text)));
    }
    g_string_append_c(out, '.');
  }
  append_spelled(out, given);
  if (out->len > 0 && out->str[out->len - 1] == '.') { /* a surname alone */
    g_string_truncate(out, out->len - 1);
  }
  return g_string_free(out, FALSE);
}
