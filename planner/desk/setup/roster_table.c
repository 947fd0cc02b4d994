/* Reading and writing rosters. The heading row is the first that names at least one day beside a column of names; everything above it is a
 * title, and the row of weekdays that many keep below it is passed over. */
#include "desk/setup/roster_table.h"
#include "base/text.h"
#include "data/yaml.h"
#include "desk/tables.h"
#include <string.h>

enum { HEADER_ROWS = 20 };
static const char OFF[] = "休";

/* ---- dates ------------------------------------------------------------------------------------------------------------------------------ */

static int weekday_of(const char *text) {
  static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日"};
  const char *word = text;
  static const char *const heads[] = {"星期", "礼拜", "周"};
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++) {
    if (g_str_has_prefix(text, heads[i])) {
      word = text + strlen(heads[i]);
      break;
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
    if (strcmp(word, days[i]) == 0) {
      return (int)i;
    }
  }
  return strcmp(word, "天") == 0 ? SUNDAY : -1;
}

Day roster_day(const char *text, int year, int *weekday) {
  static GRegex *form;
  if (form == NULL) {
    form =
        g_regex_new("^(?:(\\d{4})\\s*[-/.年]\\s*)?(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?(?:\\s+0?0:00(?::00)?)?"
                    "\\s*[（(]?\\s*((?:星期|礼拜|周)[一二三四五六日天])?\\s*[)）]?$",
                    0, 0, NULL);
    g_assert(form != NULL);
  }
  *weekday = -1;
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match(form, text, 0, &match)) {
    return DAY_NONE;
  }
  g_autofree char *year_text = g_match_info_fetch(match, 1);
  g_autofree char *month_text = g_match_info_fetch(match, 2);
  g_autofree char *day_text = g_match_info_fetch(match, 3);
  g_autofree char *weekday_text = g_match_info_fetch(match, 4);
  int y = year_text != NULL && *year_text != '\0' ? (int)g_ascii_strtoll(year_text, NULL, 10) : year;
  int m = (int)g_ascii_strtoll(month_text, NULL, 10), d = (int)g_ascii_strtoll(day_text, NULL, 10);
  if (weekday_text != NULL && *weekday_text != '\0') {
    *weekday = weekday_of(weekday_text);
  }
  return day_valid(y, m, d) ? day_from(y, m, d) : DAY_NONE;
}

/* ---- the heading row ---------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const Table *table;
  const RosterContext *context;
  DiagList *diags;
  guint header;     /* row index */
  int name, number; /* column indexes; -1 */
  GArray *columns;  /* of Column */
  gboolean fine;
} Reader;

typedef struct {
  guint index;
  Day day;
} Column;

static gboolean is_one_of(const char *text, const char *const *words) {
  g_autoptr(GString) folded = g_string_new(NULL);
  for (const char *c = text; *c != '\0'; c++) {
    if (!g_ascii_isspace(*c)) {
      g_string_append_c(folded, *c);
    }
  }
  return g_strv_contains(words, folded->str);
}

static gboolean find_header(Reader *reader) {
  static const char *const names[] = {"姓名", "员工", "员工姓名", "人员", "名字", NULL};
  static const char *const numbers[] = {"工号", "员工号", "员工编号", NULL};
  for (guint r = 0; r < MIN(reader->table->n_rows, HEADER_ROWS); r++) {
    const TableRow *row = &reader->table->rows[r];
    int days = 0, weekday = 0;
    reader->name = reader->number = -1;
    for (guint c = 0; c < row->n_cells; c++) {
      const char *text = row->cells[c].text;
      reader->name = reader->name < 0 && is_one_of(text, names) ? (int)c : reader->name;
      reader->number = reader->number < 0 && is_one_of(text, numbers) ? (int)c : reader->number;
      days += roster_day(text, reader->context->year, &weekday) != DAY_NONE ? 1 : 0;
    }
    if (days > 0 && (reader->name >= 0 || reader->number >= 0)) {
      reader->header = r;
      return TRUE;
    }
  }
  Pos pos = reader->table->n_rows > 0 ? table_pos(reader->table, &reader->table->rows[0], 0)
                                      : pos_of_file(reader->table->file);
  diag_fix(diag_add(reader->diags, E072, pos, "没有找到标题行：要有“姓名”或“工号”一列，其余每列一天。"),
           "第一行这样写：姓名、3/1、3/2、3/3 ……");
  return FALSE;
}

