/* 每日检查记录: one page for a day, of everything that was to be checked and what came of it, and the food checks alone under their official title. It
 * tells what the record holds and fills in nothing: what was not checked stands there as not checked, and where nothing was found it says so. */
#include "base/clock.h"
#include "base/text.h"
#include "desk/print/sheets.h"
#include "desk/print/tally.h"
#include "desk/registers/registers.h"
#include "desk/runs/runpage.h"
#include "desk/sign/signoff_work.h"
#include "out/phrase.h"
#include "out/qr.h"
#include "sched/days.h"
#include <string.h>

typedef struct {
  Desk *desk;
  Sheet *sheet;
  Day day;
  gboolean food; /* the food checks alone */
  DutyBoard *duties;
  Signed *book;
  SheetTable *table;
  guint asked, checked, failed, mended;
  guint runs, undone;    /* checklists due; of these not finished */
  GPtrArray *inspectors; /* names, each once; owned texts */
  GPtrArray *seconds;
} Page;

static const SheetColumn columns[] = {{.key = "item", .title = "检查事项", .weight = 2.6, .min = 8},
                                      {.key = "standard", .title = "标准", .weight = 2, .min = 6},
                                      {.key = "result", .title = "结果", .weight = 1.2, .min = 9.5},
                                      {.key = "problem", .title = "问题", .weight = 2, .min = 6},
                                      {.key = "measure", .title = "措施", .weight = 1.5, .min = 5},
                                      {.key = "owner", .title = "责任人", .min = 4},
                                      {.key = "due", .title = "期限", .min = 4},
                                      {.key = "recheck", .title = "复查", .weight = 1, .min = 4}};

static void once(GPtrArray *names, const char *name) {
  if (name != NULL && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL)) {
    g_ptr_array_add(names, g_strdup(name));
  }
}

static void join(GString *out, const char *between, const char *text) {
  g_string_append_printf(out, "%s%s", out->len > 0 ? between : "", text);
}

static char *clock_words(const Page *page, gint64 utc_ms) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  Moment moment = moment_from_instant(utc_ms / 1000, page->desk->campaign->store->utc_offset);
  minute_clock(moment_minute(moment), clock);
  return moment_day(moment) == page->day ? g_strdup(clock)
                                         : g_strdup_printf("%s %s", day_words(moment_day(moment), day), clock);
}

/* ---- one row of a checklist ---- */

/* Where an answer stands. What is written only where something is wrong tells of the problem, or of what was done at once where the question names 措施; what is
 * always written (a label's range beside a reading) belongs to the result. */
typedef enum { UNDER_RESULT, UNDER_PROBLEM, UNDER_MEASURE, N_UNDER } Under;

static Under under_of(const ChecklistItem *item) {
  return item->type != ITEM_TEXT || item->when == NULL ? UNDER_RESULT
         : strstr(item->ask, "措施") != NULL           ? UNDER_MEASURE
                                                       : UNDER_PROBLEM;
}

/* The question stands before the answer where several stand together. */
static void put_answers(const RunState *state, guint row, GString *const out[N_UNDER]) {
  guint together[N_UNDER] = {0};
  for (guint i = 0; i < state->n_items; i++) {
    together[under_of(g_ptr_array_index(state->checklist->items, i))]++;
  }
  for (guint i = 0; i < state->n_items; i++) {
    const ChecklistItem *item = g_ptr_array_index(state->checklist->items, i);
    const Answer *cell = run_cell(state, row, i);
    if (!cell->relevant) {
      continue;
    }
    const Under under = under_of(item);
    g_autofree char *answer = runpage_answer(item, cell);
    const char *shown = *answer != '\0' ? answer : item->required ? "没有查" : "";
    if (*shown != '\0') {
      g_autofree char *words = together[under] > 1 ? g_strdup_printf("%s：%s", item->ask, shown) : NULL;
      join(out[under], "\n", words != NULL ? words : shown);
    }
    for (guint e = 0; cell->evidence != NULL && e < cell->evidence->len; e++) {
      g_autofree char *evidence = runpage_evidence(g_ptr_array_index(cell->evidence, e));
      g_autofree char *words = g_strdup_printf("凭证：%s", evidence);
      join(out[UNDER_PROBLEM], "\n", words);
    }
  }
}

