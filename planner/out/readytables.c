/* One sheet a part of the report. Percentages and points are texts as everywhere else, so that they read the same. */
#include "out/readytables.h"
#include "base/text.h"
#include "out/page.h"
#include "out/phrase.h"

static const char *const names[N_READY_TABLES] = {"结论", "各阶段", "各部门", "挡着签字", "没有完成的", "走势", "说明"};

static const GridColumn columns_fact[] = {{"fact", "项目", FALSE, 20, 0}, {"value", "内容", FALSE, 40, 90}};
static const GridColumn columns_sum[] = {{"name", "名称", FALSE, 16, 0},
                                         {"percent_done", "做到", TRUE, 6, 0},
                                         {"percent_planned", "应做到", TRUE, 6, 0},
                                         {"total", "全部（件）", TRUE, 8, 0},
                                         {"done", "完成（件）", TRUE, 8, 0},
                                         {"due", "应完成（件）", TRUE, 8, 0},
                                         {"late", "逾期（件）", TRUE, 8, 0},
                                         {"today", "今天到期（件）", TRUE, 8, 0},
                                         {"carried", "遗留事项（件）", TRUE, 8, 0},
                                         {"waived", "特批放行（件）", TRUE, 8, 0},
                                         {"points_total", "全部（分）", TRUE, 8, 0},
                                         {"points_done", "完成（分）", TRUE, 8, 0},
                                         {"points_due", "应完成（分）", TRUE, 8, 0}};
static const GridColumn columns_block[] = {{"blocks", "挡住", FALSE, 6, 0},
                                           {"text", "什么事", FALSE, 30, 70},
                                           {"department", "部门", FALSE, 10, 0},
                                           {"since", "从哪天起", FALSE, 12, 0}};
static const GridColumn columns_item[] = {
    {"id", "代号", FALSE, 14, 0},         {"occurrence", "哪一次", FALSE, 12, 0}, {"title", "工作", FALSE, 20, 50},
    {"phase", "阶段", FALSE, 8, 0},       {"owner", "谁负责", FALSE, 14, 0},      {"risk", "风险", FALSE, 6, 0},
    {"points", "分", TRUE, 6, 0},         {"state", "做到哪里", FALSE, 8, 0},     {"due", "截止", FALSE, 10, 0},
    {"last", "最晚动手日", FALSE, 10, 0}, {"urgent", "要紧", FALSE, 12, 0},       {"waits", "等什么", FALSE, 12, 50}};
static const GridColumn columns_trend[] = {{"date", "日期", FALSE, 10, 0},
                                           {"planned", "计划（分）", TRUE, 8, 0},
                                           {"done", "实际（分）", TRUE, 8, 0},
                                           {"percent_planned", "计划", TRUE, 6, 0},
                                           {"percent_done", "实际", TRUE, 6, 0}};
static const GridColumn columns_meaning[] = {{"title", "项目", FALSE, 16, 0}, {"text", "是什么意思", FALSE, 40, 100}};

static void cell_take(Grid *grid, char *text) {
  grid_cell(grid, text);
  g_free(text);
}

static void cell_number(Grid *grid, guint number, gboolean known) {
  cell_take(grid, known ? g_strdup_printf("%u", number) : g_strdup("—"));
}

static void cell_day(Grid *grid, Day day) {
  char text[DAY_TEXT];
  grid_cell(grid, day != DAY_NONE ? day_iso(day, text) : "");
}

static void cell_formal(Grid *grid, const Readiness *readiness, const char *text) {
  cell_take(grid, phrase_formal(readiness->plan->campaign, text));
}

static void fact(Grid *grid, const char *name, const char *value) {
  grid_cell(grid, name);
  grid_cell(grid, value);
  grid_end_row(grid);
}

static void fill_verdict(Grid *grid, const Readiness *readiness) {
  g_autofree char *subtitle = readywords_subtitle(readiness), *verdict = readywords_verdict(readiness);
  g_autofree char *advice = readywords_advice(readiness), *trend = readywords_trend(readiness);
  g_autoptr(GPtrArray) notes = readywords_notes(readiness);
  if (readiness->plan->campaign->store->practice) {
    fact(grid, "演练", PAGE_PRACTICE);
  }
  fact(grid, "店铺和时间", subtitle);
  fact(grid, "结论", verdict);
  fact(grid, "今天做什么", advice);
  fact(grid, "走势", trend != NULL ? trend : "—");
  for (guint i = 0; i < notes->len; i++) {
    fact(grid, "注意", g_ptr_array_index(notes, i));
  }
  for (guint i = 0; i < readiness->unsigned_->len; i++) {
    g_autofree char *title = phrase_formal(readiness->plan->campaign,
                                           ((const ReadyUnsigned *)g_ptr_array_index(readiness->unsigned_, i))->title);
    fact(grid, "没有签字的", title);
  }
}

static void fill_sum(Grid *grid, const Readiness *readiness, const char *name, const ReadySum *sum) {
  gboolean known = readiness->recorded;
  grid_cell(grid, name);
  cell_take(grid, readywords_percent(sum->points[READY_DONE], known ? sum->points[READY_TOTAL] : 0));
  cell_take(grid, readywords_percent(sum->points[READY_DUE], sum->points[READY_TOTAL]));
  cell_number(grid, sum->count[READY_TOTAL], TRUE);
  cell_number(grid, sum->count[READY_DONE], known);
  cell_number(grid, sum->count[READY_DUE], TRUE);
  cell_number(grid, sum->count[READY_LATE], known);
  cell_number(grid, sum->count[READY_TODAY], known);
  cell_number(grid, sum->count[READY_CARRIED], known);
  cell_number(grid, sum->count[READY_WAIVED], known);
  cell_take(grid, ready_points(sum->points[READY_TOTAL]));
  cell_take(grid, known ? ready_points(sum->points[READY_DONE]) : g_strdup("—"));
  cell_take(grid, ready_points(sum->points[READY_DUE]));
  grid_end_row(grid);
}

