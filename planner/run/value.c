/* What an answer may look like, type by type. */
#include "run/value.h"
#include "base/date.h"
#include <string.h>

/* Those that garble sheets: controls but the newline, and marks that turn the direction of writing. */
static gboolean is_control(gunichar c) {
  return (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

char *value_text(const char *text, glong max) {
  if (!text || !g_utf8_validate(text, -1, NULL)) {
    return NULL;
  }
  g_autofree char *trimmed = g_strdup(text);
  g_strstrip(trimmed);
  gboolean blank = TRUE;
  for (const char *p = trimmed; *p; p += g_utf8_skip[(guchar)*p]) {
    gunichar c = g_utf8_get_char(p);
    if (is_control(c)) {
      return NULL;
    }
    blank = blank && g_unichar_isspace(c);
  }
  return blank || g_utf8_strlen(trimmed, -1) > max ? NULL : g_steal_pointer(&trimmed);
}

/* Of the two words from `first` on in words_answer. */
static RunResult read_word(guint first, const char *text, char **canonical) {
  for (guint i = first; i < first + 2; i++) {
    if (g_str_equal(text, words_answer[i].id) || g_str_equal(text, words_answer[i].title)) {
      *canonical = g_strdup(words_answer[i].id);
      return RUN_DONE;
    }
  }
  return RUN_BAD_CHOICE;
}

static RunResult read_number(const ChecklistItem *item, const char *text, char **canonical) {
  Decimal number = 0;
  if (!decimal_parse(text, &number)) {
    return RUN_BAD_NUMBER;
  }
  gboolean has_min = item->has_min || item->type == ITEM_SCORE; /* a score begins at 0 */
  if ((has_min && number < item->min) || (item->has_max && number > item->max)) {
    return RUN_OUT_OF_RANGE;
  }
  *canonical = decimal_text(number);
  return RUN_DONE;
}

RunResult value_read(const ChecklistItem *item, const char *text, char **canonical) {
  g_autofree char *value = value_text(text, VALUE_TEXT_MAX);
  if (!value) {
    return RUN_BAD_TEXT;
  }
  switch (item->type) {
  case ITEM_CONFIRM:
    return read_word(2, value, canonical);
  case ITEM_PASS_FAIL:
    return read_word(0, value, canonical);
  case ITEM_NUMBER:
  case ITEM_SCORE:
    return read_number(item, value, canonical);
  case ITEM_CHOICE:
    if (!g_strv_contains((const char *const *)(gpointer)item->choices, value)) {
      return RUN_BAD_CHOICE;
    }
    break;
  case ITEM_DATE:
    if (day_parse(value) == DAY_NONE) {
      return RUN_BAD_DATE;
    }
    break;
  case ITEM_TIME:
    if (minute_parse(value, FALSE) < 0) {
      return RUN_BAD_TIME;
    }
    break;
  case ITEM_TEXT:
    break;
  case N_ITEM_TYPES:
    g_assert_not_reached();
  }
  *canonical = g_steal_pointer(&value);
  return RUN_DONE;
}

static gboolean is_sha256(const char *text) {
  return text && strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

/* One line of words. */
static char *read_line(const char *text) {
  g_autofree char *line = value_text(text, VALUE_REASON_MAX);
  return line && !strchr(line, '\n') ? g_steal_pointer(&line) : NULL;
}

char *value_person(const char *text) {
  return read_line(text);
}

Evidence *value_evidence(const Evidence *evidence) {
  if (!evidence) {
    return NULL;
  }
  g_autoptr(Evidence) read = evidence_new(evidence->kind);
  switch (evidence->kind) {
  case EVIDENCE_FILE:
    read->name = read_line(evidence->name);
    if (!is_sha256(evidence->sha256) || !read->name || strchr(read->name, '/')) {
      return NULL;
    }
    read->sha256 = g_strdup(evidence->sha256);
    break;
  case EVIDENCE_PAPER:
    read->folder = read_line(evidence->folder);
    read->page = read_line(evidence->page);
    read->keeper = read_line(evidence->keeper);
    if (!read->folder || !read->page || !read->keeper) {
      return NULL;
    }
    break;
  case EVIDENCE_LINK:
    read->link = read_line(evidence->link);
    if (!read->link || !(g_str_has_prefix(read->link, "http://") || g_str_has_prefix(read->link, "https://"))) {
      return NULL;
    }
    break;
  case N_EVIDENCE_KINDS:
    g_assert_not_reached();
  }
  return g_steal_pointer(&read);
}