static const Fix *fix_of(const RunState *state, guint row) {
  const Fix *found = NULL;
  for (guint i = 0; i < state->fixes->len; i++) {
    const Fix *fix = g_ptr_array_index(state->fixes, i);
    if (fix->stage != FIX_WITHDRAWN && run_row(state, fix->row) == row) {
      found = fix; /* the newest */
    }
  }
  return found;
}

static char *recheck_words(const Page *page, const Fix *fix) {
  if (fix->stage == FIX_CLOSED || fix->stage == FIX_RECHECKED) {
    const char *who = fix->rechecked_by != NULL ? person_words(page->desk, fix->rechecked_by) : "";
    return g_strdup_printf("合格%s%s%s", *who != '\0' ? "，" : "", who, fix->alone ? "（单人自查）" : "");
  }
  return g_strdup(fix->stage == FIX_DONE ? "等复查" : "还没有整改");
}

static void put_row(Page *page, const RunState *state, guint row, const char *key, const Department *department) {
  const Row *asked = g_ptr_array_index(state->rows, row);
  const Fix *fix = fix_of(state, row);
  g_autoptr(GString) result = g_string_new(NULL);
  g_autoptr(GString) problem = g_string_new(NULL);
  g_autoptr(GString) measure = g_string_new(NULL);
  put_answers(state, row, (GString *const[N_UNDER]){result, problem, measure});
  if (fix != NULL && fix->done != NULL) {
    join(measure, "\n", fix->done);
  }
  g_autofree char *subject = g_strconcat("run:", key, NULL);
  const Carried *carried = fix != NULL ? signed_carried(page->book, GATE_OPEN_FIX, subject, page->day) : NULL;
  char due[DAY_TEXT] = "";
  g_autofree char *recheck = fix != NULL ? recheck_words(page, fix) : NULL;
  sheet_cell(page->table, asked->title);
  sheet_cell(page->table, asked->help);
  sheet_cell(page->table, result->str);
  sheet_cell(page->table, problem->str);
  sheet_cell(page->table, measure->str);
  sheet_cell(page->table, fix == NULL            ? ""
                          : fix->done_by != NULL ? person_words(page->desk, fix->done_by)
                          : carried != NULL      ? person_words(page->desk, carried->owner)
                          : department != NULL   ? department->owner->name
                                                 : "");
  sheet_cell(page->table, carried != NULL ? day_iso(carried->due, due) : "");
  sheet_cell(page->table, recheck != NULL ? recheck : "");
  sheet_end_row(page->table);
}

/* ---- one checklist ---- */

static char *run_words(Page *page, const Checklist *checklist, const Duty *duty, const RunState *state,
                       gboolean begun) {
  GString *words = g_string_new(checklist->title);
  char day[DAY_TEXT], clock[DAY_TEXT];
  if (!duty->task->all_day) {
    g_string_append_printf(words, " %s", minute_clock(moment_minute(duty->task->start), clock));
  }
  if (duty->task->due != page->day) {
    g_string_append_printf(words, "（%s到期）", day_words(duty->task->due, day));
  }
  if (duty->state == DUTY_DONE) {
    g_autofree char *when = clock_words(page, duty->done_ms);
    g_string_append_printf(words, "：%s，检查人%s %s", duty->late ? "补录" : "完成",
                           person_words(page->desk, duty->done_by), when);
    if (state->second != NULL) {
      g_string_append_printf(words, "，复核人%s", person_words(page->desk, state->second));
    } else if (state->stage == RUN_FINISHED && state->step == STEP_NONE) {
      g_string_append_printf(words, "，%s", words_second_step[STEP_NONE].title);
    }
    g_autofree char *finding = run_finding(state->tally.judged, state->tally.failed, state->tally.found);
    if (finding != NULL) {
      g_string_append_printf(words, "，%s", finding);
    }
  } else if (begun) {
    g_string_append_printf(words, "：没有查完，查了 %u/%u 项", state->tally.answered, state->tally.total);
  } else {
    g_string_append(words, "：没有查");
  }
  if (duty->state == DUTY_CARRIED || duty->state == DUTY_WAIVED) {
    g_string_append_printf(words, "（%s）", duty->state == DUTY_CARRIED ? "遗留事项" : "特批放行");
  }
  return g_string_free(words, FALSE);
}

