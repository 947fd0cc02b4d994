/* A filled workbook → Setup. Every problem of every sheet is found in one go and named by its cell; people are named by 姓名 or 工号 throughout,
 * ids are ours to make. */
#include "desk/setup/init_template.h"
#include "base/phone.h"
#include "base/pinyin.h"
#include "base/text.h"
#include "desk/names.h"
#include "desk/setup/roster_table.h"
#include "desk/tables.h"
#include <string.h>

const char *const template_sheets[N_SHEETS] = {"门店", "部门", "人员", "值班", "外部联系"};

#define ALIASES(...) ((const char *const[]){__VA_ARGS__, NULL})
const ColumnSpec template_store_columns[N_STORE_COLUMNS] = {
    [STORE_NAME] = {"name", TRUE, ALIASES("店名", "门店", "门店名称")},
    [STORE_LICENCE] = {"licence", FALSE, ALIASES("执照名称", "营业执照名称")},
    [STORE_PROVINCE] = {"province", FALSE, ALIASES("省份", "省")},
    [STORE_PLACE] = {"place", TRUE, ALIASES("线上线下", "店铺类型")},
    [STORE_FOOD] = {"food", FALSE, ALIASES("食品", "是否食品")},
    [STORE_MORE] = {"more", FALSE, ALIASES("其他类型")},
    [STORE_SCALE] = {"scale", FALSE, ALIASES("规模")},
    [STORE_HOURS] = {"hours", FALSE, ALIASES("营业时间")},
    [STORE_MANAGER] = {"manager", TRUE, ALIASES("店长")},
    [STORE_DEPUTY] = {"deputy", FALSE, ALIASES("副店长")}};
const ColumnSpec template_dept_columns[N_DEPT_COLUMNS] = {
    [DEPT_NAME] = {"name", TRUE, ALIASES("部门", "部门名称")},
    [DEPT_COVERS] = {"covers", FALSE, ALIASES("职能")},
    [DEPT_OWNER] = {"owner", TRUE, ALIASES("对接人", "负责人")},
    [DEPT_SUPERVISOR] = {"supervisor", FALSE, ALIASES("监督人")},
    [DEPT_BACKUP] = {"backup", FALSE, ALIASES("备份", "备份人")},
    [DEPT_PHONE] = {"duty_phone", FALSE, ALIASES("当班电话", "值班电话")},
    [DEPT_LANDLINE] = {"landline", FALSE, ALIASES("座机", "内线")},
    [DEPT_COMPLAINTS] = {"complaints", FALSE, ALIASES("首问类型")},
    [DEPT_RESPOND] = {"respond", FALSE, ALIASES("响应时限", "响应分钟")},
    [DEPT_WORKDAYS] = {"workdays", FALSE, ALIASES("上班", "工作日")}};
const ColumnSpec template_external_columns[N_EXTERNAL_COLUMNS] = {
    [EXTERNAL_NAME] = {"name", TRUE, ALIASES("名称", "单位")},
    [EXTERNAL_PHONE] = {"phone", FALSE, ALIASES("电话", "联系电话")},
    [EXTERNAL_FOR] = {"for", FALSE, ALIASES("用途", "什么事找")}};

enum { TEXT_MOST = 60, COLUMNS_MOST = 16 };
G_STATIC_ASSERT((int)N_STORE_COLUMNS <= (int)COLUMNS_MOST && (int)N_DEPT_COLUMNS <= (int)COLUMNS_MOST);

/* One sheet being read, a row at a time. */
typedef struct {
  const Table *table;
  const TableRow *row;
  int index[COLUMNS_MOST];
  DiagList *diags;
} Sheet;

typedef struct {
  Desk *desk;
  Setup *setup;
  const Workbook *book;
  const char *file;
  GPtrArray *rows; /* PersonRow* of 人员 */
} Reader;

static Pos at(const Sheet *sheet, int column) {
  return table_pos(sheet->table, sheet->row, (guint)MAX(sheet->index[column], 0));
}

