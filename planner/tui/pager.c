/* Lines of text views, and the three texts. */
#include "tui/pager.h"
#include "base/text.h"
#include "tui/actions.h"
#include <string.h>

enum { MARGIN = 2, LABEL_CELLS = 14, KEY_CELLS = 14, WIDEST = 110 };

gboolean pager_is(ViewKind view) {
  return view == VIEW_TODAY || view == VIEW_EXPORT || view == VIEW_HELP;
}

static void line_free(gpointer data) {
  PagerLine *line = data;
  g_free(line->text);
  g_free(line);
}

void pager_free(Pager *page) {
  if (page == NULL) {
    return;
  }
  g_ptr_array_unref(page->lines);
  g_free(page);
}

/* Takes the text. */
static void push(Pager *page, char *text, Attr attr) {
  PagerLine *line = g_new(PagerLine, 1);
  *line = (PagerLine){text, attr};
  g_ptr_array_add(page->lines, line);
}

void pager_add(Pager *page, int indent, const char *label, const char *text, Attr attr) {
  g_auto(GStrv) lines = text_wrap(text, MAX(page->columns - indent - 1, 20));
  for (char **line = lines; *line != NULL; line++) {
    g_autofree char *before = text_pad(line == lines && label != NULL ? label : "", indent, FALSE);
    push(page, g_strconcat(before, *line, NULL), attr);
  }
}

void pager_blank(Pager *page) {
  if (page->lines->len > 0) {
    push(page, g_strdup(""), ATTR_PLAIN);
  }
}

void pager_heading(Pager *page, const char *text) {
  pager_blank(page);
  pager_add(page, 1, NULL, text, ATTR_BOLD | ATTR_ACCENT);
}

Pager *pager_new(const App *app) {
  static void (*const makers[N_VIEWS])(const App *, Pager *) = {
      [VIEW_TODAY] = pager_today, [VIEW_EXPORT] = pager_export, [VIEW_HELP] = pager_help};
  Pager *page = g_new0(Pager, 1);
  page->lines = g_ptr_array_new_with_free_func(line_free);
  page->columns = MIN(app->columns, WIDEST);
  makers[app->view](app, page);
  return page;
}

/* ---- today ---------------------------------------------------------------------------------------------------------------------- */

static void add_item(Pager *page, const DayItem *item, gboolean passed) {
  g_autofree char *label = g_strdup_printf("%*s%s", MARGIN, "", item->when);
  g_autoptr(GString) text = g_string_new(NULL);
  daylist_say(item, text);
  Attr attr = passed ? ATTR_DIM : ATTR_PLAIN;
  int indent = MARGIN + LABEL_CELLS;
  if (text_width(label) >= indent) { /* many times: on lines of their own */
    pager_add(page, MARGIN, NULL, item->when, attr);
    pager_add(page, indent, NULL, text->str, attr);
  } else {
    pager_add(page, indent, label, text->str, attr);
  }
}

static void add_part(const DayBoard *board, DayPart part, Pager *page) {
  const GPtrArray *items = board->parts[part];
  if (items->len == 0 && part != DAY_TODAY) {
    return;
  }
  g_autofree char *heading = g_strdup_printf("%s（%u 项）", daylist_heading(part), items->len);
  pager_heading(page, heading);
  if (items->len == 0) {
    pager_add(page, MARGIN, NULL, "没有安排的工作。", ATTR_PLAIN);
  }
  guint left = 0, older = part == DAY_PAST ? board->older : 0;
  for (guint i = older; i < items->len; i++) {
    gboolean to_come = left < board->left->len && g_array_index(board->left, guint, left) == i;
    left += to_come;
    add_item(page, g_ptr_array_index(items, i), part == DAY_TODAY && !to_come);
  }
  if (older > 0) {
    g_autofree char *sentence =
        g_strdup_printf("%s%u 项截止得更早，“计划”里有日期。", older < items->len ? "另有 " : "", older);
    pager_add(page, MARGIN, NULL, sentence, ATTR_PLAIN);
  }
}

