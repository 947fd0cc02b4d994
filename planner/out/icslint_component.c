#include "out/icslint_state.h"

#include <string.h>

/* The rules for whole components: what is missing, what does not go together, what occurs twice. */

static void end_alarm(Lint *lint, const Component *alarm) {
  const Prop *action = &alarm->props[P_ACTION];
  lint->report->alarms++;
  if (!action->count || !alarm->props[P_TRIGGER].count) {
    lint_add(lint, L070, alarm->begin, "提醒没有 %s。", action->count ? "TRIGGER" : "ACTION");
  }
  if (action->count && g_ascii_strcasecmp(action->value, "DISPLAY") != 0) {
    lint_add(lint, L072, action->place, "提醒的方式是 %s，宜用 DISPLAY。", lint_quote(lint, action->value));
  } else if (action->count && !alarm->props[P_DESCRIPTION].count) {
    lint_add(lint, L070, alarm->begin, "弹出提醒没有 DESCRIPTION。");
  }
  for (guint i = lint->stack->len; i-- > 0;) {
    Component *owner = g_ptr_array_index(lint->stack, i);
    if (lint_is_item(owner) && ++owner->n_alarms == 3) {
      lint_add(lint, L075, alarm->begin, "一个日程有两个以上的提醒。");
    }
  }
}

static void check_uid(Lint *lint, const Component *item) {
  const Prop *uid = &item->props[P_UID];
  if (!uid->count) {
    lint_add(lint, L040, item->begin, "这个日程没有 UID。");
    return;
  }
  gboolean odd = strlen(uid->value) > 255 || !*uid->value;
  for (const char *c = uid->value; *c && !odd; c++) {
    odd = !g_ascii_isgraph(*c);
  }
  if (odd) {
    lint_add(lint, L042, uid->value_place, "UID 宜用 255 个以内的英文字母、数字和符号，不含空格。");
  }
  const Prop *recurrence = &item->props[P_RECURRENCE_ID];
  char *key = g_strconcat(uid->value, "\n", recurrence->count ? recurrence->value : "", NULL);
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(lint->uids, key));
  if (before) {
    lint_add(lint, L041, uid->value_place, "UID 与第 %u 行的日程相同。", before);
    g_free(key);
  } else {
    g_hash_table_insert(lint->uids, key, GUINT_TO_POINTER(uid->place.line));
  }
}

static void check_history(Lint *lint, const Component *item) {
  const Prop *stamp = &item->props[P_DTSTAMP], *modified = &item->props[P_LAST_MODIFIED];
  const Component *calendar = g_ptr_array_index(lint->stack, 0);
  if (!stamp->count) {
    lint_add(lint, L043, item->begin, "这个日程没有 DTSTAMP。");
  } else if (stamp->time.kind == ICSTIME_UTC && modified->time.kind == ICSTIME_UTC &&
             stamp->time.at != modified->time.at && !calendar->props[P_METHOD].count && !lint->had_stamp_note) {
    lint->had_stamp_note = TRUE;
    lint_add(lint, L045, stamp->place,
             "没有 METHOD 时 DTSTAMP 就是最后改动的时间，应与 LAST-MODIFIED 相同（只说一次）。");
  }
  if ((!modified->count || !item->props[P_SEQUENCE].count) && !lint->had_sequence_note) {
    lint->had_sequence_note = TRUE;
    lint_add(lint, L046, item->begin, "这个日程没有 %s，改动后别人可能看不到（只说一次）。",
             modified->count ? "SEQUENCE" : "LAST-MODIFIED");
  }
}

static void check_span(Lint *lint, const Component *event) {
  const Prop *start = &event->props[P_DTSTART], *end = &event->props[P_DTEND], *duration = &event->props[P_DURATION];
  if (!start->count) {
    lint_add(lint, L048, event->begin, "这个日程没有 DTSTART。");
    return;
  }
  if (end->count && duration->count) {
    lint_add(lint, L054, duration->place, "这个日程同时有 DTEND 和 DURATION，只能留一个。");
  }
  if (!end->count && !duration->count) {
    lint_add(lint, L053, event->begin, "这个日程没有 DTEND，全天的也写上（最后一天的后一天）。");
  }
  if (!end->count || start->time.kind == ICSTIME_BAD || end->time.kind == ICSTIME_BAD) {
    return;
  }
  if ((start->time.kind == ICSTIME_DAY) != (end->time.kind == ICSTIME_DAY)) {
    lint_add(lint, L051, end->place, "DTSTART 与 DTEND 一个是日期，一个带钟点。");
  } else if (start->time.kind == end->time.kind && end->time.at <= start->time.at) {
    lint_add(lint, L052, end->place,
             start->time.kind == ICSTIME_DAY ? "全天日程的 DTEND 要写最后一天的后一天。" : "DTEND 不晚于 DTSTART。");
  } else if (start->time.kind != ICSTIME_DAY && end->time.at - start->time.at > 86400 && !lint->had_overnight) {
    lint->had_overnight = TRUE;
    lint_add(lint, L056, start->place, "这个日程从开始到结束超过一天（只说一次）。");
  }
}

