/* Wording shared by the contact table, the notice, the plan and the messages. Knows the model, nothing of formats. */
#include "out/phrase.h"

#include <string.h>

char *phrase_minutes(int minutes) {
  if (minutes % DAY_MINUTES == 0 && minutes >= DAY_MINUTES) {
    return g_strdup_printf("%d 天", minutes / DAY_MINUTES);
  }
  if (minutes < 60) {
    return g_strdup_printf("%d 分钟", minutes);
  }
  return minutes % 60 == 0 ? g_strdup_printf("%d 小时", minutes / 60)
                           : g_strdup_printf("%d 小时 %d 分钟", minutes / 60, minutes % 60);
}

char *phrase_hours(Hours hours) {
  char from[DAY_TEXT], to[DAY_TEXT];
  minute_clock(hours.from, from);
  if (hours.to > DAY_MINUTES) {
    return g_strdup_printf("%s-次日%s", from, minute_clock(hours.to - DAY_MINUTES, to));
  }
  return g_strdup_printf("%s-%s", from, minute_clock(hours.to, to));
}

char *phrase_weekdays(WordSet days) {
  if ((days & 0x7f) == 0x7f) {
    return g_strdup("每天");
  }
  GString *out = g_string_new(NULL);
  for (int d = MONDAY; d <= SUNDAY; d++) {
    if ((days & (1u << d)) == 0) {
      continue;
    }
    int last = d;
    while (last < SUNDAY && (days & (1u << (last + 1)))) {
      last++;
    }
    g_string_append_printf(out, "%s%s", out->len > 0 ? "、" : "", weekday_words((Weekday)d));
    if (last > d + 1) {
      g_string_append_printf(out, "至%s", weekday_words((Weekday)last));
      d = last;
    }
  }
  return g_string_free(out, FALSE);
}

/* 3月1日, without the weekday that day_words adds. */
static void short_day(Day day, GString *out) {
  int month, mday;
  day_split(day, NULL, &month, &mday);
  g_string_append_printf(out, "%d月%d日", month, mday);
}

char *phrase_days(Day first, Day last) {
  GString *out = g_string_new(NULL);
  short_day(first, out);
  if (last != first) {
    g_string_append(out, "至");
    short_day(last, out);
  }
  return g_string_free(out, FALSE);
}

char *phrase_days_iso(Day first, Day last) {
  char a[DAY_TEXT], b[DAY_TEXT];
  return first == last ? g_strdup(day_iso(first, a)) : g_strdup_printf("%s 至 %s", day_iso(first, a), day_iso(last, b));
}

static gboolean on_roster(const Store *store, const Person *person) {
  for (guint i = 0; i < store->roster->len; i++) {
    const RosterRow *row = g_ptr_array_index(store->roster, i);
    if (row->person == person) {
      return TRUE;
    }
  }
  return FALSE;
}

static void store_hours(const Store *store, const char *days, GString *out) {
  g_string_append(out, days);
  for (guint i = 0; i < store->hours->len; i++) {
    g_autofree char *hours = phrase_hours(g_array_index(store->hours, Hours, i));
    g_string_append_printf(out, "%s%s", i == 0 ? " " : "、", hours);
  }
}

char *phrase_attendance(const Store *store, const Department *department, const Person *person) {
  GString *out = g_string_new(NULL);
  if (person != NULL && on_roster(store, person)) {
    g_string_append(out, "按排班表");
  } else if (person != NULL && person->shifts->len > 0) {
    for (guint i = 0; i < person->shifts->len; i++) {
      const Shift *shift = &g_array_index(person->shifts, Shift, i);
      g_autofree char *days = phrase_weekdays(shift->days);
      g_autofree char *hours = phrase_hours(shift->hours);
      g_string_append_printf(out, "%s%s %s", i > 0 ? "\n" : "", days, hours);
    }
  } else if (department != NULL && department->workdays == WORKDAYS_SHIFT) {
    g_string_append(out, "按排班表");
  } else {
    store_hours(store, department != NULL && department->workdays == WORKDAYS_WORKDAY ? "工作日" : "每天", out);
  }
  return g_string_free(out, FALSE);
}

const char *phrase_phase(const Phase *phase, gboolean formal) {
  return formal && phase->formal != NULL ? phase->formal : phase->title;
}

char *phrase_formal(const Campaign *campaign, const char *text) {
  GString *out = g_string_new(text);
  for (guint i = 0; i < campaign->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(campaign->phases, i);
    if (phase->formal != NULL) {
      g_string_replace(out, phase->title, phase->formal, 0);
    }
  }
  return g_string_free(out, FALSE);
}

Person *phrase_escalation_person(const Store *store, const Department *department, const EscalationStep *step) {
  if (strcmp(step->to, "supervisor") == 0) {
    return department != NULL ? department->supervisor : NULL;
  }
  if (strcmp(step->to, "manager") == 0) {
    return store->manager;
  }
  if (strcmp(step->to, "deputy") == 0) {
    return store->deputy;
  }
  if (step->person != NULL) {
    return step->person;
  }
  return step->function != FUNCTION_NONE ? store_responsible(store, step->function, NULL) : NULL;
}

const char *phrase_escalation_role(const EscalationStep *step) {
  if (strcmp(step->to, "supervisor") == 0) {
    return "监督人";
  }
  if (strcmp(step->to, "manager") == 0) {
    return "店长";
  }
  if (strcmp(step->to, "deputy") == 0) {
    return "副店长";
  }
  return step->function != FUNCTION_NONE ? words_function[step->function].title : NULL;
}
