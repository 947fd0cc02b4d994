/* Who may sign what, when, and with whom: rows of input → expected, played one after the other in a rehearsal shop. */
#include "desk/tasks/tasks.h"
#include "ledger/pin.h"
#include "signshop.h"
#include <locale.h>
#include <string.h>

static const struct {
  const char *who, *pin;
} PINS[] = {{"liu.yang", "583976"}, {"sun.li", "740693"}, {"wang.fang", "914826"}, {"zhao.min", "806139"}};

static const char *pin_of(const char *who) {
  for (guint i = 0; i < G_N_ELEMENTS(PINS); i++) {
    if (g_strcmp0(PINS[i].who, who) == 0) {
      return PINS[i].pin;
    }
  }
  return NULL;
}

static void set_pins(Workspace *w, guint n) {
  g_autoptr(Desk) desk = signshop_at(w, "2026-03-04T08:00");
  for (guint i = 0; i < n; i++) {
    g_autofree char *recovery = NULL, *problem = NULL;
    g_autoptr(GError) error = NULL;
    pins_set(desk, signshop_person(desk, PINS[i].who), PINS[i].pin, i ? signshop_person(desk, "liu.yang") : NULL,
             &recovery, &problem, &error);
    g_assert_no_error(error);
    g_assert_null(problem);
  }
}

/* ---- periods ---- */

static void test_periods(void) {
  static const struct {
    const char *day, *subject, *name;
    gboolean whole;
  } rows[] = {{"2026-03-03", "day:2026-03-03", "2026-03-03", FALSE},
              {"2026-03-04", "day:2026-03-04..2026-03-08", "2026-03-04至2026-03-08", FALSE},
              {"2026-03-08", "day:2026-03-04..2026-03-08", "2026-03-04至2026-03-08", FALSE},
              {"2026-03-09", "day:2026-03-09..2026-03-10", "2026-03-09至2026-03-10", FALSE},
              {"2026-03-11", "day:2026-03-11", "2026-03-11", FALSE},
              {"2026-03-14", "day:2026-03-14", "2026-03-14", FALSE},
              {"2026-03-18", "phase:aftermath", "善后 2026-03-16至2026-03-20", TRUE}};
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-12T21:00");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Period span = period_of_day(desk->plan, day_parse(rows[i].day));
    g_autofree char *subject = period_subject(&span, NULL), *name = period_name(&span);
    g_assert_cmpstr(subject, ==, rows[i].subject);
    g_assert_cmpstr(name, ==, rows[i].name);
    g_assert_cmpint(span.whole, ==, rows[i].whole);
    g_assert_false(span.closing);
  }
  Period span;
  g_assert_true(period_of_phase(desk->plan, "combat", &span));
  g_assert_true(span.whole && span.closing);
  g_assert_true(period_of_phase(desk->plan, "aftermath", &span));
  g_assert_false(span.closing);
  g_assert_false(period_of_phase(desk->plan, "nothing", &span));
  workspace_free(&w);
}

/* ---- the rows ---- */

typedef enum { SIGN, WAIVE, REOPEN } What;
typedef struct {
  const char *now;
  What what;
  const char *target; /* a day, a phase, a gate */
  const char *dept, *by, *second, *reason, *due;
  const char *expected; /* part of the sentence; begins with "+" when it is done */
  int open_items;       /* of the receipt */
} Play;

