/* The registers, and the rows of one of them, the most urgent first. */
#include "base/text.h"
#include "tui/listing.h"
#include "tui/phrases.h"

enum { COUNT_CELLS = 11, OVERDUE_CELLS = 11, LEFT_CELLS = 22 };

void listing_registers(const App *app, Listing *listing) {
  *listing = (Listing){.rows = listing->rows,
                       .widths = {LISTING_REST, COUNT_CELLS, OVERDUE_CELLS, LEFT_CELLS},
                       .titles = {"台账", "没有办完", "超过时间", "下一条到点"}};
  const HomeBoard *home = app->scene->home;
  if (home->fault != NULL) {
    listing_sentence(listing, home->fault, app->columns);
    return;
  }
  if (home->registers->len == 0) {
    listing_sentence(listing, "没有台账。台账写在 checklists 文件夹里，source 是 register 的就是。", app->columns);
  }
  for (guint i = 0; i < home->registers->len; i++) {
    const RegisterCard *card = &g_array_index(home->registers, RegisterCard, i);
    ListingRow *row =
        listing_add(listing, card->checklist, g_strdup(card->checklist->title), g_strdup_printf("%u 条", card->open),
                    card->overdue > 0 ? g_strdup_printf("%u 条", card->overdue) : g_strdup("没有"),
                    card->next_due != MOMENT_NONE ? register_left(card->next_due, app->scene->now) : NULL, NULL);
    row->attr = card->overdue > 0 || card->unowned > 0 ? ATTR_BOLD | ATTR_ALERT : ATTR_PLAIN;
    g_autofree char *unowned =
        card->unowned > 0 ? g_strdup_printf("有 %u 条是监管部门或媒体的，还没有责任人，会挡住签字。", card->unowned)
                          : g_strdup("");
    row->details = g_strdup_printf("%s\n%s%s", card->checklist->title, unowned,
                                   card->checklist->why != NULL ? card->checklist->why : "");
  }
}

enum { NUMBER_CELLS = 9, OWNER_CELLS = 10, DUE_CELLS = 15, TIME_LEFT_CELLS = 19 };

void listing_register(const App *app, Listing *listing) {
  const RegisterScene *scene = app->scene->open;
  *listing = (Listing){.rows = listing->rows,
                       .widths = {NUMBER_CELLS, LISTING_REST, OWNER_CELLS, DUE_CELLS, TIME_LEFT_CELLS},
                       .titles = {"编号", "事项", "责任人", "截止", "还剩多少时间"}};
  if (scene == NULL) {
    return;
  }
  if (scene->lines->len == 0) {
    listing_sentence(listing,
                     app->register_all ? "还没有登记过。按 n 登记一条。" : "没有办完的一条也没有。按 n 登记一条。",
                     app->columns);
  }
  for (guint i = 0; i < scene->lines->len; i++) {
    const RegisterLine *line = g_ptr_array_index(scene->lines, i);
    gboolean closed = !line->row->open;
    ListingRow *row = listing_add(
        listing, line, g_strdup(line->row->id), g_strdup(line->title), g_strdup(line->owner),
        g_strdup(*line->promised != '\0' && line->deadline != MOMENT_NONE && *line->due == '\0' ? line->promised
                                                                                                : line->due),
        g_strdup(closed                                 ? "已关闭"
                 : line->unowned && *line->left == '\0' ? "没有责任人"
                                                        : line->left));
    row->attr = closed ? ATTR_DIM : line->overdue || line->unowned ? ATTR_BOLD | ATTR_ALERT : ATTR_PLAIN;
    row->details = g_strdup(g_ptr_array_index(scene->details, i));
  }
}
