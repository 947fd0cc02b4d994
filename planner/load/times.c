/* Times of the day, durations and dates as definitions write them. */
#include "load/times.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

static const char *what(const Field *field) {
  return field->title ? field->title : field->key;
}

/* 9:00, 9点, 9点半, 9：30 → minutes; -1 when it is no time at all. For repairs only. */
static int guess_minute(const char *text) {
  g_autofree char *narrow = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  unsigned hour = 0, minute = 0;
  int used = 0;
  const char *rest = narrow;
  if (!narrow || sscanf(narrow, "%2u%n", &hour, &used) != 1) {
    return -1;
  }
  rest += used;
  if (*rest == ':' || *rest == '.') {
    if (sscanf(rest + 1, "%2u%n", &minute, &used) != 1 || rest[1 + used]) {
      return -1;
    }
  } else if (g_str_has_prefix(rest, "点")) {
    rest += strlen("点");
    if (g_str_equal(rest, "半")) {
      minute = 30;
    } else if (*rest && sscanf(rest, "%2u", &minute) != 1) {
      return -1;
    }
  } else if (*rest) {
    return -1;
  }
  return hour < 24 && minute < 60 ? (int)(hour * 60 + minute) : -1;
}

gboolean scalar_minute(Reader *reader, const Node *node, int *minute) {
  *minute = minute_parse(node->text, FALSE);
  if (*minute >= 0) {
    return TRUE;
  }
  Diag *diag =
      reader_bad(reader, E019, node, "`%s` 不是时间，应当写成 00:00 到 23:59。", reader_shown(reader, node->text));
  int guess = guess_minute(node->text);
  char text[DAY_TEXT];
  if (guess >= 0) {
    diag_fix(diag, "写成 \"%s\"。", minute_clock(guess, text));
  } else {
    diag_fix(diag, "用 24 小时制，两位小时、两位分钟，例如 \"09:00\"。");
  }
  return FALSE;
}

void read_minute(Reader *reader, const Field *field, const Node *node, void *out) {
  int minute;
  if (scalar_minute(reader, node, &minute) && out) {
    *(int *)out = minute;
  }
}

static gboolean hours_parse(const char *text, Hours *hours) {
  const char *dash = strchr(text, '-');
  if (!dash || dash - text > 5) {
    return FALSE;
  }
  char from[6] = "";
  memcpy(from, text, (gsize)(dash - text));
  hours->from = minute_parse(from, FALSE);
  hours->to = minute_parse(dash + 1, TRUE);
  if (hours->from < 0 || hours->to < 0 || hours->from == hours->to) {
    return FALSE;
  }
  if (hours->to < hours->from) {
    hours->to += DAY_MINUTES;
  }
  return TRUE;
}

gboolean scalar_hours(Reader *reader, const Node *node, Hours *hours) {
  if (hours_parse(node->text, hours)) {
    return TRUE;
  }
  Diag *diag =
      reader_bad(reader, E019, node, "`%s` 不是一段时间，应当写成 \"09:00-18:00\"。", reader_shown(reader, node->text));
  g_autofree char *narrow = g_utf8_normalize(node->text, -1, G_NORMALIZE_NFKC);
  char **halves = narrow ? g_regex_split_simple("\\s*(?:-|~|–|—|至|到)\\s*", narrow, 0, 0) : NULL;
  char from[DAY_TEXT], to[DAY_TEXT];
  if (halves && g_strv_length(halves) == 2 && guess_minute(halves[0]) >= 0 && guess_minute(halves[1]) >= 0) {
    if (guess_minute(halves[0]) == guess_minute(halves[1])) {
      diag_fix(diag, "开始和结束是同一时刻；全天写成 \"00:00-24:00\"。");
    } else {
      diag_fix(diag, "写成 \"%s-%s\"。", minute_clock(guess_minute(halves[0]), from),
               minute_clock(guess_minute(halves[1]), to));
    }
  }
  g_strfreev(halves);
  return FALSE;
}

void read_hours(Reader *reader, const Field *field, const Node *node, void *out) {
  Hours hours;
  if (scalar_hours(reader, node, &hours) && out) {
    *(Hours *)out = hours;
  }
}