static void play(Workspace *w, const Play *row, guint number) {
  g_autoptr(Desk) desk = signshop_at(w, row->now);
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  SignResult result = SIGN_REFUSED;
  Receipt *receipt = NULL;
  Day day = day_parse(row->target);
  const SignAsk ask = {.date = day,
                       .phase = day == DAY_NONE ? row->target : NULL,
                       .department = row->dept ? store_department(desk->campaign->store, row->dept) : NULL};
  const SignBy by = {.by = signshop_person(desk, row->by),
                     .second = row->second ? signshop_person(desk, row->second) : NULL,
                     .pin = pin_of(row->by),
                     .second_pin = pin_of(row->second),
                     .reason = row->reason,
                     .due = row->due ? day_parse(row->due) : DAY_NONE};
  gboolean done = FALSE;
  if (row->what == SIGN) {
    g_autoptr(SignPage) page = signpage_new(desk, &ask, &sentence, &error);
    done = !page || signoff_sign(desk, page, &by, &result, &receipt, &sentence, &error);
  } else if (row->what == WAIVE) {
    done = signoff_waive(desk, row->target, NULL, &by, &result, &sentence, &error);
  } else {
    done = signoff_reopen(desk, &ask, &by, &result, &sentence, &error);
  }
  g_assert_no_error(error);
  g_assert_true(done);
  gboolean meant = row->expected[0] == '+';
  if (meant != (result == SIGN_DONE) || !sentence || !strstr(sentence, row->expected + (meant ? 1 : 0))) {
    g_error("row %u (%s %s): %s", number, row->now, row->target, sentence);
  }
  g_assert_true((receipt != NULL) == (row->what == SIGN && meant && !row->dept));
  if (receipt) {
    g_assert_cmpint(receipt->open_items, ==, row->open_items);
    g_assert_true(receipt->practice);
    g_assert_cmpint(receipt->late, ==, strstr(sentence, "补签") != NULL);
  }
  receipt_free(receipt);
}

