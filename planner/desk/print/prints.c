/* Which sheet is made by whom, and everything that is the same for all of them. */
#include "desk/print/prints.h"
#include "base/text.h"
#include "desk/output.h"
#include "desk/print/sheets.h"
#include <string.h>

static const Print prints[] = {
    {"plan", "计划", "工作计划横道图：每项工作哪几天做、谁负责、哪天截止；贴在办公室。", PAPER_A3_WIDE,
     TAKES_WHO | TAKES_PHASE, NULL, print_plan},
    {"contacts", "联络表", "各部门的对接人、监督人、备份和电话；含个人手机，不要张贴。", PAPER_A4_WIDE,
     TAKES_DEPARTMENT | TAKES_WALL, NULL, print_contacts},
    {"contacts-wall", "联络表-张贴版", "各部门的对接人、监督人、当班电话；不印个人手机，可以上墙。", PAPER_A4_WIDE,
     TAKES_DEPARTMENT, NULL, print_contacts_wall},
    {"report", "准备情况报告", "做到几成、什么挡着、哪些来不及，各阶段各部门的进度；交给老板。", PAPER_A4,
     TAKES_DEPARTMENT, NULL, print_report},
    {"form", "空白检查表", "一张检查表的空白纸质表：打勾、填写、签名；表单号写明是哪一次。", PAPER_A4_WIDE,
     TAKES_DEPARTMENT | TAKES_WHICH | NEEDS_WHICH, "检查表，或哪一次（例如 food-daily@2027-03-11）", print_form},
    {"daily", "每日检查记录", "一天的检查：每一项的结果、问题、整改，台账、遗留事项和签字。", PAPER_A4_WIDE, TAKES_DATE,
     NULL, print_daily},
    {"daily-food", "每日食品安全检查记录", "只有食品安全检查的一天，给来检查的人看。", PAPER_A4_WIDE, TAKES_DATE, NULL,
     print_daily_food},
    {"food-weekly", "每周食品安全排查治理报告", "一周的每日食品安全检查记录合起来：缺哪天、查出什么、改了没有。",
     PAPER_A4, TAKES_DATE, NULL, print_food_weekly},
    {"food-monthly", "每月食品安全调度会议纪要", "一个月的每日食品安全检查记录合起来，下面写会上定的事。", PAPER_A4,
     TAKES_DATE, NULL, print_food_monthly},
    {"day", "当日工作单", "一天要做的事，每个部门一页：时间、负责人、截止和电话；带着走，做完一项勾一项。", PAPER_A4,
     TAKES_WHO | TAKES_DATE, NULL, print_day},
    {"notice", "部署通知", "发给各部门的部署通知，后面是全员签收表。", PAPER_A4, 0, NULL, print_notice},
    {"index", "检查记录目录", "一段时间每天应查、完成、谁签的字；每个空缺写明原因。", PAPER_A4, TAKES_PHASE, NULL,
     print_index},
    {"inspect", "迎检资料目录", "迎检资料夹的封面：要哪些资料、电脑里有没有记录、放在哪，和接受检查登记。",
     PAPER_A4_WIDE, 0, NULL, print_inspect},
    {"fixes", "整改清单", "查出的每个问题：谁改、怎么改、改到什么时候、复查结果，附整改前后的照片。", PAPER_A4_WIDE,
     TAKES_DEPARTMENT, NULL, print_fixes},
    {"hours", "315当天时间表", "3月15日几点做什么、谁做、谁当班、找谁；挂在值班的地方。", PAPER_A4, TAKES_DATE, NULL,
     print_hours},
    {"certificate", "培训完成证明", "每人一页：电脑记录里写明他完成了哪些培训、哪天、谁查的；没有记录的不出证明。",
     PAPER_A4, TAKES_PERSON, NULL, print_certificate},
};

G_STATIC_ASSERT(G_N_ELEMENTS(prints) <= PRINTS_MOST);

guint prints_count(void) {
  return G_N_ELEMENTS(prints);
}

const Print *prints_at(guint i) {
  g_assert(i < G_N_ELEMENTS(prints));
  return &prints[i];
}

