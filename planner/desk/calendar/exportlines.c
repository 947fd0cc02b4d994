#include "desk/calendar/exportlines.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "data/json.h"

char *span_dup(Span span) {
  return g_strndup(span.text, span.length);
}

/* ---- reading a line: a cursor that takes exactly what we write ----------------------------------------------------------------------- */

static gboolean take(const char **c, const char *literal) {
  gsize n = strlen(literal);
  if (strncmp(*c, literal, n) != 0) {
    return FALSE;
  }
  *c += n;
  return TRUE;
}

/* A JSON string, quotes not included, escapes left alone. */
static gboolean take_string(const char **c, Span *span) {
  if (**c != '"') {
    return FALSE;
  }
  const char *from = ++*c;
  for (; **c != '"'; ++*c) {
    if ((guchar) * *c < 0x20 || (**c == '\\' && !*++*c)) {
      return FALSE;
    }
  }
  *span = (Span){from, (gsize)(*c - from)};
  ++*c;
  return TRUE;
}

static gboolean take_number(const char **c, gint64 *number) {
  char *end;
  if (!g_ascii_isdigit(**c) && **c != '-') {
    return FALSE;
  }
  errno = 0;
  *number = g_ascii_strtoll(*c, &end, 10);
  if (errno || end == *c) {
    return FALSE;
  }
  *c = end;
  return TRUE;
}

#define MAX_SEQUENCE 1000000000 /* far above any of ours, and far below what calendars can hold */

static gboolean take_sequence(const char **c, guint32 *sequence, gint64 *stamp) {
  gint64 number;
  if (!take(c, "\"seq\":") || !take_number(c, &number) || number < 0 || number > MAX_SEQUENCE ||
      !take(c, ",\"stamp\":") || !take_number(c, stamp)) {
    return FALSE;
  }
  *sequence = (guint32)number;
  return *stamp >= 0 && *stamp < G_GINT64_CONSTANT(253402300800); /* the year 10000 */
}

static gboolean take_list(const char **c, Span *span) {
  const char *from = *c;
  Span ignored;
  if (!take(c, "[")) {
    return FALSE;
  }
  for (gboolean first = TRUE; !take(c, "]"); first = FALSE) {
    if ((!first && !take(c, ",")) || !take_string(c, &ignored)) {
      return FALSE;
    }
  }
  *span = (Span){from, (gsize)(*c - from)};
  return TRUE;
}

static gboolean take_what(const char **c, Span *span) {
  const char *from = *c;
  Span ignored;
  if (!take(c, "{\"day\":") || !(take(c, "true") || take(c, "false")) || !take(c, ",\"start\":") ||
      !take_string(c, &ignored) || !take(c, ",\"end\":") || !take_string(c, &ignored) || !take(c, ",\"summary\":") ||
      !take_string(c, &ignored) || !take(c, "}")) {
    return FALSE;
  }
  *span = (Span){from, (gsize)(*c - from)};
  ExportWhat what;
  gboolean good = exportlines_what(*span, &what);
  if (good) {
    g_free(what.summary);
  }
  return good;
}

static gboolean take_gone(const char **c, ExportGone *gone) {
  return take(c, "{\"to\":") && take_list(c, &gone->to) && take(c, ",") &&
         take_sequence(c, &gone->sequence, &gone->stamp) && take(c, ",\"what\":") && take_what(c, &gone->what) &&
         take(c, "}");
}

gboolean exportlines_next_gone(Span *rest, ExportGone *gone) {
  const char *c = rest->text, *end = rest->text + rest->length;
  if (c >= end || !take_gone(&c, gone)) {
    return FALSE;
  }
  c += *c == ',';
  *rest = (Span){c, (gsize)(end - c)};
  return TRUE;
}

static gboolean take_hash(const char **c, ExportLine *line) {
  if (take(c, "null")) {
    line->live = FALSE;
    line->hash = 0;
    return TRUE;
  }
  Span digits;
  if (!take_string(c, &digits) || digits.length != 16) {
    return FALSE;
  }
  char *end;
  line->live = TRUE;
  line->hash = g_ascii_strtoull(digits.text, &end, 16);
  return end == digits.text + digits.length;
}

gboolean exportlines_parse(const char *text, ExportLine *line) {
  const char *c = text;
  *line = (ExportLine){0};
  if (!take(&c, "{\"uid\":") || !take_string(&c, &line->uid) || line->uid.length == 0 ||
      memchr(line->uid.text, '\\', line->uid.length) || !take(&c, ",") ||
      !take_sequence(&c, &line->sequence, &line->stamp) || !take(&c, ",\"hash\":") || !take_hash(&c, line) ||
      !take(&c, ",\"had\":") || !take_list(&c, &line->had) || !take(&c, ",\"what\":")) {
    return FALSE;
  }
  if (!take(&c, "null") && !take_what(&c, &line->what)) {
    return FALSE;
  }
  if ((line->what.text != NULL) != line->live || !take(&c, ",\"gone\":[")) {
    return FALSE;
  }
  line->gone.text = c;
  ExportGone gone;
  for (gboolean first = TRUE; *c != ']'; first = FALSE) {
    if ((!first && !take(&c, ",")) || !take_gone(&c, &gone)) {
      return FALSE;
    }
  }
  line->gone.length = (gsize)(c - line->gone.text);
  return take(&c, "]}") && (*c == '\0' || strcmp(c, ",") == 0);
}

