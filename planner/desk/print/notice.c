/* 部署通知 on paper: the parts of out/notice as they are, the list of receipt on a page of its own to be signed by hand. */
#include "out/notice.h"
#include "desk/print/sheets.h"

typedef struct {
  Sheet *sheet;
  gboolean by_hand; /* what follows is filled in with a pen */
} Page;

static void put_grid(const Page *page, const Grid *grid) {
  const guint n = grid_n_columns(grid);
  g_autofree SheetColumn *columns = g_new0(SheetColumn, n);
  for (guint c = 0; c < n; c++) {
    const GridColumn *column = grid_column(grid, c);
    columns[c] = (SheetColumn){.key = column->id,
                               .title = column->title,
                               .weight = column->min,
                               .min = MIN(column->min, 12) / 2.0 + 0.5,
                               .align = column->right ? SHEET_RIGHT : SHEET_LEFT};
  }
  SheetTable *table = sheet_table(page->sheet, columns, n);
  table->row_height = page->by_hand ? 2.4 : 0;
  for (guint r = 0; r < grid_n_rows(grid); r++) {
    for (guint c = 0; c < n; c++) {
      sheet_cell(table, grid_text(grid, r, c));
    }
    sheet_end_row(table);
  }
  for (guint i = 0; i < grid_n_notes(grid); i++) {
    sheet_text(page->sheet, TEXT_SMALL, grid_note_text(grid, i));
  }
}

static void take(DocumentPart part, const char *text, const char *more, const Grid *grid, gpointer data) {
  Page *page = data;
  switch (part) {
  case PART_TITLE:
    sheet_title(page->sheet, text, more);
    break;
  case PART_HEADING:
    sheet_heading(page->sheet, text);
    break;
  case PART_SUBHEADING:
    sheet_text(page->sheet, TEXT_STRONG, text);
    break;
  case PART_PARAGRAPH:
  case PART_ITEM:
  case PART_SIGNATURE:
    sheet_text(page->sheet, TEXT_PLAIN, text);
    break;
  case PART_GRID:
    put_grid(page, grid);
    break;
  case PART_PAGE:
    sheet_break(page->sheet);
    page->by_hand = TRUE;
    break;
  }
}

DeskResult print_notice(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const Notice notice = {desk->plan, desk_today(desk)};
  Page page = {.sheet = sheet};
  notice_tell(&notice, take, &page);
  return DESK_DONE;
}