/* 下周三 between 3/2 and 3/4 is meant as a day; 部门 before the days, 合计 after them and 小计 are not. */
static gboolean stands_for_day(const char *text) {
  return *text != '\0' && strstr(text, "计") == NULL && strstr(text, "备注") == NULL;
}

/* The first and the last column with a day. */
static void span_of_days(const Reader *reader, const TableRow *row, guint *first, guint *last) {
  int weekday = -1;
  *first = row->n_cells;
  *last = 0;
  for (guint c = 0; c < row->n_cells; c++) {
    if (roster_day(row->cells[c].text, reader->context->year, &weekday) != DAY_NONE) {
      *first = MIN(*first, c);
      *last = c;
    }
  }
}

/* Columns that look like days but are none, or are named twice, are told; others (部门, 合计) are passed over. */
static void read_columns(Reader *reader) {
  const TableRow *row = &reader->table->rows[reader->header];
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  guint first, last;
  span_of_days(reader, row, &first, &last);
  for (guint c = 0; c < row->n_cells; c++) {
    int weekday = -1;
    const char *text = row->cells[c].text;
    Pos pos = table_pos(reader->table, row, c);
    Day day = roster_day(text, reader->context->year, &weekday);
    char words[DAY_TEXT];
    if (day == DAY_NONE) {
      gboolean among = first < c && c < last && stands_for_day(text);
      if ((g_ascii_isdigit(*text) || among) && (int)c != reader->name && (int)c != reader->number) {
        diag_fix(diag_add(reader->diags, E018, pos, "“%s”不是日期。", text), "写成 3/1、3月1日 或 %d-03-01。",
                 reader->context->year);
      }
      continue;
    }
    if (weekday >= 0 && weekday != (int)day_weekday(day)) {
      diag_fix(diag_add(reader->diags, E018, pos, "“%s”对不上：%s。", text, day_words(day, words)),
               "改正日期或星期；如果是往年的表，请换成今年的。");
    } else if (!g_hash_table_add(seen, GINT_TO_POINTER(day))) {
      diag_fix(diag_add(reader->diags, E073, pos, "%s有两列。", day_words(day, words)), "请删掉一列。");
    } else {
      g_array_append_val(reader->columns, ((Column){c, day}));
    }
  }
}

/* ---- cells -------------------------------------------------------------------------------------------------------------------------------- */

static const char *post_of(const char *name) {
  static const char *const duty[] = {"值班经理", "当班经理", "值班店长", "值班", NULL};
  if (is_one_of(name, duty)) {
    return "duty-manager";
  }
  return g_str_has_prefix(name, "post:") ? name + strlen("post:") : NULL;
}

/* The id that is meant; NULL and a problem when it is nobody's or several people's. */
static char *person_at(Reader *reader, Pos pos, const char *who) {
  g_autoptr(GPtrArray) found = reader->context->find(who, reader->context->data);
  if (found->len == 1) {
    return g_strdup(g_ptr_array_index(found, 0));
  }
  if (found->len == 0) {
    diag_fix(diag_add(reader->diags, E054, pos, "名单上没有“%s”。", who), "核对姓名或工号；新来的人要先写进人员名单。");
  } else {
    g_autoptr(GString) ids = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++) {
      g_string_append_printf(ids, "%s%s", i > 0 ? "、" : "", (const char *)g_ptr_array_index(found, i));
    }
    diag_fix(diag_add(reader->diags, E057, pos, "“%s”对应 %u 个人：%s。", who, found->len, ids->str),
             "请写工号或代号。");
  }
  return NULL;
}

