/* New workspaces: from answers, from a filled workbook, from last year's. Each is read back as `check` reads it. */
#include "base/clock.h"
#include "base/file.h"
#include "desk/setup/init.h"
#include "desk/setup/init_blank.h"
#include "desk/setup/init_roll.h"
#include "desk/setup/init_template.h"
#include "out/xlsx.h"
#include "workspace.h"

/* The other tests' campaign cannot be kept in every year: a task is due before what it needs. */
static void place_new(Workspace *w) {
  workspace_new(w);
  g_autoptr(GString) prepare = g_string_new(PREPARE);
  g_assert_cmpuint(g_string_replace(prepare, "needs: [screen-copy], ", "", 1), ==, 1);
  folder_put(&w->share, "phases/prepare.yaml", prepare->str);
}

static const Tools tools = {.read_workbook = xlsx_parse, .write_workbook = xlsx_write};

static void test_year(void) {
  static const struct {
    const char *now;
    int year;
  } rows[] = {
      {"2026-11-23", 2027}, {"2027-04-10", 2027}, {"2027-04-11", 2028}, {"2027-01-01", 2027}, {"2026-04-11", 2027}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Moment moment = MOMENT_NONE;
    g_assert_true(moment_parse(rows[i].now, &moment));
    g_assert_cmpint(init_next_year(((gint64)moment - 8 * 60) * 60), ==, rows[i].year);
  }
}