/* 30m, 2h, 1h30m, 3d. *days when the unit is days. -1 when it is something else. */
static int duration_parse(const char *text, gboolean *days) {
  gint64 total = 0;
  const char *p = text;
  char last = 0;
  *days = FALSE;
  while (*p) {
    if (!g_ascii_isdigit(*p)) {
      return -1;
    }
    char *end;
    guint64 number = g_ascii_strtoull(p, &end, 10);
    if (number > 100000) {
      return -1;
    }
    if (*end == 'm' && (last == 0 || last == 'h')) {
      total += (gint64)number;
    } else if (*end == 'h' && last == 0) {
      total += (gint64)number * 60;
    } else if (*end == 'd' && last == 0 && !end[1]) {
      total += (gint64)number * DAY_MINUTES;
      *days = TRUE;
    } else {
      return -1;
    }
    last = *end;
    p = end + 1;
  }
  return last && total > 0 && total < G_MAXINT32 ? (int)total : -1;
}

static const char *const duration_units[][2] = {
    {"分钟", "m"}, {"分", "m"},   {"个小时", "h"}, {"小时", "h"}, {"时", "h"},   {"天", "d"},  {"日", "d"},
    {"min", "m"},  {"mins", "m"}, {"hours", "h"},  {"hour", "h"}, {"days", "d"}, {"day", "d"}, {"", "m"}};

gboolean scalar_duration(Reader *reader, const Node *node, int max, int *minutes, gboolean *days) {
  *minutes = duration_parse(node->text, days);
  if (*minutes > 0 && *minutes <= max) {
    return TRUE;
  }
  if (*minutes > max) {
    Diag *diag = reader_bad(reader, E020, node, "时长 `%s` 太长，最多 %d %s。", reader_shown(reader, node->text),
                            max >= DAY_MINUTES ? max / DAY_MINUTES : max / 60, max >= DAY_MINUTES ? "天" : "小时");
    diag_fix(diag, "写短一些。");
    return FALSE;
  }
  Diag *diag = reader_bad(reader, E020, node, "`%s` 不是时长，应当写成 30m（分钟）、2h（小时）或 1d（天）。",
                          reader_shown(reader, node->text));
  g_autofree char *narrow = g_utf8_normalize(node->text, -1, G_NORMALIZE_NFKC);
  char *end = narrow;
  guint64 number = narrow ? g_ascii_strtoull(narrow, &end, 10) : 0;
  while (end && *end == ' ') {
    end++;
  }
  for (guint i = 0; number > 0 && number < 10000 && i < G_N_ELEMENTS(duration_units); i++) {
    if (g_ascii_strcasecmp(end, duration_units[i][0]) == 0) {
      diag_fix(diag, "写成 %" G_GUINT64_FORMAT "%s。", number, duration_units[i][1]);
      break;
    }
  }
  return FALSE;
}

void read_duration(Reader *reader, const Field *field, const Node *node, void *out) {
  int minutes;
  gboolean days;
  if (scalar_duration(reader, node, field->max ? field->max : 30 * DAY_MINUTES, &minutes, &days) && out) {
    *(int *)out = minutes;
  }
}

static gboolean two_digits(const char *text) {
  return g_ascii_isdigit(text[0]) && g_ascii_isdigit(text[1]);
}

static gboolean is_month_day(const char *text) {
  return strlen(text) == 5 && two_digits(text) && text[2] == '-' && two_digits(text + 3);
}

/* 3月5日, 3-5, 3/5, 2027-03-05, 2027年3月5日 → what to write instead; the repair of E018. */
static void repair_date(Diag *diag, const char *text, gboolean with_year) {
  g_autofree char *narrow = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  int year = 0, month = 0, day = 0, used = 0;
  const char *p = narrow;
  if (!narrow) {
    return;
  }
  if (sscanf(p, "%4d-%n", &year, &used) == 1 && used == 5) {
    p += used;
  } else if (sscanf(p, "%4d/%n", &year, &used) == 1 && used == 5) {
    p += used;
  } else if (sscanf(p, "%4d年%n", &year, &used) == 1 && used > 4) {
    p += used;
  }
  static const char *const forms[] = {"%2d-%2d%n", "%2d/%2d%n", "%2d.%2d%n", "%2d月%2d日%n", "%2d月%2d号%n"};
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
    used = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    int n = sscanf(p, forms[i], &month, &day, &used);
#pragma GCC diagnostic pop
    if (n == 2 && used > 0 && !p[used] && day_valid(2028, month, day)) {
      if (with_year && p != narrow) {
        diag_fix(diag, "写成 %04d-%02d-%02d。", year, month, day);
      } else {
        diag_fix(diag, "写成 %02d-%02d；年份由 `campaign.year` 决定。", month, day);
      }
      return;
    }
  }
}