static gboolean is_off(const char *text) {
  static const char *const words[] = {"",     "休", "休息", "公休", "轮休", "调休", "假", "请假",
                                      "年假", "-",  "—",    "/",    "×",    "x",    NULL};
  return g_strv_contains(words, text);
}

static char *code_at(Reader *reader, Pos pos, const char *text) {
  const char *const *codes = reader->context->codes;
  if (is_off(text)) {
    return g_strdup(OFF);
  }
  g_autofree char *bare = g_str_has_suffix(text, "班") ? g_strndup(text, strlen(text) - strlen("班")) : g_strdup(text);
  if (g_strv_contains(codes, text) || g_strv_contains(codes, bare)) {
    return g_strdup(g_strv_contains(codes, text) ? text : bare);
  }
  g_autoptr(GString) all = g_string_new(NULL);
  for (const char *const *code = codes; *code != NULL; code++) {
    g_string_append_printf(all, "%s、", *code);
  }
  diag_fix(diag_add(reader->diags, E055, pos, "没有叫“%s”的班次。", text),
           "可以写：%s休。别的班次先写进 store.yaml 的 shift_hours。", all->str);
  return NULL;
}

static RosterLine *read_line(Reader *reader, const TableRow *row, const char *who, const char *post) {
  RosterLine *line = g_new0(RosterLine, 1);
  line->who = intern_string(who);
  line->post = intern_string(post);
  line->days = g_new0(Day, reader->columns->len + 1);
  line->cells = g_new0(char *, reader->columns->len + 1);
  for (guint i = 0; i < reader->columns->len; i++) {
    const Column *column = &g_array_index(reader->columns, Column, i);
    const char *text = table_cell(row, (int)column->index);
    Pos pos = table_pos(reader->table, row, column->index);
    char *value = post == NULL   ? code_at(reader, pos, text)
                  : is_off(text) ? g_strdup("-")
                                 : person_at(reader, pos, text);
    if (value != NULL) {
      line->days[line->n] = column->day;
      line->cells[line->n++] = value;
    }
  }
  return line;
}

static void line_drop(gpointer data) {
  RosterLine *line = data;
  g_strfreev(line->cells);
  g_free(line->days);
  g_free(line);
}

static gboolean only_weekdays(const Reader *reader, const TableRow *row) {
  for (guint i = 0; i < reader->columns->len; i++) {
    const char *text = table_cell(row, (int)g_array_index(reader->columns, Column, i).index);
    if (*text != '\0' && weekday_of(text) < 0) {
      return FALSE;
    }
  }
  return TRUE;
}

static void read_row(Reader *reader, const TableRow *row, GHashTable *seen, GPtrArray *lines) {
  const char *number = table_cell(row, reader->number), *name = table_cell(row, reader->name);
  int column = reader->name >= 0 ? reader->name : reader->number;
  Pos pos = table_pos(reader->table, row, (guint)column);
  if (*name == '\0' && *number == '\0') {
    if (!only_weekdays(reader, row)) {
      diag_fix(diag_add(reader->diags, E074, pos, "这一行没有姓名。"), "请写上姓名，或清空这一行。");
    }
    return;
  }
  if (is_one_of(name, (const char *const[]){"星期", "合计", "备注", "班次说明", NULL})) {
    return;
  }
  const char *post = post_of(name);
  g_autofree char *who = post == NULL ? person_at(reader, pos, *number != '\0' ? number : name) : NULL;
  if (post == NULL && who == NULL) {
    return;
  }
  g_autofree char *key = g_strdup_printf("%s %s", post != NULL ? "post" : "who", post != NULL ? post : who);
  gpointer first = g_hash_table_lookup(seen, key);
  if (first != NULL) {
    diag_fix(diag_add(reader->diags, E075, pos, "“%s”已经写在第 %d 行。", *name != '\0' ? name : number,
                      GPOINTER_TO_INT(first)),
             "请合成一行。");
    return;
  }
  g_hash_table_insert(seen, g_steal_pointer(&key), GINT_TO_POINTER((int)row->line));
  g_ptr_array_add(lines, read_line(reader, row, who, post));
}