static void fill_phases(Grid *grid, const Readiness *readiness) {
  for (guint i = 0; i < readiness->phases->len; i++) {
    const ReadyPhase *row = &g_array_index(readiness->phases, ReadyPhase, i);
    fill_sum(grid, readiness, row->phase != NULL ? phrase_phase(row->phase, TRUE) : READYWORDS_NO_PHASE, &row->sum);
  }
  fill_sum(grid, readiness, "合计", &readiness->all);
  fill_sum(grid, readiness, "其中3月15日前", &readiness->to_gala);
}

static void fill_departments(Grid *grid, const Readiness *readiness) {
  for (guint i = 0; i < readiness->departments->len; i++) {
    const ReadyDepartment *row = &g_array_index(readiness->departments, ReadyDepartment, i);
    fill_sum(grid, readiness, row->department != NULL ? row->department->name : READYWORDS_NO_DEPARTMENT, &row->sum);
  }
}

static void fill_blocks(Grid *grid, const Readiness *readiness) {
  for (guint i = 0; i < readiness->blocks->len; i++) {
    const ReadyBlock *block = g_ptr_array_index(readiness->blocks, i);
    grid_cell(grid, block->blocks ? "挡住" : "要留");
    cell_formal(grid, readiness, block->text);
    grid_cell(grid, block->department != NULL ? block->department->name : "");
    cell_day(grid, block->since);
    grid_end_row(grid);
  }
}

static void fill_items(Grid *grid, const Readiness *readiness) {
  for (guint i = 0; i < readiness->items->len; i++) {
    const ReadyItem *item = &g_array_index(readiness->items, ReadyItem, i);
    const PlanTask *task = item->task;
    g_autoptr(GString) occurrence = g_string_new(NULL);
    plan_occurrence(task, occurrence);
    g_autofree char *waits = readywords_waits(readiness->plan, item);
    grid_cell(grid, task->task->id);
    grid_cell(grid, occurrence->str);
    cell_formal(grid, readiness, task->task->title);
    grid_cell(grid, task->phase != NULL ? phrase_phase(task->phase, TRUE) : "");
    cell_take(grid, readywords_owner(item));
    grid_cell(grid, readywords_risk(task->task));
    cell_take(grid, ready_points(item->points));
    grid_cell(grid, readiness->recorded ? words_duty_state[item->state].title : "");
    cell_day(grid, task->due);
    cell_day(grid, item->last);
    grid_cell(grid, item->too_late ? "已过最晚动手日" : item->now ? "今天是最晚动手日" : "");
    grid_cell(grid, waits);
    grid_end_row(grid);
  }
}

static void fill_trend(Grid *grid, const Readiness *readiness) {
  gint64 total = readiness->to_gala.points[READY_TOTAL];
  for (guint i = 0; i < readiness->points->len; i++) {
    const ReadyPoint *point = &g_array_index(readiness->points, ReadyPoint, i);
    gboolean known = point->done >= 0;
    cell_day(grid, point->day);
    cell_take(grid, ready_points(point->planned));
    cell_take(grid, known ? ready_points(point->done) : g_strdup("—"));
    cell_take(grid, readywords_percent(point->planned, total));
    cell_take(grid, readywords_percent(point->done, known ? total : 0));
    grid_end_row(grid);
  }
}

static void fill_meanings(Grid *grid, const Readiness *readiness) {
  for (const ReadyMeaning *meaning = readywords_meanings; meaning->id != NULL; meaning++) {
    fact(grid, meaning->title, meaning->text);
  }
}

static const struct {
  const GridColumn *columns;
  guint n;
  void (*fill)(Grid *grid, const Readiness *readiness);
} tables[N_READY_TABLES] = {
    [READY_TABLE_VERDICT] = {columns_fact, G_N_ELEMENTS(columns_fact), fill_verdict},
    [READY_TABLE_PHASES] = {columns_sum, G_N_ELEMENTS(columns_sum), fill_phases},
    [READY_TABLE_DEPARTMENTS] = {columns_sum, G_N_ELEMENTS(columns_sum), fill_departments},
    [READY_TABLE_BLOCKS] = {columns_block, G_N_ELEMENTS(columns_block), fill_blocks},
    [READY_TABLE_ITEMS] = {columns_item, G_N_ELEMENTS(columns_item), fill_items},
    [READY_TABLE_TREND] = {columns_trend, G_N_ELEMENTS(columns_trend), fill_trend},
    [READY_TABLE_MEANINGS] = {columns_meaning, G_N_ELEMENTS(columns_meaning), fill_meanings},
};

const char *readytables_name(ReadyTable table) {
  return names[table];
}

Grid *readytables_grid(const Readiness *readiness, ReadyTable table) {
  g_autofree char *title = readywords_title(readiness);
  g_autofree char *head =
      g_strdup_printf("%s%s · %s", readiness->plan->campaign->store->practice ? "【演练】" : "", title, names[table]);
  Grid *grid = grid_new(head, tables[table].columns, tables[table].n);
  tables[table].fill(grid, readiness);
  return grid;
}