static void test_rows(void) {
  static const Play rows[] = {
      /* weekly: on its last day, and not before */
      {"2026-03-07T21:00", SIGN, "2026-03-05", NULL, "liu.yang", .expected = "才能签"},
      {"2026-03-08T21:00", SIGN, "2026-03-05", NULL, "liu.yang", .expected = "+签好了"},
      {"2026-03-08T21:00", SIGN, "2026-03-06", NULL, "sun.li", .expected = "已经签过"},
      /* outside every phase nothing is owed */
      {"2026-03-03T21:00", SIGN, "2026-03-03", NULL, "sun.li", .expected = "+签好了"},
      {"2026-03-12T21:00", SIGN, "2026-03-13", NULL, "liu.yang", .expected = "才能签"},
      {"2026-03-12T21:00", SIGN, "2026-03-12", NULL, "wang.fang", .expected = "要由店长刘洋或副店长孙丽"},
      {"2026-03-12T21:00", SIGN, "2026-03-12", "service", "liu.yang", .expected = "对接人王芳或备份赵敏"},
      {"2026-03-12T21:00", SIGN, "2026-03-12", "service", "zhao.min", .expected = "带遗留签字"},
      {"2026-03-12T21:00", SIGN, "2026-03-12", "service", "zhao.min", .reason = " ", .expected = "带遗留签字"},
      {"2026-03-12T21:00", SIGN, "2026-03-12", "service", "zhao.min", .reason = "停电", .due = "2026-03-12",
       .expected = "太早"},
      {"2026-03-12T21:00", SIGN, "2026-03-12", "service", "zhao.min", .second = "wang.fang", .reason = "停电",
       .expected = "不用复核人"},
      {"2026-03-12T21:00", SIGN, "2026-03-12", NULL, "sun.li", .expected = "客服部还没有签"},
      {"2026-03-12T21:00", SIGN, "2026-03-12", "service", "zhao.min", .reason = "停电", .due = "2026-03-14",
       .expected = "+签好了"},
      {"2026-03-12T21:00", SIGN, "2026-03-12", "service", "wang.fang", .expected = "已经签过"},
      /* what the department carries, the store carries without saying it again */
      {"2026-03-12T21:01", SIGN, "2026-03-12", NULL, "sun.li", .expected = "+签好了", .open_items = 2},
      {"2026-03-12T21:02", SIGN, "2026-03-12", NULL, "liu.yang", .expected = "已经签过"},
      {"2026-03-12T21:03", REOPEN, "2026-03-12", NULL, "wang.fang", .reason = "漏了", .expected = "要由店长"},
      {"2026-03-12T21:03", REOPEN, "2026-03-12", NULL, "liu.yang", .expected = "写明原因"},
      {"2026-03-12T21:03", REOPEN, "2026-03-13", NULL, "liu.yang", .reason = "漏了", .expected = "还没有人签字"},
      {"2026-03-12T21:03", REOPEN, "2026-03-12", NULL, "liu.yang", .reason = "漏了", .expected = "+2 个签字作废"},
      {"2026-03-12T21:04", REOPEN, "2026-03-12", NULL, "liu.yang", .reason = "漏了", .expected = "还没有人签字"},
      {"2026-03-12T21:04", SIGN, "2026-03-12", NULL, "liu.yang", .expected = "3 项没有结束"},
      /* until ten the next morning it is in time; then late, with a reason */
      {"2026-03-13T09:59", SIGN, "2026-03-12", "service", "wang.fang", .reason = "停电", .due = "2026-03-14",
       .expected = "+签好了"},
      {"2026-03-13T10:01", SIGN, "2026-03-12", NULL, "liu.yang", .expected = "补签"},
      {"2026-03-13T10:01", SIGN, "2026-03-12", NULL, "liu.yang", .reason = "昨晚忘了", .expected = "+补签",
       .open_items = 2},
      /* special release: two people */
      {"2026-03-13T21:00", WAIVE, "required:cold@2026-03-13", NULL, "wang.fang", .second = "sun.li", .reason = "停业",
       .expected = "要由店长"},
      {"2026-03-13T21:00", WAIVE, "required:cold@2026-03-13", NULL, "liu.yang", .second = "sun.li",
       .expected = "写明原因"},
      {"2026-03-13T21:00", WAIVE, "required:cold@2026-03-13", NULL, "liu.yang", .reason = "停业",
       .expected = "另一个人复核"},
      {"2026-03-13T21:00", WAIVE, "required:cold@2026-03-13", NULL, "liu.yang", .second = "liu.yang", .reason = "停业",
       .expected = "不能是签字人自己"},
      {"2026-03-13T21:00", WAIVE, "required:cold@2026-03-1x", NULL, "liu.yang", .second = "sun.li", .reason = "停业",
       .expected = "是不是想写"},
      {"2026-03-13T21:00", WAIVE, "required", NULL, "liu.yang", .second = "sun.li", .reason = "停业",
       .expected = "请写全"},
      {"2026-03-13T21:00", WAIVE, "required:cold@2026-03-13", NULL, "liu.yang", .second = "sun.li", .reason = "停业",
       .expected = "+特批放行"},
      {"2026-03-13T21:00", WAIVE, "required:cold@2026-03-13", NULL, "liu.yang", .second = "sun.li", .reason = "停业",
       .expected = "没有叫"},
      /* carried beyond the day it is no gap; nor is what was released */
      {"2026-03-13T21:01", SIGN, "2026-03-13", "service", "wang.fang", .expected = "+签好了"},
      {"2026-03-13T21:02", SIGN, "2026-03-13", NULL, "liu.yang", .expected = "+签好了", .open_items = 2},
      /* the end of a phase asks for a second of another department */
      {"2026-03-13T21:03", SIGN, "nothing", NULL, "liu.yang", .expected = "没有叫"},
      {"2026-03-13T21:03", SIGN, "combat", NULL, "sun.li", .expected = "另一个部门的人复核"},
      {"2026-03-13T21:03", SIGN, "combat", NULL, "sun.li", .second = "sun.li", .expected = "不能是签字人自己"},
      {"2026-03-13T21:03", SIGN, "combat", NULL, "sun.li", .second = "liu.yang", .expected = "刘洋不行"},
      {"2026-03-13T21:03", SIGN, "combat", NULL, "sun.li", .second = "wang.fang", .expected = "+签好了",
       .open_items = 2},
      /* opening a day again voids the phase's end with it; opening the phase leaves the days */
      {"2026-03-13T22:00", REOPEN, "combat", NULL, "liu.yang", .reason = "再看", .expected = "+1 个签字作废"},
      {"2026-03-13T22:01", SIGN, "combat", NULL, "liu.yang", .second = "zhao.min", .expected = "+签好了",
       .open_items = 2},
      {"2026-03-13T22:02", REOPEN, "2026-03-13", NULL, "liu.yang", .reason = "再看", .expected = "+3 个签字作废"},
      /* past its new due date, what was carried is open again */
      {"2026-03-14T21:00", SIGN, "2026-03-14", NULL, "liu.yang", .expected = "2 项没有结束"},
  };
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  set_pins(&w, G_N_ELEMENTS(PINS));
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    play(&w, &rows[i], i);
  }
  workspace_free(&w);
}

