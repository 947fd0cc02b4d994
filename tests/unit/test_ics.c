/* out/ics: the bytes of the profile, and that libical reads back what was meant. */
#include <glib.h>
#include <libical/ical.h>
#include <string.h>

#include "out/ics.h"
#include "out/icslint.h"

static const IcsZone shanghai = {.zone = "Asia/Shanghai", .offset = 480};
static const char *const categories[] = {"315", "备战", "生鲜部", NULL};

static IcsItem timed(void) {
  return (IcsItem){.kind = ICS_EVENT,
                   .uid = "2027.screen-copy.e@hz-wulin.ready315.invalid",
                   .stamp = 1795305600, /* 2026-11-22T00:00:00Z */
                   .sequence = 0,
                   .start = moment_at(day_from(2027, 3, 1), 9 * 60),
                   .end = moment_at(day_from(2027, 3, 1), 10 * 60),
                   .summary = "【备战】广告文案审核",
                   .description = "负责人：王芳\n部门：生鲜部",
                   .categories = categories,
                   .n_alarms = 2,
                   .alarms = {-1440, -30}};
}

static char *render(const IcsZone *zone, const IcsItem *item) {
  g_autoptr(Ics) ics = ics_new(zone);
  GString *out = g_string_new(NULL);
  ics_item(ics, item, out);
  return g_string_free(out, FALSE);
}

static char *calendar(const IcsZone *zone, const IcsItem *items, guint n) {
  g_autoptr(Ics) ics = ics_new(zone);
  GString *out = g_string_new(NULL);
  ics_begin(ics, "315 · 生鲜部", "杭州武林店 2027 年 315 活动安排（放假安排待公布）", out);
  for (guint i = 0; i < n; i++) {
    ics_item(ics, &items[i], out);
  }
  ics_end(ics, out);
  return g_string_free(out, FALSE);
}