/* The cell's text, "" when it is empty or too long (which is told). */
static const char *cell(const Sheet *sheet, int column) {
  const char *text = table_cell(sheet->row, sheet->index[column]);
  if (g_utf8_strlen(text, -1) > TEXT_MOST) {
    diag_fix(diag_add(sheet->diags, E022, at(sheet, column), "这一格太长，最多 %d 个字。", TEXT_MOST), "请写短一些。");
    return "";
  }
  return text;
}

static char *filled(const char *text) {
  return *text != '\0' ? text_clean(text, FALSE) : NULL;
}

static const char *required(const Sheet *sheet, int column, const char *what) {
  const char *text = cell(sheet, column);
  if (*text == '\0') {
    diag_fix(diag_add(sheet->diags, E074, at(sheet, column), "这一格要写%s。", what), "请补上。");
  }
  return text;
}

static char *phone(const Sheet *sheet, int column) {
  const char *text = cell(sheet, column);
  char *number = *text != '\0' ? phone_tidy(text) : NULL;
  if (*text != '\0' && number == NULL) {
    diag_fix(diag_add(sheet->diags, E021, at(sheet, column), "“%s”不像电话号码。", text),
             "一格写一个号码，例如 13800000001 或 0571-88880001。");
  }
  return number;
}

static const Table *find_sheet(const Reader *reader, int which, gboolean needed) {
  for (guint i = 0; i < reader->book->n_sheets; i++) {
    if (g_strcmp0(reader->book->sheets[i]->sheet, template_sheets[which]) == 0) {
      return reader->book->sheets[i];
    }
  }
  if (needed) {
    diag_fix(diag_add(reader->desk->diags, E076, pos_of_file(reader->file), "工作簿里没有“%s”这张工作表。",
                      template_sheets[which]),
             "用 ready315 init --print-template 写一份空白的，照着填；工作表的名字不要改。");
  }
  return NULL;
}

/* Calls `read` for each filled row. */
static void each_row(Reader *reader, int which, gboolean needed, const ColumnSpec *specs, guint n,
                     void (*read)(Reader *, const Sheet *)) {
  const Table *table = find_sheet(reader, which, needed);
  Sheet sheet = {.table = table, .diags = reader->desk->diags};
  int header = table != NULL ? table_find_columns(table, specs, n, sheet.index, sheet.diags) : -1;
  guint rows = 0;
  for (guint r = (guint)(header + 1); header >= 0 && r < table->n_rows; r++) {
    sheet.row = &table->rows[r];
    if (!tables_is_remark(table_cell(sheet.row, 0))) {
      rows++;
      read(reader, &sheet);
    }
  }
  if (rows == 0 && needed && header >= 0) {
    diag_fix(diag_add(sheet.diags, E077, table_pos(table, &table->rows[header], 0), "“%s”这张表还没有填。",
                      template_sheets[which]),
             "在说明和例子下面填写。");
  }
}

/* ---- people ------------------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *find_people(const char *who, gpointer data) {
  const Setup *setup = data;
  GPtrArray *ids = g_ptr_array_new();
  for (guint i = 0; i < setup->people->len; i++) {
    const SetupPerson *person = g_ptr_array_index(setup->people, i);
    if (strcmp(person->name, who) == 0 || g_strcmp0(person->no, who) == 0 || strcmp(person->id, who) == 0) {
      g_ptr_array_add(ids, person->id);
    }
  }
  return ids;
}

/* The id of the person in a cell; NULL when the cell is empty or the name is nobody's or several people's. */
static char *person(const Reader *reader, const Sheet *sheet, int column) {
  const char *who = cell(sheet, column);
  if (*who == '\0' || reader->setup->people->len == 0) { /* no people at all: told once, not for each cell */
    return NULL;
  }
  g_autoptr(GPtrArray) found = find_people(who, reader->setup);
  if (found->len == 1) {
    return g_strdup(g_ptr_array_index(found, 0));
  }
  if (found->len > 1) {
    diag_fix(diag_add(sheet->diags, E057, at(sheet, column), "“人员”表里有 %u 个“%s”。", found->len, who),
             "这里请写工号。");
    return NULL;
  }
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < reader->setup->people->len; i++) {
    const SetupPerson *other = g_ptr_array_index(reader->setup->people, i);
    g_ptr_array_add(names, other->name);
  }
  g_ptr_array_add(names, NULL);
  const char *near = text_nearest(who, (const char *const *)names->pdata);
  Diag *diag = diag_add(sheet->diags, E031, at(sheet, column), "“人员”表里没有“%s”。", who);
  if (near != NULL) {
    diag_fix(diag, "是不是想写“%s”？", near);
  } else {
    diag_fix(diag, "先把他写进“人员”表。");
  }
  return NULL;
}