static void test_alone(void) {
  static const Play rows[] = {{"2026-03-10T21:00", SIGN, "2026-03-10", NULL, "liu.yang", .expected = "+签好了"},
                              {"2026-03-10T21:00", SIGN, "prepare", NULL, "liu.yang", .expected = "+单人自查，无复核"},
                              {"2026-03-11T21:00", WAIVE, "required:cold@2026-03-11", NULL, "liu.yang",
                               .reason = "停业", .expected = "+单人自查，无复核"}};
  Workspace w;
  signshop_new(&w, SIGN_ALONE);
  set_pins(&w, 1);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    play(&w, &rows[i], i);
  }
  workspace_free(&w);
}

/* ---- the page ---- */

static SignPage *page_at(Desk *desk, const char *day) {
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  const SignAsk ask = {.date = day_parse(day)};
  SignPage *page = signpage_new(desk, &ask, &problem, &error);
  g_assert_no_error(error);
  g_assert_null(problem);
  return page;
}

static SignResult sign(Desk *desk, const SignPage *page, const char *who, const char *pin, char **sentence) {
  g_autoptr(GError) error = NULL;
  SignResult result = SIGN_DONE;
  Receipt *receipt = NULL;
  const SignBy by = {.by = signshop_person(desk, who), .pin = pin, .reason = "停电", .due = DAY_NONE};
  g_assert_true(signoff_sign(desk, page, &by, &result, &receipt, sentence, &error));
  g_assert_no_error(error);
  receipt_free(receipt);
  return result;
}

/* Wrong PINs do not make a page stale; what somebody else recorded does. */
static void test_stale(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  set_pins(&w, 2);
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-11T21:00"), other = signshop_at(&w, "2026-03-11T21:00");
  g_autoptr(SignPage) page = page_at(desk, "2026-03-11"), same = page_at(desk, "2026-03-11");
  g_autofree char *wrong = NULL, *first = NULL, *second = NULL;
  g_assert_cmpstr(page->text, ==, same->text);
  g_assert_cmpstr(page->sha256, ==, same->sha256);
  g_assert_cmpint(sign(desk, page, "liu.yang", "111222", &wrong), ==, SIGN_REFUSED);
  g_assert_nonnull(strstr(wrong, "不对"));
  g_autoptr(SignPage) theirs = page_at(other, "2026-03-11");
  g_assert_cmpint(sign(other, theirs, "sun.li", pin_of("sun.li"), &first), ==, SIGN_DONE);
  g_assert_cmpint(sign(desk, page, "liu.yang", pin_of("liu.yang"), &second), ==, SIGN_STALE);
  g_autofree char *file = g_strdup_printf("%s/evidence/%s.txt", w.home.path, theirs->sha256);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, theirs->text); /* what was signed can be read again */
  workspace_free(&w);
}

/* A wrong PIN may be the first thing that this program records, with what its definitions are before it: that is what the page was made by. */
static void test_stale_definitions(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  set_pins(&w, 1);
  folder_put(&w.home, "checklists/cold.yaml", SIGN_CHECKLIST "\n");
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-11T21:00");
  g_autoptr(SignPage) page = page_at(desk, "2026-03-11");
  g_autofree char *wrong = NULL, *right = NULL;
  g_assert_cmpint(sign(desk, page, "liu.yang", "111222", &wrong), ==, SIGN_REFUSED);
  g_assert_cmpint(record_head(record_of(desk, RECORD_READ, NULL), NULL), ==, page->head + 2);
  g_assert_cmpint(sign(desk, page, "liu.yang", pin_of("liu.yang"), &right), ==, SIGN_DONE);
  workspace_free(&w);
}

