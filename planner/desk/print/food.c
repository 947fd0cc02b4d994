/* The weekly and monthly food reports: the daily records of the time counted day by day, a missing day said to be missing and never filled in, the problems that
 * were found with what came of them, and room for what people have to judge and decide themselves. */
#include "base/clock.h"
#include "desk/print/sheets.h"
#include "desk/print/tally.h"
#include "desk/runs/fixes.h"
#include "desk/sign/signoff_work.h"
#include "sched/days.h"
#include <string.h>

static const TallyKind daily = {.official = FOOD_DAILY};

typedef struct {
  const char *title;            /* the official one, by which checklists of the review or meeting itself are known */
  const char *head[4], *ask[5]; /* lines to write on, above and below what is counted */
  const char *signers[3];
} FoodReport;

static const FoodReport weekly = {.title = FOOD_WEEKLY,
                                  .head = {"排查人", "职务", "排查日期"},
                                  .ask = {"原因分析", "治理措施和完成期限", "风险管控清单要不要加、改", "下周重点"},
                                  .signers = {"食品安全员", "食品安全总监", "主要负责人"}};
static const FoodReport monthly = {.title = FOOD_MONTHLY,
                                   .head = {"会议时间", "主持人（主要负责人）", "汇报人", "参加人"},
                                   .ask = {"上月议定事项完成情况", "本月风险分析", "下月重点工作"},
                                   .signers = {"记录人", "食品安全总监", "主要负责人"}};

typedef struct {
  Desk *desk;
  Sheet *sheet;
  DutyBoard *board;
  Day first, last;
  guint due, present;
  GString *missing, *partial; /* days, each once: nothing finished, and not all of it */
} Page;

/* ---- the days ---- */

/* What is not there is a dash: on a narrow page an empty cell is a line to write on, and nothing is to be filled in later. */
static gboolean put_day(Page *page, SheetTable *table, Days *days, Day day, GError **error) {
  const DayTally tally = tally_day(page->desk, page->board, daily, day);
  const gboolean whole = tally_whole(&tally), closed = days_closed(days, day), partial = !whole && tally.done > 0;
  const gboolean due = tally.planned > 0 && day < page->board->today;
  g_autofree char *some = g_strdup_printf("有，不全（%u 张查完了 %u 张）", tally.planned, tally.done);
  const char *state = whole                       ? (tally.late > 0 ? "有（补录）" : "有")
                      : day > page->board->today  ? "还没有到"
                      : partial                   ? some
                      : day == page->board->today ? "今天还没有查完"
                      : tally.planned > 0         ? (tally.answered > 0 ? "缺（没有查完）" : "缺")
                      : closed                    ? "停业"
                                                  : "计划里没有";
  char words[DAY_TEXT], clock[DAY_TEXT];
  ItemTally counted;
  if (!tally_items(page->desk, page->board, daily, day, &counted, error)) {
    tally_items_clear(&counted);
    return FALSE;
  }
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < counted.inspectors->len; i++) {
    g_string_append_printf(names, "%s%s", i > 0 ? "、" : "", (const char *)g_ptr_array_index(counted.inspectors, i));
  }
  g_autofree char *items = g_strdup_printf("%u/%u", counted.checked, counted.asked),
                  *found = g_strdup_printf("%u", tally.found), *open = g_strdup_printf("%u", tally.fixes_open);
  const gboolean begun = tally.done > 0 || tally.answered > 0;
  tally_items_clear(&counted);
  page->due += due;
  page->present += whole;
  if (due && !whole) {
    GString *days_of = partial ? page->partial : page->missing;
    g_string_append_printf(days_of, "%s%s", days_of->len > 0 ? "、" : "", day_words(day, words));
  }
  sheet_cell_strong(table, day_words(day, words));
  sheet_cell(table, state);
  sheet_cell(table, names->len > 0 ? names->str : "—");
  sheet_cell(table, tally.done > 0 ? minute_clock(moment_minute(moment_from_instant(
                                                      tally.done_ms / 1000, page->desk->campaign->store->utc_offset)),
                                                  clock)
                                   : "—");
  sheet_cell(table, begun ? items : "—");
  sheet_cell(table, begun ? found : "—");
  sheet_cell(table, begun ? open : "—");
  sheet_end_row(table);
  return TRUE;
}