void pager_today(const App *app, Pager *page) {
  const DayBoard *board = app->scene->day;
  g_autofree char *head = g_strdup_printf("%s。%s。", board->phase, board->to_315);
  pager_add(page, 1, NULL, head, ATTR_BOLD);
  for (guint i = 0; i < board->around->len; i++) {
    pager_add(page, 1, NULL, g_ptr_array_index(board->around, i), ATTR_PLAIN);
  }
  add_part(board, DAY_TODAY, page);
  if (board->checklists->len > 0) {
    g_autofree char *heading = g_strdup_printf("今天用到的检查表（%u 张）", board->checklists->len);
    pager_heading(page, heading);
  }
  for (guint i = 0; i < board->checklists->len; i++) {
    const DayChecklist *checklist = g_ptr_array_index(board->checklists, i);
    g_autofree char *text = g_strdup_printf("%s — %s", checklist->title, checklist->uses);
    pager_add(page, MARGIN, NULL, text, ATTR_PLAIN);
  }
  add_part(board, DAY_DUE, page);
  add_part(board, DAY_OPEN, page);
  add_part(board, DAY_PAST, page);
  if (board->repeated != NULL) {
    pager_blank(page);
    pager_add(page, MARGIN, NULL, board->repeated, ATTR_PLAIN);
  }
  add_part(board, DAY_NEXT, page);
}

/* ---- help ----------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  Pager *page;
  const char *group;
} HelpWriter;

static void add_key(const char *group, const char *keys, const char *help, gpointer data) {
  HelpWriter *writer = data;
  if (group != writer->group) {
    pager_heading(writer->page, group);
    writer->group = group;
  }
  g_autofree char *label = g_strdup_printf("%*s%s", MARGIN, "", keys);
  pager_add(writer->page, MARGIN + KEY_CELLS, label, help, ATTR_PLAIN);
}

void pager_help(const App *app, Pager *page) {
  HelpWriter writer = {page, NULL};
  pager_add(page, 1, NULL, "这里看得到今天要做的事、整个计划和联络表，也可以导出日历。看和找都不会改动任何文件。",
            ATTR_PLAIN);
  actions_each(add_key, &writer);
  pager_heading(page, "命令行");
  pager_add(page, MARGIN, NULL,
            "打印联络表、部署通知，导入花名册、排班和放假通知，在命令行里做；“ready315 help --all”列出全部命令。",
            ATTR_PLAIN);
}

/* ---- export --------------------------------------------------------------------------------------------------------------------- */

void pager_export(const App *app, Pager *page) {
  if (app->busy) {
    pager_add(page, 1, NULL, "正在写日历文件……", ATTR_BOLD);
    return;
  }
  if (app->outcome == NULL) {
    pager_add(page, 1, NULL, "按回车，把日历文件写进店铺文件夹里的 calendars 文件夹。", ATTR_BOLD);
    pager_blank(page);
    pager_add(
        page, 1, NULL,
        "一共这几种：全店一份，每个部门一份，对接人、店长和副店长各一份。同事把自己的那份导入手机日历，到时候会响。",
        ATTR_PLAIN);
    pager_add(page, 1, NULL, "写完会说哪些文件有变化、谁要拿到新的。没有变化的，谁也不用换。", ATTR_PLAIN);
    return;
  }
  g_auto(GStrv) lines = g_strsplit(app->outcome, "\n", -1);
  pager_add(page, 1, NULL, app->failed ? "没有写成。" : "写完了。",
            ATTR_BOLD | (app->failed ? ATTR_ALERT : ATTR_ACCENT));
  pager_blank(page);
  for (char **line = lines; *line != NULL; line++) {
    pager_add(page, 1, NULL, *line, ATTR_PLAIN);
  }
}
