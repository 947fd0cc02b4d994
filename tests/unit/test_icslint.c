/* calendar lint: for every rule a file that breaks it and nothing else that matters, with the place; and files that break none. */
#include <glib.h>
#include <string.h>

#include "out/icsclients.h"
#include "out/icslint.h"
#include "out/icsvalue.h"

#define HEAD "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nNAME:n\nX-WR-CALNAME:n\n"
#define ZONE                                                                                                           \
  "BEGIN:VTIMEZONE\nTZID:Asia/"                                                                                        \
  "Shanghai\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0800\nTZOFFSETTO:+0800\n"                          \
  "END:STANDARD\nEND:VTIMEZONE\n"
#define STAMPS "DTSTAMP:20261122T000000Z\nLAST-MODIFIED:20261122T000000Z\nSEQUENCE:0\n"
#define IDENTITY "UID:a\n" STAMPS
#define TIMES "DTSTART;TZID=Asia/Shanghai:20270301T090000\nDTEND;TZID=Asia/Shanghai:20270301T100000\n"
#define DAYS "DTSTART;VALUE=DATE:20270301\nDTEND;VALUE=DATE:20270302\n"
#define EVENT(body) "BEGIN:VEVENT\n" body "END:VEVENT\n"
#define PLAIN(extra) EVENT(IDENTITY DAYS "SUMMARY:s\n" extra)
#define ALARM(body) "BEGIN:VALARM\n" body "END:VALARM\n"
#define TAIL "END:VCALENDAR\n"
#define FILE_OF(body) HEAD body TAIL

typedef struct {
  LintRule rule;
  const char *text;   /* \n stands for CRLF unless `raw` */
  guint line, column; /* 0: not checked */
  gboolean raw;
} Row;

