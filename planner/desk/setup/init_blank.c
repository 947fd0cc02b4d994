/* The empty workbook: headings that init_template knows, lists to choose from, a line that explains and a line that shows how. Both lines begin with
 * a mark (说明：, 例：) by which reading passes over them, so nobody has to delete them. */
#include "desk/setup/init_blank.h"
#include "desk/setup/init_template.h"

enum { COLUMNS_MOST = 40, WIDE = 24 };

static Grid *sheet_of(const char *title, const ColumnSpec *specs, guint n, const char *explanation,
                      const char *const *example) {
  GridColumn columns[COLUMNS_MOST] = {{.id = NULL}};
  g_assert(n <= COLUMNS_MOST);
  for (guint i = 0; i < n; i++) {
    columns[i] = (GridColumn){.id = specs[i].id, .title = specs[i].aliases[0], .min = 8, .max = WIDE};
  }
  Grid *grid = grid_new(title, columns, n);
  grid_subheading(grid, explanation);
  for (guint i = 0; i < n; i++) {
    grid_cell(grid, example[i]);
  }
  grid_end_row(grid);
  return grid;
}

static Grid *people_sheet(void) {
  static const GridColumn columns[] = {{.id = "name", .title = "姓名", .min = 10},
                                       {.id = "no", .title = "工号", .min = 8},
                                       {.id = "department", .title = "部门", .min = 10},
                                       {.id = "title", .title = "岗位", .min = 12},
                                       {.id = "phone", .title = "手机", .min = 14}};
  Grid *grid = grid_new("人员", columns, G_N_ELEMENTS(columns));
  grid_subheading(grid, "说明：每人一行。同名的人要写工号。部门的写法与“部门”表一样，不分部门就空着。");
  static const char *const example[] = {"例：王芳", "1024", "客服部", "客服主管", "13800000001"};
  for (guint i = 0; i < G_N_ELEMENTS(example); i++) {
    grid_cell(grid, example[i]);
  }
  grid_end_row(grid);
  return grid;
}

/* All of March, as many columns as days. The titles live in `titles`. */
static Grid *roster_sheet(int year, GStringChunk *titles) {
  enum { MARCH = 31 };
  GridColumn columns[1 + MARCH] = {{.id = "name", .title = "姓名", .min = 12}};
  static const char *const weekdays[] = {"一", "二", "三", "四", "五", "六", "日"};
  for (int d = 1; d <= MARCH; d++) {
    g_autofree char *title = g_strdup_printf("3/%d（周%s）", d, weekdays[day_weekday(day_from(year, 3, d))]);
    columns[d] = (GridColumn){.id = "day", .title = g_string_chunk_insert(titles, title), .min = 6};
  }
  Grid *grid = grid_new("值班", columns, G_N_ELEMENTS(columns));
  grid_subheading(grid,
                  "说明：每人一行，格子里写 "
                  "早、中、晚、休；名叫“值班经理”的一行，格子里写当天值班人的姓名。不按排班上班的店可以空着整张表；"
                  "别的日子接着往右加列。");
  for (int d = 0; d <= MARCH; d++) {
    grid_cell(grid, d == 0 ? "例：王芳" : d % 7 == 0 ? "休" : d % 2 == 0 ? "晚" : "早");
  }
  grid_end_row(grid);
  return grid;
}

GBytes *init_blank(const Desk *desk, int year, GError **error) {
  static const char *const store_example[] = {
      "例：杭州武林店", "杭州某某商贸有限公司", "浙江", "实体店", "预包装食品", "预付卡",
      "一般",           "09:00-22:00",          "刘洋", "王芳"};
  static const char *const dept_example[] = {"例：客服部",    "客服", "王芳",       "刘洋",   "赵敏",
                                             "0571-88880001", "8001", "服务、其他", "10分钟", "每天"};
  static const char *const external_example[] = {"例：武林市场监管所", "0571-12315", "监管"};
  static const char *const store_lists[N_STORE_COLUMNS] = {[STORE_PLACE] = "实体店,网店,线上线下都有",
                                                           [STORE_FOOD] = "不卖,预包装食品,有生鲜或现做",
                                                           [STORE_SCALE] = "一两个人,一般,大型,不设活动期"};
  static const char *const dept_lists[N_DEPT_COLUMNS] = {[DEPT_WORKDAYS] = "每天,工作日,按排班"};
  g_autoptr(GStringChunk) titles = g_string_chunk_new(1024);
  g_autoptr(Grid) store =
      sheet_of("门店", template_store_columns, N_STORE_COLUMNS,
               "说明：在例子下面写一行。店长、副店长写“人员”表里的姓名。其他类型可以写 化妆品、直播、预付卡。"
               "规模空着就按人数定。",
               store_example);
  g_autoptr(Grid) departments =
      sheet_of("部门", template_dept_columns, N_DEPT_COLUMNS,
               "说明：每个部门一行；一两个人的店不用填。职能空着就按部门名称认，一个职能只归一个部门。"
               "对接人、监督人、备份写姓名。首问类型：服务、规则、质量、费用、其他。",
               dept_example);
  g_autoptr(Grid) people = people_sheet();
  g_autoptr(Grid) roster = roster_sheet(year, titles);
  g_autoptr(Grid) external = sheet_of("外部联系", template_external_columns, N_EXTERNAL_COLUMNS,
                                      "说明：市场监管所、消委会、平台对接人、供货商、物流、物业。", external_example);
  const BookSheet sheets[N_SHEETS] = {
      [SHEET_STORE] = {.name = template_sheets[SHEET_STORE],
                       .grid = store,
                       .drop_downs = store_lists,
                       .landscape = TRUE},
      [SHEET_DEPARTMENTS] = {.name = template_sheets[SHEET_DEPARTMENTS],
                             .grid = departments,
                             .drop_downs = dept_lists,
                             .landscape = TRUE},
      [SHEET_PEOPLE] = {.name = template_sheets[SHEET_PEOPLE], .grid = people},
      [SHEET_ROSTER] = {.name = template_sheets[SHEET_ROSTER], .grid = roster, .landscape = TRUE},
      [SHEET_EXTERNAL] = {.name = template_sheets[SHEET_EXTERNAL], .grid = external}};
  return desk->tools->write_workbook(sheets, N_SHEETS, error);
}
