/* 联络表 on paper: the contact table of out/contacts, and its edition for the wall, which holds no private number. */
#include "out/contacts.h"
#include "desk/print/sheets.h"
#include <string.h>

/* What a column is on paper: how much of the room that is left it gets, and the least that it needs. */
static const struct {
  const char *key;
  double weight, min;
} widths[] = {{"department", 1, 4}, {"post", 1, 4},         {"owner", 1, 6},     {"supervisor", 1, 6},
              {"backup", 1, 6},     {"duty_phone", 1, 7.5}, {"landline", 1, 5},  {"hours", 2, 7},
              {"complaints", 1, 4}, {"respond", 0, 4},      {"escalate", 2, 6.5}};

static SheetColumn column_of(const GridColumn *column) {
  SheetColumn made = {.key = column->id, .title = column->title, .weight = 1, .min = 4};
  for (guint i = 0; i < G_N_ELEMENTS(widths); i++) {
    if (strcmp(widths[i].key, column->id) == 0) {
      made.weight = widths[i].weight;
      made.min = widths[i].min;
    }
  }
  return made;
}

/* A column where nobody has anything is left out: it would only make the others narrow. */
static gboolean is_used(const Grid *grid, guint rows, guint column) {
  for (guint r = 0; r < rows; r++) {
    if (grid_row_kind(grid, r) == GRID_ROW && strcmp(grid_text(grid, r, column), "—") != 0) {
      return TRUE;
    }
  }
  return FALSE;
}

/* `rows` of the grid: those of the house. */
static void put_table(Sheet *sheet, const Grid *grid, guint rows) {
  guint n = 0;
  g_autofree guint *used = g_new0(guint, grid_n_columns(grid));
  g_autofree SheetColumn *columns = g_new0(SheetColumn, grid_n_columns(grid));
  for (guint c = 0; c < grid_n_columns(grid); c++) {
    if (c == 0 || is_used(grid, rows, c)) {
      columns[n] = column_of(grid_column(grid, c));
      used[n++] = c;
    }
  }
  SheetTable *table = sheet_table(sheet, columns, n);
  sheet_key(sheet, "contacts");
  for (guint r = 0; r < rows; r++) {
    if (grid_row_kind(grid, r) == GRID_SUBHEADING) {
      sheet_group(table, grid_text(grid, r, 0));
      continue;
    }
    for (guint c = 0; c < n; c++) {
      const char *text = grid_text(grid, r, used[c]);
      if (c == 0) {
        sheet_cell_strong(table, text);
      } else {
        sheet_cell(table, text);
      }
    }
    sheet_end_row(table);
  }
}

/* Whom to call outside: three columns, where the house needs a dozen. */
static void put_external(Sheet *sheet, const Store *store, const ContactsOptions *options) {
  static const SheetColumn columns[] = {{"name", "单位或人", 2, 8, SHEET_LEFT},
                                        {"for", "什么事找", 3, 8, SHEET_LEFT},
                                        {"phone", "电话", 1, 7.5, SHEET_LEFT}};
  sheet_heading(sheet, "外部联系");
  SheetTable *table = sheet_table(sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(sheet, "external");
  for (guint i = 0; i < store->external->len; i++) {
    const External *external = g_ptr_array_index(store->external, i);
    const char *phone = contacts_external_phone(external, options);
    sheet_cell_strong(table, external->name);
    sheet_cell(table, external->purpose != NULL ? external->purpose : "—");
    sheet_cell(table, phone != NULL ? phone : external->phone != NULL ? "问店长" : "—");
    sheet_end_row(table);
  }
}

static DeskResult fill(Desk *desk, const PrintAsk *ask, gboolean wall, Sheet *sheet, char **problem) {
  const Store *store = desk->campaign->store;
  ContactsOptions options = {.wall = wall, .date = desk_today(desk)};
  if (ask->department != NULL) {
    options.department = desk_find_department(desk, ask->department, problem);
    if (options.department == NULL) {
      return DESK_REFUSED;
    }
  }
  sheet->one_page = TRUE;
  sheet_title(sheet, CONTACTS_TITLE, wall ? "张贴版，不含个人手机" : "内部使用，含个人手机，请勿张贴或转发到店外");
  g_autoptr(Grid) grid = contacts_grid(store, &options, CONTACTS_READING);
  guint n_external = options.department == NULL ? store->external->len : 0;
  put_table(sheet, grid, grid_n_rows(grid) - (n_external > 0 ? n_external + 1 : 0)); /* less their subheading, too */
  if (n_external > 0) {
    put_external(sheet, store, &options);
  }
  g_autofree char *ladder = contacts_ladder(store);
  if (*ladder != '\0') {
    sheet_text(sheet, TEXT_PLAIN, ladder);
  }
  g_autofree char *imprint = contacts_imprint(store, &options);
  sheet_text(sheet, TEXT_SMALL, imprint);
  return DESK_DONE;
}

DeskResult print_contacts(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  return fill(desk, ask, ask->wall, sheet, problem);
}

DeskResult print_contacts_wall(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  return fill(desk, ask, TRUE, sheet, problem);
}