#define LONG64 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const Row rows[] = {
    {L001, "\xef\xbb\xbf" FILE_OF(PLAIN("")), 1, 1, FALSE},
    {L002, FILE_OF(PLAIN("DESCRIPTION:\xc9\xcf\xba\xa3\n")), 14, 13, FALSE},
    {L003,
     "BEGIN:VCALENDAR\nVERSION:2.0\r\nPRODID:x\r\nNAME:n\r\nX-WR-CALNAME:n\r\nBEGIN:VEVENT\r\nUID:a\r\n"
     "DTSTAMP:20261122T000000Z\r\nLAST-MODIFIED:20261122T000000Z\r\nSEQUENCE:0\r\nDTSTART;VALUE=DATE:20270301\r\n"
     "DTEND;VALUE=DATE:20270302\r\nSUMMARY:s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
     1, 16, TRUE},
    {L004, FILE_OF(PLAIN("DESCRIPTION:" LONG64 "\n")), 14, 76, FALSE},
    {L005, FILE_OF(PLAIN("DESCRIPTION:\xe4\xb8\n \xad\n")), 15, 2, FALSE},
    {L006, FILE_OF("\n" PLAIN("")), 6, 1, FALSE},
    {L007, HEAD PLAIN("") "END:VCALENDAR", 15, 14, FALSE},
    {L008, FILE_OF(PLAIN("DESCRIPTION:一\x02二\n")), 14, 14, FALSE},
    {L009, FILE_OF("None\n" PLAIN("")), 6, 5, FALSE},
    {L009, FILE_OF(PLAIN("DESCRIPTION;X=\"y:z\n")), 14, 19, FALSE},
    {L010, FILE_OF(PLAIN("TIMEZONE-ID:Asia/Shanghai\n")), 14, 1, FALSE},
    {L020, HEAD PLAIN(""), 1, 1, FALSE},
    {L020, FILE_OF("END:VEVENT\n" PLAIN("")), 6, 1, FALSE},
    {L020, "hello:world\n", 1, 1, FALSE},
    {L020, "", 1, 1, FALSE},
    {L021, "BEGIN:VCALENDAR\nPRODID:x\nNAME:n\nX-WR-CALNAME:n\n" PLAIN("") TAIL, 1, 1, FALSE},
    {L021, "BEGIN:VCALENDAR\nVERSION:1.0\nPRODID:x\nNAME:n\nX-WR-CALNAME:n\n" PLAIN("") TAIL, 2, 1, FALSE},
    {L022, "BEGIN:VCALENDAR\nVERSION:2.0\nNAME:n\nX-WR-CALNAME:n\n" PLAIN("") TAIL, 1, 1, FALSE},
    {L023, FILE_OF("CALSCALE:CHINESE\n" PLAIN("")), 6, 1, FALSE},
    {L024, FILE_OF("METHOD:PUBLISH\n" PLAIN("")), 6, 1, FALSE},
    {L025, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" PLAIN("") TAIL, 1, 1, FALSE},
    {L026, FILE_OF("REFRESH-INTERVAL;VALUE=DURATION:P6H\n" PLAIN("")), 6, 33, FALSE},
    {L026, FILE_OF("REFRESH-INTERVAL:PT6H\n" PLAIN("")), 6, 1, FALSE},
    {L026, FILE_OF("X-PUBLISHED-TTL:6H\n" PLAIN("")), 6, 17, FALSE},
    {L027, FILE_OF(EVENT(IDENTITY TIMES "SUMMARY:s\n") ZONE), 15, 1, FALSE},
    {L028,
     FILE_OF("BEGIN:VTIMEZONE\nTZID:Asia/Shanghai\nBEGIN:STANDARD\nTZOFFSETFROM:+0800\nTZOFFSETTO:+0800\nEND:STANDARD\n"
             "END:VTIMEZONE\n" PLAIN("")),
     8, 1, FALSE},
    {L028, FILE_OF("BEGIN:VTIMEZONE\nTZID:Asia/Shanghai\nEND:VTIMEZONE\n" PLAIN("")), 6, 1, FALSE},
    {L028,
     FILE_OF("BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0800\nTZOFFSETTO:+0800\n"
             "END:STANDARD\nEND:VTIMEZONE\n" PLAIN("")),
     6, 1, FALSE},
    {L029, FILE_OF(EVENT(IDENTITY TIMES "SUMMARY:s\n")), 11, 28, FALSE},
    {L030,
     FILE_OF(
         "BEGIN:VTIMEZONE\nTZID:/Etc/GMT-8\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0800\n"
         "TZOFFSETTO:+0800\nEND:STANDARD\nEND:VTIMEZONE\n" EVENT(
             IDENTITY "DTSTART;TZID=/Etc/GMT-8:20270301T090000\nDTEND;TZID=/Etc/GMT-8:20270301T100000\nSUMMARY:s\n")),
     19, 25, FALSE},
    {L031,
     FILE_OF("BEGIN:VTIMEZONE\nTZID:Asia/Shanghai\nBEGIN:STANDARD\nDTSTART:20280101T000000\nTZOFFSETFROM:+0800\n"
             "TZOFFSETTO:+0800\nEND:STANDARD\nEND:VTIMEZONE\n" EVENT(IDENTITY TIMES "SUMMARY:s\n")),
     19, 28, FALSE},
    {L032, FILE_OF(ZONE), 1, 1, FALSE},
    {L040, FILE_OF(EVENT(STAMPS DAYS "SUMMARY:s\n")), 6, 1, FALSE},
    {L041, FILE_OF(PLAIN("") PLAIN("")), 16, 5, FALSE},
    {L042, FILE_OF(EVENT("UID:a b\n" STAMPS DAYS "SUMMARY:s\n")), 7, 5, FALSE},
    {L042, FILE_OF(EVENT("UID:审核\n" STAMPS DAYS "SUMMARY:s\n")), 7, 5, FALSE},
    {L043, FILE_OF(EVENT("UID:a\nLAST-MODIFIED:20261122T000000Z\nSEQUENCE:0\n" DAYS "SUMMARY:s\n")), 6, 1, FALSE},
    {L044,
     FILE_OF(EVENT("UID:a\nDTSTAMP:20261122T000000\nLAST-MODIFIED:20261122T000000Z\nSEQUENCE:0\n" DAYS "SUMMARY:s\n")),
     8, 1, FALSE},
    {L044,
     FILE_OF(
         EVENT("UID:a\nDTSTAMP;VALUE=DATE:20261122\nLAST-MODIFIED:20261122T000000Z\nSEQUENCE:0\n" DAYS "SUMMARY:s\n")),
     8, 1, FALSE},
    {L044,
     FILE_OF(
         EVENT("UID:a\nDTSTAMP:20261122T000000Z\nLAST-MODIFIED;TZID=Asia/Shanghai:20261122T000000Z\nSEQUENCE:0\n" DAYS
               "SUMMARY:s\n")),
     9, 1, FALSE},
    {L045,
     FILE_OF(EVENT("UID:a\nDTSTAMP:20261123T000000Z\nLAST-MODIFIED:20261122T000000Z\nSEQUENCE:0\n" DAYS "SUMMARY:s\n")),
     8, 1, FALSE},
    {L046, FILE_OF(EVENT("UID:a\nDTSTAMP:20261122T000000Z\n" DAYS "SUMMARY:s\n")), 6, 1, FALSE},
    {L047,
     FILE_OF(
         EVENT("UID:a\nDTSTAMP:20261122T000000Z\nLAST-MODIFIED:20261122T000000Z\nSEQUENCE:-1\n" DAYS "SUMMARY:s\n")),
     10, 10, FALSE},
    {L048, FILE_OF(EVENT(IDENTITY "SUMMARY:s\n")), 6, 1, FALSE},
    {L049, FILE_OF(EVENT(IDENTITY "DTSTART;VALUE=DATE:20270229\nDTEND;VALUE=DATE:20270302\nSUMMARY:s\n")), 11, 20,
     FALSE},
    {L049, FILE_OF(EVENT(IDENTITY "DTSTART:20270301\nDTEND;VALUE=DATE:20270302\nSUMMARY:s\n")), 11, 9, FALSE},
    {L049, FILE_OF(EVENT(IDENTITY "DTSTART;VALUE=DATE:20270301T000000Z\nDTEND:20270302T000000Z\nSUMMARY:s\n")), 11, 20,
     FALSE},
    {L049,
     FILE_OF(ZONE EVENT(IDENTITY "DTSTART;TZID=Asia/Shanghai:20270301T000000Z\nDTEND:20270301T100000Z\nSUMMARY:s\n")),
     19, 28, FALSE},
    {L049, FILE_OF(EVENT(IDENTITY "DTSTART:20270301T000000Z\nDURATION:1H\nSUMMARY:s\n")), 12, 10, FALSE},
    {L050, FILE_OF(EVENT(IDENTITY "DTSTART:20270301T090000\nDTEND:20270301T100000\nSUMMARY:s\n")), 11, 9, FALSE},
    {L051, FILE_OF(EVENT(IDENTITY "DTSTART;VALUE=DATE:20270301\nDTEND:20270302T000000Z\nSUMMARY:s\n")), 12, 1, FALSE},
    {L052, FILE_OF(EVENT(IDENTITY "DTSTART;VALUE=DATE:20270301\nDTEND;VALUE=DATE:20270301\nSUMMARY:s\n")), 12, 1,
     FALSE},
    {L052, FILE_OF(EVENT(IDENTITY "DTSTART:20270301T090000Z\nDTEND:20270301T080000Z\nSUMMARY:s\n")), 12, 1, FALSE},
    {L053, FILE_OF(EVENT(IDENTITY "DTSTART;VALUE=DATE:20270301\nSUMMARY:s\n")), 6, 1, FALSE},
    {L054, FILE_OF(EVENT(IDENTITY DAYS "DURATION:P1D\nSUMMARY:s\n")), 13, 1, FALSE},
    {L055,
     FILE_OF(
         ZONE EVENT(IDENTITY "DTSTART;VALUE=DATE;TZID=Asia/Shanghai:20270301\nDTEND;VALUE=DATE:20270302\nSUMMARY:s\n")),
     19, 39, FALSE},
    {L056, FILE_OF(EVENT(IDENTITY "DTSTART:20270301T090000Z\nDTEND:20270303T090000Z\nSUMMARY:s\n")), 11, 1, FALSE},
    {L057, FILE_OF(EVENT(IDENTITY DAYS)), 6, 1, FALSE},
    {L058, FILE_OF(EVENT(IDENTITY DAYS "SUMMARY:" LONG64 "\n " LONG64 "y\n")), 13, 1, FALSE},
    {L059, FILE_OF(PLAIN("DESCRIPTION:看\\\"这里\n")), 14, 14, FALSE},
    {L059, FILE_OF(PLAIN("DESCRIPTION:看\n \\:\n")), 15, 2, FALSE},
    {L060, FILE_OF(PLAIN("DESCRIPTION:一,二\n")), 14, 14, FALSE},
    {L060, FILE_OF(PLAIN("CATEGORIES:a,b;c\n")), 14, 15, FALSE},
    {L061, FILE_OF(PLAIN("STATUS:NEEDS-ACTION\n")), 14, 8, FALSE},
    {L062, FILE_OF(PLAIN("STATUS:CANCELLED\n")), 13, 1, FALSE},
    {L063, FILE_OF(PLAIN("ATTENDEE;CN=\"张:伟\":mailto:a@example.com\n")), 14, 1, FALSE},
    {L064, FILE_OF(PLAIN("RRULE:FREQ=DAILY;COUNT=3\n")), 14, 1, FALSE},
    {L065, FILE_OF(ZONE EVENT(IDENTITY TIMES "RRULE:FREQ=DAILY;UNTIL=20270310\nSUMMARY:s\n")), 21, 18, FALSE},
    {L065, FILE_OF(PLAIN("RRULE:FREQ=DAILY;UNTIL=20270310T000000Z\n")), 14, 18, FALSE},
    {L066, FILE_OF("BEGIN:VTODO\n" IDENTITY "DUE;VALUE=DATE:20270301\nSUMMARY:s\nEND:VTODO\n"), 6, 1, FALSE},
    {L067,
     FILE_OF(ZONE EVENT(IDENTITY "DTSTART;VALUE=DATE-TIME;TZID=Asia/Shanghai:20270301T090000\n"
                                 "DTEND;TZID=Asia/Shanghai:20270301T100000\nSUMMARY:s\n")),
     19, 1, FALSE},
    {L068, FILE_OF(PLAIN("UID:b\n")), 14, 1, FALSE},
    {L070, FILE_OF(PLAIN(ALARM("TRIGGER:-PT5M\nDESCRIPTION:x\n"))), 14, 1, FALSE},
    {L070, FILE_OF(PLAIN(ALARM("ACTION:DISPLAY\nDESCRIPTION:x\n"))), 14, 1, FALSE},
    {L070, FILE_OF(PLAIN(ALARM("ACTION:DISPLAY\nTRIGGER:-PT5M\n"))), 14, 1, FALSE},
    {L071, FILE_OF(PLAIN(ALARM("ACTION:DISPLAY\nTRIGGER:-5M\nDESCRIPTION:x\n"))), 16, 9, FALSE},
    {L071, FILE_OF(PLAIN(ALARM("ACTION:DISPLAY\nTRIGGER;VALUE=DATE-TIME:20270301T000000\nDESCRIPTION:x\n"))), 16, 25,
     FALSE},
    {L071, FILE_OF(PLAIN(ALARM("ACTION:DISPLAY\nTRIGGER:20270301T000000Z\nDESCRIPTION:x\n"))), 16, 9, FALSE},
    {L072, FILE_OF(PLAIN(ALARM("ACTION:AUDIO\nTRIGGER:-PT5M\n"))), 15, 1, FALSE},
    {L073, FILE_OF(PLAIN(ALARM("ACTION:DISPLAY\nTRIGGER:-PT5M\nDESCRIPTION:x\nATTACH:http://example.com/x.wav\n"))), 18,
     1, FALSE},
    {L074, FILE_OF(PLAIN(ALARM("ACTION:DISPLAY\nTRIGGER:-PT5M\nDESCRIPTION:x\nREPEAT:2\n"))), 18, 1, FALSE},
    {L075,
     FILE_OF(PLAIN(ALARM("ACTION:DISPLAY\nTRIGGER:-PT5M\nDESCRIPTION:x\n") ALARM(
         "ACTION:DISPLAY\nTRIGGER:-PT9M\nDESCRIPTION:x\n") ALARM("ACTION:DISPLAY\nTRIGGER:-PT8M\nDESCRIPTION:x\n"))),
     24, 1, FALSE},
};