static void test_profile(void) {
  IcsItem item = timed();
  g_autofree char *text = calendar(&shanghai, &item, 1);
  g_assert_cmpstr(
      text, ==,
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ready315//ready315//ZH\r\nCALSCALE:GREGORIAN\r\n"
      "NAME:315 · 生鲜部\r\nX-WR-CALNAME:315 · 生鲜部\r\n"
      "DESCRIPTION:杭州武林店 2027 年 315 活动安排（放假安排待公\r\n 布）\r\n"
      "X-WR-CALDESC:杭州武林店 2027 年 315 活动安排（放假安排待公\r\n 布）\r\n"
      "X-WR-TIMEZONE:Asia/Shanghai\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n"
      "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
      "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
      "BEGIN:VEVENT\r\nUID:2027.screen-copy.e@hz-wulin.ready315.invalid\r\nDTSTAMP:20261122T000000Z\r\n"
      "LAST-MODIFIED:20261122T000000Z\r\nSEQUENCE:0\r\nDTSTART;TZID=Asia/Shanghai:20270301T090000\r\n"
      "DTEND;TZID=Asia/Shanghai:20270301T100000\r\nSUMMARY:【备战】广告文案审核\r\n"
      "DESCRIPTION:负责人：王芳\\n部门：生鲜部\r\nCATEGORIES:315,备战,生鲜部\r\nSTATUS:CONFIRMED\r\n"
      "TRANSP:TRANSPARENT\r\n"
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P1D\r\nDESCRIPTION:【备战】广告文案审核\r\nEND:VALARM\r\n"
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nDESCRIPTION:【备战】广告文案审核\r\nEND:VALARM\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void test_forms(void) {
  const struct {
    const char *what;
    IcsKind kind;
    gboolean utc, all_day;
    Moment start, end;
    const char *has, *has_not;
  } rows[] = {
      {"all-day, exclusive end", ICS_EVENT, FALSE, TRUE, moment_at(day_from(2027, 2, 25), 0),
       moment_at(day_from(2027, 3, 11), 0), "DTSTART;VALUE=DATE:20270225\r\nDTEND;VALUE=DATE:20270311\r\n", "TZID"},
      {"UTC", ICS_EVENT, TRUE, FALSE, moment_at(day_from(2027, 3, 1), 60), moment_at(day_from(2027, 3, 1), 600),
       "DTSTART:20270228T170000Z\r\nDTEND:20270301T020000Z\r\n", "TZID"},
      {"cancelled", ICS_CANCELLED, FALSE, FALSE, moment_at(day_from(2027, 3, 1), 60),
       moment_at(day_from(2027, 3, 1), 600), "STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT", "VALARM"},
      {"to-do by day", ICS_TODO, FALSE, TRUE, MOMENT_NONE, moment_at(day_from(2027, 3, 5), 0),
       "SEQUENCE:0\r\nDUE;VALUE=DATE:20270305\r\n", "DTSTART"},
      {"to-do by hour", ICS_TODO, FALSE, FALSE, moment_at(day_from(2027, 3, 1), 60),
       moment_at(day_from(2027, 3, 1), 600),
       "DTSTART;TZID=Asia/Shanghai:20270301T010000\r\nDUE;TZID=Asia/Shanghai:20270301T100000\r\n", "TRANSP"},
      {"to-do status", ICS_TODO, FALSE, TRUE, MOMENT_NONE, moment_at(day_from(2027, 3, 5), 0),
       "STATUS:NEEDS-ACTION\r\nEND:VTODO\r\n", "VALARM"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].what);
    IcsZone zone = shanghai;
    zone.utc = rows[i].utc;
    IcsItem item = timed();
    item.kind = rows[i].kind;
    item.all_day = rows[i].all_day;
    item.start = rows[i].start;
    item.end = rows[i].end;
    g_autofree char *text = render(&zone, &item);
    g_assert_nonnull(strstr(text, rows[i].has));
    g_assert_null(strstr(text, rows[i].has_not));
  }
  IcsZone utc = shanghai;
  utc.utc = TRUE;
  IcsItem item = timed();
  g_autofree char *whole = calendar(&utc, &item, 1);
  g_assert_null(strstr(whole, "VTIMEZONE"));
  g_assert_nonnull(strstr(whole, "X-WR-TIMEZONE:Asia/Shanghai\r\n"));
}

/* On an all-day event a trigger counts from 00:00 of the first day. */
static void test_triggers(void) {
  const struct {
    int minutes;
    const char *trigger;
  } rows[] = {{540, "TRIGGER:PT9H\r\n"},     {-900, "TRIGGER:-PT15H\r\n"}, {-2340, "TRIGGER:-P1DT15H\r\n"},
              {-10080, "TRIGGER:-P7D\r\n"},  {0, "TRIGGER:PT0S\r\n"},      {-90, "TRIGGER:-PT1H30M\r\n"},
              {-1441, "TRIGGER:-P1DT1M\r\n"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    IcsItem item = timed();
    item.n_alarms = 1;
    item.alarms[0] = rows[i].minutes;
    g_autofree char *text = render(&shanghai, &item);
    g_assert_nonnull(strstr(text, rows[i].trigger));
  }
}

static void test_zones(void) {
  const struct {
    IcsZone zone;
    const char *has;
  } rows[] = {
      {{"Asia/Urumqi", 360, FALSE}, "TZOFFSETFROM:+0600\r\nTZOFFSETTO:+0600\r\nTZNAME:+06\r\n"},
      {{"Asia/Kolkata", 330, FALSE}, "TZOFFSETTO:+0530\r\nTZNAME:+0530\r\n"},
      {{"America/Bogota", -300, FALSE}, "TZOFFSETTO:-0500\r\nTZNAME:-05\r\n"},
      {{"Asia/Chongqing", 480, FALSE}, "TZID:Asia/Chongqing\r\n"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    IcsItem item = timed();
    g_autofree char *text = calendar(&rows[i].zone, &item, 1);
    g_assert_nonnull(strstr(text, rows[i].has));
    g_autofree char *use = g_strdup_printf("DTSTART;TZID=%s:20270301T090000\r\n", rows[i].zone.zone);
    g_assert_nonnull(strstr(text, use));
  }
}

static char *unfold(const char *text) {
  g_auto(GStrv) parts = g_strsplit(text, "\r\n ", -1);
  return g_strjoinv("", parts);
}

static void assert_lines(const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_assert_cmpuint(strlen(lines[i]), <=, 75);
    g_assert_true(g_utf8_validate(lines[i], -1, NULL));
    g_assert_null(strpbrk(lines[i], "\r\n"));
    g_assert_true(*lines[i] || !lines[i + 1]);
  }
}

/* Random Chinese, emoji, spaces and everything that is escaped, at every offset: folded within 75 octets, read back as it was. */
static void test_texts(void) {
  static const char *const pieces[] = {"备战", "a", " ", ",",  ";",   "\\", "\n",          "\"",
                                       ":",    "😀", "é", "，", "\\n", "  ", "审核审核审核"};
  g_autoptr(GRand) rand = g_rand_new_with_seed(315);
  for (guint round = 0; round < 500; round++) {
    g_autoptr(GString) text = g_string_new("x");
    for (gint n = g_rand_int_range(rand, 0, 60); n > 0; n--) {
      g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
    }
    g_string_append_c(text, 'x');
    g_autofree char *title = g_strdelimit(g_strdup(text->str), "\n", ' ');
    IcsItem item = timed();
    item.summary = title;
    item.description = text->str;
    g_autofree char *whole = calendar(&shanghai, &item, 1);
    assert_lines(whole);
    icalcomponent *parsed = icalparser_parse_string(whole);
    icalcomponent *event = icalcomponent_get_first_component(parsed, ICAL_VEVENT_COMPONENT);
    g_assert_cmpstr(icalcomponent_get_summary(event), ==, title);
    g_assert_cmpstr(icalcomponent_get_description(event), ==, text->str);
    icalcomponent_free(parsed);
    g_autofree char *flat = unfold(whole);
    for (const char *c = strchr(flat, '\\'); c; c = strchr(c + 2, '\\')) {
      g_assert_nonnull(strchr("\\;,n", c[1])); /* nothing else may be escaped */
    }
  }
}

static void test_cleaning(void) {
  IcsItem item = timed();
  item.summary = "a\x01\tb\x7f"
                 "c";
  item.description = "一\r\n二\r三\x02";
  const char *const odd[] = {"a,b;c\\d", NULL};
  item.categories = odd;
  g_autofree char *text = render(&shanghai, &item);
  g_assert_nonnull(strstr(text, "SUMMARY:a bc\r\n"));
  g_assert_nonnull(strstr(text, "DESCRIPTION:一\\n二\\n三\r\n"));
  g_assert_nonnull(strstr(text, "CATEGORIES:a，b；c＼d\r\n"));
  g_autoptr(GString) endless = g_string_new(NULL);
  for (guint i = 0; i < 3000; i++) {
    g_string_append(endless, "字");
  }
  item.summary = item.description = endless->str;
  g_autofree char *cut = render(&shanghai, &item), *flat = unfold(cut);
  const char *summary = strstr(flat, "SUMMARY:"), *description = strstr(flat, "DESCRIPTION:");
  g_assert_cmpint(g_utf8_strlen(summary + 8, strchr(summary, '\r') - summary - 8), ==, ICS_MAX_SUMMARY);
  g_assert_cmpint(g_utf8_strlen(description + 12, strchr(description, '\r') - description - 12), ==,
                  ICS_MAX_DESCRIPTION);
  g_assert_cmpmem(strchr(summary, '\r') - strlen("…"), strlen("…"), "…", strlen("…"));
}

/* A UID of the longest ids is folded, and the same in every reader. */
static void test_long_uid(void) {
  IcsItem item = timed();
  g_autofree char *task = g_strnfill(48, 'a'), *store = g_strnfill(48, 'b');
  g_autofree char *uid = g_strdup_printf("2027.%s.20270311T1000.e@%s.ready315.invalid", task, store);
  item.uid = uid;
  g_autofree char *text = calendar(&shanghai, &item, 1);
  assert_lines(text);
  icalcomponent *parsed = icalparser_parse_string(text);
  g_assert_cmpstr(icalcomponent_get_uid(icalcomponent_get_first_component(parsed, ICAL_VEVENT_COMPONENT)), ==, uid);
  icalcomponent_free(parsed);
}

/* What is kept between items must never leak into another. */
static void test_reuse(void) {
  g_autoptr(Ics) ics = ics_new(&shanghai);
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  for (guint i = 0; i < 2000; i++) {
    IcsItem item = timed();
    g_autofree char *uid = g_strdup_printf("2027.t%u.e@x.ready315.invalid", i);
    g_autofree char *summary = g_strdup_printf("事 %d", g_rand_int_range(rand, 0, 90));
    item.uid = uid;
    item.summary = summary;
    item.kind = g_rand_int_range(rand, 0, 3);
    item.n_alarms = (guint)g_rand_int_range(rand, 0, 3);
    item.alarms[0] = g_rand_int_range(rand, -3, 3);
    item.sequence = (guint32)g_rand_int_range(rand, 0, G_MAXINT32);
    item.stamp = g_rand_int_range(rand, 0, G_MAXINT32);
    g_autoptr(GString) out = g_string_new(NULL);
    ics_item(ics, &item, out);
    g_autofree char *fresh = render(&shanghai, &item);
    g_assert_cmpstr(out->str, ==, fresh);
  }
}

/* libical's own rendering of the same instants. */
static void test_against_libical(void) {
  g_autoptr(GRand) rand = g_rand_new_with_seed(11);
  for (guint i = 0; i < 500; i++) {
    IcsItem item = timed();
    item.stamp = g_rand_int_range(rand, 0, G_MAXINT32);
    item.start = g_rand_int_range(rand, 29000000, 31000000);
    item.end = item.start + g_rand_int_range(rand, 1, 5000);
    item.sequence = (guint32)g_rand_int_range(rand, 0, 100);
    g_autofree char *whole = calendar(&shanghai, &item, 1);
    icalcomponent *parsed = icalparser_parse_string(whole);
    icalcomponent *event = icalcomponent_get_first_component(parsed, ICAL_VEVENT_COMPONENT);
    g_assert_cmpint(icaltime_as_timet(icalcomponent_get_dtstamp(event)), ==, item.stamp);
    g_assert_cmpint(icaltime_as_timet(icalcomponent_get_dtstart(event)), ==, (gint64)item.start * 60);
    g_assert_cmpint(icaltime_as_timet(icalcomponent_get_dtend(event)), ==, (gint64)item.end * 60);
    g_assert_cmpint(icalcomponent_get_sequence(event), ==, (int)item.sequence);
    g_assert_cmpint(icalcomponent_count_errors(parsed), ==, 0);
    icalcomponent_free(parsed);
  }
}

static void test_lints_clean(void) {
  IcsItem items[] = {timed(), timed(), timed()};
  items[1].uid = "2027.screen-copy.d@hz-wulin.ready315.invalid";
  items[1].all_day = TRUE;
  items[1].start = moment_at(day_from(2027, 3, 5), 0);
  items[1].end = moment_at(day_from(2027, 3, 6), 0);
  items[2].uid = "2027.other.e@hz-wulin.ready315.invalid";
  items[2].kind = ICS_CANCELLED;
  items[2].summary = "【已取消】查价签；价签, 有误\\";
  g_autofree char *text = calendar(&shanghai, items, G_N_ELEMENTS(items));
  g_autoptr(LintReport) report = icslint_check(text, strlen(text));
  for (guint i = 0; i < report->findings->len; i++) {
    const LintFinding *finding = g_ptr_array_index(report->findings, i);
    g_test_message("%s %u:%u %s", icslint_code(finding->rule), finding->line, finding->column, finding->message);
  }
  g_assert_cmpuint(report->findings->len, ==, 0);
  g_assert_cmpuint(report->events, ==, 3);
  g_assert_cmpuint(report->cancelled, ==, 1);
  g_assert_cmpuint(report->alarms, ==, 4);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ics/profile", test_profile);
  g_test_add_func("/ics/forms", test_forms);
  g_test_add_func("/ics/triggers", test_triggers);
  g_test_add_func("/ics/zones", test_zones);
  g_test_add_func("/ics/texts", test_texts);
  g_test_add_func("/ics/cleaning", test_cleaning);
  g_test_add_func("/ics/long-uid", test_long_uid);
  g_test_add_func("/ics/reuse", test_reuse);
  g_test_add_func("/ics/against-libical", test_against_libical);
  g_test_add_func("/ics/lints-clean", test_lints_clean);
  return g_test_run();
}
