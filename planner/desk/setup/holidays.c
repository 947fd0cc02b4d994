/* The notice of the year, in two shapes: holiday-cn's JSON, and text (load/holiday_notice). Either ends as a HolidayNotice, is laid over the working days of the
 * loaded campaign to see which tasks move, and only then written. */
#include "desk/setup/holidays.h"
#include "base/file.h"
#include "data/encoding.h"
#include "data/json.h"
#include "desk/output.h"
#include "desk/tasks/tasks.h"
#include "sched/diff.h"
#include <stdlib.h>
#include <string.h>

enum { SENTENCES_MOST = 60, TEXT_LIMIT = 1 << 20 };

/* ---- holiday-cn's JSON ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *file;
  DiagList *diags;
  HolidayNotice *notice;
  gboolean sound;
} Reader;

/* jansson keeps no places of values, so the sentence has to name the date. */
G_GNUC_PRINTF(2, 3) static Diag *wrong(Reader *reader, const char *format, ...) {
  va_list list;
  va_start(list, format);
  g_autofree char *sentence = g_strdup_vprintf(format, list);
  va_end(list);
  reader->sound = FALSE;
  return diag_add(reader->diags, E081, pos_of_file(reader->file), "%s", sentence);
}

static const char *scalar(const Node *map, const char *key) {
  const Node *node = node_get(map, key);
  return node != NULL && node->kind == NODE_SCALAR ? node->text : NULL;
}

static const HolidayNoticeDay *find_day(const HolidayNotice *notice, Day day) {
  for (guint i = 0; i < notice->days->len; i++) {
    const HolidayNoticeDay *other = &g_array_index(notice->days, HolidayNoticeDay, i);
    if (other->day == day) {
      return other;
    }
  }
  return NULL;
}

static void read_day(Reader *reader, const Node *node) {
  const char *date = scalar(node, "date"), *name = scalar(node, "name"), *off = scalar(node, "isOffDay");
  if (date == NULL || name == NULL || off == NULL || (strcmp(off, "true") != 0 && strcmp(off, "false") != 0)) {
    diag_fix(wrong(reader, "有一天没有写全%s%s。", date != NULL ? "：" : "", date != NULL ? date : ""),
             "每一天都要有 name、date 和 isOffDay。");
    return;
  }
  Day day = day_parse(date);
  int year = reader->notice->year, month = 0;
  char words[DAY_TEXT];
  if (day == DAY_NONE) {
    diag_fix(wrong(reader, "“%s”不是日期。", date), "写成 %d-04-05 这样。", year);
    return;
  }
  day_split(day, NULL, &month, NULL);
  if (day_year(day) != year && !(day_year(day) == year - 1 && month == 12)) {
    diag_fix(wrong(reader, "%s 不是 %d 年的日子。", date, year), "请换成同一年的文件。");
    return;
  }
  gboolean is_off = strcmp(off, "true") == 0;
  const HolidayNoticeDay *before = find_day(reader->notice, day);
  if (before != NULL) {
    diag_fix(wrong(reader, before->off == is_off ? "%s 写了两次。" : "%s 又放假又上班。", day_words(day, words)),
             "请核对通知原文，删掉一处。");
    return;
  }
  if (!is_off && day_weekday(day) < SATURDAY) {
    diag_fix(wrong(reader, "%s 写成调休上班，可这天本来就上班。", day_words(day, words)), "请核对通知原文。");
    return;
  }
  HolidayNoticeDay fresh = {day, is_off, g_strdup(name)};
  g_array_append_val(reader->notice->days, fresh);
}

static gint by_day(gconstpointer a, gconstpointer b) {
  const HolidayNoticeDay *x = a, *y = b;
  return (x->day > y->day) - (x->day < y->day);
}

static void clear_day(gpointer data) {
  g_free(((HolidayNoticeDay *)data)->name);
}

/* These are days off in every year (全国年节及纪念日放假办法); a file without them is another country's or a piece of one. */
static void check_statutory(Reader *reader) {
  static const int days[][2] = {{1, 1}, {5, 1}, {10, 1}, {10, 2}, {10, 3}};
  for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
    const HolidayNoticeDay *day = find_day(reader->notice, day_from(reader->notice->year, days[i][0], days[i][1]));
    if (day == NULL || !day->off) {
      diag_fix(wrong(reader, "%d月%d日是法定节假日，这里没有写成放假。", days[i][0], days[i][1]),
               "请换一份完整的文件，或直接导入通知全文。");
    }
  }
}

