/* `calendar`: writes the .ics files and says what has to be done with them. */
#include <string.h>

#include "base/text.h"
#include "cmd/entries.h"
#include "desk/calendar/calendar.h"
#include "out/grid.h"

static const char *audience_words(const Plan *plan, const CalendarFile *file) {
  const Audience *audience = plan_audience(plan, file->audience);
  switch (audience->kind) {
  case AUDIENCE_DEPARTMENT:
    return audience->department->name;
  case AUDIENCE_STAFF:
    return audience->person->name;
  case AUDIENCE_CAMPAIGN:
    break;
  }
  return "全店";
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static gboolean any_changed(const CalendarResult *result) {
  for (guint i = 0; i < result->files->len; i++) {
    if (((const CalendarFile *)g_ptr_array_index(result->files, i))->changed) {
      return TRUE;
    }
  }
  return FALSE;
}

static void print_files(const Plan *plan, const CalendarResult *result, int columns, GString *out) {
  static const GridColumn heads[] = {{.id = "file", .title = "文件"},
                                     {.id = "who", .title = "给谁"},
                                     {.id = "what", .title = "内容"},
                                     {.id = "items", .title = "条数", .right = TRUE},
                                     {.id = "state", .title = "与上次比"}};
  static const char *const kinds[] = {
      [CALENDAR_EVENTS] = "日程", [CALENDAR_TODO] = "待办", [CALENDAR_CHANGES] = "取消的事"};
  g_autoptr(Grid) grid = grid_new(NULL, heads, G_N_ELEMENTS(heads));
  for (guint i = 0; i < result->files->len; i++) {
    const CalendarFile *file = g_ptr_array_index(result->files, i);
    g_autofree char *items = g_strdup_printf("%u", file->items);
    grid_cell(grid, base_name(file->path));
    grid_cell(grid, audience_words(plan, file));
    grid_cell(grid, kinds[file->kind]);
    grid_cell(grid, items);
    grid_cell(grid, !file->changed ? "没有变化" : file->existed ? "有变化" : "新");
    grid_end_row(grid);
  }
  g_autofree char *folder = text_shown(result->folder);
  if (!any_changed(result)) { /* a table of nothing but 没有变化 would hide that */
    g_string_append_printf(out, "%s 里的 %u 份日历都没有变化，谁也不用换。\n", folder, result->files->len);
    return;
  }
  g_string_append_printf(out, "写好 %u 份日历，在 %s：\n", result->files->len, folder);
  grid_print_text(grid, columns, out);
}

/* Whether all that somebody needs is their own calendar: with forty staff those are named in one line. */
static gboolean only_own(const Plan *plan, const CalendarHand *hand) {
  const CalendarFile *file = g_ptr_array_index(hand->files, 0);
  return hand->files->len == 1 && file->kind == CALENDAR_EVENTS &&
         plan_audience(plan, file->audience)->kind == AUDIENCE_STAFF;
}

static gboolean print_hand(const Plan *plan, const CalendarHand *hand, GString *out) {
  gboolean changes = FALSE;
  g_string_append_printf(out, "  %s：", hand->person->name);
  for (guint k = 0; k < hand->files->len; k++) {
    const CalendarFile *file = g_ptr_array_index(hand->files, k);
    changes |= file->kind == CALENDAR_CHANGES;
    g_string_append_printf(out, "%s%s%s", k ? "、" : "", base_name(file->path),
                           plan_audience(plan, file->audience)->kind == AUDIENCE_DEPARTMENT ? "（转给本部门的人）"
                                                                                            : "");
  }
  g_string_append_c(out, '\n');
  return changes;
}

static void print_hands(const Plan *plan, const CalendarResult *result, GString *out) {
  if (!result->hands->len) {
    g_string_append(out, any_changed(result) ? "\n谁也不用换。\n" : "");
    return;
  }
  gboolean changes = FALSE;
  g_autoptr(GString) own = g_string_new(NULL);
  g_string_append(out, "\n要拿到新文件的人：\n");
  for (guint i = 0; i < result->hands->len; i++) {
    const CalendarHand *hand = g_ptr_array_index(result->hands, i);
    if (only_own(plan, hand)) {
      g_string_append_printf(own, "%s%s", own->len ? "、" : "", hand->person->name);
    } else {
      changes |= print_hand(plan, hand, out);
    }
  }
  if (own->len) {
    g_string_append_printf(out, "  各拿自己那一份（staff- 开头）：%s\n", own->str);
  }
  g_string_append(out, "\n怎样用：先在手机或电脑的日历里新建一个空白日历，把文件导入到里面；换新的时候，删掉这个日历，"
                       "重新建、重新导入。\n"
                       "同一件事在几份文件里是同一条，都导入到一个日历里也不会重复。\n"
                       "鸿蒙 NEXT 手机可能打不开 .ics，请改发文字：ready315 today --for 姓名。\n");
  if (changes) {
    g_string_append(out, "不想删掉重来的，再导入一次 changes- 开头的文件，取消的事标题前会写明【已取消】。\n");
  }
}

#define NAMED 8 /* of a longer list the rest is counted */

static void print_names(const char *sentence, const GPtrArray *names, GString *out) {
  if (!names->len) {
    return;
  }
  g_string_append_printf(out, "\n%s：", sentence);
  for (guint i = 0; i < names->len && i < NAMED; i++) {
    g_autofree char *shown = text_shown(base_name(g_ptr_array_index(names, i)));
    g_string_append_printf(out, "%s%s", i ? "、" : "", shown);
  }
  if (names->len > NAMED) {
    g_string_append_printf(out, " 等 %u 份", names->len);
  }
  g_string_append_c(out, '\n');
}

int cmd_calendar(Run *run) {
  Desk *desk = run->desk;
  if (!desk_load(desk, FALSE) || !desk_plan(desk)) {
    return diag_status(desk->diags);
  }
  desk_name_checklists(desk);
  const GPtrArray *asked = run_options(run, "for");
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; asked && i < asked->len; i++) {
    g_ptr_array_add(names, g_ptr_array_index(asked, i));
  }
  g_ptr_array_add(names, NULL);
  const CalendarOptions options = {.folder = run_option(run, "out"),
                                   .audiences = (const char *const *)names->pdata,
                                   .utc = run_flag(run, "utc"),
                                   .todo = run_flag(run, "todo")};
  g_autofree char *problem = NULL;
  GError *error = NULL;
  g_autoptr(CalendarResult) result = calendar_write(desk, &options, &problem, &error);
  if (!result) {
    return problem ? run_refuse(run, "%s", problem) : error ? run_fail(run, error) : diag_status(desk->diags);
  }
  if (result->files->len) {
    print_files(desk->plan, result, run->columns, run->out);
    print_hands(desk->plan, result, run->out);
  } else {
    g_string_append(run->out, "计划里没有活动期，也没有日程，没有写日历。\n");
  }
  print_names("没有内容、已经删掉的", result->removed, run->out);
  print_names("这次没有更新的（要更新就加上 --for all，或 --for 点名）", result->old, run->out);
  print_names("部门或人已经不在了，这些文件可以删掉", result->stale, run->out);
  return diag_status(desk->diags);
}
