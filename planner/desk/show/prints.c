/* Which sheet is made by whom. */
#include "desk/show/prints.h"
#include "desk/output.h"
#include "desk/show/contacts.h"
#include "desk/show/notice.h"
#include "desk/show/plan_out.h"

enum { PAGE_COLUMNS = 100 };

static const struct {
  const char *title, *what, *file;
} prints[N_PRINTS] = {
    [PRINT_CONTACTS] = {"联络表（上墙）", "各部门的对接人、监督人、当班电话；不印私人手机。", "联络表-上墙.html"},
    [PRINT_NOTICE] = {"部署通知", "各阶段做什么、谁负责，后面带签收表。", "部署通知.html"},
    [PRINT_PLAN] = {"计划", "每项工作哪天做、谁负责、哪天截止。", "计划.html"},
};

const char *prints_title(Print print) {
  return prints[print].title;
}

const char *prints_what(Print print) {
  return prints[print].what;
}

const char *prints_file(Print print) {
  return prints[print].file;
}

static DeskResult render(Desk *desk, Print print, GString *sheet, char **problem, GError **error) {
  const DeskContacts contacts = {.format = "html", .wall = TRUE, .columns = PAGE_COLUMNS};
  const DeskPlan plan = {.format = "html", .columns = PAGE_COLUMNS};
  switch (print) {
  case PRINT_CONTACTS:
    return contacts_make(desk, &contacts, sheet, problem, error);
  case PRINT_PLAN:
    return plan_out_make(desk, &plan, sheet, problem, error);
  default:
    notice_make(desk, "html", PAGE_COLUMNS, sheet);
    return DESK_DONE;
  }
}

/* With a desk of its own, whose lock ends with it. */
DeskResult prints_make(const Desk *desk, Print print, char **path, char **problem, GError **error) {
  g_autoptr(Desk) own = desk_new(desk->workspace, desk->share, desk->tools);
  own->force = desk->force;
  own->adviser = desk->adviser;
  if (desk->now_given) {
    desk_set_now(own, desk->now_wall);
  }
  if (!desk_lock(own, error)) {
    return DESK_FAULT;
  }
  if (!desk_load(own, TRUE) || !desk_plan(own)) {
    *problem = g_strdup_printf("店铺文件里有 %u 个错误，没有写。退出后输入 ready315 check，逐条列出。",
                               diag_count(own->diags, DIAG_ERROR));
    return DESK_REFUSED;
  }
  g_autoptr(GString) sheet = g_string_new(NULL);
  DeskResult result = render(own, print, sheet, problem, error);
  g_autofree char *target = g_build_filename(own->workspace, "打印", prints[print].file, NULL);
  if (result == DESK_DONE && !output_write(own, target, sheet->str, sheet->len, error)) {
    return DESK_FAULT;
  }
  *path = g_steal_pointer(&target);
  return result;
}