static HolidayNotice *read_json(const char *file, GBytes *bytes, DiagList *diags) {
  g_autoptr(Doc) doc = json_parse(file, bytes, diags);
  if (doc->root == NULL) {
    return NULL;
  }
  g_autoptr(HolidayNotice) notice = g_new0(HolidayNotice, 1);
  notice->days = g_array_new(FALSE, FALSE, sizeof(HolidayNoticeDay));
  g_array_set_clear_func(notice->days, clear_day);
  Reader reader = {file, diags, notice, TRUE};
  const char *year = scalar(doc->root, "year");
  guint64 number = 0;
  if (year == NULL || !g_ascii_string_to_unsigned(year, 10, 2000, 2100, &number, NULL)) {
    diag_fix(wrong(&reader, "没有写是哪一年的放假安排。"), "要有 year，例如 \"year\": 2027。");
    return NULL;
  }
  notice->year = (int)number;
  notice->title = g_strdup_printf("国务院办公厅关于%d年部分节假日安排的通知", notice->year);
  const Node *papers = node_get(doc->root, "papers"), *days = node_get(doc->root, "days");
  if (papers != NULL && papers->first != NULL && papers->first->kind == NODE_SCALAR) {
    notice->url = g_strdup(papers->first->text);
  }
  if (days == NULL || days->kind != NODE_LIST || days->first == NULL) {
    diag_fix(wrong(&reader, "%d 年的放假安排还没有公布：文件里一天也没有。", notice->year), "等通知公布后再导入。");
    return NULL;
  }
  for (const Node *node = days->first; node != NULL; node = node->next) {
    read_day(&reader, node);
  }
  if (reader.sound) {
    check_statutory(&reader);
  }
  g_array_sort(notice->days, by_day);
  return reader.sound ? g_steal_pointer(&notice) : NULL;
}

static HolidayNotice *read_notice(const char *file, GBytes *bytes, DiagList *diags) {
  g_autoptr(GBytes) text = encoding_to_utf8(file, bytes, NULL, diags);
  if (text == NULL) {
    return NULL;
  }
  gsize length = 0;
  const char *data = g_bytes_get_data(text, &length);
  gsize start = 0;
  while (start < length && g_ascii_isspace(data[start])) {
    start++;
  }
  diag_add_source(diags, file, text);
  return start < length && data[start] == '{' ? read_json(file, text, diags)
                                              : holiday_notice_parse(file, data, length, diags);
}

/* ---- what it moves ------------------------------------------------------------------------------------------------------------------------ */

static void lay_over(DayTable *table, const HolidayNotice *notice) {
  daytable_drop_year(table, notice->year);
  daytable_put_year(table, &(DayYear){.year = notice->year,
                                      .status = YEAR_OFFICIAL,
                                      .title = notice->title,
                                      .url = notice->url,
                                      .own = TRUE,
                                      .pos = POS_NONE});
  for (guint i = 0; i < notice->days->len; i++) {
    const HolidayNoticeDay *day = &g_array_index(notice->days, HolidayNoticeDay, i);
    daytable_put(table, day->day, day->off ? DAY_HOLIDAY : DAY_MAKEUP, day->name);
  }
}

/* What the record says of tasks: an empty list where there is none, or where it cannot be read, which every other command will say. */
static GPtrArray *task_changes(Desk *desk) {
  g_autofree char *path = record_path(desk);
  GPtrArray *changes = NULL;
  if (g_file_test(path, G_FILE_TEST_EXISTS) && desk_load(desk, FALSE)) {
    changes = tasks_changes(desk, NULL);
  }
  return changes != NULL ? changes : g_ptr_array_new();
}

