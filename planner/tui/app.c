/* Keeps places inside their lists. */
#include "tui/app.h"
#include "tui/layout.h"
#include "tui/listing.h"
#include "tui/pager.h"

App *app_new(const Scene *scene, int columns, int rows) {
  App *app = g_new0(App, 1);
  app->columns = columns;
  app->rows = rows;
  app->query = g_string_new(NULL);
  runner_init(&app->runner);
  app->log_query = g_string_new(NULL);
  app->sign.date = DAY_NONE;
  app_set_scene(app, scene);
  return app;
}

void app_free(App *app) {
  if (app == NULL) {
    return;
  }
  g_string_free(app->query, TRUE);
  g_string_free(app->log_query, TRUE);
  listing_free(app->listing);
  g_array_unref(app->found);
  prompt_free(app->prompt);
  runner_clear(&app->runner);
  g_free(app->outcome);
  g_free(app->notice);
  g_free(app);
}

void app_set_scene(App *app, const Scene *scene) {
  app->scene = scene;
  if (app->who == NULL || store_person(scene->store, app->who) == NULL) {
    app->who = scene->store->manager->id;
  }
  if (app->found != NULL) {
    g_array_unref(app->found);
  }
  app->found = phonebook_find(scene->book, app->query->str);
  app_settle(app);
}

void app_search(App *app) {
  g_array_unref(app->found);
  app->found = phonebook_find(app->scene->book, app->query->str);
  app->contact = app->contact_top = 0;
}

void app_ask(App *app, Prompt *prompt) {
  for (guint i = 0; prompt != NULL && i < prompt->fields->len; i++) {
    PromptField *field = g_ptr_array_index(prompt->fields, i);
    if (field->kind == PROMPT_PERSON && field->choices->len == 0) {
      g_autofree char *initial = g_strdup(field->value);
      prompt_people(field, app->scene->store, NULL, NULL);
      prompt_pick(field, initial);
    }
  }
  if (prompt != NULL) {
    prompt->now = app->scene->now;
  }
  prompt_free(app->prompt);
  app->prompt = prompt;
}

gboolean app_too_small(const App *app) {
  return app->columns < SCREEN_MIN_COLUMNS || app->rows < SCREEN_MIN_ROWS;
}

void app_go(App *app, ViewKind view) {
  if (view != app->view) {
    app->from[view] = app->view;
    app->view = view;
  }
  app->top[view] = 0;
  app->list[view] = (ListPlace){0};
}

void app_back(App *app) {
  app->view = app->from[app->view];
}

int app_top_for(int top, int chosen, int n, int height) {
  top = CLAMP(top, chosen - height + 1, chosen);
  return CLAMP(top, 0, MAX(0, n - height));
}

void app_settle(App *app) {
  if (app_too_small(app)) {
    return; /* nothing is shown: places wait for a larger window */
  }
  int n_rows = (int)app->scene->plan->rows->len, n_found = (int)app->found->len;
  ChartLayout chart = layout_chart(app);
  app->plan_row = CLAMP(app->plan_row, 0, MAX(0, n_rows - 1));
  app->plan_top = app_top_for(app->plan_top, app->plan_row, n_rows, chart.height);
  app->plan_left = CLAMP(app->plan_left, 0, MAX(0, app->scene->plan->bars->days - chart.days));
  app->contact = CLAMP(app->contact, 0, MAX(0, n_found - 1));
  app->contact_top = app_top_for(app->contact_top, app->contact, n_found, layout_contacts(app));
  g_clear_pointer(&app->listing, listing_free);
  if (listing_is(app->view)) {
    app->listing = listing_new(app);
    listing_settle(app);
  }
  runner_settle(&app->runner);
  app->runner.top = app_top_for(app->runner.top, (int)app->runner.row,
                                app->runner.state != NULL ? (int)app->runner.state->rows->len : 0, layout_run(app));
  if (pager_is(app->view)) {
    g_autoptr(Pager) page = pager_new(app);
    app->top[app->view] = CLAMP(app->top[app->view], 0, MAX(0, (int)page->lines->len - layout_body(app)));
  }
}