static void test_names(void) {
  static const struct {
    const char *folder, *name, *id;
  } rows[] = {{"武林店", "武林店", "wulindian"},
              {"a/b/hz-wulin", "hz-wulin", "hz-wulin"},
              {"HZ.Wulin/", "HZ.Wulin", "hz-wulin"},
              {"／", "／", "store"},
              {"/", "本店", "store"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *name = NULL, *id = NULL;
    init_name(rows[i].folder, &name, &id);
    g_assert_cmpstr(name, ==, rows[i].name);
    g_assert_cmpstr(id, ==, rows[i].id);
  }
}

/* Makes it in the workspace's share folder's neighbour and reads it back. */
static void make(Workspace *w, const char *name, GPtrArray *files, Desk *desk) {
  g_autofree char *folder = g_build_filename(w->home.path, name, NULL);
  g_autoptr(GError) error = NULL;
  gboolean made = init_write(desk, folder, files, desk->diags, &error);
  g_assert_no_error(error);
  g_autofree char *said = messages(desk->diags);
  g_test_message("%s", said);
  g_assert_true(made);
  LoadOptions options = {.workspace = folder, .share = w->share.path, .checklists = TRUE};
  campaign_free(w->campaign);
  w->campaign = load_campaign(&options, w->diags);
  g_assert_false(diag_has_errors(w->diags));
}

static void test_answers(void) {
  static const struct {
    const char *departments; /* NULL: the usual ones */
    WordSet kinds;
    int people;
    const char *expected; /* departments with owners; the number of people */
  } rows[] = {
      {NULL, 1u << KIND_SHOP, 12,
       "service:service-lead purchasing:purchasing-lead floor:floor-lead checkout:checkout-lead "
       "warehouse:warehouse-lead 7"},
      {NULL, 1u << KIND_ONLINE, 12,
       "service:service-lead operations:operations-lead merchandise:merchandise-lead warehouse:warehouse-lead 6"},
      {NULL, 1u << KIND_SHOP | 1u << KIND_ONLINE | 1u << KIND_FOOD | 1u << KIND_FRESH, 30,
       "service:service-lead operations:operations-lead purchasing:purchasing-lead floor:floor-lead "
       "checkout:checkout-lead "
       "fresh:fresh-lead food-safety:food-safety-lead warehouse:warehouse-lead 10"},
      {"客服 采购 神秘部 客服二部", 1u << KIND_SHOP, 4,
       "service:service-lead purchasing:purchasing-lead shenmibu:service-lead kefuerbu:purchasing-lead 4"},
      {"", 1u << KIND_SHOP, 5, "1"},
      {NULL, 1u << KIND_SHOP, 1, "1"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Workspace w;
    place_new(&w);
    g_auto(GStrv) departments = rows[i].departments != NULL ? g_strsplit(rows[i].departments, " ", -1) : NULL;
    InitWish wish = {.folder = "店",
                     .kinds = rows[i].kinds,
                     .people = rows[i].people,
                     .scale = init_scale(rows[i].people),
                     .departments = departments,
                     .year = 2027,
                     .province = "浙江"};
    g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
    g_autoptr(Setup) setup = init_setup(&wish);
    g_autoptr(GPtrArray) files = init_files_new();
    init_files_add(files, "store.yaml", setup_store_yaml(setup));
    make(&w, "店", files, desk);
    const Store *store = w.campaign->store;
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint d = 0; d < store->departments->len; d++) {
      const Department *department = g_ptr_array_index(store->departments, d);
      g_string_append_printf(got, "%s:%s ", department->id, department->owner->id);
      g_assert_true(department->supervisor != department->owner);
    }
    g_string_append_printf(got, "%u", store->people->len);
    g_assert_cmpstr(got->str, ==, rows[i].expected);
    g_assert_cmpuint(store->kinds, ==, rows[i].kinds);
    g_assert_cmpstr(store->province, ==, "浙江");
    g_assert_cmpint(store->year, ==, 2027);
    g_assert_cmpuint(diag_count(w.diags, DIAG_ERROR), ==, 0);
    workspace_free(&w);
  }
}

static guint count_entries(const char *path) {
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  guint n = 0;
  while (dir != NULL && g_dir_read_name(dir) != NULL) {
    n++;
  }
  return n;
}

/* A definition with errors leaves nothing behind, and its problems are told of the place where it would have stood. */
static void test_nothing_left(void) {
  Workspace w;
  place_new(&w);
  g_autofree char *folder = g_build_filename(w.home.path, "新店", NULL);
  guint before = count_entries(w.home.path);
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  g_autoptr(GPtrArray) files = init_files_new();
  init_files_add(files, "store.yaml", g_strdup("store: {id: x}\nnonsense: 1\n"));
  g_autoptr(GError) error = NULL;
  g_assert_false(init_write(desk, folder, files, desk->diags, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(count_entries(w.home.path), ==, before);
  g_autofree char *text = diag_render_text(desk->diags, 100);
  g_autofree char *place = g_strdup_printf("%s/store.yaml:2:1: 错误[E012]", folder);
  g_test_message("%s", text);
  g_assert_nonnull(strstr(text, place));
  g_assert_nonnull(strstr(text, "nonsense: 1\n"));
  g_assert_null(strstr(text, ".ready315-init"));
  workspace_free(&w);
}

static void test_refusal(void) {
  Folder folder = folder_new(1);
  folder_put(&folder, "full/x", "x");
  folder_put(&folder, "shop/store.yaml", "x");
  g_autofree char *empty = g_build_filename(folder.path, "empty", NULL);
  g_assert_cmpint(g_mkdir(empty, 0755), ==, 0);
  static const struct {
    const char *name, *part;
  } rows[] = {
      {"full", "里已经有东西"}, {"shop", "已经是店铺文件夹"}, {"full/x", "是文件"}, {"empty", NULL}, {"new", NULL}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_build_filename(folder.path, rows[i].name, NULL);
    g_autofree char *refusal = init_refusal(path);
    g_assert_cmpint(refusal != NULL, ==, rows[i].part != NULL);
    g_assert_true(rows[i].part == NULL || strstr(refusal, rows[i].part) != NULL);
  }
  folder_free(&folder);
}

/* ---- workbooks -------------------------------------------------------------------------------------------------------------------------- */

/* One sheet from rows divided by newlines and cells divided by |. */
static Grid *sheet(const char *rows) {
  g_auto(GStrv) lines = g_strsplit(rows, "\n", -1);
  g_auto(GStrv) heads = g_strsplit(lines[0], "|", -1);
  GridColumn columns[16] = {{.id = NULL}};
  guint n = g_strv_length(heads);
  for (guint c = 0; c < n; c++) {
    columns[c] = (GridColumn){.id = "x", .title = intern_string(heads[c])};
  }
  Grid *grid = grid_new(NULL, columns, n);
  for (char **line = lines + 1; *line != NULL; line++) {
    g_auto(GStrv) cells = g_strsplit(*line, "|", -1);
    for (guint c = 0; c < n; c++) {
      grid_cell(grid, c < g_strv_length(cells) ? cells[c] : "");
    }
    grid_end_row(grid);
  }
  return grid;
}

#define STORE_HEADS "店名|执照名称|省份|线上线下|食品|其他类型|规模|营业时间|店长|副店长\n"
#define DEPT_HEADS "部门|职能|对接人|监督人|备份|当班电话|座机|首问类型|响应时限|上班\n"
#define PEOPLE_HEADS "姓名|工号|部门|岗位|手机\n"
#define EXTERNAL_HEADS "名称|电话|用途\n"
#define ROSTER_HEADS "姓名|3/1|3/2|3/3\n"
#define GOOD_STORE                                                                                                     \
  STORE_HEADS "武林店|某公司|浙江省|线上线下都有|有生鲜或现做|化妆品、预付卡||9：00至22:00、23:00-2:00|刘洋|王芳"
#define GOOD_DEPTS                                                                                                     \
  DEPT_HEADS                                                                                                           \
  "客服部||王芳|刘洋|1003|0571-88880001|8001|服务、其他|10分钟|按排班\n采购商品部||1003|刘洋||||质量|1小时|工作日"
#define GOOD_PEOPLE                                                                                                    \
  PEOPLE_HEADS                                                                                                         \
  "例：张三|1|客服部||\n刘洋|1001||店长|\n王芳|1002|客服部|主管|13800000001\n李雷|1003|采购商品部||\n李雷|1004|||"
#define GOOD_ROSTER ROSTER_HEADS "王芳|早|休|\n值班经理|刘洋|王芳|"
#define GOOD_EXTERNAL EXTERNAL_HEADS "武林市场监管所|0571-12315|监管"

static void put_book(const Workspace *w, const char *const texts[N_SHEETS]) {
  BookSheet sheets[N_SHEETS];
  guint n = 0;
  for (int i = 0; i < N_SHEETS; i++) {
    if (texts[i] != NULL) {
      sheets[n++] = (BookSheet){.name = template_sheets[i], .grid = sheet(texts[i])};
    }
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = xlsx_write(sheets, n, &error);
  g_assert_no_error(error);
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  g_autofree char *path = g_build_filename(w->share.path, "people.xlsx", NULL);
  g_assert_true(g_file_set_contents(path, data, (gssize)length, NULL));
  for (guint i = 0; i < n; i++) {
    grid_free((Grid *)(guintptr)sheets[i].grid);
  }
}

static Setup *read_book(const Workspace *w, Desk *desk, GPtrArray *files) {
  g_autofree char *path = g_build_filename(w->share.path, "people.xlsx", NULL);
  g_autoptr(GError) error = NULL;
  Setup *setup = init_template_read(desk, "新店", path, 2027, files, &error);
  g_assert_no_error(error);
  return setup;
}

static void test_template(void) {
  Workspace w;
  place_new(&w);
  put_book(&w, (const char *const[N_SHEETS]){GOOD_STORE, GOOD_DEPTS, GOOD_PEOPLE, GOOD_ROSTER, GOOD_EXTERNAL});
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  g_autoptr(GPtrArray) files = init_files_new();
  g_autoptr(Setup) setup = read_book(&w, desk, files);
  g_autofree char *said = messages(desk->diags);
  g_assert_cmpstr(said, ==, "");
  init_files_add(files, "store.yaml", setup_store_yaml(setup));
  make(&w, "新店", files, desk);
  const Store *store = w.campaign->store;
  g_assert_cmpstr(store->id, ==, "xindian");
  g_assert_cmpstr(store->name, ==, "武林店");
  g_assert_cmpstr(store->licence_name, ==, "某公司");
  g_autofree char *kinds = words_of_set(words_kind, store->kinds);
  g_assert_cmpstr(kinds, ==, "线上店、门店、食品、生鲜、化妆品、预付卡");
  g_assert_cmpint(store->scale, ==, SCALE_STANDARD); /* by the number of people */
  g_assert_cmpuint(store->hours->len, ==, 2);
  g_assert_cmpint(g_array_index(store->hours, Hours, 1).to, ==, 26 * 60);
  g_assert_cmpstr(store->manager->id, ==, "liu.yang");
  g_assert_cmpstr(store->deputy->name, ==, "王芳");
  const Department *service = store_department(store, "service"), *buying = store_department(store, "merchandise");
  g_assert_cmpstr(service->backup->id, ==, "li.lei");
  g_assert_cmpint(service->respond, ==, 10);
  g_assert_cmpint(service->workdays, ==, WORKDAYS_SHIFT);
  g_assert_cmpint(buying->respond, ==, 60);
  g_assert_cmpuint(buying->covers, ==, 1u << FUNCTION_MERCHANDISE | 1u << FUNCTION_PURCHASING);
  g_assert_true(store_person(store, "wang.fang")->department == service);
  g_assert_null(store_person(store, "li.lei2")->department);
  g_assert_cmpuint(store->roster->len, ==, 2);
  g_assert_cmpuint(((RosterRow *)g_ptr_array_index(store->roster, 0))->n_days, ==, 2);
  g_assert_cmpuint(store->external->len, ==, 1);
  workspace_free(&w);
}

static void add_cell(const Diag *diag, gpointer data) {
  GString *out = data;
  g_autofree char *pos = pos_format(diag->pos);
  const char *cell = strstr(pos, "people.xlsx:");
  g_string_append_printf(out, "%s%s %s", out->len > 0 ? ", " : "", diag_code_name(diag->code),
                         cell != NULL ? cell + strlen("people.xlsx:") : "");
}

static void test_template_problems(void) {
  static const struct {
    const char *texts[N_SHEETS];
    const char *problems;
  } rows[] = {
      {{NULL, GOOD_DEPTS, NULL, NULL, NULL}, "E076 , E076 "},
      {{STORE_HEADS "|x|浙|店|肉|玩具|巨大|九点|张三|李雷\n二店", GOOD_DEPTS, GOOD_PEOPLE, NULL, NULL},
       "E074 门店!A2, E015 门店!C2, E015 门店!D2, E015 门店!E2, E015 门店!F2, E015 门店!G2, E019 门店!H2, E031 "
       "门店!I2, E057 门店!J2, E075 门店!A3"},
      {{GOOD_STORE, DEPT_HEADS "客服部|客服、销售||张三||abc||好评|很快|随便\n客服部|客服|王芳", GOOD_PEOPLE, NULL,
        NULL},
       "E035 人员!C5, E030 部门!B2, E074 部门!C2, E031 部门!D2, E021 部门!F2, E015 部门!H2, E020 部门!I2, E015 "
       "部门!J2, E075 部门!A3, E036 部门!B3"},
      {{GOOD_STORE, GOOD_DEPTS, PEOPLE_HEADS "刘洋|1001|财务||x\n王芳|1001|||\n|5|||\n李雷|1003|||", NULL, NULL},
       "E035 人员!C2, E021 人员!E2, E075 人员!A3, E074 人员!A4, E031 部门!C2, E031 门店!J2"},
      {{GOOD_STORE, GOOD_DEPTS, GOOD_PEOPLE, ROSTER_HEADS "张三|早\n王芳|夜|早", EXTERNAL_HEADS "|12\n所|x"},
       "E054 值班!A2, E055 值班!B3, E074 外部联系!A2, E021 外部联系!B2, E021 外部联系!B3"},
      {{STORE_HEADS "例：店", GOOD_DEPTS, PEOPLE_HEADS "说明：x", NULL, NULL}, NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Workspace w;
    place_new(&w);
    put_book(&w, rows[i].texts);
    g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
    g_autoptr(GPtrArray) files = init_files_new();
    g_assert_null(read_book(&w, desk, files));
    g_autoptr(GString) got = g_string_new(NULL);
    diag_each(desk->diags, add_cell, got);
    if (rows[i].problems != NULL) {
      g_assert_cmpstr(got->str, ==, rows[i].problems);
    } else {
      g_assert_nonnull(strstr(got->str, "E077 人员!A1"));
      g_assert_nonnull(strstr(got->str, "E077 门店!A1"));
    }
    workspace_free(&w);
  }
}

/* The blank workbook is one that reading understands: nothing is wrong with it but that it is empty. */
static void test_blank(void) {
  Workspace w;
  place_new(&w);
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = init_blank(desk, 2027, &error);
  g_assert_no_error(error);
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  g_autofree char *path = g_build_filename(w.share.path, "people.xlsx", NULL);
  g_assert_true(g_file_set_contents(path, data, (gssize)length, NULL));
  g_autoptr(GPtrArray) files = init_files_new();
  g_assert_null(read_book(&w, desk, files));
  g_autoptr(GString) got = g_string_new(NULL);
  diag_each(desk->diags, add_cell, got);
  g_assert_cmpstr(got->str, ==, "E077 人员!A1, E077 门店!A1");
  g_autoptr(Workbook) book = xlsx_parse("x", bytes, desk->diags);
  g_assert_cmpuint(book->n_sheets, ==, N_SHEETS);
  g_assert_cmpstr(table_cell(&book->sheets[SHEET_ROSTER]->rows[0], 15), ==, "3/15（周一）");
  workspace_free(&w);
}

/* ---- rolling over ------------------------------------------------------------------------------------------------------------------------ */

#define ROLL_STORE                                                                                                        \
  "# 我们的店\n" STORE_HEAD "closed: [03-02]  # 盘点\n" STORE_CAMPAIGN                                                    \
  "overlays: [{id: sale, title: 店庆, from: 2026-03-05, to: 03-06}]\n"                                                  \
  "departments:\n"                                                                                                        \
  "  - {id: service, name: 客服部, covers: [service], owner: wang.fang, supervisor: liu.yang, duty_phone: \"1234\"}\n" \
  "staff:\n  - {id: liu.yang, name: 刘洋, leave: [{from: 03-03, reason: 婚假}], no: \"1001\"}  # 店长\n"

static void test_roll(void) {
  Workspace w;
  place_new(&w);
  folder_put(&w.home, "old/store.yaml", ROLL_STORE);
  folder_put(&w.home, "old/staff.yaml",
             "staff:\n  - id: wang.fang\n    name: 王芳\n    leave:\n      - {from: 03-04}\n    department: service\n");
  folder_put(&w.home, "old/roster.yaml",
             "roster:\n  - {post: duty-manager, from: 2026-03-01, people: \"wang.fang\"}\n");
  folder_put(&w.home, "old/phases/prepare.yaml", "phase: prepare\ntasks:\n  - {id: stock, title: 本店的效期自查}\n");
  g_autofree char *old = g_build_filename(w.home.path, "old", NULL),
                  *new = g_build_filename(w.home.path, "deep/new", NULL);
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  g_autoptr(GString) report = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  gboolean made = init_roll(desk, new, old, 2027, report, &error);
  g_assert_no_error(error);
  g_autofree char *said = messages(desk->diags);
  g_test_message("%s%s", said, report->str);
  g_assert_true(made);
  static const char *const parts[] = {"从 2026 年到 2027 年",
                                      "3·15：3月15日 周一（2026 年是周日）",
                                      "备战第一天：3月1日 周一（2026 年是周日）",
                                      "店庆开始：3月5日 周五（2026 年是周四）",
                                      "妇女节",
                                      "放假安排待公布",
                                      "歇业 3月2日 周二",
                                      "排班没有带过来",
                                      "2 个人的请假没有带过来"};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (strstr(report->str, parts[i]) == NULL) {
      g_error("no “%s” in %s", parts[i], report->str);
    }
  }
  static const struct {
    const char *name, *expected;
  } files[] = {
      {"store.yaml", "# 以前的歇业日，请核对：closed: [03-02]  # 盘点\ncampaign:\n  year: 2027\n"
                     "overlays: [{id: sale, title: 店庆, from: 03-05, to: 03-06}]\n"},
      {"store.yaml", "  - {id: liu.yang, name: 刘洋, no: \"1001\"}  # 店长\n"},
      {"staff.yaml",
       "    name: 王芳\n    # 以前的请假 leave:\n    # 以前的请假   - {from: 03-04}\n    department: service\n"},
      {"phases/prepare.yaml", "title: 本店的效期自查"},
      {"roster.yaml", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(new, files[i].name, NULL);
    g_autofree char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    g_assert_cmpint(text != NULL, ==, files[i].expected != NULL);
    if (text != NULL && strstr(text, files[i].expected) == NULL) {
      g_error("no “%s” in %s", files[i].expected, text);
    }
  }
  workspace_free(&w);
}

/* The same year is a copy: nothing is dropped. A pack is still found from another place. */
static void test_roll_same_year(void) {
  Workspace w;
  place_new(&w);
  g_autofree char *store = g_strconcat("packs: [../hq]\n", ROLL_STORE, "  - {id: wang.fang, name: 王芳}\n", NULL);
  folder_put(&w.home, "old/store.yaml", store);
  folder_put(&w.home, "hq/phases/prepare.yaml", "phase: prepare\ntitle: 总部的备战\n");
  folder_put(&w.home, "old/roster.yaml",
             "roster:\n  - {post: duty-manager, from: 2026-03-01, people: \"wang.fang\"}\n");
  g_autofree char *old = g_build_filename(w.home.path, "old", NULL),
                  *new = g_build_filename(w.home.path, "deep/new", NULL);
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  g_autoptr(GString) report = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(init_roll(desk, new, old, 2026, report, &error));
  g_assert_nonnull(strstr(report->str, "还是 2026 年"));
  LoadOptions options = {.workspace = new, .share = w.share.path};
  w.campaign = load_campaign(&options, w.diags);
  g_assert_false(diag_has_errors(w.diags));
  g_assert_cmpstr(campaign_phase(w.campaign, intern_string("prepare"))->title, ==, "总部的备战");
  g_assert_cmpuint(w.campaign->store->roster->len, ==, 1);
  g_assert_cmpuint(w.campaign->store->closed->len, ==, 1);
  workspace_free(&w);
}

/* From 2027 to 2026: 15 March becomes a Sunday, a task of an office falls on one, Qingming lies in the last phase. */
static void test_roll_collisions(void) {
  Workspace w;
  place_new(&w);
  g_autoptr(GString) store =
      g_string_new(STORE_HEAD "campaign: {year: 2027, phases: {combat: {to: 04-06}}}\n"
                              "overlays: [{id: sale, title: 店庆, from: 03-05, to: 03-06}]\n" STORE_REST);
  g_string_replace(store, "duty_phone", "workdays: workday, duty_phone", 1);
  folder_put(&w.home, "old/store.yaml", store->str);
  folder_put(&w.home, "old/phases/prepare.yaml", "phase: prepare\ntasks:\n  - {id: stock, on: 03-01}\n");
  folder_put(&w.home, "old/holidays/2027.json", "{\"year\": 2027, \"papers\": [], \"days\": []}");
  g_autofree char *old = g_build_filename(w.home.path, "old", NULL), *new = g_build_filename(w.home.path, "new", NULL);
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  g_autoptr(GString) report = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  gboolean made = init_roll(desk, new, old, 2026, report, &error);
  g_assert_no_error(error);
  g_autofree char *said = messages(desk->diags);
  g_test_message("%s%s", said, report->str);
  g_assert_true(made);
  static const char *const parts[] = {"3月15日 周日：3·15 在周末", "4月6日 周一：清明节放假，在作战阶段里",
                                      "3月5日 周四 至 3月6日 周五：店庆", "3月1日 周日：效期自查（客服部）",
                                      "以前导入的放假安排没有带过来"};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (strstr(report->str, parts[i]) == NULL) {
      g_error("no “%s” in %s", parts[i], report->str);
    }
  }
  g_assert_null(strstr(report->str, "待公布"));
  workspace_free(&w);
}

/* Everything that was read from is there again: packs inside the shop's own folder, and files that end in .yml. */
static void test_roll_whole(void) {
  Workspace w;
  place_new(&w);
  g_autofree char *store =
      g_strconcat("packs: [../hq, packs/own]\n", ROLL_STORE, "  - {id: wang.fang, name: 王芳}\n", NULL);
  folder_put(&w.home, "old/store.yaml", store);
  folder_put(&w.home, "hq/phases/prepare.yaml", "phase: prepare\ntitle: 总部的备战\n");
  folder_put(&w.home, "old/packs/own/phases/prepare.yaml", "phase: prepare\nnote: 自己的包\n");
  folder_put(&w.home, "old/phases/prepare.yml", "phase: prepare\nformal: 自查准备期\n");
  g_autofree char *old = g_build_filename(w.home.path, "old", NULL), *new = g_build_filename(w.home.path, "new", NULL);
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  g_autoptr(GString) report = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(init_roll(desk, new, old, 2027, report, &error));
  g_autofree char *path = g_build_filename(new, "store.yaml", NULL);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_nonnull(strstr(text, "packs: [../hq, /")); /* one is the same from beside, the other is named in full */
  LoadOptions options = {.workspace = new, .share = w.share.path};
  w.campaign = load_campaign(&options, w.diags);
  g_assert_false(diag_has_errors(w.diags));
  const Phase *phase = campaign_phase(w.campaign, intern_string("prepare"));
  g_assert_cmpstr(phase->title, ==, "总部的备战");
  g_assert_cmpstr(phase->note, ==, "自己的包");
  g_assert_cmpstr(phase->formal, ==, "自查准备期");
  workspace_free(&w);
}

static void test_roll_refused(void) {
  Workspace w;
  place_new(&w);
  g_autofree char *new = g_build_filename(w.home.path, "new", NULL);
  g_autoptr(Desk) desk = desk_new(w.home.path, w.share.path, &tools);
  g_autoptr(GString) report = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_false(init_roll(desk, new, w.share.path, 2027, report, &error)); /* no workspace */
  g_assert_error(error, FILE_FAULT, FILE_FAULT_MISSING);
  g_clear_error(&error);
  folder_put(&w.home, "store.yaml", STORE "nonsense: 1\n");
  g_assert_false(init_roll(desk, new, w.home.path, 2027, report, &error)); /* with errors */
  g_assert_no_error(error);
  g_assert_true(diag_has_errors(desk->diags));
  g_assert_false(g_file_test(new, G_FILE_TEST_EXISTS));
  workspace_free(&w);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/init/year", test_year);
  g_test_add_func("/init/names", test_names);
  g_test_add_func("/init/answers", test_answers);
  g_test_add_func("/init/nothing-left", test_nothing_left);
  g_test_add_func("/init/refusal", test_refusal);
  g_test_add_func("/init/template", test_template);
  g_test_add_func("/init/template-problems", test_template_problems);
  g_test_add_func("/init/blank", test_blank);
  g_test_add_func("/init/roll", test_roll);
  g_test_add_func("/init/roll-same-year", test_roll_same_year);
  g_test_add_func("/init/roll-collisions", test_roll_collisions);
  g_test_add_func("/init/roll-whole", test_roll_whole);
  g_test_add_func("/init/roll-refused", test_roll_refused);
  return g_test_run();
}