/* A task that is moved after this program made its plan, and before its page: the page is of the old plan, however new it is. */
static void test_stale_plan(void) {
  Workspace w;
  char no_reason[] = "";
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  set_pins(&w, 1);
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-11T21:00"), other = signshop_at(&w, "2026-03-11T21:00");
  const TaskChange change = {.kind = TASK_DONE,
                             .task = intern_string("talk"),
                             .occurrence = intern_string("2026-03-11"),
                             .on = DAY_NONE,
                             .due = DAY_NONE,
                             .at = -1,
                             .reason = no_reason,
                             .by = intern_string("sun.li")};
  g_autofree char *problem = NULL, *said = NULL, *again = NULL;
  g_autoptr(GError) error = NULL;
  g_assert_true(tasks_record(other, &change, NULL, &problem, &error));
  g_autoptr(SignPage) page = page_at(desk, "2026-03-11");
  g_assert_cmpint(sign(desk, page, "liu.yang", pin_of("liu.yang"), &said), ==, SIGN_STALE);
  g_assert_true(desk_replan(desk, &error));
  g_autoptr(SignPage) anew = page_at(desk, "2026-03-11");
  g_assert_cmpint(sign(desk, anew, "liu.yang", pin_of("liu.yang"), &again), ==, SIGN_DONE);
  workspace_free(&w);
}

/* A page that says it is signed in time is not signed after the deadline. */
static void test_stale_deadline(void) {
  Workspace w;
  Moment later = MOMENT_NONE;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  set_pins(&w, 1);
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-12T09:59");
  g_autoptr(SignPage) page = page_at(desk, "2026-03-11");
  g_autofree char *said = NULL, *again = NULL;
  g_assert_false(page->late);
  g_assert_true(moment_parse("2026-03-12T10:01", &later));
  desk_set_now(desk, later);
  g_assert_cmpint(sign(desk, page, "liu.yang", pin_of("liu.yang"), &said), ==, SIGN_STALE);
  g_assert_nonnull(strstr(said, "补签"));
  g_autoptr(SignPage) anew = page_at(desk, "2026-03-11");
  g_assert_true(anew->late);
  g_assert_cmpint(sign(desk, anew, "liu.yang", pin_of("liu.yang"), &again), ==, SIGN_DONE);
  workspace_free(&w);
}

static gboolean is_waived(Desk *desk, const char *day, const char *name) {
  g_autoptr(SignPage) page = page_at(desk, day);
  for (guint i = 0; i < page->gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(page->gates, i);
    if (strcmp(gate->name, name) == 0) {
      return gate->waived;
    }
  }
  g_assert_not_reached();
}

/* What is released on yesterday's page is that page's, not today's of the same name. */
static void test_waive_page(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  set_pins(&w, 2);
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-12T09:00");
  const SignAsk ask = {.date = day_parse("2026-03-11")};
  const SignBy by = {.by = signshop_person(desk, "liu.yang"),
                     .second = signshop_person(desk, "sun.li"),
                     .pin = pin_of("liu.yang"),
                     .second_pin = pin_of("sun.li"),
                     .reason = "停电"};
  SignResult result = SIGN_REFUSED;
  g_autofree char *sentence = NULL;
  g_autoptr(GError) error = NULL;
  g_assert_true(signoff_waive(desk, "dept-unsigned:service", &ask, &by, &result, &sentence, &error));
  g_assert_no_error(error);
  g_assert_cmpint(result, ==, SIGN_DONE);
  g_assert_true(is_waived(desk, "2026-03-11", "dept-unsigned:service"));
  g_assert_false(is_waived(desk, "2026-03-12", "dept-unsigned:service"));
  workspace_free(&w);
}

