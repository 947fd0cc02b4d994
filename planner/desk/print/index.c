/* 检查记录目录: day by day what was to be checked, what was, and who signed, with a sentence for every day that has no signature of its own. It counts
 * occurrences with a checklist by the day on which they are due. */
#include "base/clock.h"
#include "desk/print/sheets.h"
#include "desk/sign/signoff_work.h"
#include "desk/tasks/duty.h"
#include "out/phrase.h"
#include "sched/days.h"
#include <string.h>

typedef struct {
  guint asked, done, late;
} Count;

typedef struct {
  Desk *desk;
  DutyBoard *board;
  Signed *book;
  Days *days;
  Day today;
  guint signed_days,
      gaps; /* up to today: with a signature that holds the day, and days that should have one and do not */
} Page;

static Count count_of(const Page *page, Day day) {
  Count count = {0, 0, 0};
  for (guint i = 0; i < page->desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(page->desk->plan, i);
    if (task->due == day && task->task->checklist != NULL) {
      const Duty *duty = dutyboard_of(page->board, task);
      count.asked++;
      count.done += duty != NULL && duty->state == DUTY_DONE;
      count.late += duty != NULL && duty->state == DUTY_DONE && duty->late;
    }
  }
  return count;
}

static const Signature *signature_of(const Page *page, const Period *period) {
  g_autofree char *subject = period_subject(period, NULL);
  return signed_find(page->book, subject);
}

static char *signed_words(const Page *page, const Signature *signature) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  const Moment at = moment_from_instant(signature->utc_ms / 1000, page->desk->campaign->store->utc_offset);
  return g_strdup_printf("%s %s %s", signature->late ? "补签" : "按时", day_words(moment_day(at), day),
                         minute_clock(moment_minute(at), clock));
}

/* Why a day has no signature of its own; "" where it has. *gap: it should have one by now. */
static char *gap_words(const Page *page, Day day, const Period *period, const Signature *signature, gboolean *gap) {
  g_autofree char *title = period_title(period, NULL);
  const gboolean closed = days_closed(page->days, day);
  char last[DAY_TEXT];
  *gap = FALSE;
  if (signature != NULL) {
    return period->first == period->last ? g_strdup(closed ? "停业，仍有签字。" : "")
                                         : g_strdup_printf("归入“%s”。", title);
  }
  if (period->phase == NULL) {
    return g_strdup(closed ? "停业，不在活动期间。" : "不在活动期间，不要求签字。");
  }
  if (day > page->today) {
    return g_strdup("还没有到。");
  }
  Period whole;
  if (period_of_phase(page->desk->plan, period->phase->id, &whole) && !period->whole &&
      signature_of(page, &whole) != NULL) {
    g_autofree char *of = period_title(&whole, NULL);
    return g_strdup_printf("没有单独签字，归入“%s”。", of);
  }
  if (closed) {
    return g_strdup("停业。");
  }
  if (period->last >= page->today) {
    return period->first == period->last ? g_strdup("今天还没有签字。")
                                         : g_strdup_printf("到%s一起签。", day_words(period->last, last));
  }
  *gap = TRUE;
  return g_strdup("没有签字。");
}

static void put_day(Page *page, SheetTable *table, Day day) {
  const Period period = period_of_day(page->desk->plan, day);
  const Signature *signature = signature_of(page, &period);
  const Count count = count_of(page, day);
  char words[DAY_TEXT];
  gboolean gap = FALSE;
  g_autofree char *asked = g_strdup_printf("%u", count.asked), *done = g_strdup_printf("%u", count.done),
                  *open = g_strdup_printf("%u", count.asked - count.done),
                  *why = gap_words(page, day, &period, signature, &gap);
  g_autofree char *how = signature != NULL ? signed_words(page, signature) : g_strdup("");
  g_autofree char *late = count.late > 0 ? g_strdup_printf("其中 %u 张补录。", count.late) : g_strdup("");
  g_autofree char *note = g_strconcat(why, late, NULL);
  g_autofree char *formal = phrase_formal(page->desk->campaign, note);
  page->gaps += gap;
  page->signed_days += signature != NULL && day <= page->today;
  sheet_cell_strong(table, day_words(day, words));
  sheet_cell(table, asked);
  sheet_cell(table, day <= page->today || count.done > 0 ? done : "");
  sheet_cell(table, day <= page->today ? open : "");
  sheet_cell(table, signature != NULL ? person_words(page->desk, signature->by) : "");
  sheet_cell(table, how);
  sheet_cell(table, formal);
  sheet_end_row(table);
}