static void read_people(Reader *reader) {
  const Table *table = find_sheet(reader, SHEET_PEOPLE, TRUE);
  reader->rows = table != NULL ? tables_people(table, reader->desk->diags) : g_ptr_array_new();
  g_autoptr(GHashTable) taken = names_taken_new();
  for (guint i = 0; i < reader->rows->len; i++) {
    PersonRow *row = g_ptr_array_index(reader->rows, i);
    if (row->person->id != NULL) {
      g_hash_table_add(taken, g_strdup(row->person->id));
    }
  }
  for (guint i = 0; i < reader->rows->len; i++) {
    PersonRow *row = g_ptr_array_index(reader->rows, i);
    SetupPerson *one = g_steal_pointer(&row->person);
    one->id = one->id != NULL ? one->id : names_person_id(taken, one->name);
    g_ptr_array_add(reader->setup->people, one);
  }
}

/* 生鲜 and 生鲜部 are the same. */
static const SetupDepartment *find_department(const Setup *setup, const char *name) {
  for (guint d = 0; d < setup->departments->len; d++) {
    const SetupDepartment *department = g_ptr_array_index(setup->departments, d);
    g_autofree char *longer = g_strconcat(name, "部", NULL);
    if (strcmp(department->name, name) == 0 || strcmp(department->name, longer) == 0) {
      return department;
    }
  }
  return NULL;
}

static void refuse_department(const Reader *reader, const PersonRow *row) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint d = 0; d < reader->setup->departments->len; d++) {
    g_ptr_array_add(names, ((const SetupDepartment *)g_ptr_array_index(reader->setup->departments, d))->name);
  }
  g_ptr_array_add(names, NULL);
  const char *near = text_nearest(row->department, (const char *const *)names->pdata);
  Diag *diag = diag_add(reader->desk->diags, E035, row->department_pos, "“部门”表里没有“%s”。", row->department);
  if (near != NULL) {
    diag_fix(diag, "是不是想写“%s”？", near);
  } else {
    diag_fix(diag, "先把这个部门写进“部门”表，两处的写法要一样。");
  }
}

/* After the departments are known. */
static void place_people(Reader *reader) {
  for (guint i = 0; i < reader->rows->len; i++) {
    const PersonRow *row = g_ptr_array_index(reader->rows, i);
    SetupPerson *one = g_ptr_array_index(reader->setup->people, i);
    const SetupDepartment *department =
        *row->department != '\0' ? find_department(reader->setup, row->department) : NULL;
    if (department != NULL) {
      one->department = g_strdup(department->id);
    } else if (*row->department != '\0') {
      refuse_department(reader, row);
    }
  }
}

/* ---- departments -------------------------------------------------------------------------------------------------------------------------- */

/* One kind of word in a cell, several of them divided as usual. */
typedef struct {
  int (*understand)(const char *);
  DiagCode code;
  const char *what, *allowed;
} Vocabulary;

static const Vocabulary functions = {
    names_function, E030, "职能",
    "客服、运营、商品、采购、仓储、物流、卖场、收银、生鲜、食品安全、信息技术、公关、法务、培训、人事"};
static const Vocabulary complaints = {names_complaint, E015, "首问类型", "服务、规则、质量、费用、其他"};
static const Vocabulary workdays = {names_workdays, E015, "上班方式", "每天、工作日、按排班"};
static const Vocabulary more_kinds = {names_kind, E015, "店铺类型", "化妆品、直播、预付卡"};
static const Vocabulary scales = {names_scale, E015, "规模", "一两个人、一般、大型、不设活动期"};

