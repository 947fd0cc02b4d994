/* The first thing that a manager sees in the morning: where the season stands, what the day holds, and a numbered menu. */
#include "base/text.h"
#include "tui/actions.h"
#include "tui/layout.h"
#include "tui/views.h"

enum { MENU_INDENT = 2, TITLE_CELLS = 12, WHEN_CELLS = 14 };

static int draw_head(const App *app, Canvas *canvas, int row) {
  const DayBoard *board = app->scene->day;
  g_autofree char *head = g_strdup_printf("%s。%s。", board->phase, board->to_315);
  g_auto(GStrv) lines = text_wrap(head, canvas->columns - 2);
  for (char **line = lines; *line != NULL; line++) {
    canvas_put(canvas, row++, 1, *line, ATTR_BOLD | ATTR_ACCENT);
  }
  g_autofree char *counts = g_strdup_printf("今天要做 %u 项 · 今天截止 %u 项 · 已过截止日 %u 项 · 用到检查表 %u 张",
                                            board->parts[DAY_TODAY]->len, board->parts[DAY_DUE]->len,
                                            board->parts[DAY_PAST]->len, board->checklists->len);
  canvas_put(canvas, row++, 1, counts, ATTR_PLAIN);
  if (board->around->len > 0) {
    g_autofree char *more =
        board->around->len > 1 ? g_strdup_printf("（还有 %u 条，见“今天”）", board->around->len - 1) : g_strdup("");
    g_autofree char *around = g_strconcat(g_ptr_array_index(board->around, 0), more, NULL);
    canvas_field(canvas, row++, 1, canvas->columns - 2, around, ATTR_PLAIN);
  }
  return row + 1;
}

static int draw_menu(const App *app, Canvas *canvas, int row) {
  const ActionRow *action;
  for (int i = 0; (action = actions_menu(i)) != NULL; i++) {
    gboolean chosen = i == app->chosen;
    Attr attr = chosen ? ATTR_REVERSE | ATTR_BOLD : ATTR_PLAIN;
    g_autofree char *number = g_strdup_printf("%s%c ", chosen ? "> " : "  ", (char)action->key[0].c);
    g_autofree char *title = text_pad(action->menu, TITLE_CELLS, FALSE);
    g_autofree char *line = g_strconcat(number, title, action->help, NULL);
    canvas_field(canvas, row++, MENU_INDENT, canvas->columns - 2 * MENU_INDENT, line, attr);
  }
  return row + 1;
}

/* What comes next today, as far as there is room. */
static void draw_next(const App *app, Canvas *canvas, int row) {
  const DayBoard *board = app->scene->day;
  const GPtrArray *items = board->parts[DAY_TODAY];
  int room = canvas->rows - FOOT_ROWS - row - 1;
  if (items->len == 0 || room < 1) {
    return;
  }
  canvas_put(canvas, row++, 1, board->left->len > 0 ? "接下来" : "今天安排的都过了钟点，没做完的请在“今天”里核对。",
             ATTR_BOLD);
  for (guint i = 0; i < board->left->len && room-- > 0; i++) {
    const DayItem *item = g_ptr_array_index(items, g_array_index(board->left, guint, i));
    g_autofree char *text = g_strdup_printf("%s — %s", item->task->task->title, item->who);
    canvas_field(canvas, row, 3, WHEN_CELLS - 1, item->when, ATTR_PLAIN);
    canvas_field(canvas, row++, 3 + WHEN_CELLS, canvas->columns - WHEN_CELLS - 4, text, ATTR_PLAIN);
  }
}

void view_home(const App *app, Canvas *canvas) {
  int row = draw_head(app, canvas, BODY_ROW);
  row = draw_menu(app, canvas, row);
  draw_next(app, canvas, row);
}