/* `by`: who finished it, interned; NULL. */
static void put_found(Page *page, const RunState *state, const char *key, const Department *department, const char *by,
                      gboolean begun) {
  tally_state(state, &page->asked, &page->checked);
  page->failed += state->tally.failed + state->tally.found;
  for (guint i = 0; i < state->fixes->len; i++) {
    const Fix *fix = g_ptr_array_index(state->fixes, i);
    page->mended += fix->stage >= FIX_DONE && fix->stage <= FIX_CLOSED;
  }
  if (by != NULL) {
    once(page->inspectors, person_words(page->desk, by));
  }
  once(page->seconds, state->second != NULL ? person_words(page->desk, state->second) : NULL);
  for (guint row = 0; begun && row < state->rows->len; row++) {
    put_row(page, state, row, key, department);
  }
}

static gboolean put_run(Page *page, const Duty *duty, const Checklist *checklist, GError **error) {
  gboolean begun = FALSE;
  RunRef ref = {.key = duty->key, .checklist = checklist->id, .task = duty->task};
  RunState *state = session_look(page->desk, &ref, &begun, error);
  if (state == NULL) {
    return FALSE;
  }
  g_autofree char *words = run_words(page, state->checklist, duty, state, begun);
  g_autofree char *formal = phrase_formal(page->desk->campaign, words);
  sheet_group(page->table, formal);
  page->runs++;
  page->undone += duty->state != DUTY_DONE;
  put_found(page, state, duty->key, duty->task->department, duty->done_by, begun);
  run_free(state);
  return TRUE;
}
static gboolean is_told(const Page *page, const Duty *duty, const Checklist *checklist) {
  if (checklist == NULL || checklist->source == SOURCE_REGISTER ||
      (page->food && g_strcmp0(checklist->official, FOOD_DAILY) != 0)) {
    return FALSE;
  }
  return duty->task->due == page->day ||
         (duty->state == DUTY_DONE && duty->late && duty->done_day == page->day); /* made up for on this day */
}

/* Made without a task, and finished that day: no plan asked for it, and the reports count it. */
static gboolean put_unplanned(Page *page, GError **error) {
  g_autoptr(GPtrArray) keys = tally_unplanned(page->desk, page->duties, page->day);
  for (guint i = 0; i < keys->len; i++) {
    const char *key = g_ptr_array_index(keys, i);
    const RunCard *card = g_hash_table_lookup(page->duties->cards, key);
    const Checklist *checklist = campaign_checklist(page->desk->campaign, card->checklist);
    const gboolean food = checklist != NULL && g_strcmp0(checklist->official, FOOD_DAILY) == 0;
    if ((page->food && !food) || (checklist != NULL && checklist->source == SOURCE_REGISTER)) {
      continue;
    }
    g_autoptr(RunState) state = session_read(page->desk, key, error);
    if (state == NULL) {
      return FALSE;
    }
    g_autofree char *when = clock_words(page, card->finished_ms);
    g_autofree char *finding = run_finding(state->tally.judged, state->tally.failed, state->tally.found);
    g_autofree char *words =
        g_strdup_printf("%s（计划外）：完成，检查人%s %s%s%s%s%s", state->checklist->title,
                        person_words(page->desk, card->inspector), when, state->second != NULL ? "，复核人" : "",
                        state->second != NULL ? person_words(page->desk, state->second) : "",
                        finding != NULL ? "，" : "", finding != NULL ? finding : "");
    g_autofree char *formal = phrase_formal(page->desk->campaign, words);
    sheet_group(page->table, formal);
    page->runs++;
    put_found(page, state, key, NULL, card->inspector, TRUE);
  }
  return TRUE;
}