static WordSet words_in(const Sheet *sheet, int column, const Vocabulary *vocabulary) {
  WordSet set = 0;
  g_auto(GStrv) parts = names_split(cell(sheet, column));
  for (char **part = parts; *part != NULL; part++) {
    int index = vocabulary->understand(*part);
    if (index >= 0) {
      set |= 1u << index;
    } else {
      diag_fix(diag_add(sheet->diags, vocabulary->code, at(sheet, column), "没有叫“%s”的%s。", *part, vocabulary->what),
               "可以写：%s。", vocabulary->allowed);
    }
  }
  return set;
}

/* "10", "10分钟", "10m", "1小时", "1h" → minutes; 0 for an empty cell. */
static int minutes(const Sheet *sheet, int column) {
  const char *text = cell(sheet, column);
  char *end = NULL;
  gint64 number = g_ascii_strtoll(text, &end, 10);
  const char *unit = end + strspn(end, " ");
  gboolean hours = strcmp(unit, "小时") == 0 || strcmp(unit, "h") == 0;
  gboolean known =
      hours || *unit == '\0' || strcmp(unit, "分钟") == 0 || strcmp(unit, "分") == 0 || strcmp(unit, "m") == 0;
  if (*text != '\0' && (end == text || !known || number < 1 || number > 1440)) {
    diag_fix(diag_add(sheet->diags, E020, at(sheet, column), "“%s”不是时长。", text),
             "写分钟数，例如 10；或者写 1小时。");
    return 0;
  }
  return (int)(hours ? number * 60 : number);
}

static void read_department(Reader *reader, const Sheet *sheet) {
  const char *name = required(sheet, DEPT_NAME, "部门名称");
  WordSet covers = words_in(sheet, DEPT_COVERS, &functions);
  gboolean given = *cell(sheet, DEPT_COVERS) != '\0';
  covers = given ? covers : names_functions(name);
  g_autoptr(GHashTable) taken = names_taken_new();
  for (guint i = 0; i < reader->setup->departments->len; i++) {
    const SetupDepartment *other = g_ptr_array_index(reader->setup->departments, i);
    g_hash_table_add(taken, g_strdup(other->id));
    if (*name != '\0' && strcmp(other->name, name) == 0) {
      diag_fix(diag_add(sheet->diags, E075, at(sheet, DEPT_NAME), "部门“%s”写了两次。", name), "请删掉一行。");
    }
    WordSet both = covers & other->covers;
    if (both != 0 && given) {
      g_autofree char *words = words_of_set(words_function, both);
      diag_fix(diag_add(sheet->diags, E036, at(sheet, DEPT_COVERS), "“%s”已经归%s。", words, other->name),
               "一个职能只归一个部门。");
    }
    covers &= ~other->covers;
  }
  int first = covers != 0 ? g_bit_nth_lsf(covers, -1) : -1;
  g_autofree char *spelled = pinyin_spell(name, FALSE);
  g_autofree char *id = names_unique_id(taken, first >= 0 ? words_function[first].id : spelled, "dept");
  SetupDepartment *department = setup_add_department(reader->setup, id, name, covers);
  required(sheet, DEPT_OWNER, "对接人");
  department->owner = person(reader, sheet, DEPT_OWNER);
  department->supervisor = person(reader, sheet, DEPT_SUPERVISOR);
  department->backup = person(reader, sheet, DEPT_BACKUP);
  department->duty_phone = phone(sheet, DEPT_PHONE);
  department->landline = phone(sheet, DEPT_LANDLINE);
  department->complaints = words_in(sheet, DEPT_COMPLAINTS, &complaints);
  department->respond = minutes(sheet, DEPT_RESPOND);
  WordSet days = words_in(sheet, DEPT_WORKDAYS, &workdays);
  department->workdays = days != 0 ? (Workdays)g_bit_nth_lsf(days, -1) : WORKDAYS_CALENDAR;
}

