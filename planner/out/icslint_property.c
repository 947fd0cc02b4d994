#include "out/icslint_state.h"

#include <string.h>

/* The rules for single lines: texts, times, durations, and properties that should not be there. */

/* The rest of RFC 5545 and 7986; others than these and X- are made up. */
static const char *const other_names[] = {"ATTACH",
                                          "ATTENDEE",
                                          "CATEGORIES",
                                          "CLASS",
                                          "COMMENT",
                                          "COMPLETED",
                                          "CONTACT",
                                          "CREATED",
                                          "EXDATE",
                                          "FREEBUSY",
                                          "GEO",
                                          "LOCATION",
                                          "ORGANIZER",
                                          "PERCENT-COMPLETE",
                                          "PRIORITY",
                                          "RDATE",
                                          "RELATED-TO",
                                          "REPEAT",
                                          "REQUEST-STATUS",
                                          "RESOURCES",
                                          "TRANSP",
                                          "TZNAME",
                                          "TZURL",
                                          "URL",
                                          "SOURCE",
                                          "REFRESH-INTERVAL",
                                          "COLOR",
                                          "IMAGE",
                                          "CONFERENCE",
                                          "ACKNOWLEDGED",
                                          "EXRULE",
                                          "STRUCTURED-DATA",
                                          "STYLED-DESCRIPTION",
                                          "LOCATION-TYPE",
                                          "PARTICIPANT-TYPE",
                                          "PROXIMITY",
                                          "TZUNTIL",
                                          "TZID-ALIAS-OF",
                                          NULL};

static void check_text(Lint *lint, const IcsLine *line, gboolean list) {
  for (const char *c = line->value; *c; c++) {
    IcsPlace place = icsread_value_place(lint->reader, (gsize)(c - line->value));
    if (*c == '\\') {
      if (!c[1] || !strchr("\\;,nN", c[1])) {
        lint_add(lint, L059, place, "%s 里的反斜杠后面只能是反斜杠、分号、逗号或 n，这里不该转义。", line->name);
      }
      c += c[1] != '\0';
    } else if (*c == ';' || (*c == ',' && !list)) {
      lint_add(lint, L060, place, "%s 里的%s要写成“\\%c”。", line->name, *c == ',' ? "逗号" : "分号", *c);
    }
  }
  gsize length = (gsize)g_utf8_strlen(line->value, -1);
  gsize limit = strcmp(line->name, "SUMMARY") == 0 ? 128 : strcmp(line->name, "DESCRIPTION") == 0 ? 1000 : 0;
  if (limit && length > limit) {
    lint_add(lint, L058, icsread_place(lint->reader),
             "%s 有 %" G_GSIZE_FORMAT " 个字，宜在 %" G_GSIZE_FORMAT " 个字以内。", line->name, length, limit);
  }
}

static void use_zone(Lint *lint, const char *zone, IcsPlace place, gint64 at) {
  ZoneUse *use = g_hash_table_lookup(lint->uses, zone);
  if (!use) {
    use = g_new0(ZoneUse, 1);
    use->zone = g_strdup(zone);
    use->place = place;
    use->earliest = at;
    g_hash_table_insert(lint->uses, use->zone, use);
    gboolean named = !strchr("/+-0123456789", zone[0]) && strchr(zone, '/');
    if (!named && strcmp(zone, "UTC") != 0) {
      lint_add(lint, L030, place, "时区“%s”不是通用名称，宜写成 Asia/Shanghai 这样的名称。", lint_quote(lint, zone));
    }
  }
  use->earliest = MIN(use->earliest, at);
}