/* A word alone may mean a whole season: each thing that it may mean stands on a line with its own name, ten at most, and nothing is released. */
static void waive_which(int tasks, guint named, const char *rest) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  g_autoptr(GString) phase = g_string_new("phase: combat\ntitle: 作战\norder: 2\ndates:\n  standard: {from: 03-11, to: "
                                          "03-13}\nsign: daily\ntasks:\n");
  for (int i = 1; i <= tasks; i++) {
    g_string_append_printf(phase, "  - {id: t%02d, title: 第 %d 件, function: floor, on: 03-11, checklist: cold}\n", i,
                           i);
  }
  folder_put(&w.share, "phases/combat.yaml", phase->str);
  set_pins(&w, 2);
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-11T09:00");
  const SignBy by = {.by = signshop_person(desk, "liu.yang"),
                     .second = signshop_person(desk, "sun.li"),
                     .pin = pin_of("liu.yang"),
                     .second_pin = pin_of("sun.li"),
                     .reason = "停电"};
  SignResult result = SIGN_DONE;
  g_autofree char *sentence = NULL, *begin = g_strdup_printf("“required”有 %d 项，", tasks);
  g_autoptr(GError) error = NULL;
  g_assert_true(signoff_waive(desk, "required", NULL, &by, &result, &sentence, &error));
  g_assert_no_error(error);
  g_assert_cmpint(result, ==, SIGN_REFUSED);
  g_auto(GStrv) lines = g_strsplit(sentence, "\n", -1);
  g_assert_true(g_str_has_prefix(lines[0], begin));
  g_assert_cmpuint(g_strv_length(lines), ==, 1 + named + (rest ? 1 : 0));
  for (guint i = 1; i <= named; i++) {
    g_autofree char *title = g_strdup_printf("第 %u 件", i);
    g_assert_nonnull(strstr(lines[i], title));
  }
  g_assert_true(!rest || strstr(lines[named + 1], rest));
  g_autoptr(SignPage) page = page_at(desk, "2026-03-11");
  const char *one = NULL;
  for (guint i = 0; i < page->gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(page->gates, i);
    g_assert_false(gate->waived);
    one = strstr(gate->text, "第 2 件") ? gate->name : one;
  }
  g_assert_nonnull(one);
  g_clear_pointer(&sentence, g_free);
  g_assert_true(signoff_waive(desk, one, NULL, &by, &result, &sentence, &error));
  g_assert_cmpint(result, ==, SIGN_DONE);
  g_assert_true(is_waived(desk, "2026-03-11", one));
  workspace_free(&w);
}

static void test_waive_which(void) {
  waive_which(3, 3, NULL);
  waive_which(10, 10, NULL);
  waive_which(12, 10, "还有 2 项");
}

static void test_due(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  set_pins(&w, 1); /* the record begins on the 4th */
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-13T21:00");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) due = signoff_due(desk, &error);
  g_assert_no_error(error);
  g_autoptr(GString) got = g_string_new(NULL);
  for (guint i = 0; i < due->len; i++) {
    const SignDue *one = g_ptr_array_index(due, i);
    g_autofree char *subject = period_subject(&one->span, NULL);
    g_string_append_printf(got, "%s%s%s", i ? " " : "", subject, one->late ? "!" : "");
  }
  g_assert_cmpstr(got->str, ==,
                  "day:2026-03-04..2026-03-08! day:2026-03-09..2026-03-10! phase:prepare! day:2026-03-11! "
                  "day:2026-03-12! day:2026-03-13 phase:combat");
  workspace_free(&w);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/signoff/periods", test_periods);
  g_test_add_func("/signoff/rows", test_rows);
  g_test_add_func("/signoff/alone", test_alone);
  g_test_add_func("/signoff/stale", test_stale);
  g_test_add_func("/signoff/stale-definitions", test_stale_definitions);
  g_test_add_func("/signoff/stale-plan", test_stale_plan);
  g_test_add_func("/signoff/stale-deadline", test_stale_deadline);
  g_test_add_func("/signoff/due", test_due);
  g_test_add_func("/signoff/waive-page", test_waive_page);
  g_test_add_func("/signoff/waive-which", test_waive_which);
  return g_test_run();
}
