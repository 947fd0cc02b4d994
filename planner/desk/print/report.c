/* 准备情况报告 on paper: the words and figures of the page (out/readysheet), for whoever wants it printed. */
#include "desk/print/sheets.h"
#include "desk/show/readiness.h"
#include "out/phrase.h"
#include "out/readywords.h"
#include <string.h>

static void put_head(const Readiness *readiness, Sheet *sheet) {
  g_autofree char *title = readywords_title(readiness), *subtitle = readywords_to_315(readiness);
  g_autofree char *verdict = readywords_verdict(readiness), *advice = readywords_advice(readiness);
  g_autoptr(GPtrArray) notes = readywords_notes(readiness);
  g_autofree char *all = g_strdup_printf("%s\n%s", verdict, advice);
  sheet_title(sheet, title, subtitle);
  sheet_text(sheet, TEXT_BOXED, readiness->state == READY_NOTHING ? verdict : all);
  for (guint i = 0; i < notes->len; i++) {
    sheet_text(sheet, TEXT_SMALL, g_ptr_array_index(notes, i));
  }
}

static void put_blocks(const Readiness *readiness, Sheet *sheet) {
  static const SheetColumn columns[] = {{"blocks", "", 0, 3, SHEET_LEFT},
                                        {"text", "什么事", 4, 12, SHEET_LEFT},
                                        {"department", "部门", 1, 4, SHEET_LEFT},
                                        {"since", "从哪天起", 1, 6, SHEET_LEFT}};
  sheet_heading(sheet, "挡着签字的");
  if (readiness->blocks->len == 0) {
    sheet_text(sheet, TEXT_PLAIN, "没有事情挡着签字。");
  } else {
    SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
    sheet_key(sheet, "blockers");
    for (guint i = 0; i < readiness->blocks->len; i++) {
      const ReadyBlock *block = g_ptr_array_index(readiness->blocks, i);
      g_autofree char *text = phrase_formal(readiness->plan->campaign, block->text);
      g_autofree char *since = readywords_since(readiness, block);
      sheet_cell_strong(table, block->blocks ? "挡住" : "要留");
      sheet_cell(table, text);
      sheet_cell(table, block->department != NULL ? block->department->name : "—");
      sheet_cell(table, since);
      sheet_end_row(table);
    }
  }
  for (guint i = 0; i < readiness->unsigned_->len; i++) {
    const ReadyUnsigned *page = g_ptr_array_index(readiness->unsigned_, i);
    g_autofree char *title = phrase_formal(readiness->plan->campaign, page->title);
    g_autofree char *words = g_strdup_printf("店里还没有签字：%s。", title);
    sheet_text(sheet, TEXT_PLAIN, words);
  }
}

static void put_groups(const Readiness *readiness, ReadyList list, const char *heading, const char *key, Sheet *sheet) {
  static const SheetColumn columns[] = {{"title", "工作", 3, 8, SHEET_LEFT},   {"risk", "风险", 0, 3, SHEET_LEFT},
                                        {"owner", "谁负责", 2, 6, SHEET_LEFT}, {"last", "最晚动手日", 1, 6, SHEET_LEFT},
                                        {"due", "截止", 1, 6, SHEET_LEFT},     {"count", "件", 0, 2, SHEET_RIGHT}};
  g_autoptr(GArray) groups = readywords_group(readiness, list);
  g_autofree char *repeated = list == READY_NOW_ONCE ? readywords_repeated(readiness) : NULL;
  sheet_heading(sheet, heading);
  if (groups->len > 0) {
    SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
    sheet_key(sheet, key);
    for (guint i = 0; i < groups->len; i++) {
      const ReadyGroup *group = &g_array_index(groups, ReadyGroup, i);
      g_autofree char *title = phrase_formal(readiness->plan->campaign, group->first->task->task->title);
      g_autofree char *owner = readywords_owner(group->first), *due = readywords_due(group);
      g_autofree char *count = g_strdup_printf("%u", group->count);
      char last[DAY_TEXT];
      sheet_cell_strong(table, title);
      sheet_cell(table, readywords_risk(group->first->task->task));
      sheet_cell(table, owner);
      sheet_cell(table, day_words(group->first->last, last));
      sheet_cell(table, due);
      sheet_cell(table, count);
      sheet_end_row(table);
    }
  }
  if (repeated != NULL) {
    sheet_text(sheet, TEXT_PLAIN, repeated);
  } else if (groups->len == 0) {
    sheet_text(sheet, TEXT_PLAIN, "没有。");
  }
}

static const SheetColumn sum_columns[] = {{"name", "", 3, 6, SHEET_LEFT},
                                          {"percent_done", "做到", 1, 3, SHEET_RIGHT},
                                          {"percent_planned", "应做到", 1, 3, SHEET_RIGHT},
                                          {"count", "完成/全部（件）", 1, 5, SHEET_RIGHT},
                                          {"late", "逾期", 1, 3, SHEET_RIGHT},
                                          {"today", "今天到期", 1, 4, SHEET_RIGHT},
                                          {"carried", "遗留", 1, 3, SHEET_RIGHT},
                                          {"waived", "特批", 1, 3, SHEET_RIGHT}};

