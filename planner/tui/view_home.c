/* The first thing that a manager sees in the morning: where the season stands, what the day holds, and a numbered menu. */
#include "base/text.h"
#include "tui/actions.h"
#include "tui/layout.h"
#include "tui/views.h"

enum { MENU_INDENT = 2, TITLE_CELLS = 12, WHEN_CELLS = 14 };

static void lines_put(Canvas *canvas, int *row, const char *text, Attr attr) {
  g_auto(GStrv) lines = text_wrap(text, canvas->columns - 2);
  for (char **line = lines; *line != NULL; line++) {
    canvas_put(canvas, (*row)++, 1, *line, attr);
  }
}

static void count(GString *out, const char *what, guint n) {
  if (n > 0) {
    g_string_append_printf(out, " · %s %u", what, n);
  }
}

/* 今天 25 项，做完 3 · 过期 2 · 检查表 21 张，做完 4 · 台账 5 条，超时 1 · 整改 1 */
static char *say_counts(const HomeBoard *home) {
  GString *out = g_string_new(NULL);
  g_string_printf(out, "今天 %u 项，做完 %u", home->duties->now->len, home->done);
  count(out, "带遗留或特批", home->put_off);
  count(out, "过期", home->duties->overdue->len);
  if (home->checks > 0) {
    g_string_append_printf(out, " · 检查表 %u 张，做完 %u", home->checks, home->checks_done);
  }
  if (home->rows_open > 0) {
    g_string_append_printf(out, " · 台账 %u 条，超时 %u", home->rows_open, home->rows_overdue);
  }
  count(out, "整改", home->duties->fixes_open);
  return g_string_free(out, FALSE);
}

static int draw_head(const App *app, Canvas *canvas, int row) {
  const DayBoard *board = app->scene->day;
  g_autofree char *head = g_strdup_printf("%s。%s。", board->phase, board->to_315);
  lines_put(canvas, &row, head, ATTR_BOLD | ATTR_ACCENT);
  const HomeBoard *home = app->scene->home;
  g_autofree char *signature = homeboard_signature(home);
  if (home->fault == NULL) {
    g_autofree char *counts = say_counts(home);
    lines_put(canvas, &row, counts, ATTR_PLAIN);
  }
  gboolean bad = home->fault != NULL || home->clock.doubtful || home->due->len > 1 || home->blocking > 0;
  lines_put(canvas, &row, signature, bad ? ATTR_BOLD | ATTR_ALERT : ATTR_PLAIN);
  if (board->around->len > 0) {
    g_autofree char *more =
        board->around->len > 1 ? g_strdup_printf("（还有 %u 条，见“今天”）", board->around->len - 1) : g_strdup("");
    g_autofree char *around = g_strconcat(g_ptr_array_index(board->around, 0), more, NULL);
    canvas_field(canvas, row++, 1, canvas->columns - 2, around, ATTR_PLAIN);
  }
  return row + 1;
}

static void draw_entry(const App *app, Canvas *canvas, int row, int column, int cells, int index, gboolean whole) {
  const ActionRow *action = actions_menu(index);
  gboolean chosen = index == app->chosen;
  g_autofree char *title = text_pad(action->menu, whole ? TITLE_CELLS : 0, FALSE);
  g_autofree char *line =
      g_strdup_printf("%s%c %s%s", chosen ? "> " : "  ", (char)action->key[0].c, title, whole ? action->help : "");
  canvas_field(canvas, row, column, cells, line, chosen ? ATTR_REVERSE | ATTR_BOLD : ATTR_PLAIN);
}

/* The everyday entries a line each with what they are for; the others side by side where there is no room for that. */
static int draw_menu(const App *app, Canvas *canvas, int row) {
  int beside = layout_menu(app), width = canvas->columns - 2 * MENU_INDENT;
  for (int i = 0; actions_menu(i) != NULL; i++) {
    gboolean whole = i < MENU_LINES || beside == 1;
    int place = whole ? 0 : (i - MENU_LINES) % beside, cells = whole ? width : width / beside;
    row += i > 0 && place == 0;
    draw_entry(app, canvas, row, MENU_INDENT + place * cells, cells, i, whole);
  }
  return row + 2;
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
