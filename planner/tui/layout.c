/* Sizes. A window of 80 × 24 holds everything; a larger one gives room to lists first. */
#include "tui/layout.h"

enum { OWNER_CELLS = 8, CHART_HEAD = 3, TALL_ROWS = 34 };

int layout_body(const App *app) {
  return app->rows - BODY_ROW - FOOT_ROWS;
}

int layout_menu(const App *app) {
  return app->rows >= TALL_ROWS ? 1 : 4;
}

int layout_details(const App *app) {
  return app->rows >= TALL_ROWS ? 7 : 3;
}

int layout_list(const App *app) {
  return layout_body(app) - 1 - layout_details(app);
}

ChartLayout layout_chart(const App *app) {
  ChartLayout layout = {.owner = OWNER_CELLS, .details = app->rows >= TALL_ROWS ? 7 : 4};
  int left = CLAMP(app->columns * 2 / 5, 35, 56);
  layout.left = left;
  layout.title = left - OWNER_CELLS - 3; /* a blank before, between and behind */
  layout.days = (app->columns - left) / DAY_CELLS;
  layout.row = 1 + CHART_HEAD;
  layout.height = app->rows - layout.row - 1 - layout.details - FOOT_ROWS;
  return layout;
}

int layout_facts(const App *app) {
  return app->rows >= TALL_ROWS ? 8 : 5;
}

int layout_run(const App *app) {
  int details = app->rows >= TALL_ROWS ? 14 : 8;
  return app->rows - 4 - 1 - details - FOOT_ROWS;
}

int layout_contacts(const App *app) {
  return layout_body(app) - 2 - layout_facts(app);
}