/* A JSON string's text. The rare ones with escapes go through the JSON reader. */
static char *unescape(Span raw) {
  if (!memchr(raw.text, '\\', raw.length)) {
    return g_utf8_validate(raw.text, (gssize)raw.length, NULL) ? span_dup(raw) : NULL;
  }
  g_autofree char *list = g_strdup_printf("[\"%.*s\"]", (int)raw.length, raw.text);
  g_autoptr(GBytes) bytes = g_bytes_new(list, strlen(list));
  g_autoptr(DiagList) ignored = diag_list_new();
  g_autoptr(Doc) doc = json_parse("export.json", bytes, ignored);
  return doc->root && doc->root->first ? g_strdup(doc->root->first->text) : NULL;
}

gboolean exportlines_what(Span span, ExportWhat *what) {
  const char *c = span.text;
  Span start, end, summary;
  take(&c, "{\"day\":");
  what->all_day = *c == 't';
  c = strchr(c, ',') + 1;
  take(&c, "\"start\":");
  take_string(&c, &start);
  take(&c, ",\"end\":");
  take_string(&c, &end);
  take(&c, ",\"summary\":");
  take_string(&c, &summary);
  g_autofree char *from = span_dup(start), *to = span_dup(end);
  if (!moment_parse(from, &what->start) || !moment_parse(to, &what->end)) {
    return FALSE;
  }
  what->summary = unescape(summary);
  return what->summary != NULL;
}

char **exportlines_list(Span span) {
  g_autoptr(GStrvBuilder) list = g_strv_builder_new();
  const char *c = span.text;
  Span item;
  take(&c, "[");
  while (take_string(&c, &item)) {
    g_autofree char *text = span_dup(item);
    g_strv_builder_add(list, text);
    take(&c, ",");
  }
  return g_strv_builder_end(list);
}

/* ---- writing ---------------------------------------------------------------------------------------------------------------------------- */

static void put_span(GString *out, Span span) {
  g_string_append_len(out, span.text, (gssize)span.length);
}

/* Decimal digits by hand: printf is a third of the cost of a line. */
static void put_number(GString *out, guint64 number, guint width) {
  char digits[24];
  guint at = sizeof digits;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number || sizeof digits - at < width);
  g_string_append_len(out, digits + at, (gssize)(sizeof digits - at));
}

static void put_hash(GString *out, guint64 hash) {
  char digits[16];
  for (guint i = sizeof digits; i-- > 0; hash >>= 4) {
    digits[i] = "0123456789abcdef"[hash & 15];
  }
  g_string_append_len(out, digits, sizeof digits);
}

static void put_moment(GString *out, Moment moment) {
  int year, month, mday, minute = moment_minute(moment);
  day_split(moment_day(moment), &year, &month, &mday);
  g_string_append_c(out, '"');
  put_number(out, (guint64)year, 4);
  g_string_append_c(out, '-');
  put_number(out, (guint64)month, 2);
  g_string_append_c(out, '-');
  put_number(out, (guint64)mday, 2);
  g_string_append_c(out, 'T');
  put_number(out, (guint64)minute / 60, 2);
  g_string_append_c(out, ':');
  put_number(out, (guint64)minute % 60, 2);
  g_string_append_c(out, '"');
}

void exportlines_put_what(GString *out, gboolean all_day, Moment start, Moment end, const char *summary) {
  g_string_append(out, all_day ? "{\"day\":true,\"start\":" : "{\"day\":false,\"start\":");
  put_moment(out, start);
  g_string_append(out, ",\"end\":");
  put_moment(out, end);
  g_string_append(out, ",\"summary\":");
  json_append_quoted(out, summary);
  g_string_append_c(out, '}');
}

static void put_sequence(GString *out, guint32 sequence, gint64 stamp) {
  g_string_append(out, "\"seq\":");
  put_number(out, sequence, 1);
  g_string_append(out, ",\"stamp\":");
  put_number(out, (guint64)stamp, 1);
}

void exportlines_put_gone(GString *out, const ExportGone *gone) {
  g_string_append(out, "{\"to\":");
  put_span(out, gone->to);
  g_string_append_c(out, ',');
  put_sequence(out, gone->sequence, gone->stamp);
  g_string_append(out, ",\"what\":");
  put_span(out, gone->what);
  g_string_append_c(out, '}');
}

void exportlines_put(GString *out, const ExportLine *line) {
  g_string_append(out, "{\"uid\":\"");
  put_span(out, line->uid);
  g_string_append(out, "\",");
  put_sequence(out, line->sequence, line->stamp);
  if (line->live) {
    g_string_append(out, ",\"hash\":\"");
    put_hash(out, line->hash);
    g_string_append_c(out, '"');
  } else {
    g_string_append(out, ",\"hash\":null");
  }
  g_string_append(out, ",\"had\":");
  put_span(out, line->had);
  g_string_append(out, ",\"what\":");
  if (line->live) {
    put_span(out, line->what);
  } else {
    g_string_append(out, "null");
  }
  g_string_append(out, ",\"gone\":[");
  put_span(out, line->gone);
  g_string_append(out, "]}");
}

/* ---- people --------------------------------------------------------------------------------------------------------------------------- */

gboolean exportlines_parse_person(const char *text, Span *id, Span *list) {
  const char *c = text;
  return take_string(&c, id) && take(&c, ":") && take_list(&c, list) && (*c == '\0' || strcmp(c, ",") == 0);
}

void exportlines_put_person(GString *out, const char *id, const char *list) {
  json_append_quoted(out, id);
  g_string_append_c(out, ':');
  g_string_append(out, list);
}
