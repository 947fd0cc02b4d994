/* Values of a register's columns: what people type for a time, and how time left is said. */
#include "run/register.h"
#include "run/value.h"
#include <stdlib.h>
#include <string.h>

/* ---- moments ---- */

/* 2027年3月5日 18点30分, 2027/3/5 18:30:00 and 2027-03-05T18:30 all as "2027-3-5 18:30:00". */
static char *plain(const char *text) {
  static const struct {
    const char *from, *to;
  } marks[] = {{"年", "-"}, {"月", "-"}, {"日", " "}, {"号", " "}, {"/", "-"}, {"：", ":"},
               {"点", ":"}, {"时", ":"}, {"分", " "}, {"T", " "},  {"　", " "}};
  g_autoptr(GString) out = g_string_new(text);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    g_string_replace(out, marks[i].from, marks[i].to, 0);
  }
  g_strstrip(out->str);
  return g_strdup(out->str);
}

/* Digits at *p, at most `most` of them; -1 when there are none. */
static int number(const char **p, guint most) {
  int value = -1;
  for (guint i = 0; i < most && g_ascii_isdigit(**p); i++, (*p)++) {
    value = MAX(value, 0) * 10 + (**p - '0');
  }
  return value;
}

/* A year that was left out is the one that puts the day nearest to `day`. */
static Day near_day(Day day, int month, int mday) {
  Day best = DAY_NONE;
  for (int year = day_year(day) - 1; year <= day_year(day) + 1; year++) {
    if (day_valid(year, month, mday)) {
      Day other = day_from(year, month, mday);
      best = best == DAY_NONE || ABS(other - day) < ABS(best - day) ? other : best;
    }
  }
  return best;
}

/* "2027-3-5" or "3-5" at *p, moved behind it; DAY_NONE and *p where it was when there is none. */
static Day take_day(const char **p, Day today) {
  static const struct {
    const char *word;
    int after;
  } words[] = {{"今天", 0}, {"明天", 1}, {"后天", 2}};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    if (g_str_has_prefix(*p, words[i].word)) {
      *p += strlen(words[i].word);
      return today + words[i].after;
    }
  }
  const char *at = *p;
  int parts[3], n = 0;
  while (n < 3 && (parts[n] = number(&at, n == 0 ? 4 : 2)) >= 0) {
    n++;
    if (*at != '-') {
      break;
    }
    at++;
  }
  Day day = n == 2                                              ? near_day(today, parts[0], parts[1])
            : n == 3 && day_valid(parts[0], parts[1], parts[2]) ? day_from(parts[0], parts[1], parts[2])
                                                                : DAY_NONE;
  *p = day == DAY_NONE ? *p : at;
  return day;
}

/* "18:30", "9:05:00" or "18:" at *p; -1 when it is none. Seconds are dropped. */
static int take_minute(const char **p) {
  const char *at = *p;
  int hour = number(&at, 2);
  if (hour < 0 || hour > 23 || *at++ != ':') {
    return -1;
  }
  int minute = g_ascii_isdigit(*at) ? number(&at, 2) : 0;
  if (minute > 59) {
    return -1;
  }
  if (at[0] == ':') {
    at++;
    number(&at, 2);
    at += *at == '.' ? 1 + strspn(at + 1, "0123456789") : 0;
  }
  *p = at;
  return hour * 60 + minute;
}

static void skip(const char **p) {
  *p += strspn(*p, " ");
}

static char *moment_text(Moment moment) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  return g_strdup_printf("%sT%s", day_iso(moment_day(moment), day), minute_clock(moment_minute(moment), clock));
}

/* +30m, +2h, +3d */
static char *read_after(const char *text, Moment now) {
  char *end = NULL;
  guint64 count = g_ascii_isdigit(text[1]) ? strtoull(text + 1, &end, 10) : 0;
  int unit = end == NULL || strlen(end) != 1 ? 0 : *end == 'm' ? 1 : *end == 'h' ? 60 : *end == 'd' ? DAY_MINUTES : 0;
  if (unit == 0 || count == 0 || count > 366 * DAY_MINUTES / (guint64)unit) {
    return NULL;
  }
  return moment_text(now + (Moment)count * unit);
}

