/* Performs effects. A definition that became wrong while the screen is open leaves what is shown as it was. */
#include "tui/stage.h"
#include "desk/helper.h"
#include "desk/stamp.h"
#include "tui/advice.h"
#include "tui/stage_work.h"
#include <string.h>

Stage *stage_new(Desk *desk, int columns, int rows) {
  Stage *stage = g_new0(Stage, 1);
  stage->desk = desk;
  desk->adviser = tui_advice; /* what is said from here on is read on the screen */
  stage->stamp = stamp_of(desk);
  stage->tried = g_strdup(stage->stamp);
  stage_scene_make(desk, &stage->scene);
  stage->app = app_new(&stage->scene, columns, rows);
  return stage;
}

void stage_free(Stage *stage) {
  if (stage == NULL) {
    return;
  }
  stage_run_close(stage);
  app_free(stage->app);
  stage_scene_drop(&stage->scene);
  desk_free(stage->own);
  g_free(stage->stamp);
  g_free(stage->tried);
  g_free(stage);
}

const App *stage_app(const Stage *stage) {
  return stage->app;
}

/* -1 when the record cannot be read: whoever shows something of it says why. */
static gint64 head_of(Desk *desk) {
  g_autoptr(GError) ignored = NULL;
  Record *record = record_of(desk, RECORD_READ, &ignored);
  return record != NULL ? record_head(record, &ignored) : -1;
}

void stage_refresh(Stage *stage) {
  desk_tick(stage->desk);
  stage_run_refresh(stage);
  stage_renew(stage);
}

static void reload(Stage *stage) {
  const Desk *old = stage->desk;
  g_free(stage->tried);
  stage->tried = stamp_of(old);
  g_autoptr(Desk) desk = desk_new(old->workspace, old->share, old->tools);
  desk->adviser = old->adviser;
  if (old->now_given) {
    desk_set_now(desk, old->now_wall);
  }
  if (!desk_load(desk, TRUE) || !desk_plan(desk)) {
    g_autofree char *sentence =
        g_strdup_printf("店铺文件里有 %u 个错误，这里还是改之前的内容。退出后输入 ready315 check，逐条列出。",
                        diag_count(desk->diags, DIAG_ERROR));
    update_notice(stage->app, sentence, TRUE);
    return;
  }
  Scene before = stage->scene;
  gboolean open = stage->run != NULL;
  stage_run_close(stage);
  stage->desk = desk;
  stage_scene_make(desk, &stage->scene);
  stage_look(stage);
  stage_scene_drop(&before);
  desk_free(stage->own);
  stage->own = g_steal_pointer(&desk);
  g_free(stage->stamp);
  g_free(stage->tried);
  stage->stamp = stamp_of(stage->desk);
  stage->tried = g_strdup(stage->stamp);
  if (open && stage->app->view == VIEW_RUN) {
    stage_run_open(stage); /* its checklist may have changed: that is offered there */
  }
  update_notice(stage->app, "店铺文件重新读过了。", FALSE);
}

gboolean stage_outdated(const Stage *stage) {
  g_autofree char *now = stamp_of(stage->desk);
  return strcmp(now, stage->stamp) != 0;
}

gboolean stage_catch_up(Stage *stage) {
  if (stage->app->prompt != NULL) {
    return FALSE;
  }
  g_autofree char *now = stamp_of(stage->desk);
  if (strcmp(now, stage->stamp) != 0 && strcmp(now, stage->tried) != 0) { /* what is wrong with them is said once */
    reload(stage);
  }
  gint64 head = head_of(stage->desk);
  g_autoptr(GError) ignored = NULL; /* the plan stays as it was, and no page of it can be signed */
  return head >= 0 && head != stage->desk->plan_head && desk_replan(stage->desk, &ignored);
}

static void look(Stage *stage) {
  if (stage_catch_up(stage)) {
    stage_renew(stage);
  } else {
    stage_look(stage);
  }
}

static void export(Stage *stage) {
  g_autoptr(GString) said = g_string_new(NULL);
  GError *error = NULL;
  int status = helper_run(stage->desk, "calendar", "calendar", stage->app->columns - 4, said, &error);
  if (error != NULL) {
    g_string_assign(said, error->message);
    g_error_free(error);
  }
  update_exported(stage->app, said->str, status != 0);
}

/* How each effect is performed; a row here and, in its own file, a function. */
static const struct {
  void (*perform)(Stage *stage);
  gboolean slow; /* it takes a moment: the state is drawn before */
} performers[N_EFFECTS] = {
    [EFFECT_REFRESH] = {stage_refresh, FALSE},
    [EFFECT_RELOAD] = {reload, FALSE},
    [EFFECT_EXPORT] = {export, TRUE},
    [EFFECT_LOOK] = {look, FALSE},
    [EFFECT_TASK] = {stage_task, FALSE},
    [EFFECT_ROW] = {stage_row, FALSE},
    [EFFECT_SIGN] = {stage_sign, TRUE},
    [EFFECT_RECEIPT] = {stage_receipt, FALSE},
    [EFFECT_VERIFY] = {stage_verify, TRUE},
    [EFFECT_PRINT] = {stage_print, TRUE},
    [EFFECT_FIX_STEP] = {stage_fix, FALSE},
    [EFFECT_RUN_OPEN] = {stage_run_open, FALSE},
    [EFFECT_RUN_STEP] = {stage_run_step, FALSE},
    [EFFECT_RUN_MOVE] = {stage_run_move, FALSE},
    [EFFECT_RUN_PICTURES] = {stage_run_pictures, FALSE},
    [EFFECT_RUN_PHOTO] = {stage_run_photo, FALSE},
};

void stage_perform(Stage *stage) {
  Effect effect = stage->pending;
  stage->pending = EFFECT_NONE;
  if (performers[effect].perform != NULL) {
    performers[effect].perform(stage);
  }
}

gboolean stage_event(Stage *stage, const Input *input, gboolean *quit, gboolean *redraw) {
  Effect effect = update(stage->app, input);
  *quit = *quit || effect == EFFECT_QUIT;
  *redraw = *redraw || effect == EFFECT_REDRAW;
  stage->pending = effect;
  if (performers[effect].slow) {
    return TRUE;
  }
  stage_perform(stage);
  return FALSE;
}
