/* The page that is signed, as it will be signed, and above it what stands in the way. */
#include "base/text.h"
#include "tui/pager.h"
#include "tui/phrases.h"

enum { LABEL_CELLS = 8, CARRIED_MOST = 8 };

static const char *label_of(const OpenGate *gate) {
  return gate->waived ? " 已特批" : gate->carried ? " 带遗留" : gate->blocks ? " 挡住" : " 遗留";
}

/* What blocks, all of it; of what is carried the first few: it stands on the page, too. */
static void add_gates(const SignPage *of, Pager *page) {
  guint more = 0, carried = 0;
  for (int pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < of->gates->len; i++) {
      const OpenGate *gate = g_ptr_array_index(of->gates, i);
      gboolean blocks = gate->blocks && !gate->waived && !gate->carried;
      if (blocks != (pass == 0)) {
        continue;
      }
      if (!blocks && carried++ >= CARRIED_MOST) {
        more++;
        continue;
      }
      pager_add(page, LABEL_CELLS + 1, label_of(gate), gate->text, blocks ? ATTR_BOLD | ATTR_ALERT : ATTR_PLAIN);
    }
  }
  if (more > 0) {
    g_autofree char *text = g_strdup_printf("另外还有 %u 件，都写在下面这一页里。", more);
    pager_add(page, LABEL_CELLS + 1, NULL, text, ATTR_PLAIN);
  }
}

static void add_missing(const SignPage *of, Pager *page) {
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; of->missing != NULL && i < of->missing->len; i++) {
    const Department *department = g_ptr_array_index(of->missing, i);
    g_string_append_printf(names, "%s%s", i > 0 ? "、" : "", department->name);
  }
  if (names->len > 0) {
    g_autofree char *text = g_strdup_printf("还没有签字的部门：%s。按 Tab 看部门自己的页。", names->str);
    pager_add(page, 1, NULL, text, ATTR_PLAIN);
  }
}

static const char *state_of(const SignPage *of) {
  return of->receipt != NULL  ? "已经签过字。按 h 再看回执；内容要改，先按 o 重开。"
         : of->signed_already ? "已经签过字。内容要改，先按 o 重开。"
         : of->doubt          ? "时间确认以前不能签字。"
         : of->early          ? "还没有到签这一页的日子。"
         : of->blocked        ? "现在还不能签字：先把下面“挡住”的事办完，或者按 w 特批。"
         : of->carries        ? "可以签字，下面“遗留”的事要写明原因、谁负责、哪天办完。"
                              : "可以签字。";
}

void pager_sign(const App *app, Pager *page) {
  const SignPage *of = app->scene->page;
  const ClockDoubt *clock = &app->scene->home->clock;
  if (clock->doubtful) {
    pager_add(page, 1, NULL, "电脑的时间往回跳过，签字以前先按 c 确认现在的时间是对的。", ATTR_BOLD | ATTR_ALERT);
    pager_blank(page);
  }
  if (of == NULL) {
    pager_add(page, 1, NULL, app->scene->page_problem != NULL ? app->scene->page_problem : "没有可以签字的页。",
              ATTR_BOLD);
    return;
  }
  g_autofree char *head =
      g_strdup_printf("%s%s", of->title, of->late && !of->signed_already ? "（现在签是补签，要写原因）" : "");
  pager_add(page, 1, NULL, head, ATTR_BOLD | ATTR_ACCENT);
  pager_add(page, 1, NULL, state_of(of), ATTR_BOLD);
  add_missing(of, page);
  add_gates(of, page);
  pager_heading(page, "要签的这一页");
  g_auto(GStrv) lines = g_strsplit(of->text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    pager_add(page, 1, NULL, *line, ATTR_PLAIN);
  }
}
