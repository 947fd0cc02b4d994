/* What the views show, read from the desk. */
#include "tui/stage_work.h"
#include "tui/updates.h"
#include <string.h>

static void register_scene_free(RegisterScene *scene) {
  if (scene == NULL) {
    return;
  }
  g_ptr_array_unref(scene->lines);
  g_ptr_array_unref(scene->details);
  register_free(scene->reg);
  g_free(scene);
}

void stage_scene_make(Desk *desk, Scene *scene) {
  *scene = (Scene){.store = desk->campaign->store,
                   .day = dayboard_new(desk),
                   .plan = planboard_new(desk),
                   .book = phonebook_new(desk),
                   .now = desk_moment(desk),
                   .today = desk_today(desk),
                   .home = homeboard_new(desk)};
}

static void drop_open(Scene *scene, gboolean log) {
  g_clear_pointer(&scene->open, register_scene_free);
  if (log) {
    g_clear_pointer(&scene->log, g_ptr_array_unref);
  }
  g_clear_pointer(&scene->fixes, g_ptr_array_unref);
  g_clear_pointer(&scene->page, signpage_free);
  g_clear_pointer(&scene->page_problem, g_free);
}

void stage_scene_drop(Scene *scene) {
  drop_open(scene, TRUE);
  homeboard_free(scene->home);
  dayboard_free(scene->day);
  planboard_free(scene->plan);
  phonebook_free(scene->book);
}

/* ---- what only one view shows --------------------------------------------------------------------------------------------------- */

/* All columns that hold something, as people read them; and how it ended. */
static char *details_of(const Desk *desk, const Register *reg, const RegisterLine *line) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%s　%s\n", line->row->id, line->title);
  for (guint i = 0; i < reg->checklist->rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(reg->checklist->rows, i);
    const char *value = register_value(line->row, column->id);
    if (*value != '\0') {
      g_autofree char *shown = registers_shown(desk, column, value);
      g_string_append_printf(text, "%s：%s　", column->title, shown);
    }
  }
  if (line->row->reason != NULL) {
    g_string_append_printf(text, "关闭原因：%s", line->row->reason);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean look_register(Stage *stage, char **problem, GError **error) {
  Register *reg = registers_open(stage->desk, stage->app->register_id, problem, error);
  if (reg == NULL) {
    return FALSE;
  }
  RegisterScene *open = g_new0(RegisterScene, 1);
  open->reg = reg;
  open->lines = registers_lines(stage->desk, reg, stage->app->register_all);
  open->details = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < open->lines->len; i++) {
    g_ptr_array_add(open->details, details_of(stage->desk, reg, g_ptr_array_index(open->lines, i)));
  }
  stage->scene.open = open;
  return TRUE;
}

enum { LOG_MOST = 2000 }; /* as many as can be made sentences of before somebody feels it */

/* Thousands of sentences: made again only when something was recorded since. */
static gboolean look_log(Stage *stage, GError **error) {
  Record *record = record_of(stage->desk, RECORD_READ, error);
  gint64 head = record != NULL ? record_head(record, error) : -1;
  if (head < 0 || (stage->scene.log != NULL && head == stage->scene.log_head)) {
    return head >= 0;
  }
  g_clear_pointer(&stage->scene.log, g_ptr_array_unref);
  stage->scene.log_head = head;
  const LogAsk ask = {.first = DAY_NONE, .last = DAY_NONE, .most = LOG_MOST};
  stage->scene.log = logbook_read(stage->desk, &ask, error);
  return stage->scene.log != NULL;
}

void stage_sign_ask(const Stage *stage, SignAsk *ask) {
  const SignPlace *place = &stage->app->sign;
  *ask = (SignAsk){.date = place->phase != NULL      ? DAY_NONE
                           : place->date != DAY_NONE ? place->date
                                                     : desk_today(stage->desk),
                   .phase = place->phase};
  if (place->department != NULL) {
    ask->department = store_department(stage->desk->campaign->store, place->department);
  }
}

static gboolean look_page(Stage *stage, GError **error) {
  SignAsk ask;
  stage_sign_ask(stage, &ask);
  stage->scene.page = signpage_new(stage->desk, &ask, &stage->scene.page_problem, error);
  return stage->scene.page != NULL || stage->scene.page_problem != NULL;
}

/* A page that is being signed stays as it was seen; so does a list behind a form. */
void stage_look(Stage *stage) {
  App *app = stage->app;
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  if (app->prompt == NULL) {
    drop_open(&stage->scene, app->view != VIEW_LOG);
    gboolean fine = app->view == VIEW_REGISTER ? look_register(stage, &problem, &error)
                    : app->view == VIEW_FIXES  ? stage_look_fixes(stage, &error)
                    : app->view == VIEW_LOG    ? look_log(stage, &error)
                    : app->view == VIEW_SIGN   ? look_page(stage, &error)
                                               : TRUE;
    if (!fine) {
      app_back(app);
      update_notice(app, error != NULL ? error->message : problem, TRUE);
    }
  }
  app_set_scene(app, &stage->scene);
  update_register_opened(app);
}

/* ---- again ---------------------------------------------------------------------------------------------------------------------- */

void stage_renew(Stage *stage) {
  stage_catch_up(stage); /* the old scene still stands: nothing looks into it before it is dropped */
  Scene before = stage->scene;
  stage_scene_make(stage->desk, &stage->scene);
  stage->scene.log = g_steal_pointer(&before.log);
  stage->scene.log_head = before.log_head;
  if (stage->app->prompt != NULL) { /* what is open behind it stays */
    stage->scene.open = g_steal_pointer(&before.open);
    stage->scene.fixes = g_steal_pointer(&before.fixes);
    stage->scene.page = g_steal_pointer(&before.page);
    stage->scene.page_problem = g_steal_pointer(&before.page_problem);
  }
  stage_look(stage);
  stage_scene_drop(&before);
}