static void read_external(Reader *reader, const Sheet *sheet) {
  const char *name = required(sheet, EXTERNAL_NAME, "名称");
  g_autoptr(GHashTable) taken = names_taken_new();
  for (guint i = 0; i < reader->setup->external->len; i++) {
    const SetupExternal *other = g_ptr_array_index(reader->setup->external, i);
    g_hash_table_add(taken, g_strdup(other->id));
  }
  g_autofree char *spelled = pinyin_spell(name, FALSE);
  g_autofree char *id = names_unique_id(taken, spelled, "contact");
  g_autofree char *number = phone(sheet, EXTERNAL_PHONE);
  g_autofree char *purpose = filled(cell(sheet, EXTERNAL_FOR));
  setup_add_external(reader->setup, id, name, number, purpose);
}

/* ---- the shop ----------------------------------------------------------------------------------------------------------------------------- */

/* "9：00至22:00" → "09:00-22:00"; NULL when it is none. */
static char *hours_of(const char *text) {
  static GRegex *form;
  if (form == NULL) {
    form = g_regex_new("^(\\d{1,2})[:：](\\d{2})\\s*(?:-|—|–|~|～|至|到)+\\s*(\\d{1,2})[:：](\\d{2})$", 0, 0, NULL);
    g_assert(form != NULL);
  }
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match(form, text, 0, &match)) {
    return NULL;
  }
  int part[4];
  for (int i = 0; i < 4; i++) {
    g_autofree char *digits = g_match_info_fetch(match, i + 1);
    part[i] = (int)g_ascii_strtoll(digits, NULL, 10);
  }
  int from = part[0] * 60 + part[1], to = part[2] * 60 + part[3];
  gboolean fine = part[1] < 60 && part[3] < 60 && from < DAY_MINUTES && to <= DAY_MINUTES && from != to;
  return fine ? g_strdup_printf("%02d:%02d-%02d:%02d", part[0], part[1], part[2], part[3]) : NULL;
}

static void read_hours(Reader *reader, const Sheet *sheet) {
  g_autoptr(GStrvBuilder) hours = g_strv_builder_new();
  const char *text = cell(sheet, STORE_HOURS);
  g_auto(GStrv) parts = g_regex_split_simple("[、，,；;\\s]+", *text != '\0' ? text : "09:00-22:00", 0, 0);
  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *one = hours_of(*part);
    if (one == NULL) {
      diag_fix(diag_add(sheet->diags, E019, at(sheet, STORE_HOURS), "“%s”不是一段营业时间。", *part),
               "写成 09:00-22:00；几段之间用顿号隔开。");
    } else {
      g_strv_builder_add(hours, one);
    }
  }
  g_strfreev(reader->setup->hours);
  reader->setup->hours = g_strv_builder_end(hours);
}

static WordSet place_of(const Sheet *sheet) {
  const char *text = required(sheet, STORE_PLACE, "实体店、网店或线上线下都有");
  int kind = names_kind(text);
  if (strcmp(text, "线上线下都有") == 0 || strcmp(text, "都有") == 0) {
    return 1u << KIND_SHOP | 1u << KIND_ONLINE;
  }
  if (kind != KIND_SHOP && kind != KIND_ONLINE && *text != '\0') {
    diag_fix(diag_add(sheet->diags, E015, at(sheet, STORE_PLACE), "这里不能写“%s”。", text),
             "可以写：实体店、网店、线上线下都有。");
  }
  return kind == KIND_SHOP || kind == KIND_ONLINE ? 1u << kind : 0;
}

static WordSet food_of(const Sheet *sheet) {
  const char *text = cell(sheet, STORE_FOOD);
  if (*text == '\0' || strcmp(text, "不卖") == 0 || strcmp(text, "否") == 0) {
    return 0;
  }
  if (strcmp(text, "有生鲜或现做") == 0 || strcmp(text, "生鲜") == 0) {
    return 1u << KIND_FOOD | 1u << KIND_FRESH;
  }
  if (strcmp(text, "预包装食品") != 0 && strcmp(text, "是") != 0) {
    diag_fix(diag_add(sheet->diags, E015, at(sheet, STORE_FOOD), "这里不能写“%s”。", text),
             "可以写：不卖、预包装食品、有生鲜或现做。");
  }
  return 1u << KIND_FOOD;
}