static gint by_day(gconstpointer a, gconstpointer b) {
  const Column *x = a, *y = b;
  return (x->day > y->day) - (x->day < y->day);
}

/* A day that nobody has anything for was not planned yet (the blank workbook has a whole month of columns); it is no day off for all. */
static void drop_empty_columns(Reader *reader) {
  for (guint i = reader->columns->len; i > 0; i--) {
    int column = (int)g_array_index(reader->columns, Column, i - 1).index;
    gboolean filled = FALSE;
    for (guint r = reader->header + 1; r < reader->table->n_rows && !filled; r++) {
      const TableRow *row = &reader->table->rows[r];
      const char *text = table_cell(row, column);
      filled = !tables_is_remark(table_cell(row, 0)) && *text != '\0' && weekday_of(text) < 0;
    }
    if (!filled) {
      g_array_remove_index(reader->columns, i - 1);
    }
  }
}

GPtrArray *roster_table_read(const Table *table, const RosterContext *context, DiagList *diags) {
  guint before = diag_count(diags, DIAG_ERROR);
  Reader reader = {.table = table, .context = context, .diags = diags};
  if (!find_header(&reader)) {
    return NULL;
  }
  g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(Column));
  reader.columns = columns;
  read_columns(&reader);
  drop_empty_columns(&reader);
  g_array_sort(columns, by_day);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(line_drop);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint r = reader.header + 1; r < table->n_rows; r++) {
    if (!tables_is_remark(table_cell(&table->rows[r], 0))) {
      read_row(&reader, &table->rows[r], seen, lines);
    }
  }
  if (diag_count(diags, DIAG_ERROR) > before) {
    return NULL;
  }
  return g_steal_pointer(&lines);
}

/* ---- YAML --------------------------------------------------------------------------------------------------------------------------------- */

static void put_run(GString *out, const RosterLine *line, guint first, guint last) {
  g_autoptr(GString) cells = g_string_new(NULL);
  for (guint i = first; i <= last; i++) {
    g_string_append_printf(cells, "%s%s", i > first ? " " : "", line->cells[i]);
  }
  g_autofree char *who = yaml_quote(line->post != NULL ? line->post : line->who);
  char day[DAY_TEXT];
  g_string_append_printf(out, "  - {%s: %s, from: %s, %s: \"%s\"}\n", line->post != NULL ? "post" : "who", who,
                         day_iso(line->days[first], day), line->post != NULL ? "people" : "codes", cells->str);
}

char *roster_yaml(const GPtrArray *lines, const char *source) {
  g_autoptr(GString) out = g_string_new(NULL);
  g_autofree char *base = g_path_get_basename(source);
  g_autofree char *clean = text_clean(base, FALSE);
  g_string_append_printf(
      out,
      "# 排班，由 ready315 roster import 写成，最近一次来自 %s。\n"
      "# 可以改；改过以后再导入，要加 --force。from 是第一天，codes 每天一个班次，用空格隔开，休 是休息。\n"
      "# post 是岗位，duty-manager 值班经理，people 每天一个人的代号，- 是没有人。\n"
      "roster:%s\n",
      clean, lines->len > 0 ? "" : " []");
  for (guint l = 0; l < lines->len; l++) {
    const RosterLine *line = g_ptr_array_index(lines, l);
    guint first = 0;
    for (guint i = 1; i <= line->n; i++) {
      if (i == line->n || line->days[i] != line->days[i - 1] + 1) {
        put_run(out, line, first, i - 1);
        first = i;
      }
    }
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}