/* Loads apart from desk->campaign: a store that lacks this very year has an error (E056) that the import is about to mend. */
static void say_moves(Desk *desk, const HolidayNotice *notice, GString *report) {
  g_autoptr(DiagList) ignored = diag_list_new();
  LoadOptions options = {.workspace = desk->workspace, .share = desk->share, .checklists = FALSE};
  g_autoptr(Campaign) campaign = load_campaign(&options, ignored);
  gboolean other_errors = FALSE;
  if (campaign->store->year != notice->year && campaign->store->year != 0) {
    g_string_append_printf(report, "本店的活动是 %d 年的，计划不受影响。\n", campaign->store->year);
    return;
  }
  other_errors = diag_has_errors(ignored) && daytable_status(campaign->days, notice->year) != YEAR_UNKNOWN;
  if (diag_has_errors(ignored)) {
    g_string_append(report, other_errors ? "店铺的定义有错误，暂时说不出哪些任务改期；改好以后看 ready315 plan。\n"
                                         : "以前没有这一年的放假安排，计划现在才排得出来：ready315 plan\n");
    return;
  }
  g_autoptr(GPtrArray) recorded = task_changes(desk);
  g_autoptr(Plan) before = sched_plan(campaign, recorded, ignored);
  g_autoptr(OldPlan) old = oldplan_of(before);
  g_clear_pointer(&before, plan_free);
  gboolean announced_now = daytable_status(campaign->days, notice->year) == YEAR_PROVISIONAL;
  lay_over(campaign->days, notice);
  g_autoptr(Plan) after = sched_plan(campaign, recorded, ignored);
  g_autoptr(GPtrArray) changes = diff_plans(old, after);
  g_auto(GStrv) sentences = diff_summary(changes);
  guint n = g_strv_length(sentences);
  g_string_append(report, changes->len > 0 ? "因此计划有这些变化：\n" : "");
  for (guint i = 0; i < MIN(n, SENTENCES_MOST); i++) {
    g_string_append_printf(report, "%s%s\n", changes->len > 0 ? "  " : "", sentences[i]);
  }
  if (n > SENTENCES_MOST) {
    g_string_append_printf(report, "  还有 %u 项变化。\n", n - SENTENCES_MOST);
  }
  if (changes->len > 0) {
    g_string_append(report, "日历要重新写、重新发：ready315 calendar\n");
  } else if (
      announced_now) { /* calendars and sheets already handed out still say that the days off are not announced */
    g_string_append(report, "以前写的日历和通知上还有“放假安排待公布”，要去掉就重新写、重新发：ready315 calendar\n");
  }
}

/* ---- writing ---------------------------------------------------------------------------------------------------------------------------------- */

static char *json_of(const HolidayNotice *notice) {
  g_autoptr(GString) text = g_string_new(NULL);
  JsonWriter *json = json_writer_new(text, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "year", notice->year);
  json_open(json, "papers", '[');
  json_put_string(json, NULL, notice->url != NULL ? notice->url : notice->title);
  json_close(json);
  json_open(json, "days", '[');
  for (guint i = 0; i < notice->days->len; i++) {
    const HolidayNoticeDay *day = &g_array_index(notice->days, HolidayNoticeDay, i);
    char date[DAY_TEXT];
    json_open(json, NULL, '{');
    json_put_string(json, "name", day->name);
    json_put_string(json, "date", day_iso(day->day, date));
    json_put_bool(json, "isOffDay", day->off);
    json_close(json);
  }
  json_close(json);
  json_close(json);
  json_writer_free(json);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void say_days(const HolidayNotice *notice, GString *report) {
  g_string_append_printf(report, "%d 年的放假安排：\n", notice->year);
  char first[DAY_TEXT], last[DAY_TEXT];
  for (guint i = 0; i < notice->days->len;) {
    const HolidayNoticeDay *day = &g_array_index(notice->days, HolidayNoticeDay, i);
    guint end = i;
    while (end + 1 < notice->days->len) {
      const HolidayNoticeDay *next = &g_array_index(notice->days, HolidayNoticeDay, end + 1);
      if (next->day != day->day + (Day)(end + 1 - i) || next->off != day->off || strcmp(next->name, day->name) != 0) {
        break;
      }
      end++;
    }
    const HolidayNoticeDay *to = &g_array_index(notice->days, HolidayNoticeDay, end);
    g_string_append_printf(report, "  %s：%s", day->name, day_words(day->day, first));
    if (end > i) {
      g_string_append_printf(report, " 至 %s", day_words(to->day, last));
    }
    g_string_append(report, day->off ? " 放假\n" : " 上班\n");
    i = end + 1;
  }
}

gboolean holidays_import(Desk *desk, const char *path, GString *report, GError **error) {
  g_autoptr(GBytes) bytes = file_read(path, TEXT_LIMIT, error);
  if (bytes == NULL) {
    return FALSE;
  }
  const char *file = intern_string(strcmp(path, "-") == 0 ? "标准输入" : path);
  g_autoptr(HolidayNotice) notice = read_notice(file, bytes, desk->diags);
  if (notice == NULL) {
    return FALSE;
  }
  say_days(notice, report);
  say_moves(desk, notice, report);
  g_autofree char *name = g_strdup_printf("%d.json", notice->year);
  g_autofree char *target = g_build_filename(desk->workspace, "holidays", name, NULL);
  g_autofree char *text = json_of(notice);
  if (!output_write(desk, target, text, strlen(text), error)) {
    return FALSE;
  }
  g_string_append_printf(report, "写好了 holidays/%s。\n", name);
  return TRUE;
}