static void end_item(Lint *lint, const Component *item) {
  LintReport *report = lint->report;
  const Prop *status = &item->props[P_STATUS], *summary = &item->props[P_SUMMARY];
  gboolean event = lint_is(item, "VEVENT"), todo = lint_is(item, "VTODO");
  report->events += event;
  report->todos += todo;
  if (todo && !lint->had_todo) {
    lint->had_todo = TRUE;
    lint_add(lint, L066, item->begin, "有待办（VTODO），很多手机日历不显示（只说一次）。");
  }
  check_uid(lint, item);
  check_history(lint, item);
  if (event) {
    check_span(lint, item);
  }
  if (!summary->count || !*summary->value) {
    lint_add(lint, L057, item->begin, "这个日程没有标题（SUMMARY）。");
  }
  if (status->count) {
    const char *allowed = event  ? "TENTATIVE CONFIRMED CANCELLED"
                          : todo ? "NEEDS-ACTION COMPLETED IN-PROCESS CANCELLED"
                                 : "DRAFT FINAL CANCELLED";
    if (!lint_in_list(status->value, allowed)) {
      lint_add(lint, L061, status->value_place, "STATUS 的值“%s”不在可选范围内：%s。", lint_quote(lint, status->value),
               allowed);
    } else if (strcmp(status->value, "CANCELLED") == 0) {
      report->cancelled++;
      if (!summary->value || !strstr(summary->value, "取消")) {
        lint_add(lint, L062, summary->count ? summary->place : item->begin, "已取消的日程，标题前宜写【已取消】。");
      }
    }
  }
}

static void end_zone(Lint *lint, const Component *zone) {
  if (!zone->props[P_TZID].count) {
    lint_add(lint, L028, zone->begin, "时区定义没有 TZID。");
  }
  if (!zone->n_rules) {
    lint_add(lint, L028, zone->begin, "时区定义没有 STANDARD。");
  }
  if (zone->props[P_TZID].count) {
    gint64 *onset = g_new(gint64, 1);
    *onset = zone->first_onset;
    g_hash_table_replace(lint->zones, g_strdup(zone->props[P_TZID].value), onset);
  }
}

static void end_zone_rule(Lint *lint, const Component *rule, Component *zone) {
  static const Kept required[] = {P_DTSTART, P_TZOFFSETFROM, P_TZOFFSETTO};
  for (guint i = 0; i < G_N_ELEMENTS(required); i++) {
    if (!rule->props[required[i]].count) {
      lint_add(lint, L028, rule->begin, "时区定义的 %s 没有 %s。", rule->name, lint_kept_names[required[i]]);
    }
  }
  gint64 onset = rule->props[P_DTSTART].time.kind != ICSTIME_BAD ? rule->props[P_DTSTART].time.at : G_MININT64;
  zone->first_onset = zone->n_rules++ ? MIN(zone->first_onset, onset) : onset;
}

static void check_zone_use(gpointer key, gpointer value, gpointer data) {
  const ZoneUse *use = value;
  Lint *lint = data;
  const gint64 *onset = g_hash_table_lookup(lint->zones, use->zone);
  if (!onset) {
    lint_add(lint, L029, use->place, "时区“%s”在文件里没有定义（VTIMEZONE）。", lint_quote(lint, use->zone));
  } else if (*onset > use->earliest) {
    lint_add(lint, L031, use->place, "时区“%s”的定义从日程之后才开始。", lint_quote(lint, use->zone));
  }
}

static void end_calendar(Lint *lint, const Component *calendar) {
  const Prop *version = &calendar->props[P_VERSION], *method = &calendar->props[P_METHOD],
             *scale = &calendar->props[P_CALSCALE];
  if (!version->count || strcmp(version->value, "2.0") != 0) {
    lint_add(lint, L021, version->count ? version->place : calendar->begin, "日历要有 VERSION:2.0。");
  }
  if (!calendar->props[P_PRODID].count || !*calendar->props[P_PRODID].value) {
    lint_add(lint, L022, calendar->begin, "日历没有 PRODID。");
  }
  if (scale->count && g_ascii_strcasecmp(scale->value, "GREGORIAN") != 0) {
    lint_add(lint, L023, scale->place, "CALSCALE 的值“%s”不是 GREGORIAN。", lint_quote(lint, scale->value));
  }
  if (method->count) {
    lint_add(lint, L024, method->place, "有 METHOD:%s；发给别人导入的日历不要写 METHOD。",
             lint_quote(lint, method->value));
  }
  if (!calendar->props[P_X_WR_CALNAME].count || !calendar->props[P_NAME].count) {
    lint_add(lint, L025, calendar->begin, "日历没有 %s。", calendar->props[P_NAME].count ? "X-WR-CALNAME" : "NAME");
  }
  if (!calendar->had_items) {
    lint_add(lint, L032, calendar->begin, "文件里没有日程。");
  }
  g_hash_table_foreach(lint->uses, check_zone_use, lint);
  g_hash_table_remove_all(lint->uses);
  g_hash_table_remove_all(lint->zones);
  g_hash_table_remove_all(lint->uids);
}

void lint_component(Lint *lint, Component *component, Component *outer) {
  if (lint_is(component, "VALARM")) {
    end_alarm(lint, component);
  } else if (lint_is_item(component)) {
    end_item(lint, component);
  } else if (lint_is(component, "VTIMEZONE")) {
    end_zone(lint, component);
  } else if (lint_is(outer, "VTIMEZONE")) {
    end_zone_rule(lint, component, outer);
  } else if (lint_is(component, "VCALENDAR")) {
    end_calendar(lint, component);
  }
}