static char *with_crlf(const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  return g_strjoinv("\r\n", lines);
}

static void show(const LintReport *report) {
  for (guint i = 0; i < report->findings->len; i++) {
    const LintFinding *finding = g_ptr_array_index(report->findings, i);
    g_test_message("%s %u:%u %s", icslint_code(finding->rule), finding->line, finding->column, finding->message);
  }
}

static void test_rules(void) {
  gboolean tried[N_LINT_RULES] = {FALSE};
  tried[L011] = TRUE; /* test_limits */
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = rows[i].raw ? g_strdup(rows[i].text) : with_crlf(rows[i].text);
    g_autoptr(LintReport) report = icslint_check(text, strlen(text));
    const LintFinding *found = NULL;
    tried[rows[i].rule] = TRUE;
    for (guint k = 0; k < report->findings->len; k++) {
      const LintFinding *finding = g_ptr_array_index(report->findings, k);
      if (finding->rule == rows[i].rule && !found) {
        found = finding;
      } else if (finding->rule != rows[i].rule && rows[i].rule != L002 && rows[i].rule != L009 &&
                 rows[i].rule != L064 && rows[i].rule != L020) {
        gboolean companion =
            (rows[i].rule == L065 && finding->rule == L064) || (rows[i].rule == L030 && finding->rule == L030);
        if (!companion) {
          g_test_message("row %u (%s): besides", i, icslint_code(rows[i].rule));
          show(report);
        }
        g_assert_true(companion);
      }
    }
    if (!found || found->line != rows[i].line || found->column != rows[i].column) {
      g_test_message("row %u (%s) wanted %u:%u", i, icslint_code(rows[i].rule), rows[i].line, rows[i].column);
      show(report);
    }
    g_assert_nonnull(found);
    g_assert_cmpuint(found->line, ==, rows[i].line);
    g_assert_cmpuint(found->column, ==, rows[i].column);
    g_assert_true(g_str_has_suffix(found->message, "。"));
    guint counted = report->errors + report->warnings + report->notes;
    g_assert_cmpuint(counted, ==, report->findings->len);
  }
  for (guint rule = 0; rule < N_LINT_RULES; rule++) {
    g_test_message("%s", icslint_code(rule));
    g_assert_true(tried[rule]); /* a rule without a file */
    g_assert_cmpuint(strlen(icslint_title(rule)), >, 0);
    g_assert_cmpuint(strlen(icslint_clients(rule)), >, 0);
    g_assert_false(g_str_has_suffix(icslint_clients(rule), "。"));
  }
}