const Print *prints_find(const char *what, char **problem) {
  const char *ids[G_N_ELEMENTS(prints) + 1] = {NULL};
  for (guint i = 0; i < G_N_ELEMENTS(prints); i++) {
    if (strcmp(prints[i].id, what) == 0 || strcmp(prints[i].title, what) == 0) {
      return &prints[i];
    }
    ids[i] = prints[i].id;
  }
  const char *near = text_nearest(what, ids);
  g_autofree char *shown = text_shown(what);
  *problem = near != NULL
                 ? g_strdup_printf("没有叫“%s”的单据。是不是想写 %s？ready315 print 列出全部单据。", shown, near)
                 : g_strdup_printf("没有叫“%s”的单据。ready315 print 列出全部单据。", shown);
  return NULL;
}

/* ---- the sheet -------------------------------------------------------------------------------------------------------------------- */

static gboolean asked_well(const Print *print, const PrintAsk *ask, char **problem) {
  const struct {
    unsigned bit;
    gboolean asked;
    const char *option;
  } options[] = {{TAKES_DEPARTMENT, ask->department != NULL, "--dept"}, {TAKES_WHO, ask->who != NULL, "--for"},
                 {TAKES_PERSON, ask->person != NULL, "--person"},       {TAKES_PHASE, ask->phase != NULL, "--phase"},
                 {TAKES_DATE, ask->date != DAY_NONE, "--date"},         {TAKES_WALL, ask->wall, "--wall"}};
  for (guint i = 0; i < G_N_ELEMENTS(options); i++) {
    if (options[i].asked && (print->takes & options[i].bit) == 0) {
      *problem = g_strdup_printf("%s（print %s）不用选项 %s。", print->title, print->id, options[i].option);
      return FALSE;
    }
  }
  if (ask->which != NULL && (print->takes & (TAKES_WHICH | NEEDS_WHICH)) == 0) {
    g_autofree char *shown = text_shown(ask->which);
    *problem = g_strdup_printf("%s（print %s）后面不用再写别的，写了“%s”。", print->title, print->id, shown);
    return FALSE;
  }
  if (ask->which == NULL && (print->takes & NEEDS_WHICH) != 0) {
    *problem = g_strdup_printf("请在 print %s 后面写明%s。", print->id, print->which);
    return FALSE;
  }
  return TRUE;
}

static char *day_text(Day day) {
  char iso[DAY_TEXT];
  return g_strdup_printf("%s %s", day_iso(day, iso), weekday_words(day_weekday(day)));
}

static Sheet *blank(const Desk *desk, const Print *print, Day day) {
  const Store *store = desk->campaign->store;
  Sheet *sheet = sheet_new(print->id, print->paper);
  g_free(sheet->store);
  sheet->store = g_strdup(store->name);
  sheet->licence = g_strdup(store->licence_name);
  sheet->practice = store->practice;
  sheet->date = day_text(day);
  char iso[DAY_TEXT], clock[DAY_TEXT];
  Moment moment = desk_moment(desk);
  g_free(sheet->printed);
  sheet->printed =
      g_strdup_printf("%s %s", day_iso(moment_day(moment), iso), minute_clock(moment_minute(moment), clock));
  sheet->instant = desk->now;
  return sheet;
}

void prints_provisional(const Desk *desk, Sheet *sheet) {
  if (desk->plan->holidays != YEAR_OFFICIAL && desk->plan->phases->len > 0) {
    g_free(sheet->provisional);
    sheet->provisional = g_strdup("放假安排待公布");
  }
}

DeskResult prints_sheet(Desk *desk, const Print *print, const PrintAsk *ask, Sheet **sheet, char **problem,
                        GError **error) {
  if (!asked_well(print, ask, problem)) {
    return DESK_REFUSED;
  }
  g_autoptr(Sheet) filled = blank(desk, print, ask->date != DAY_NONE ? ask->date : desk_today(desk));
  DeskResult result = print->fill(desk, ask, filled, problem, error);
  if (result == DESK_DONE) {
    *sheet = g_steal_pointer(&filled);
  }
  return result;
}

/* ---- the files -------------------------------------------------------------------------------------------------------------------- */

static const char *const suffixes[N_PAPER_FORMATS] = {"pdf", "png", "svg"};

