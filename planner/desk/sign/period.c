/* Days, weeks and phases as periods. */
#include "desk/sign/period.h"
#include <string.h>

Period period_of_day(const Plan *plan, Day day) {
  const Phase *phase = plan_phase_on(plan, day);
  Period period = {.first = day, .last = day, .phase = phase};
  if (phase && phase->sign == SIGN_WEEKLY) {
    Day monday = day - (Day)day_weekday(day);
    period.first = MAX(phase->first, monday);
    period.last = MIN(phase->last, monday + SUNDAY);
  } else if (phase && phase->sign == SIGN_END) {
    period.first = phase->first;
    period.last = phase->last;
    period.whole = TRUE;
  }
  return period;
}

gboolean period_of_phase(const Plan *plan, const char *id, Period *period) {
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    if (strcmp(phase->id, id) == 0) {
      *period = (Period){phase->first, phase->last, phase, TRUE, phase->sign != SIGN_END};
      return TRUE;
    }
  }
  return FALSE;
}

char *period_subject(const Period *period, const Department *department) {
  char first[DAY_TEXT], last[DAY_TEXT];
  GString *out = g_string_new(NULL);
  if (period->whole) {
    g_string_append_printf(out, "phase:%s", period->phase->id);
  } else {
    g_string_append_printf(out, "day:%s", day_iso(period->first, first));
    if (period->last != period->first) {
      g_string_append_printf(out, "..%s", day_iso(period->last, last));
    }
  }
  if (department) {
    g_string_append_printf(out, "/%s", department->id);
  }
  return g_string_free(out, FALSE);
}

char *period_name(const Period *period) {
  char first[DAY_TEXT], last[DAY_TEXT];
  GString *out = g_string_new(NULL);
  if (period->whole) {
    g_string_append_printf(out, "%s ", period->phase->title);
  }
  g_string_append(out, day_iso(period->first, first));
  if (period->whole || period->last != period->first) {
    g_string_append_printf(out, "至%s", day_iso(period->last, last));
  }
  return g_string_free(out, FALSE);
}

char *period_words(const Period *period) {
  char buffer[DAY_TEXT];
  GString *out = g_string_new(NULL);
  if (period->whole) {
    g_string_append_printf(out, "%s阶段（", period->phase->title);
    plan_range_words(period->first, period->last, out);
    g_string_append(out, "）");
  } else if (period->first == period->last) {
    g_string_append(out, day_words(period->first, buffer));
  } else {
    plan_range_words(period->first, period->last, out);
  }
  return g_string_free(out, FALSE);
}

char *period_title(const Period *period, const Department *department) {
  g_autofree char *words = period_words(period);
  const char *what = period->whole                                         ? "签字"
                     : period->phase && period->phase->sign == SIGN_WEEKLY ? " 每周签字"
                                                                           : " 每日签字";
  return g_strconcat(words, what, department ? "：" : "", department ? department->name : "", NULL);
}