/* Legal things that other programs write. */
static void test_clean(void) {
  static const char *const files[] = {
      FILE_OF(PLAIN("")),
      FILE_OF(ZONE EVENT(IDENTITY TIMES "SUMMARY:一\\, 二\\; 三\\\\\\n四 \"五\":\nCATEGORIES:a,b\\,c\n")),
      FILE_OF(EVENT(IDENTITY "DTSTART:20270301T010000Z\nDURATION:PT1H30M\nSUMMARY:s\n")),
      FILE_OF(PLAIN(ALARM("ACTION:DISPLAY\nTRIGGER;RELATED=START:-P1DT2H\nDESCRIPTION:x\n")
                        ALARM("ACTION:DISPLAY\nTRIGGER;VALUE=DATE-TIME:20270301T000000Z\nDESCRIPTION:x\n"))),
      FILE_OF(PLAIN(
          "DESCRIPTION;ALTREP=\"http://example.com/a:b;c,d\";LANGUAGE=zh:x\n y\n\tz\nX-ANY;P=1,\"2\",3:a,b;c\\\"\n")),
      FILE_OF(PLAIN("ORGANIZER;SCHEDULE-AGENT=NONE:mailto:a@example.com\nCREATED:20261122T000000Z\n")),
      FILE_OF(EVENT("UID:a\n" STAMPS DAYS "SUMMARY:【已取消】s\nSTATUS:CANCELLED\n")),
      FILE_OF(PLAIN("RECURRENCE-ID;VALUE=DATE:20270301\n") EVENT(IDENTITY DAYS "SUMMARY:s\n")),
      "begin:vcalendar\nversion:2.0\nprodid:x\nname:n\nx-wr-calname:n\nbegin:vevent\nuid:a\ndtstamp:20261122T000000Z\n"
      "last-modified:20261122T000000Z\nsequence:1\ndtstart;value=date:20270301\ndtend;value=date:20270302\nsummary:s\n"
      "end:vevent\nend:vcalendar\n",
      FILE_OF(PLAIN("")) FILE_OF(PLAIN("")),
  };
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *text = with_crlf(files[i]);
    g_autoptr(LintReport) report = icslint_check(text, strlen(text));
    g_test_message("file %u", i);
    show(report);
    g_assert_cmpuint(report->findings->len, ==, 0);
  }
}