static void read_store(Reader *reader, const Sheet *sheet) {
  Setup *setup = reader->setup;
  if (setup->manager != NULL || setup->licence_name != NULL) { /* set by the row before */
    diag_fix(diag_add(sheet->diags, E075, at(sheet, STORE_NAME), "“门店”只能写一行。"),
             "一个店一份工作簿，请删掉多余的行。");
    return;
  }
  const char *name = required(sheet, STORE_NAME, "店名");
  if (*name != '\0') {
    g_free(setup->name);
    setup->name = g_strdup(name);
  }
  setup->licence_name = filled(cell(sheet, STORE_LICENCE));
  const char *province = cell(sheet, STORE_PROVINCE);
  setup->province = g_strdup(*province != '\0' ? names_province(province) : NULL);
  if (*province != '\0' && setup->province == NULL) {
    const char *near = names_near_province(province);
    Diag *diag = diag_add(sheet->diags, E015, at(sheet, STORE_PROVINCE), "没有叫“%s”的省份。", province);
    if (near != NULL) {
      diag_fix(diag, "是不是想写“%s”？", near);
    } else {
      diag_fix(diag, "请写省、自治区或直辖市的名字，例如 浙江。");
    }
  }
  setup->kinds = place_of(sheet) | food_of(sheet) | words_in(sheet, STORE_MORE, &more_kinds);
  WordSet scale = words_in(sheet, STORE_SCALE, &scales);
  setup->scale = scale != 0 ? (Scale)g_bit_nth_lsf(scale, -1) : init_scale((int)setup->people->len);
  read_hours(reader, sheet);
  required(sheet, STORE_MANAGER, "店长");
  setup->manager = person(reader, sheet, STORE_MANAGER);
  setup->deputy = person(reader, sheet, STORE_DEPUTY);
}

static void read_roster(Reader *reader, const char *path, GPtrArray *files) {
  const Table *table = find_sheet(reader, SHEET_ROSTER, FALSE);
  gboolean filled_in = FALSE;
  for (guint r = 1; table != NULL && r < table->n_rows; r++) {
    filled_in = filled_in || !tables_is_remark(table_cell(&table->rows[r], 0));
  }
  if (!filled_in) {
    return;
  }
  static const char *const codes[] = {"早", "中", "晚", NULL};
  RosterContext context = {.year = reader->setup->year, .codes = codes, .find = find_people, .data = reader->setup};
  g_autoptr(GPtrArray) lines = roster_table_read(table, &context, reader->desk->diags);
  if (lines != NULL && lines->len > 0) {
    init_files_add(files, "roster.yaml", roster_yaml(lines, path))->imported = TRUE;
  }
}

Setup *init_template_read(Desk *desk, const char *folder, const char *path, int year, GPtrArray *files,
                          GError **error) {
  gboolean needs_book = FALSE;
  g_autoptr(TableSource) source = tables_open(desk, path, &needs_book, error);
  g_assert(!needs_book);
  if (source == NULL) {
    return NULL;
  }
  if (source->book == NULL) {
    diag_fix(diag_add(desk->diags, E070, pos_of_file(source->file), "这不是 xlsx 工作簿。"),
             "用 ready315 init --print-template 写一份空白的，填好以后另存为 xlsx。");
    return NULL;
  }
  g_autoptr(Setup) setup = setup_new();
  init_name(folder, &setup->name, &setup->id);
  setup->year = year;
  Reader reader = {.desk = desk, .setup = setup, .book = source->book, .file = source->file};
  read_people(&reader);
  each_row(&reader, SHEET_STORE, TRUE, template_store_columns, N_STORE_COLUMNS, read_store);
  each_row(&reader, SHEET_DEPARTMENTS, FALSE, template_dept_columns, N_DEPT_COLUMNS, read_department);
  place_people(&reader);
  each_row(&reader, SHEET_EXTERNAL, FALSE, template_external_columns, N_EXTERNAL_COLUMNS, read_external);
  read_roster(&reader, path, files);
  g_ptr_array_unref(reader.rows);
  return diag_has_errors(desk->diags) ? NULL : g_steal_pointer(&setup);
}