static gboolean put_runs(Page *page, GError **error) {
  page->table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(page->sheet, "checks");
  for (guint i = 0; i < page->duties->duties->len; i++) {
    const Duty *duty = &g_array_index(page->duties->duties, Duty, i);
    const char *id = duty->task->task->checklist;
    const Checklist *checklist = id != NULL ? campaign_checklist(page->desk->campaign, id) : NULL;
    if (is_told(page, duty, checklist) && !put_run(page, duty, checklist, error)) {
      return FALSE;
    }
  }
  if (!put_unplanned(page, error)) {
    return FALSE;
  }
  if (page->runs == 0) {
    sheet_group(page->table, page->food ? "这一天没有安排食品安全检查。" : "这一天没有到期的检查。");
  }
  return TRUE;
}

/* ---- registers ---- */

typedef struct {
  guint added, closed, open, overdue, hotline;
} Flow;

static Flow flow_of(const Page *page, const Register *reg) {
  const Store *store = page->desk->campaign->store;
  Flow flow = {0};
  for (guint i = 0; i < reg->rows->len; i++) {
    const RegisterRow *row = g_ptr_array_index(reg->rows, i);
    Day added = store_day_at(store, row->added_ms);
    Day closed = row->open ? DAY_NONE : store_day_at(store, row->closed_ms);
    if (added > page->day) {
      continue;
    }
    gboolean open = row->open || closed > page->day;
    Moment deadline = row->open ? register_deadline(reg, row, store->day_ends) : MOMENT_NONE;
    flow.added += added == page->day;
    flow.closed += !row->open && closed == page->day;
    flow.open += open;
    flow.overdue += deadline != MOMENT_NONE && deadline < desk_moment(page->desk) && moment_day(deadline) <= page->day;
    flow.hotline += added == page->day && strstr(register_role(reg, row, ROLE_SOURCE), "12315") != NULL;
  }
  return flow;
}

static gboolean put_registers(Page *page, GError **error) {
  static const SheetColumn heads[] = {{.key = "register", .title = "台账", .weight = 2, .min = 8},
                                      {.key = "added", .title = "当天新增", .weight = 1, .align = SHEET_RIGHT},
                                      {.key = "closed", .title = "当天已结", .weight = 1, .align = SHEET_RIGHT},
                                      {.key = "open", .title = "当天未结", .weight = 1, .align = SHEET_RIGHT},
                                      {.key = "overdue", .title = "其中超时未结", .weight = 1, .align = SHEET_RIGHT}};
  guint hotline = 0;
  g_autoptr(GArray) cards = registers_cards(page->desk, error);
  if (cards == NULL) {
    return FALSE;
  }
  sheet_heading(page->sheet, "台账");
  SheetTable *table = sheet_table(page->sheet, heads, G_N_ELEMENTS(heads));
  sheet_key(page->sheet, "registers");
  for (guint i = 0; i < cards->len; i++) {
    const Checklist *checklist = g_array_index(cards, RegisterCard, i).checklist;
    g_autofree char *problem = NULL;
    g_autoptr(Register) reg = registers_open(page->desk, checklist->id, &problem, error);
    if (reg == NULL) {
      g_assert(problem == NULL); /* it stands in the campaign */
      return FALSE;
    }
    Flow flow = flow_of(page, reg);
    const guint counts[] = {flow.added, flow.closed, flow.open, flow.overdue};
    hotline += flow.hotline;
    sheet_cell(table, checklist->title);
    for (guint c = 0; c < G_N_ELEMENTS(counts); c++) {
      g_autofree char *count = g_strdup_printf("%u", counts[c]);
      sheet_cell(table, count);
    }
    sheet_end_row(table);
  }
  g_autofree char *words = g_strdup_printf("当天登记的12315投诉、举报和在线和解：%u 件。", hotline);
  sheet_text(page->sheet, TEXT_PLAIN, words);
  return TRUE;
}