static gboolean has(const LintReport *report, LintRule rule) {
  for (guint i = 0; i < report->findings->len; i++) {
    if (((const LintFinding *)g_ptr_array_index(report->findings, i))->rule == rule) {
      return TRUE;
    }
  }
  return FALSE;
}

static void test_limits(void) {
  g_autoptr(GString) endless = g_string_new(HEAD "X-A:");
  for (guint i = 0; i < (1u << 20) / 8; i++) {
    g_string_append(endless, "aaaaaaaa\n ");
  }
  g_string_append(endless, "\n" TAIL);
  g_autoptr(LintReport) one = icslint_check(endless->str, endless->len);
  g_assert_true(has(one, L011));
  g_autoptr(GString) wrong = g_string_new(HEAD);
  for (guint i = 0; i < 3000; i++) {
    g_string_append(wrong, "MADE-UP:x\n");
  }
  g_autoptr(LintReport) many = icslint_check(wrong->str, wrong->len);
  g_assert_cmpuint(many->findings->len, ==, ICSLINT_LIMIT);
  g_assert_true(many->cut);
  g_autoptr(GString) deep = g_string_new(NULL);
  for (guint i = 0; i < 3000; i++) {
    g_string_append(deep, "BEGIN:VCALENDAR\r\n");
  }
  g_autoptr(LintReport) nested = icslint_check(deep->str, deep->len);
  g_assert_true(has(nested, L020));
  g_assert_cmpuint(nested->findings->len, <, 3);
  static const char zeros[] = "BEGIN:VCALENDAR\r\nX-A:\0\0b\r\n";
  g_autoptr(LintReport) nul = icslint_check(zeros, sizeof zeros - 1);
  g_assert_true(has(nul, L008));
}