static void no_such_day(Reader *reader, const Node *node, int year, int month, int day) {
  if (month < 1 || month > 12) {
    diag_fix(reader_bad(reader, E018, node, "`%s` 不是日期：没有 %d 月。", node->text, month),
             "先写月，再写日：03-15 是 3 月 15 日。");
  } else if (month == 2 && day == 29) {
    diag_fix(reader_bad(reader, E018, node, "`%s` 不是日期：%d 年不是闰年，2 月没有 29 日。", node->text, year),
             "写 02-28 或 03-01。");
  } else {
    int last = 31;
    while (!day_valid(year, month, last)) {
      last--;
    }
    diag_fix(reader_bad(reader, E018, node, "`%s` 不是日期：%d 月没有 %d 日。", node->text, month, day),
             "%d 月的最后一天是 %02d-%02d。", month, month, last);
  }
}

/* Month and day of MM-DD, and whether the year has them. */
static gboolean month_day(Reader *reader, const Node *node, int *month, int *day) {
  *month = atoi(node->text);
  *day = atoi(node->text + 3);
  int year = reader->year ? reader->year : 2028;
  if (!day_valid(year, *month, *day)) {
    no_such_day(reader, node, year, *month, *day);
    return FALSE;
  }
  return TRUE;
}

static gboolean scalar_day(Reader *reader, const Node *node, gboolean with_year, Day *day) {
  *day = DAY_NONE;
  if (is_month_day(node->text)) {
    int month, mday;
    if (!month_day(reader, node, &month, &mday)) {
      return FALSE;
    }
    *day = reader->year ? day_from(reader->year, month, mday) : DAY_NONE;
    return TRUE;
  }
  if (with_year) {
    *day = day_parse(node->text);
    if (*day != DAY_NONE) {
      return TRUE;
    }
    int year = 0, month = 0, mday = 0, used = 0;
    if (strlen(node->text) == 10 && sscanf(node->text, "%4d-%2d-%2d%n", &year, &month, &mday, &used) == 3 &&
        used == 10 && year >= 1970 && mday > 0) {
      no_such_day(reader, node, year, month, mday);
      return FALSE;
    }
  }
  Diag *diag = reader_bad(reader, E018, node, "`%s` 不是日期，应当写成 月-日，例如 03-05%s。",
                          reader_shown(reader, node->text), with_year ? "，或年-月-日，例如 2027-03-05" : "");
  repair_date(diag, node->text, with_year);
  return FALSE;
}

void read_day(Reader *reader, const Field *field, const Node *node, void *out) {
  Day day;
  if (scalar_day(reader, node, field->min == 1, &day) && out) {
    *(Day *)out = day;
  }
}

static const Field range_fields[] = {
    {"from", "第一天", read_day, AS_SCALAR, .required = TRUE, .offset = offsetof(DayRange, first), .min = 1},
    {"to", "最后一天", read_day, AS_SCALAR, .offset = offsetof(DayRange, last), .min = 1},
    {.key = NULL}};
static const Schema range_schema = {"日期范围", range_fields};

void read_ranges(Reader *reader, const Field *field, const Node *node, void *out) {
  for (const Node *item = node->first; item; item = item->next) {
    DayRange range = {DAY_NONE, DAY_NONE};
    if (!reader_shape(reader, item, AS_SCALAR | AS_MAP, what(field))) {
      continue;
    }
    if (item->kind == NODE_SCALAR) {
      scalar_day(reader, item, TRUE, &range.first);
      range.last = range.first;
    } else {
      schema_read(reader, &range_schema, item, &range);
      range.last = range.last == DAY_NONE ? range.first : range.last;
      if (range.first != DAY_NONE && range.last < range.first) {
        diag_fix(reader_bad(reader, E040, node_get(item, "to"), "%s的最后一天早于第一天。", what(field)),
                 "把两个日期对调。");
        range.first = DAY_NONE;
      }
    }
    if (range.first != DAY_NONE && out) {
      g_array_append_val(*(GArray **)out, range);
    }
  }
}