static void add_part(GString *name, const char *part) {
  if (part != NULL && *part != '\0') {
    g_autofree char *clean = text_shown(part);
    g_strdelimit(clean, "/\\:*?\"<>| ", '_'); /* sheets are carried to Windows on a stick */
    g_autofree char *cut = text_limit_chars(clean, 40);
    g_string_append_printf(name, "%s%s", name->len > 0 ? "-" : "", cut);
  }
}

static char *file_of(const Desk *desk, const Print *print, const PrintAsk *ask, Paper paper, PaperFormat format) {
  g_autoptr(GString) name = g_string_new(NULL);
  char day[DAY_TEXT];
  add_part(name, print->title);
  add_part(name, ask->which);
  add_part(name, ask->occurrence);
  add_part(name, ask->department);
  add_part(name, ask->who);
  add_part(name, ask->person);
  add_part(name, ask->phase);
  add_part(name, ask->wall ? "张贴版" : NULL);
  add_part(name, ask->date != DAY_NONE ? day_iso(ask->date, day) : NULL);
  if (paper != print->paper && paper != PAPER_PHONE) {
    add_part(name, paper == PAPER_A3 || paper == PAPER_A3_WIDE ? "A3" : "A4");
  }
  g_string_append_printf(name, ".%s", suffixes[format]);
  return g_build_filename(desk->workspace, "打印", name->str, NULL);
}

/* --paper says how large; upright or lying is the sheet's own. */
static Paper paper_of(const Print *print, const PrintOrder *order) {
  gboolean wide = print->paper == PAPER_A4_WIDE || print->paper == PAPER_A3_WIDE;
  if (order->paper == NULL) {
    return order->format == PAPER_PNG ? PAPER_PHONE : print->paper;
  }
  if (strcmp(order->paper, "phone") == 0) {
    return PAPER_PHONE;
  }
  return strcmp(order->paper, "a3") == 0 ? (wide ? PAPER_A3_WIDE : PAPER_A3) : (wide ? PAPER_A4_WIDE : PAPER_A4);
}

/* 计划.png → 计划-2.png */
static char *numbered(const char *path, guint page) {
  const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');
  gsize stem = dot != NULL && (slash == NULL || dot > slash + 1) ? (gsize)(dot - path) : strlen(path);
  return g_strdup_printf("%.*s-%u%s", (int)stem, path, page, path + stem);
}

static gboolean write_pages(Desk *desk, const char *path, const GPtrArray *pages, GPtrArray *written, GError **error) {
  g_autoptr(OutputSet) set = output_new(desk);
  for (guint i = 0; i < pages->len; i++) {
    g_autofree char *file = pages->len == 1 ? g_strdup(path) : numbered(path, i + 1);
    FileWriter *writer = output_open(set, file, error);
    gsize length = 0;
    const char *bytes = g_bytes_get_data(g_ptr_array_index(pages, i), &length);
    if (writer == NULL) {
      return FALSE;
    }
    file_put(writer, bytes, length);
    g_ptr_array_add(written, g_steal_pointer(&file));
  }
  return output_commit(set, error);
}

DeskResult prints_write(Desk *desk, const Print *print, const PrintAsk *ask, const PrintOrder *order,
                        const Sheet *sheet, GPtrArray *written, GString *out, char **problem, GError **error) {
  if (desk->tools->draw_sheet == NULL) {
    return DESK_NEEDS_PAPER;
  }
  Paper paper = paper_of(print, order);
  g_autoptr(GPtrArray) pages = desk->tools->draw_sheet(sheet, paper, order->format, error);
  if (pages == NULL) {
    return DESK_FAULT;
  }
  if (order->out != NULL && strcmp(order->out, "-") == 0) {
    if (pages->len > 1) {
      *problem = g_strdup_printf("有 %u 页，每页一个图片文件，不能写到标准输出。请用 --out 写到文件。", pages->len);
      return DESK_REFUSED;
    }
    gsize length = 0;
    const char *bytes = g_bytes_get_data(g_ptr_array_index(pages, 0), &length);
    g_string_append_len(out, bytes, (gssize)length);
    return DESK_DONE;
  }
  g_autofree char *path = order->out != NULL ? g_strdup(order->out) : file_of(desk, print, ask, paper, order->format);
  return write_pages(desk, path, pages, written, error) ? DESK_DONE : DESK_FAULT;
}
