/* The frame of every view: title bar, foot with its keys, and the sentence for a window that is too small. */
#include "tui/view.h"
#include "base/text.h"
#include "tui/actions.h"
#include "tui/layout.h"
#include "tui/listing.h"
#include "tui/pager.h"
#include "tui/views.h"

static const char *const titles[N_VIEWS] = {
    [VIEW_HOME] = "首页",   [VIEW_TODAY] = "今天",      [VIEW_REGISTERS] = "登记问题", [VIEW_REGISTER] = "登记问题",
    [VIEW_CHECKS] = "检查", [VIEW_FIXES] = "整改",      [VIEW_SIGN] = "签字",          [VIEW_PRINT] = "打印",
    [VIEW_PLAN] = "计划",   [VIEW_CONTACTS] = "联络表", [VIEW_LOG] = "记录",           [VIEW_EXPORT] = "导出日历",
    [VIEW_RUN] = "检查",    [VIEW_HELP] = "帮助"};

static const char *title_of(const App *app) {
  return app->view == VIEW_REGISTER && app->scene->open != NULL ? app->scene->open->reg->checklist->title
                                                                : titles[app->view];
}

static void draw_small(const App *app, Canvas *canvas) {
  g_autofree char *sentence =
      g_strdup_printf("窗口太小：现在 %d 列 %d 行，要 %d 列 %d 行。请把窗口拉大，或者把字缩小；按 q 退出。",
                      app->columns, app->rows, SCREEN_MIN_COLUMNS, SCREEN_MIN_ROWS);
  g_auto(GStrv) lines = text_wrap(sentence, app->columns);
  for (int i = 0; lines[i] != NULL; i++) {
    canvas_put(canvas, i, 0, lines[i], ATTR_BOLD);
  }
}

static void draw_bar(const App *app, Canvas *canvas) {
  const Scene *scene = app->scene;
  g_autofree char *left =
      g_strdup_printf(" %s%s · %s", scene->store->practice ? "【演练】" : "", scene->store->name, title_of(app));
  int date = text_width(scene->day->date) + 1;
  canvas_field(canvas, 0, 0, canvas->columns, "", ATTR_REVERSE);
  canvas_field(canvas, 0, 0, canvas->columns - date - 1, left, ATTR_REVERSE | ATTR_BOLD);
  canvas_put(canvas, 0, canvas->columns - date, scene->day->date, ATTR_REVERSE);
}

static void draw_foot(const App *app, Canvas *canvas) {
  int row = canvas->rows - 1, column = 1;
  canvas_field(canvas, row, 0, canvas->columns, "", ATTR_REVERSE);
  for (int leaving = FALSE; leaving <= TRUE; leaving++) { /* the way out stands last */
    for (const ActionRow *action = actions; action->action != ACTION_NONE; action++) {
      if (action->hint != NULL && (action->views & VIEW_BIT(app->view)) != 0 &&
          leaving == (action->action == ACTION_QUIT || action->action == ACTION_BACK)) {
        column = canvas_put(canvas, row, column, action->hint, ATTR_REVERSE) + 3;
      }
    }
  }
  if (app->notice != NULL) {
    canvas_field(canvas, row - 1, 1, canvas->columns - 2, app->notice,
                 ATTR_BOLD | (app->bad ? ATTR_ALERT : ATTR_PLAIN));
  }
}

static void draw_page(const App *app, Canvas *canvas) {
  g_autoptr(Pager) page = pager_new(app);
  int top = app->top[app->view], height = layout_body(app), n = (int)page->lines->len;
  for (int i = 0; i < height && top + i < n; i++) {
    const PagerLine *line = g_ptr_array_index(page->lines, (guint)(top + i));
    canvas_put(canvas, BODY_ROW + i, 0, line->text, line->attr);
  }
  if (n > height && app->notice == NULL) {
    g_autofree char *place = g_strdup_printf("第 %d—%d 行，共 %d 行%s", top + 1, MIN(top + height, n), n,
                                             top + height < n ? "，下面还有" : "");
    canvas_put(canvas, canvas->rows - 2, 1, place, ATTR_DIM);
  }
}

Canvas *view_draw(const App *app) {
  Canvas *canvas = canvas_new(app->columns, app->rows);
  if (app_too_small(app)) {
    draw_small(app, canvas);
    return canvas;
  }
  draw_bar(app, canvas);
  draw_foot(app, canvas);
  switch (app->view) {
  case VIEW_HOME:
    view_home(app, canvas);
    break;
  case VIEW_PLAN:
    view_plan(app, canvas);
    break;
  case VIEW_RUN:
    view_run(app, canvas);
    break;
  case VIEW_CONTACTS:
    view_contacts(app, canvas);
    break;
  default:
    if (listing_is(app->view)) {
      view_listing(app, canvas);
    } else {
      draw_page(app, canvas);
    }
  }
  if (app->prompt != NULL) {
    view_prompt(app->prompt, canvas);
  }
  return canvas;
}