static gboolean put_days(Page *page, GError **error) {
  static const SheetColumn columns[] = {{.key = "day", .title = "日期", .weight = 1, .min = 6},
                                        {.key = "record", .title = "每日检查记录", .weight = 2, .min = 7},
                                        {.key = "inspector", .title = "检查人", .weight = 1, .min = 4},
                                        {.key = "time", .title = "完成时间", .weight = 1, .min = 4},
                                        {.key = "answered", .title = "已查/应查", .weight = 1, .align = SHEET_RIGHT},
                                        {.key = "found", .title = "发现问题", .weight = 1, .align = SHEET_RIGHT},
                                        {.key = "open", .title = "没有关闭", .weight = 1, .align = SHEET_RIGHT}};
  g_autoptr(Days) days = days_new(page->desk->campaign);
  sheet_heading(page->sheet, "一、每日检查记录");
  SheetTable *table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(page->sheet, "days");
  for (Day day = page->first; day <= page->last; day++) {
    if (!put_day(page, table, days, day, error)) {
      return FALSE;
    }
  }
  g_autofree char *lacks =
      page->missing->len > 0 ? g_strdup_printf("缺：%s。缺的不补填。", page->missing->str) : g_strdup("没有缺。");
  g_autofree char *partial =
      page->partial->len > 0 ? g_strdup_printf("不全：%s，当天该查的没有都查完。", page->partial->str) : g_strdup("");
  g_autofree char *both =
      g_strdup_printf("查完的有 %u 天。到昨天该有记录的 %u 天，%s%s", page->present, page->due, lacks, partial);
  sheet_text(page->sheet, TEXT_STRONG, both);
  return TRUE;
}

/* ---- the problems ---- */

static gboolean is_food_checklist(const Checklist *checklist) {
  return checklist->official != NULL || checklist->function == FUNCTION_FOOD_SAFETY;
}

/* Where the checklist has left the shop since, its run knows what it was. */
static gboolean is_food(const Page *page, const OpenFix *fix) {
  const RunCard *card = g_hash_table_lookup(page->board->cards, fix->key);
  const Checklist *checklist = card != NULL ? campaign_checklist(page->desk->campaign, card->checklist) : NULL;
  if (checklist != NULL) {
    return is_food_checklist(checklist);
  }
  g_autoptr(RunState) state = session_read(page->desk, fix->key, NULL);
  return state != NULL && is_food_checklist(state->checklist);
}

static void put_fix(const Page *page, SheetTable *table, const OpenFix *fix, Day found) {
  char day[DAY_TEXT];
  g_autofree char *where = g_strdup_printf("%s：%s", fix->checklist, fix->row);
  const Person *owner = fix->department != NULL ? fix->department->owner : NULL;
  sheet_cell(table, day_words(found, day));
  sheet_cell(table, where);
  sheet_cell(table, fix->done_by != NULL ? person_words(page->desk, fix->done_by) : owner != NULL ? owner->name : "");
  sheet_cell(table, fix->done);
  sheet_cell(table, fix->stage == FIX_CLOSED ? "已关闭" : fix->stage == FIX_FOUND ? "没有整改" : "没有关闭");
  sheet_end_row(table);
}

/* Those found in the time, and older ones that are still open. */
static gboolean put_fixes(Page *page, GError **error) {
  static const SheetColumn columns[] = {{.key = "found", .title = "发现", .min = 5.5},
                                        {.key = "problem", .title = "问题", .weight = 3, .min = 9},
                                        {.key = "owner", .title = "责任人", .weight = 1, .min = 4},
                                        {.key = "measure", .title = "措施", .weight = 2, .min = 6},
                                        {.key = "state", .title = "结果", .weight = 1, .min = 4.5}};
  g_autoptr(GPtrArray) list = fixes_list(page->desk, TRUE, error);
  if (list == NULL) {
    return FALSE;
  }
  sheet_heading(page->sheet, "二、发现的问题和整改");
  SheetTable *table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(page->sheet, "fixes");
  for (guint i = 0; i < list->len; i++) {
    const OpenFix *fix = g_ptr_array_index(list, i);
    const Day found = store_day_at(page->desk->campaign->store, fix->found_ms);
    const gboolean old = found < page->first && fix->stage < FIX_CLOSED;
    if (fix->stage != FIX_WITHDRAWN && is_food(page, fix) && found <= page->last && (found >= page->first || old)) {
      put_fix(page, table, fix, found);
    }
  }
  if (table->rows->len == 0) {
    const gboolean lacking = page->missing->len + page->partial->len > 0;
    sheet_group(table, page->present == 0 && page->partial->len == 0 ? "这段时间没有检查记录，不能说未发现问题。"
                       : lacking ? "已经查的未发现问题；缺的、不全的日子没有查完，不能说未发现问题。"
                                 : "未发现问题。");
  }
  return TRUE;
}

