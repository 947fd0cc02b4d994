/* The working-day table: the shipped years, and over them the years that a store imported (holiday-cn's JSON form). */
#include "data/json.h"
#include "data/yaml.h"
#include "load/load.h"
#include "load/scalars.h"
#include <string.h>

static const Word words_status[] = {{"provisional", "待公布"}, {"official", "已公布"}, {NULL, NULL}};

typedef struct {
  DayTable *table;
  int year;
} Target;

static void read_full_day(Reader *reader, const Field *field, const Node *node, void *out) {
  *(Day *)out = day_parse(node->text);
  if (*(Day *)out == DAY_NONE) {
    diag_fix(reader_bad(reader, E018, node, "`%s` 不是日期，这里写 年-月-日。", reader_shown(reader, node->text)),
             "例如 2027-04-05。");
  }
}

static void read_status(Reader *reader, const Field *field, const Node *node, void *out) {
  static const char *const ids[] = {"provisional", "official", NULL};
  int index = word_index(words_status, node->text);
  if (index < 0) {
    reader_suggest(reader_bad(reader, E015, node, "状态不能是 `%s`。", reader_shown(reader, node->text)), node->text,
                   ids, words_status);
    return;
  }
  *(YearStatus *)out = index ? YEAR_OFFICIAL : YEAR_PROVISIONAL;
}

typedef struct {
  Day day;
  char *name;
  gboolean off;
} DayText;

static const Field day_fields[] = {
    {"date", "日期", read_full_day, AS_SCALAR, .required = TRUE, .offset = offsetof(DayText, day)},
    {"name", "名称", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(DayText, name), .max = 20},
    {"off", "是否放假", read_bool, AS_SCALAR, .required = TRUE, .offset = offsetof(DayText, off)},
    {.key = NULL}};
static const Schema day_schema = {"放假日", day_fields};
/* The same in holiday-cn's words. */
static const Field json_day_fields[] = {
    {"name", "名称", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(DayText, name), .max = 20},
    {"date", "日期", read_full_day, AS_SCALAR, .required = TRUE, .offset = offsetof(DayText, day)},
    {"isOffDay", "是否放假", read_bool, AS_SCALAR, .required = TRUE, .offset = offsetof(DayText, off)},
    {.key = NULL}};
static const Schema json_day_schema = {"放假日", json_day_fields};

/* A notice names days of its own year, and the last days of December before it. */
static void read_days(Reader *reader, const Schema *schema, const Node *list, const Target *target) {
  for (const Node *node = list->first; node; node = node->next) {
    DayText text = {.day = DAY_NONE};
    if (!reader_shape(reader, node, AS_MAP, "放假日")) {
      continue;
    }
    schema_read(reader, schema, node, &text);
    if (text.day != DAY_NONE && text.name) {
      int year = day_year(text.day), month = 0;
      day_split(text.day, NULL, &month, NULL);
      const Node *date = node_get(node, "date");
      if (year != target->year && !(year == target->year - 1 && month == 12)) {
        diag_fix(reader_bad(reader, E081, date, "`%s` 不在 %d 年里。", date->text, target->year),
                 "放到那一年的安排里。");
      } else {
        daytable_put(target->table, text.day, text.off ? DAY_HOLIDAY : DAY_MAKEUP, text.name);
      }
    }
    g_free(text.name);
  }
}

static void keep_node(Reader *reader, const Field *field, const Node *node, void *out) {
  *(const Node **)out = node;
}

/* ---- share/holidays/cn.yaml ---- */

typedef struct {
  DayYear entry;
  const Node *days;
} YearText;

static const Field year_fields[] = {
    {"year", "年份", read_int, AS_SCALAR, .required = TRUE, .offset = offsetof(YearText, entry.year), .min = 1970,
     .max = 2200},
    {"status", "状态", read_status, AS_SCALAR, .required = TRUE, .offset = offsetof(YearText, entry.status)},
    {"title", "通知标题", read_line, AS_SCALAR, .offset = offsetof(YearText, entry.title)},
    {"url", "通知网址", read_line, AS_SCALAR, .offset = offsetof(YearText, entry.url), .max = 300},
    {"days", "日子", keep_node, AS_LIST, .required = TRUE, .offset = offsetof(YearText, days)},
    {.key = NULL}};
static const Schema year_schema = {"一年的放假安排", year_fields};
static const Field years_fields[] = {{"years", "年份", keep_node, AS_LIST, .required = TRUE, .offset = 0},
                                     {.key = NULL}};