static RunResult read_moment(const char *text, gboolean times, Day today, Moment now, char **canonical) {
  RunResult wrong = times ? RUN_BAD_TIME : RUN_BAD_DATE;
  if (times && *text == '+') {
    *canonical = read_after(text, now);
    return *canonical ? RUN_DONE : wrong;
  }
  if (times && strcmp(text, "现在") == 0) {
    *canonical = moment_text(now);
    return RUN_DONE;
  }
  g_autofree char *line = plain(text);
  const char *p = line;
  Day day = take_day(&p, today);
  skip(&p);
  int minute = *p ? take_minute(&p) : -1;
  skip(&p);
  if (*p || (day == DAY_NONE && minute < 0) || (!times && (minute >= 0 || day == DAY_NONE))) {
    return wrong;
  }
  if (minute >= 0) {
    *canonical = moment_text(moment_at(day == DAY_NONE ? moment_day(now) : day, minute));
  } else {
    char iso[DAY_TEXT];
    *canonical = g_strdup(day_iso(day, iso));
  }
  return RUN_DONE;
}

RunResult register_read(const ChecklistRow *column, const char *text, Day day, Moment now, char **canonical) {
  g_autofree char *value = value_text(text, VALUE_TEXT_MAX);
  int type = column_type(column);
  *canonical = NULL;
  if (!value) {
    return RUN_BAD_TEXT;
  }
  if (type == ITEM_DATE || type == COLUMN_MOMENT) {
    return read_moment(value, type == COLUMN_MOMENT, day, now, canonical);
  }
  if (type == COLUMN_PERSON) {
    *canonical = value_person(value);
    return *canonical ? RUN_DONE : RUN_BAD_TEXT;
  }
  ChecklistItem item = {.type = type == ITEM_CHOICE && !column->choices ? ITEM_TEXT
                                : type == ITEM_SCORE                    ? ITEM_NUMBER
                                                                        : (ItemType)type,
                        .choices = column->choices};
  return value_read(&item, value, canonical);
}

Moment register_when(const char *value, int day_ends) {
  char day_part[11];
  if (strlen(value) != 10 && !(strlen(value) == 16 && value[10] == 'T')) {
    return MOMENT_NONE;
  }
  g_strlcpy(day_part, value, sizeof day_part);
  Day day = day_parse(day_part);
  int minute = value[10] ? minute_parse(value + 11, FALSE) : DAY_MINUTES + day_ends;
  return day == DAY_NONE || minute < 0 ? MOMENT_NONE : day * DAY_MINUTES + minute;
}

/* ---- words ---- */

char *register_left(Moment when, Moment now) {
  static const struct {
    int minutes;
    const char *word;
  } units[] = {{DAY_MINUTES, "天"}, {60, "小时"}, {1, "分"}};
  if (when == MOMENT_NONE) {
    return g_strdup("");
  }
  int left = ABS(when - now);
  g_autoptr(GString) out = g_string_new(left == 0 ? "到点了" : when > now ? "还剩" : "已超");
  for (guint i = 0, said = 0; i < G_N_ELEMENTS(units) && said < 2; i++) {
    int count = left / units[i].minutes;
    left %= units[i].minutes;
    if (count > 0) {
      g_string_append_printf(out, " %d %s", count, units[i].word);
    }
    said += count > 0 || said > 0; /* 3 days 5 minutes is 3 days */
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

char *register_shown(const ChecklistRow *column, const char *value) {
  int type = column_type(column);
  if (type == ITEM_CONFIRM || type == ITEM_PASS_FAIL) {
    int word = word_index(words_answer, value);
    return g_strdup(word < 0 ? value : words_answer[word].title);
  }
  Moment when = type == COLUMN_MOMENT || type == ITEM_DATE ? register_when(value, 0) : MOMENT_NONE;
  if (when == MOMENT_NONE) {
    return g_strdup(value);
  }
  int month, mday;
  day_split(value[10] ? moment_day(when) : moment_day(when) - 1, NULL, &month, &mday);
  return g_strdup_printf("%d月%d日%s%s", month, mday, value[10] ? " " : "", value[10] ? value + 11 : "");
}