static const SheetColumn columns[] = {{.key = "day", .title = "日期", .min = 6},
                                      {.key = "asked", .title = "应查", .min = 3, .align = SHEET_RIGHT},
                                      {.key = "done", .title = "完成", .min = 3, .align = SHEET_RIGHT},
                                      {.key = "open", .title = "未完成", .min = 3.4, .align = SHEET_RIGHT},
                                      {.key = "signer", .title = "签字人", .weight = 1, .min = 4},
                                      {.key = "signed", .title = "按时或补签", .min = 6},
                                      {.key = "note", .title = "说明", .weight = 3, .min = 9}};

static const Phase *find_phase(const Plan *plan, const char *id, char **problem) {
  for (guint i = 0; i < plan->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(plan->phases, i);
    if (strcmp(phase->id, id) == 0 || strcmp(phase->title, id) == 0 || strcmp(phrase_phase(phase, TRUE), id) == 0) {
      return phase;
    }
  }
  *problem = g_strdup_printf("计划里没有叫“%s”的阶段。ready315 plan 列出全部阶段。", id);
  return NULL;
}

static void fill(Page *page, Sheet *sheet, const Phase *phase, Day first, Day last) {
  g_autoptr(GString) range = g_string_new(phase != NULL ? phrase_phase(phase, TRUE) : "");
  g_string_append(range, phase != NULL ? " " : "");
  plan_range_words(first, last, range);
  sheet_title(sheet, "检查记录目录", range->str);
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(sheet, "days");
  for (Day day = first; day <= last; day++) {
    const Phase *of = plan_phase_on(page->desk->plan, day);
    if (phase == NULL && (day == first || of != plan_phase_on(page->desk->plan, day - 1))) {
      sheet_group(table, of != NULL ? phrase_phase(of, TRUE) : "不在活动期间");
    }
    put_day(page, table, day);
  }
  g_autofree char *sum =
      page->gaps > 0 ? g_strdup_printf("到今天有签字的 %u 天，该签没有签的 %u 天。", page->signed_days, page->gaps)
                     : g_strdup_printf("到今天有签字的 %u 天，没有该签没有签的。", page->signed_days);
  sheet_text(sheet, TEXT_STRONG, sum);
  sheet_text(sheet, TEXT_SMALL,
             "应查、完成、未完成：当天到期的检查表，单位是张。补签是过了规定时间才签的，补录是过了截止日才记的。");
}

DeskResult print_index(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const GPtrArray *phases = desk->plan->phases;
  const Phase *phase = ask->phase != NULL ? find_phase(desk->plan, ask->phase, problem) : NULL;
  if (ask->phase != NULL && phase == NULL) {
    return DESK_REFUSED;
  }
  if (phases->len == 0) {
    sheet_title(sheet, "检查记录目录", NULL);
    sheet_text(sheet, TEXT_PLAIN, "本店不设活动期，没有要求每天签字的日子。");
    return DESK_DONE;
  }
  g_autoptr(DutyBoard) board = dutyboard_new(desk, error);
  g_autoptr(Signed) book = board != NULL ? signed_read(desk, error) : NULL;
  if (book == NULL) {
    return DESK_FAULT;
  }
  g_autoptr(Days) days = days_new(desk->campaign);
  Page page = {.desk = desk, .board = board, .book = book, .days = days, .today = desk_today(desk)};
  const Phase *from = phase != NULL ? phase : g_ptr_array_index(phases, 0),
              *to = phase != NULL ? phase : g_ptr_array_index(phases, phases->len - 1);
  fill(&page, sheet, phase, from->first, to->last);
  return DESK_DONE;
}
