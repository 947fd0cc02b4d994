/* Lines of text views, and two of the texts. */
#include "tui/pager.h"
#include "base/text.h"
#include "tui/actions.h"
#include <string.h>

enum { MARGIN = 2, KEY_CELLS = 14, WIDEST = 110 };

gboolean pager_is(ViewKind view) {
  return view == VIEW_SIGN || view == VIEW_EXPORT || view == VIEW_HELP;
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
      [VIEW_SIGN] = pager_sign, [VIEW_EXPORT] = pager_export, [VIEW_HELP] = pager_help};
  Pager *page = g_new0(Pager, 1);
  page->lines = g_ptr_array_new_with_free_func(line_free);
  page->columns = MIN(app->columns, WIDEST);
  makers[app->view](app, page);
  return page;
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
  pager_add(
      page, 1, NULL,
      "早上打开，看今天要做什么；照检查表一项一项查；有问题马上登记；晚上签字。每一步做完就已经存好，断电也不会丢。",
      ATTR_PLAIN);
  actions_each(add_key, &writer);
  pager_heading(page, "命令行");
  pager_add(page, MARGIN, NULL,
            "导入花名册、排班和放假通知，备份和恢复，在命令行里做；“ready315 help --all”列出全部命令。", ATTR_PLAIN);
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
