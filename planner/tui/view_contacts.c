/* The contact table with a search line on top, where the cursor stands, and all that is known of the chosen person below. */
#include "base/text.h"
#include "tui/layout.h"
#include "tui/views.h"

enum { NAME_CELLS = 16, PHONE_CELLS = 17, MOST_PLACE = 30 };

static void draw_list(const App *app, Canvas *canvas, int row, int height) {
  const Phonebook *book = app->scene->book;
  int place = MIN(MOST_PLACE, canvas->columns / 4), duties = canvas->columns - 2 - NAME_CELLS - PHONE_CELLS - place;
  for (int i = 0; i < height && app->contact_top + i < (int)app->found->len; i++) {
    int index = app->contact_top + i;
    const Contact *contact = g_ptr_array_index(book->contacts, g_array_index(app->found, guint, (guint)index));
    gboolean chosen = index == app->contact;
    Attr attr = chosen ? ATTR_REVERSE | ATTR_BOLD : ATTR_PLAIN;
    const char *const cells[] = {contact->name, contact->phone, contact->place, contact->duties};
    const int widths[] = {NAME_CELLS, PHONE_CELLS, place, duties};
    canvas_field(canvas, row + i, 0, canvas->columns, chosen ? ">" : "", attr);
    for (int c = 0, column = 2; c < (int)G_N_ELEMENTS(cells); column += widths[c++]) {
      canvas_field(canvas, row + i, column, widths[c] - 1, cells[c], attr);
    }
  }
}

static void draw_facts(const App *app, Canvas *canvas, int row, int height) {
  const Phonebook *book = app->scene->book;
  const Contact *contact = g_ptr_array_index(book->contacts, g_array_index(app->found, guint, (guint)app->contact));
  g_autofree char *head = g_strdup_printf("%s%s%s%s%s", contact->name, *contact->place != '\0' ? "　" : "",
                                          contact->place, *contact->duties != '\0' ? "　" : "", contact->duties);
  g_autoptr(GString) facts = g_string_new(NULL);
  for (guint i = 0; i < contact->facts->len; i++) {
    const ContactFact *fact = &g_array_index(contact->facts, ContactFact, i);
    g_string_append_printf(facts, "%s%s：%s", i > 0 ? "　" : "", fact->label, fact->value);
  }
  canvas_field(canvas, row, 1, canvas->columns - 2, head, ATTR_BOLD);
  g_auto(GStrv) lines = text_wrap(facts->str, canvas->columns - 2);
  for (int i = 0; lines[i] != NULL && i + 1 < height; i++) {
    canvas_put(canvas, row + 1 + i, 1, lines[i], ATTR_PLAIN);
  }
}

void view_contacts(const App *app, Canvas *canvas) {
  int height = layout_contacts(app), list = BODY_ROW + 1, below = list + height;
  int column = canvas_put(canvas, BODY_ROW - 1, 1, "查找：", ATTR_BOLD);
  int end = canvas_put(canvas, BODY_ROW - 1, column, app->query->str, ATTR_PLAIN);
  if (app->query->len == 0) {
    canvas_put(canvas, BODY_ROW - 1, end + 1, "打姓名、拼音首字母、部门、工号或号码", ATTR_DIM);
  }
  canvas_cursor(canvas, BODY_ROW - 1, end);
  canvas_rule(canvas, BODY_ROW);
  if (app->found->len == 0) {
    canvas_put(canvas, list, 1, "没有找到。退格改一改，或者按 Ctrl-U 清空再打。", ATTR_PLAIN);
    return;
  }
  draw_list(app, canvas, list, height);
  canvas_rule(canvas, below);
  draw_facts(app, canvas, below + 1, layout_facts(app));
  if (app->notice == NULL) {
    g_autofree char *count = g_strdup_printf("第 %d 个，共 %u 个", app->contact + 1, app->found->len);
    canvas_put(canvas, canvas->rows - 2, canvas->columns - text_width(count) - 1, count, ATTR_DIM);
  }
}