/* The offset at the end of "start+2d", "women-day-1wd": where it begins, or the end of the text. FALSE when it is out of bounds. */
static gboolean split_offset(const char *text, const char **split, int *offset, gboolean *working) {
  const char *end = text + strlen(text);
  *split = end;
  *offset = 0;
  *working = FALSE;
  if (end == text || end[-1] != 'd') {
    return TRUE;
  }
  const char *p = end - 1;
  if (p > text && p[-1] == 'w') {
    *working = TRUE;
    p--;
  }
  const char *digits_end = p;
  while (p > text && g_ascii_isdigit(p[-1])) {
    p--;
  }
  if (p == digits_end || p <= text + 1 || (p[-1] != '+' && p[-1] != '-')) {
    *working = FALSE;
    return TRUE;
  }
  *split = p - 1;
  if (digits_end - p > 3) {
    return FALSE;
  }
  *offset = atoi(p) * (p[-1] == '-' ? -1 : 1);
  return ABS(*offset) <= 366;
}

static gboolean overlay_name(const char *text) {
  for (const char *p = text; *p; p++) {
    if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || (*p == '-' && p > text))) {
      return FALSE;
    }
  }
  return *text != '\0' && strlen(text) <= 48;
}

static void bad_date(Reader *reader, const Node *node) {
  Diag *diag = reader_bad(
      reader, E018, node,
      "`%s` 不是日期：可以写 03-05，或以 start（阶段首日）、end（阶段末日）、315、活动代号为准，如 start+2d、end-1wd。",
      reader_shown(reader, node->text));
  repair_date(diag, node->text, FALSE);
}

void read_date(Reader *reader, const Field *field, const Node *node, void *out) {
  DateExpr date = {.pos = node->pos};
  const char *split = node->text + strlen(node->text);
  int offset = 0;
  gboolean known = reader->store && store_overlay(reader->store, node->text);
  if (is_month_day(node->text)) {
    int month, day;
    if (!month_day(reader, node, &month, &day)) {
      return;
    }
    date.base = DATE_MONTH_DAY;
    date.month = (gint8)month;
    date.mday = (gint8)day;
  } else {
    if (!known && !split_offset(node->text, &split, &offset, &date.working)) {
      diag_fix(
          reader_bad(reader, E018, node, "`%s` 前后移动的天数太多，最多 366 天。", reader_shown(reader, node->text)),
          "改小一些。");
      return;
    }
    g_autofree char *base = g_strndup(node->text, (gsize)(split - node->text));
    date.offset = (gint16)offset;
    gboolean at_end = g_str_has_suffix(base, ".end");
    g_autofree char *overlay = at_end ? g_strndup(base, strlen(base) - 4) : g_strdup(base);
    if (g_str_equal(base, "start")) {
      date.base = DATE_START;
    } else if (g_str_equal(base, "end")) {
      date.base = DATE_END;
    } else if (g_str_equal(base, "315")) {
      date.base = DATE_315;
    } else if (overlay_name(overlay)) {
      /* Overlays that a store lacks are left out without error, so a slip in start and end must not pass for one. */
      static const char *const anchors[] = {"start", "end", NULL};
      const char *near = reader->store && store_overlay(reader->store, overlay) ? NULL : text_nearest(overlay, anchors);
      gboolean numeric = overlay[strspn(overlay, "0123456789-")] == '\0';
      if (near || numeric) {
        if (numeric) {
          bad_date(reader, node);
        } else {
          diag_fix(reader_bad(reader, E018, node, "`%s` 不是日期。", reader_shown(reader, node->text)),
                   "是不是想写 `%s%s`？", near, split);
        }
        return;
      }
      date.base = at_end ? DATE_OVERLAY_END : DATE_OVERLAY;
      date.overlay = intern_string(overlay);
    } else {
      bad_date(reader, node);
      return;
    }
  }
  if (out) {
    *(DateExpr *)out = date;
  }
}