/* ---- what is left over, and the signature ---- */

/* The receipt tells of the evening, this list of today: who holds both in his hands is told why they differ. */
static void put_since(Page *page, const SignPage *held) {
  const int then = held->receipt != NULL ? held->receipt->open_items : 0, now = (int)held->open_items;
  if (then == now) {
    return;
  }
  g_autofree char *words = now == 0
                               ? g_strdup_printf("签字时有遗留事项 %d 项，到打印时已经全部了结。", then)
                               : g_strdup_printf("签字时有遗留事项 %d 项，到打印时没有了结的是 %d 项。", then, now);
  sheet_text(page->sheet, TEXT_PLAIN, words);
}

static void put_open(Page *page, const SignPage *held) {
  sheet_heading(page->sheet, "遗留事项");
  guint n = 0;
  for (guint i = 0; i < held->gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(held->gates, i);
    char due[DAY_TEXT];
    g_autofree char *words = gate->waived ? g_strdup_printf("特批放行：%s", gate->text)
                             : gate->carried
                                 ? g_strdup_printf("%s（%s负责，%s 前办完）", gate->text,
                                                   gate->owner != NULL ? person_words(page->desk, gate->owner) : "店长",
                                                   day_iso(gate->due, due))
                                 : g_strdup(gate->text);
    g_autofree char *formal = phrase_formal(page->desk->campaign, words);
    sheet_tick(page->sheet, gate->waived ? TICK_DONE : TICK_EMPTY, formal);
    n++;
  }
  if (n == 0) {
    sheet_text(page->sheet, TEXT_PLAIN, "没有遗留事项。");
  } else {
    sheet_key(page->sheet, "open");
  }
  put_since(page, held);
}

static char *names_of(const GPtrArray *names) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < names->len; i++) {
    join(out, "、", g_ptr_array_index(names, i));
  }
  return g_string_free(out, FALSE);
}

static void put_code(Page *page, const Receipt *receipt) {
  g_autofree char *line = receipt_text(receipt);
  GString *digits = g_string_new(NULL);
  for (guint i = 0; i < RECEIPT_HEAD; i++) {
    g_string_append_printf(digits, "%02X", receipt->head[i]);
  }
  int side = 0;
  g_autofree guint8 *modules = qr_modules(line, &side);
  if (modules != NULL) {
    sheet_code(page->sheet, digits->str, line, modules, side);
  } else {
    sheet_text(page->sheet, TEXT_SMALL, line);
  }
  g_string_free(digits, TRUE);
}

static void put_signature(Page *page, const SignPage *held) {
  const Signature *signature = signed_find(page->book, held->subject);
  g_autofree char *inspectors = names_of(page->inspectors), *seconds = names_of(page->seconds), *note = NULL;
  if (signature != NULL) {
    g_autofree char *when = clock_words(page, signature->utc_ms);
    note = g_strdup_printf("%s %s", signature->late ? "补签" : "按时", when);
  }
  sheet_heading(page->sheet, "签字");
  if (signature == NULL) {
    sheet_text(page->sheet, TEXT_PLAIN,
               held->early ? "还没有到签字的日子。" : "电脑里还没有店长的签字；只在纸上签的不算每日检查签字。");
  } else if (held->first != held->last) {
    g_autofree char *words = g_strdup_printf("这一天归入“%s”，由下面的签字确认。", held->title);
    sheet_text(page->sheet, TEXT_PLAIN, words);
  }
  sheet_signature(page->sheet, "检查人", inspectors, NULL);
  sheet_signature(page->sheet, "复核人", seconds, NULL);
  sheet_signature(page->sheet, "店长", signature != NULL ? person_words(page->desk, signature->by) : NULL, note);
  if (held->receipt != NULL) {
    put_code(page, held->receipt);
  }
}

/* ---- the page ---- */