/* Dates of an item: their form, their zone. */
static void check_time(Lint *lint, const IcsLine *line, Component *component, Prop *prop) {
  const char *zone = icsread_parameter(line, "TZID"), *value = icsread_parameter(line, "VALUE");
  IcsPlace place = icsread_value_place(lint->reader, 0);
  prop->time = icsvalue_time(line->value, zone != NULL);
  gboolean says_day = value && g_ascii_strcasecmp(value, "DATE") == 0;
  if (prop->time.kind == ICSTIME_BAD) {
    lint_add(lint, L049, place, "%s 的值“%s”不是日期或时间。", line->name, lint_quote(lint, line->value));
    return;
  }
  if ((prop->time.kind == ICSTIME_DAY) != says_day) {
    lint_add(lint, L049, place,
             says_day ? "%s 写明 VALUE=DATE，值却带着钟点。" : "%s 的值只有日期，要写明 VALUE=DATE。", line->name);
  }
  if (value && g_ascii_strcasecmp(value, "DATE-TIME") == 0 && !lint->had_superfluous) {
    lint->had_superfluous = TRUE;
    lint_add(lint, L067, icsread_place(lint->reader), "%s 的 VALUE=DATE-TIME 是默认值，可以不写（只说一次）。",
             line->name);
  }
  if (!lint_is_item(component)) {
    return;
  }
  if (prop->time.kind == ICSTIME_DAY && zone) {
    lint_add(lint, L055, place, "%s 是全天日期，不该有 TZID。", line->name);
  } else if (zone && prop->time.kind == ICSTIME_UTC) {
    lint_add(lint, L049, place, "%s 同时写了 TZID 和表示 UTC 的 Z。", line->name);
  } else if (zone) {
    use_zone(lint, zone, place, prop->time.at);
  } else if (prop->time.kind == ICSTIME_FLOATING) {
    lint_add(lint, L050, place, "%s 没有 TZID，也没有表示 UTC 的 Z，各手机会按各自的时区理解。", line->name);
  }
}

static void check_stamp(Lint *lint, const IcsLine *line, Prop *prop) {
  prop->time = icsvalue_time(line->value, icsread_parameter(line, "TZID") != NULL);
  if (prop->time.kind != ICSTIME_UTC || icsread_parameter(line, "TZID") || icsread_parameter(line, "VALUE")) {
    gboolean plain_form = prop->time.kind == ICSTIME_UTC && !icsread_parameter(line, "TZID") &&
                          g_ascii_strcasecmp(icsread_parameter(line, "VALUE"), "DATE-TIME") == 0;
    if (!plain_form) {
      lint_add(lint, L044, icsread_place(lint->reader), "%s 要写成 20270301T010000Z 这样的 UTC 时间。", line->name);
    }
  }
}

static void check_interval(Lint *lint, const IcsLine *line) {
  if (!icsvalue_is_duration(line->value) || *line->value == '-') {
    lint_add(lint, L026, icsread_value_place(lint->reader, 0), "%s 的值“%s”不是时长，六小时写成 PT6H。", line->name,
             lint_quote(lint, line->value));
  } else if (strcmp(line->name, "REFRESH-INTERVAL") == 0) {
    const char *value = icsread_parameter(line, "VALUE");
    if (!value || g_ascii_strcasecmp(value, "DURATION") != 0) {
      lint_add(lint, L026, icsread_place(lint->reader), "REFRESH-INTERVAL 要写明 VALUE=DURATION。");
    }
  }
}

static void check_trigger(Lint *lint, const IcsLine *line) {
  const char *value = icsread_parameter(line, "VALUE");
  IcsPlace place = icsread_value_place(lint->reader, 0);
  if (value && g_ascii_strcasecmp(value, "DATE-TIME") == 0) {
    if (icsvalue_time(line->value, FALSE).kind != ICSTIME_UTC) {
      lint_add(lint, L071, place, "定点提醒要写成带 Z 的 UTC 时间。");
    }
  } else if (!icsvalue_is_duration(line->value)) {
    gboolean is_time = icsvalue_time(line->value, FALSE).kind != ICSTIME_BAD;
    lint_add(lint, L071, place,
             is_time ? "定点提醒要写明 VALUE=DATE-TIME。" : "TRIGGER 的值“%s”不是时长，提前半小时写成 -PT30M。",
             lint_quote(lint, line->value));
  }
}

static void check_rule(Lint *lint, const IcsLine *line, const Component *component) {
  if (!lint->had_repeats) {
    lint->had_repeats = TRUE;
    lint_add(lint, L064, icsread_place(lint->reader), "用了 %s，宜把每一次写成单独的日程（只说一次）。", line->name);
  }
  const char *until = strstr(line->value, "UNTIL=");
  if (strcmp(line->name, "RRULE") == 0 && until) {
    g_autofree char *text = g_strndup(until + 6, strcspn(until + 6, ";"));
    IcsTimeKind kind = icsvalue_time(text, FALSE).kind, start = component->props[P_DTSTART].time.kind;
    gboolean wants_utc = start == ICSTIME_ZONED || start == ICSTIME_UTC;
    if (kind == ICSTIME_BAD || (wants_utc && kind != ICSTIME_UTC) || (start == ICSTIME_DAY && kind != ICSTIME_DAY)) {
      lint_add(lint, L065, icsread_value_place(lint->reader, (gsize)(until - line->value)),
               wants_utc ? "DTSTART 有时区时，UNTIL 要写成带 Z 的 UTC 时间。" : "UNTIL 要与 DTSTART 同样写法。");
    }
  }
}