static const Schema years_schema = {"放假安排", years_fields};

static void read_shipped(Reader *reader, const Node *root, DayTable *table) {
  const Node *years = NULL;
  schema_read(reader, &years_schema, root, &years);
  for (const Node *node = years ? years->first : NULL; node; node = node->next) {
    if (!reader_shape(reader, node, AS_MAP, "一年的放假安排")) {
      continue;
    }
    YearText text = {.entry = {.status = YEAR_PROVISIONAL, .pos = node->pos}};
    schema_read(reader, &year_schema, node, &text);
    if (text.entry.year && daytable_year(table, text.entry.year)) {
      diag_fix(reader_bad(reader, E017, node_get(node, "year"), "%d 年写了两次。", text.entry.year), "合成一处。");
    } else if (text.entry.year) {
      daytable_put_year(table, &text.entry);
      if (text.days) {
        read_days(reader, &day_schema, text.days, &(Target){table, text.entry.year});
      }
    }
    g_free(text.entry.title);
    g_free(text.entry.url);
  }
}

/* ---- holidays/YEAR.json of the workspace ---- */

typedef struct {
  int year;
  const Node *papers, *days;
} JsonText;

static void skip(Reader *reader, const Field *field, const Node *node, void *out) {}

static const Field json_fields[] = {
    {"$schema", NULL, skip, AS_SCALAR, .offset = 0},
    {"$id", NULL, skip, AS_SCALAR, .offset = 0},
    {"year", "年份", read_int, AS_SCALAR, .required = TRUE, .offset = offsetof(JsonText, year), .min = 1970,
     .max = 2200},
    {"papers", "通知网址", keep_node, AS_LIST, .required = TRUE, .offset = offsetof(JsonText, papers)},
    {"days", "日子", keep_node, AS_LIST, .required = TRUE, .offset = offsetof(JsonText, days)},
    {.key = NULL}};
static const Schema json_schema = {"放假安排", json_fields};

/* Without papers or days nothing is announced: the shipped entry stays. */
static void read_own(Reader *reader, const Doc *doc, int year_of_name, DayTable *table) {
  JsonText text = {0};
  if (!reader_shape(reader, doc->root, AS_MAP, "放假安排")) {
    return;
  }
  schema_read(reader, &json_schema, doc->root, &text);
  if (text.year && text.year != year_of_name) {
    diag_fix(diag_add(reader->diags, E081, pos_of_file(doc->file), "文件名是 %d 年，里面写的却是 %d 年。", year_of_name,
                      text.year),
             "重新用 `ready315 holidays import` 导入。");
    return;
  }
  if (!text.year || !text.papers || !text.days || !text.papers->count || !text.days->count) {
    return;
  }
  const Node *paper = text.papers->first;
  DayYear entry = {.year = text.year, .status = YEAR_OFFICIAL, .own = TRUE, .pos = pos_of_file(doc->file)};
  g_autofree char *title = g_strdup_printf("%d 年放假安排（本店导入）", text.year);
  entry.title = title;
  entry.url = paper->kind == NODE_SCALAR ? (char *)(guintptr)paper->text : NULL;
  daytable_drop_year(table, text.year);
  daytable_put_year(table, &entry);
  read_days(reader, &json_day_schema, text.days, &(Target){table, text.year});
}

static gint by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_folder(Reader *reader, const char *workspace, DayTable *table) {
  g_autofree char *folder = g_build_filename(g_str_equal(workspace, ".") ? "" : workspace, "holidays", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    if (strlen(name) == 9 && strspn(name, "0123456789") == 4 && g_str_has_suffix(name, ".json")) {
      g_ptr_array_add(names, g_strdup(name));
    }
  }
  g_ptr_array_sort(names, by_text);
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(Doc) doc = json_read(path, reader->diags);
    if (doc && doc->root) {
      read_own(reader, doc, atoi(name), table);
    }
  }
}

DayTable *load_holidays(const char *share, const char *workspace, DiagList *diags) {
  DayTable *table = daytable_new();
  Reader reader;
  reader_init(&reader, diags);
  g_autofree char *path = g_build_filename(share, "holidays", "cn.yaml", NULL);
  g_autoptr(Doc) doc = yaml_read(path, diags);
  if (doc->root && reader_shape(&reader, doc->root, AS_MAP, "放假安排")) {
    read_shipped(&reader, doc->root, table);
  }
  if (workspace) {
    read_folder(&reader, workspace, table);
  }
  reader_clear(&reader);
  return table;
}