static void put_sum(const Readiness *readiness, SheetTable *table, const char *name, const ReadySum *sum) {
  static const ReadyMeasure shown[] = {READY_LATE, READY_TODAY, READY_CARRIED, READY_WAIVED};
  gboolean known = readiness->recorded;
  g_autofree char *done = readywords_percent(sum->points[READY_DONE], known ? sum->points[READY_TOTAL] : 0);
  g_autofree char *planned = readywords_percent(sum->points[READY_DUE], sum->points[READY_TOTAL]);
  g_autofree char *count = known ? g_strdup_printf("%u/%u", sum->count[READY_DONE], sum->count[READY_TOTAL])
                                 : g_strdup_printf("—/%u", sum->count[READY_TOTAL]);
  sheet_cell_strong(table, name);
  sheet_cell(table, done);
  sheet_cell(table, planned);
  sheet_cell(table, count);
  for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
    g_autofree char *number = known ? g_strdup_printf("%u", sum->count[shown[i]]) : g_strdup("—");
    sheet_cell(table, number);
  }
  sheet_end_row(table);
}

static void put_phases(const Readiness *readiness, Sheet *sheet) {
  sheet_heading(sheet, "各阶段");
  SheetTable *table = sheet_table(sheet, sum_columns, G_N_ELEMENTS(sum_columns));
  sheet_key(sheet, "phases");
  for (guint i = 0; i < readiness->phases->len; i++) {
    const ReadyPhase *row = &g_array_index(readiness->phases, ReadyPhase, i);
    put_sum(readiness, table, row->phase != NULL ? phrase_phase(row->phase, TRUE) : READYWORDS_NO_PHASE, &row->sum);
  }
  put_sum(readiness, table, "其中3月15日前", &readiness->to_gala);
  put_sum(readiness, table, "合计", &readiness->all);
}

static void put_departments(const Readiness *readiness, Sheet *sheet) {
  sheet_heading(sheet, "各部门");
  SheetTable *table = sheet_table(sheet, sum_columns, G_N_ELEMENTS(sum_columns));
  sheet_key(sheet, "departments");
  for (guint i = 0; i < readiness->departments->len; i++) {
    const ReadyDepartment *row = &g_array_index(readiness->departments, ReadyDepartment, i);
    put_sum(readiness, table, row->department != NULL ? row->department->name : READYWORDS_NO_DEPARTMENT, &row->sum);
  }
}

static void put_trend(const Readiness *readiness, Sheet *sheet) {
  static const SheetColumn columns[] = {{"date", "日期", 2, 6, SHEET_LEFT},
                                        {"planned", "计划要求做到", 1, 4, SHEET_RIGHT},
                                        {"done", "实际做到", 1, 4, SHEET_RIGHT}};
  gint64 total = readiness->to_gala.points[READY_TOTAL];
  if (readiness->points->len == 0) {
    return;
  }
  g_autofree char *words = readywords_trend(readiness);
  sheet_heading(sheet, "到3月15日的走势");
  if (words != NULL) {
    sheet_text(sheet, TEXT_PLAIN, words);
  }
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(sheet, "trend");
  for (guint i = 0; i < readiness->points->len; i++) {
    const ReadyPoint *point = &g_array_index(readiness->points, ReadyPoint, i);
    g_autofree char *planned = readywords_percent(point->planned, total);
    g_autofree char *done = readywords_percent(point->done, point->done >= 0 ? total : 0);
    char day[DAY_TEXT];
    sheet_cell(table, day_words(point->day, day));
    sheet_cell(table, planned);
    sheet_cell(table, done);
    sheet_end_row(table);
  }
}

static void put_meanings(Sheet *sheet) {
  sheet_heading(sheet, "这些数是什么意思");
  for (const ReadyMeaning *meaning = readywords_meanings; meaning->id != NULL; meaning++) {
    g_autofree char *words = g_strdup_printf("%s：%s", meaning->title, meaning->text);
    sheet_text(sheet, TEXT_SMALL, words);
  }
}

DeskResult print_report(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const Department *department = NULL;
  if (ask->department != NULL && (department = desk_find_department(desk, ask->department, problem)) == NULL) {
    return DESK_REFUSED;
  }
  g_autoptr(Readiness) readiness = readiness_of(desk, department, error);
  if (readiness == NULL) {
    return DESK_FAULT;
  }
  prints_provisional(desk, sheet);
  put_head(readiness, sheet);
  if (readiness->state == READY_NOTHING) {
    return DESK_DONE;
  }
  if (readiness->recorded) {
    put_blocks(readiness, sheet);
    put_groups(readiness, READY_TOO_LATE, "已过最晚动手日", "too_late", sheet);
  }
  put_groups(readiness, READY_NOW_ONCE, "今天要动手", "now", sheet);
  put_phases(readiness, sheet);
  if (department == NULL) {
    put_departments(readiness, sheet);
  }
  put_trend(readiness, sheet);
  put_meanings(sheet);
  return DESK_DONE;
}