static void put_head(Page *page) {
  const Campaign *campaign = page->desk->campaign;
  g_autoptr(Days) days = days_new(campaign);
  char day[DAY_TEXT];
  int left = day_from(campaign->store->year, 3, 15) - page->day;
  g_autofree char *to_go = left > 0    ? g_strdup_printf("还有 %d 天", left)
                           : left == 0 ? g_strdup("就是今天")
                                       : g_strdup_printf("过去 %d 天", -left);
  Period span = period_of_day(page->desk->plan, page->day);
  g_autofree char *phase = span.phase != NULL ? g_strdup(phrase_phase(span.phase, TRUE)) : g_strdup("不在活动期间");
  sheet_title(page->sheet, page->food ? FOOD_DAILY : "每日检查记录", NULL);
  sheet_field(page->sheet, "日期", day_words(page->day, day));
  sheet_field(page->sheet, "距3月15日", to_go);
  sheet_field(page->sheet, "阶段", phase);
  sheet_field(page->sheet, "营业", days_closed(days, page->day) ? "停业" : "营业");
  sheet_across(page->sheet, 4);
}

static void put_counts(Page *page) {
  const struct {
    const char *label;
    guint count;
  } counts[] = {{"应查", page->asked}, {"已查", page->checked}, {"不合格", page->failed}, {"已整改", page->mended}};
  sheet_heading(page->sheet, "当天小结");
  for (guint i = 0; i < G_N_ELEMENTS(counts); i++) {
    g_autofree char *text = g_strdup_printf("%u 项", counts[i].count);
    sheet_field(page->sheet, counts[i].label, text);
  }
  sheet_across(page->sheet, G_N_ELEMENTS(counts));
  sheet_key(page->sheet, "counts");
  g_autofree char *words =
      page->runs == 0    ? g_strdup("这一天没有检查结果。")
      : page->undone > 0 ? g_strdup_printf("有 %u 张检查表没有查完，不能说未发现问题。", page->undone)
      : page->failed > 0 ? g_strdup_printf("发现问题 %u 项，已整改 %u 项。", page->failed, page->mended)
                         : g_strdup("已逐项检查，未发现问题。");
  sheet_text(page->sheet, TEXT_STRONG, words);
}

static gboolean put_page(Page *page, const SignPage *held, GError **error) {
  put_head(page);
  if (!put_runs(page, error)) {
    return FALSE;
  }
  put_counts(page);
  if (!page->food) {
    if (!put_registers(page, error)) {
      return FALSE;
    }
    put_open(page, held);
  }
  put_signature(page, held);
  return TRUE;
}

static DeskResult fill(Desk *desk, const PrintAsk *ask, gboolean food, Sheet *sheet, char **problem, GError **error) {
  Day day = ask->date != DAY_NONE ? ask->date : desk_today(desk);
  if (day > desk_today(desk)) {
    *problem = g_strdup("这一天还没有到，没有检查结果可以打印。");
    return DESK_REFUSED;
  }
  g_autoptr(SignPage) held = signpage_new(desk, &(SignAsk){.date = day}, problem, error);
  if (held == NULL) {
    return *problem != NULL ? DESK_REFUSED : DESK_FAULT;
  }
  g_autoptr(DutyBoard) duties = dutyboard_new(desk, error);
  g_autoptr(Signed) book = duties != NULL ? signed_read(desk, error) : NULL;
  if (book == NULL) {
    return DESK_FAULT;
  }
  g_autoptr(GPtrArray) inspectors = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) seconds = g_ptr_array_new_with_free_func(g_free);
  Page page = {.desk = desk,
               .sheet = sheet,
               .day = day,
               .food = food,
               .duties = duties,
               .book = book,
               .inspectors = inspectors,
               .seconds = seconds};
  return put_page(&page, held, error) ? DESK_DONE : DESK_FAULT;
}

DeskResult print_daily(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  return fill(desk, ask, FALSE, sheet, problem, error);
}

DeskResult print_daily_food(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  return fill(desk, ask, TRUE, sheet, problem, error);
}