static void test_values(void) {
  static const struct {
    const char *text;
    gboolean duration;
    IcsTimeKind time;
  } values[] = {
      {"PT6H", TRUE, ICSTIME_BAD},
      {"-P1DT15H", TRUE, ICSTIME_BAD},
      {"P2W", TRUE, ICSTIME_BAD},
      {"+PT1H2M3S", TRUE, ICSTIME_BAD},
      {"P", FALSE, ICSTIME_BAD},
      {"PT", FALSE, ICSTIME_BAD},
      {"P1DT", FALSE, ICSTIME_BAD},
      {"P6H", FALSE, ICSTIME_BAD},
      {"PT1D", FALSE, ICSTIME_BAD},
      {"P1W2D", FALSE, ICSTIME_BAD},
      {"PT2M1H", FALSE, ICSTIME_BAD},
      {"6H", FALSE, ICSTIME_BAD},
      {"", FALSE, ICSTIME_BAD},
      {"PTH", FALSE, ICSTIME_BAD},
      {"P1D2W", FALSE, ICSTIME_BAD},
      {"20270301", FALSE, ICSTIME_DAY},
      {"20270229", FALSE, ICSTIME_BAD},
      {"20280229", FALSE, ICSTIME_DAY},
      {"20270301T090000", FALSE, ICSTIME_FLOATING},
      {"20270301T090000Z", FALSE, ICSTIME_UTC},
      {"20270301T240000", FALSE, ICSTIME_BAD},
      {"20270301T0900", FALSE, ICSTIME_BAD},
      {"20270301t090000", FALSE, ICSTIME_BAD},
      {"20270301T090000z", FALSE, ICSTIME_BAD},
      {"20270301T090060Z", FALSE, ICSTIME_UTC},
      {"2027-03-01", FALSE, ICSTIME_BAD},
  };
  for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
    g_test_message("%s", values[i].text);
    g_assert_cmpint(icsvalue_is_duration(values[i].text), ==, values[i].duration);
    g_assert_cmpint(icsvalue_time(values[i].text, FALSE).kind, ==, values[i].time);
  }
  g_assert_cmpint(icsvalue_time("20270301T090000", TRUE).kind, ==, ICSTIME_ZONED);
  g_assert_true(icsvalue_is_number("0") && icsvalue_is_number("4294967295"));
  g_assert_false(icsvalue_is_number("") || icsvalue_is_number("-1") || icsvalue_is_number("1.5") ||
                 icsvalue_is_number("12345678901"));
}

static void test_clients(void) {
  guint unconfirmed = 0;
  for (const IcsClient *client = icsclients; client->client; client++) {
    const char *const cells[] = {client->import, client->subscribe, client->alarms, client->note};
    for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
      g_assert_cmpuint(strlen(cells[i]), >, 0);
      unconfirmed += strstr(cells[i], "未证实") != NULL;
    }
  }
  g_assert_cmpuint(unconfirmed, >, 10);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/icslint/rules", test_rules);
  g_test_add_func("/icslint/clean", test_clean);
  g_test_add_func("/icslint/limits", test_limits);
  g_test_add_func("/icslint/values", test_values);
  g_test_add_func("/icslint/clients", test_clients);
  return g_test_run();
}