static gboolean known(const char *name) {
  if (g_str_has_prefix(name, "X-")) {
    return TRUE;
  }
  for (guint i = 0; i < N_KEPT; i++) {
    if (strcmp(lint_kept_names[i], name) == 0) {
      return TRUE;
    }
  }
  return g_strv_contains(other_names, name);
}

static Prop *keep(Lint *lint, const IcsLine *line, Component *component) {
  for (guint i = 0; i < N_KEPT; i++) {
    if (strcmp(lint_kept_names[i], line->name) != 0) {
      continue;
    }
    Prop *prop = &component->props[i];
    /* RRULE and a calendar's NAME and DESCRIPTION (in several languages) may come twice. */
    if (prop->count++ && i != P_RRULE && i != P_NAME && !(i == P_DESCRIPTION && !lint_is_item(component))) {
      lint_add(lint, L068, icsread_place(lint->reader), "%s 在这一段里已经写过。", line->name);
      return NULL;
    }
    g_free(prop->value);
    prop->value = g_strdup(line->value);
    prop->place = icsread_place(lint->reader);
    prop->value_place = icsread_value_place(lint->reader, 0);
    return prop;
  }
  return NULL;
}

void lint_property(Lint *lint, const IcsLine *line) {
  Component *component = lint_top(lint);
  if (!component) {
    lint_add(lint, L009, icsread_place(lint->reader), "BEGIN:VCALENDAR 之外不该有内容。");
    return;
  }
  if (!known(line->name)) {
    lint_add(lint, L010, icsread_place(lint->reader), "没有叫 %s 的属性；自己加的属性要以 X- 开头。",
             lint_quote(lint, line->name));
  }
  Prop unkept = {0}, *kept = keep(lint, line, component), *prop = kept ? kept : &unkept;
  const char *name = line->name;
  if (lint_in_list(name, "DTSTART DTEND DUE RECURRENCE-ID")) {
    check_time(lint, line, component, prop);
  } else if (lint_in_list(name, "DTSTAMP LAST-MODIFIED CREATED COMPLETED")) {
    check_stamp(lint, line, prop);
  } else if (lint_in_list(name, "SUMMARY DESCRIPTION LOCATION COMMENT CONTACT NAME")) {
    check_text(lint, line, FALSE);
  } else if (lint_in_list(name, "CATEGORIES RESOURCES")) {
    check_text(lint, line, TRUE);
  } else if (lint_in_list(name, "REFRESH-INTERVAL X-PUBLISHED-TTL")) {
    check_interval(lint, line);
  } else if (lint_in_list(name, "RRULE RDATE EXDATE EXRULE") && lint_is_item(component)) {
    check_rule(lint, line, component);
  } else if (lint_in_list(name, "ATTENDEE ORGANIZER") && !lint->had_people) {
    const char *agent = icsread_parameter(line, "SCHEDULE-AGENT");
    if (!agent || g_ascii_strcasecmp(agent, "NONE") != 0) {
      lint->had_people = TRUE;
      lint_add(lint, L063, icsread_place(lint->reader),
               "有 %s，导入时可能给这些人发邮件；把名字写在标题或说明里就够了（只说一次）。", name);
    }
  } else if (lint_is(component, "VALARM") && lint_in_list(name, "ATTACH REPEAT")) {
    gboolean attachment = *name == 'A';
    lint_add(lint, attachment ? L073 : L074, icsread_place(lint->reader),
             attachment ? "提醒里不要带 ATTACH。" : "提醒里不要用 REPEAT。");
  } else if (lint_is(component, "VALARM") && strcmp(name, "TRIGGER") == 0) {
    check_trigger(lint, line);
  } else if (strcmp(name, "SEQUENCE") == 0 && !icsvalue_is_number(line->value)) {
    lint_add(lint, L047, icsread_value_place(lint->reader, 0), "SEQUENCE 的值“%s”不是非负整数。",
             lint_quote(lint, line->value));
  } else if (strcmp(name, "DURATION") == 0 && !icsvalue_is_duration(line->value)) {
    lint_add(lint, L049, icsread_value_place(lint->reader, 0), "DURATION 的值“%s”不是时长。",
             lint_quote(lint, line->value));
  }
}
