/* Rows in columns. Knows nothing of what they mean. */
#include "tui/listing.h"
#include "base/text.h"
#include "tui/layout.h"
#include "tui/views.h"

static void (*const makers[N_VIEWS])(const App *, Listing *) = {
    [VIEW_TODAY] = listing_today,       [VIEW_CHECKS] = listing_checks, [VIEW_REGISTERS] = listing_registers,
    [VIEW_REGISTER] = listing_register, [VIEW_LOG] = listing_log,       [VIEW_FIXES] = listing_fixes,
    [VIEW_PRINT] = listing_print,
};

gboolean listing_is(ViewKind view) {
  return makers[view] != NULL;
}

static void line_free(gpointer data) {
  ListingRow *row = data;
  for (int i = 0; i < LISTING_COLUMNS; i++) {
    g_free(row->cells[i]);
  }
  g_free(row->details);
  g_free(row);
}

Listing *listing_new(const App *app) {
  Listing *listing = g_new0(Listing, 1);
  listing->rows = g_ptr_array_new_with_free_func(line_free);
  makers[app->view](app, listing);
  return listing;
}

void listing_free(Listing *listing) {
  if (listing == NULL) {
    return;
  }
  g_ptr_array_unref(listing->rows);
  g_free(listing);
}

ListingRow *listing_add(Listing *listing, gconstpointer item, char *a, char *b, char *c, char *d, char *e) {
  ListingRow *row = g_new0(ListingRow, 1);
  *row = (ListingRow){.cells = {a, b, c, d, e}, .item = item};
  g_ptr_array_add(listing->rows, row);
  return row;
}

static void passive(Listing *listing, char *text, Attr attr) {
  ListingRow *row = listing_add(listing, NULL, text, NULL, NULL, NULL, NULL);
  row->passive = TRUE;
  row->attr = attr;
}

void listing_heading(Listing *listing, char *text) {
  if (listing->rows->len > 0) {
    passive(listing, NULL, ATTR_PLAIN);
  }
  passive(listing, text, ATTR_BOLD | ATTR_ACCENT);
}

void listing_sentence(Listing *listing, const char *text, int columns) {
  g_auto(GStrv) lines = text_wrap(text, columns - 2);
  for (char **line = lines; *line != NULL; line++) {
    passive(listing, g_strdup(*line), ATTR_PLAIN);
  }
}

/* ---- the chosen one ------------------------------------------------------------------------------------------------------------- */

static const ListingRow *row_at(const App *app, int index) {
  const GPtrArray *rows = app->listing->rows;
  return index >= 0 && index < (int)rows->len ? g_ptr_array_index(rows, (guint)index) : NULL;
}

const ListingRow *listing_chosen(const App *app) {
  const ListingRow *row = app->listing != NULL ? row_at(app, app->list[app->view].chosen) : NULL;
  return row != NULL && !row->passive ? row : NULL;
}

/* The next that can be chosen from `index` on; -1 when there is none. */
static int seek(const App *app, int index, int step) {
  while (row_at(app, index) != NULL && row_at(app, index)->passive) {
    index += step;
  }
  return row_at(app, index) != NULL ? index : -1;
}

void listing_settle(App *app) {
  ListPlace *place = &app->list[app->view];
  int step = place->step < 0 ? -1 : 1;
  int n = (int)app->listing->rows->len, height = layout_list(app);
  place->chosen = CLAMP(place->chosen, 0, MAX(0, n - 1));
  int found = seek(app, place->chosen, step);
  found = found >= 0 ? found : seek(app, place->chosen, -step);
  place->chosen = found >= 0 ? found : place->chosen;
  place->top = app_top_for(place->top, place->chosen, n, height);
  if (seek(app, 0, 1) == place->chosen && place->chosen < height) {
    place->top = 0; /* with the headings above the first in sight */
  }
}

/* ---- drawing -------------------------------------------------------------------------------------------------------------------- */

enum { MARGIN = 2 };

static int width_of(const Listing *listing, const Canvas *canvas, int column) {
  if (listing->widths[column] != LISTING_REST) {
    return listing->widths[column];
  }
  int rest = canvas->columns - MARGIN;
  for (int i = 0; i < LISTING_COLUMNS; i++) {
    rest -= i != column ? listing->widths[i] : 0;
  }
  return rest;
}

static void draw_cells(const Listing *listing, Canvas *canvas, int row, const char *const *cells, Attr attr) {
  for (int i = 0, column = MARGIN; i < LISTING_COLUMNS; i++) {
    int width = width_of(listing, canvas, i);
    if (width > 0 && cells[i] != NULL) {
      canvas_field(canvas, row, column, width - 1, cells[i], attr);
    }
    column += width;
  }
}

static void draw_row(const App *app, Canvas *canvas, int row, int index) {
  const Listing *listing = app->listing;
  const ListingRow *shown = row_at(app, index);
  if (shown->passive) {
    canvas_field(canvas, row, 1, canvas->columns - 2, shown->cells[0] != NULL ? shown->cells[0] : "", shown->attr);
    return;
  }
  gboolean chosen = index == app->list[app->view].chosen;
  Attr attr = chosen ? ATTR_REVERSE | ATTR_BOLD : shown->attr;
  canvas_field(canvas, row, 0, canvas->columns, chosen ? ">" : "", attr);
  draw_cells(listing, canvas, row, (const char *const *)shown->cells, attr);
}

static void draw_details(const App *app, Canvas *canvas, int row) {
  canvas_rule(canvas, row++);
  const ListingRow *chosen = listing_chosen(app);
  if (chosen == NULL || chosen->details == NULL) {
    return;
  }
  int end = row + layout_details(app);
  g_auto(GStrv) lines = text_wrap(chosen->details, canvas->columns - 2);
  for (char **line = lines; *line != NULL && row < end; line++) {
    gboolean cut = row + 1 == end && line[1] != NULL;
    g_autofree char *shown = cut ? g_strconcat(*line, "…", NULL) : g_strdup(*line);
    canvas_field(canvas, row++, 1, canvas->columns - 2, shown, line == lines ? ATTR_BOLD : ATTR_PLAIN);
  }
}

static void draw_search(const App *app, Canvas *canvas) {
  int column = canvas_put(canvas, BODY_ROW - 1, 1, "查找：", ATTR_BOLD);
  int end = canvas_put(canvas, BODY_ROW - 1, column, app->log_query->str, ATTR_PLAIN);
  if (app->log_query->len == 0) {
    canvas_put(canvas, BODY_ROW - 1, end + 1, "打几个字：人名、日期、检查表、台账编号", ATTR_DIM);
  }
  canvas_cursor(canvas, BODY_ROW - 1, end);
}

void view_listing(const App *app, Canvas *canvas) {
  const ListPlace *place = &app->list[app->view];
  int height = layout_list(app), n = (int)app->listing->rows->len;
  if (app->view == VIEW_LOG) {
    draw_search(app, canvas);
  } else {
    draw_cells(app->listing, canvas, BODY_ROW - 1, app->listing->titles, ATTR_DIM);
  }
  for (int i = 0; i < height && place->top + i < n; i++) {
    draw_row(app, canvas, BODY_ROW + i, place->top + i);
  }
  draw_details(app, canvas, BODY_ROW + height);
  if (n > height && app->notice == NULL) {
    g_autofree char *where =
        g_strdup_printf("第 %d 行，共 %d 行%s", place->chosen + 1, n, place->top + height < n ? "，下面还有" : "");
    canvas_put(canvas, canvas->rows - 2, canvas->columns - text_width(where) - 1, where, ATTR_DIM);
  }
}