/* ---- the report ---- */

/* The review or meeting itself: each that was finished, not the newest alone. */
static void put_reviews(const Page *page, const FoodReport *kind) {
  const TallyKind own = {.official = kind->title};
  g_autoptr(GArray) runs = tally_finished(page->desk, page->board, own, page->first, page->last);
  for (guint i = 0; i < runs->len; i++) {
    const TallyRun *run = &g_array_index(runs, TallyRun, i);
    const Checklist *checklist = campaign_checklist(page->desk->campaign, run->card->checklist);
    const Day day = store_day_at(page->desk->campaign->store, run->card->finished_ms);
    g_autofree char *finding = run_finding(run->card->judged, run->card->failed, run->card->found);
    char words[DAY_TEXT];
    g_autofree char *text =
        g_strdup_printf("检查表「%s」%s %s已经查完%s%s%s。", checklist->title, day_words(day, words),
                        person_words(page->desk, run->card->inspector), run->late ? "（补录）" : "",
                        finding != NULL ? "，" : "", finding != NULL ? finding : "");
    sheet_text(page->sheet, TEXT_PLAIN, text);
  }
  if (runs->len == 0) {
    g_autofree char *text = g_strdup_printf("《%s》的检查表这段时间电脑里没有查完的记录。", kind->title);
    sheet_text(page->sheet, TEXT_PLAIN, text);
  }
}

static void put_rest(const Page *page, const FoodReport *kind) {
  put_reviews(page, kind);
  sheet_heading(page->sheet, "三、分析和安排");
  for (guint i = 0; i < G_N_ELEMENTS(kind->ask) && kind->ask[i] != NULL; i++) {
    sheet_field(page->sheet, kind->ask[i], NULL);
  }
  sheet_across(page->sheet, 1);
  static const SheetColumn columns[] = {{.key = "what", .title = "事项", .weight = 4, .min = 12},
                                        {.key = "who", .title = "谁做", .weight = 1, .min = 5},
                                        {.key = "until", .title = "几号完成", .weight = 1, .min = 5},
                                        {.key = "check", .title = "谁验收", .weight = 1, .min = 5}};
  SheetTable *table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  table->row_height = 2.6;
  sheet_key(page->sheet, "plan");
  for (guint i = 0; i < 4 * G_N_ELEMENTS(columns); i++) {
    sheet_cell(table, NULL);
    if ((i + 1) % G_N_ELEMENTS(columns) == 0) {
      sheet_end_row(table);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS(kind->signers); i++) {
    sheet_signature(page->sheet, kind->signers[i], NULL, NULL);
  }
}

static DeskResult fill(Desk *desk, const FoodReport *kind, Day first, Day last, Sheet *sheet, GError **error) {
  g_autoptr(DutyBoard) board = dutyboard_new(desk, error);
  if (board == NULL) {
    return DESK_FAULT;
  }
  g_autoptr(GString) missing = g_string_new(NULL);
  g_autoptr(GString) partial = g_string_new(NULL);
  g_autoptr(GString) range = g_string_new(NULL);
  Page page = {.desk = desk,
               .sheet = sheet,
               .board = board,
               .first = first,
               .last = last,
               .missing = missing,
               .partial = partial};
  plan_range_words(first, last, range);
  sheet_title(sheet, kind->title, range->str);
  for (guint i = 0; i < G_N_ELEMENTS(kind->head) && kind->head[i] != NULL; i++) {
    sheet_field(sheet, kind->head[i], NULL);
  }
  sheet_across(sheet, 2);
  if (!put_days(&page, error) || !put_fixes(&page, error)) {
    return DESK_FAULT;
  }
  put_rest(&page, kind);
  return DESK_DONE;
}

DeskResult print_food_weekly(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const Day day = ask->date != DAY_NONE ? ask->date : desk_today(desk), monday = day - (Day)day_weekday(day);
  return fill(desk, &weekly, monday, monday + SUNDAY, sheet, error);
}

DeskResult print_food_monthly(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  int year, month, of;
  day_split(ask->date != DAY_NONE ? ask->date : desk_today(desk), &year, &month, NULL);
  const Day first = day_from(year, month, 1);
  Day last = first + 27; /* no month is shorter */
  for (of = month; of == month; last++) {
    day_split(last + 1, NULL, &of, NULL);
  }
  return fill(desk, &monthly, first, last - 1, sheet, error);
}
