/* Performs what the runner view asks for: opens runs, makes steps, offers pictures. A run that nobody has begun is only looked at; the first answer
 * begins it. */
#include "desk/record/evidence.h"
#include "desk/runs/session.h"
#include "desk/sign/pins.h"
#include "run/run.h"
#include "tui/stage_work.h"
#include "tui/update_runner.h"
#include <string.h>

struct StageRun {
  RunRef ref;
  RunSession *session; /* NULL while it is only looked at */
  RunState *looked;    /* then this is shown; owned */
  RunPerson *list;
  RunPeople people;
};

static void run_close(StageRun *run) {
  if (run != NULL) {
    session_close(run->session);
    run_free(run->looked);
    runref_clear(&run->ref);
    g_free(run->list);
    g_free(run);
  }
}

void stage_run_close(Stage *stage) {
  if (stage->app != NULL) {
    stage->app->runner.state = NULL;
    stage->app->runner.people = NULL;
  }
  g_clear_pointer(&stage->run, run_close);
}

/* Points the view at what is there now. */
static void point(Stage *stage, gboolean place) {
  StageRun *run = stage->run;
  RunnerView *runner = &stage->app->runner;
  runner->state = run->session != NULL ? session_state(run->session) : run->looked;
  runner->people = run->session != NULL ? session_people(run->session) : &run->people;
  runner->begun = run->session != NULL;
  if (place && runner->state != NULL) {
    runner->row = runner->state->row;
    runner->item = runner->state->item;
  }
  runner_settle(runner);
}

/* Reads the definition: not at every key. */
static void look_for_newer(Stage *stage) {
  RunSession *session = stage->run->session;
  stage->app->runner.newer = session != NULL && session_newer(session) != NULL;
}

/* 冷柜温度记录（测温） · 3月11日 周四 14:30 */
static char *title_of(const StageRun *run, const RunState *state) {
  const char *title = state->checklist->title;
  const PlanTask *task = run->ref.task;
  GString *out = g_string_new(title);
  if (task != NULL) {
    char day[DAY_TEXT];
    if (strcmp(task->task->title, title) != 0) {
      g_string_append_printf(out, "（%s）", task->task->title);
    }
    g_string_append_printf(out, " · %s ", day_words(moment_day(task->start), day));
    dayview_time(task, out);
  }
  return g_string_free(out, FALSE);
}

/* Which run is wanted, as far as it can be told. */
static gboolean find(Stage *stage, RunRef *ref, char **problem, GError **error) {
  RunnerView *runner = &stage->app->runner;
  if (runner->key != NULL && g_str_has_prefix(runner->key, "adhoc@") && runner->checklist != NULL) {
    *ref = (RunRef){g_strdup(runner->key), runner->checklist, NULL}; /* nobody knows of it before its first answer */
    return TRUE;
  }
  if (runner->key != NULL) {
    return session_ref_of(stage->desk, runner->key, ref, problem, error);
  }
  g_autoptr(GPtrArray) several = NULL;
  if (session_choose(stage->desk, runner->checklist, NULL, ref, &several, problem, error)) {
    return TRUE;
  }
  if (several != NULL) {
    g_clear_pointer(problem, g_free);
    runner_ask_which(stage->app, several);
  }
  return FALSE;
}

/* Takes the error. */
static void say_error(Stage *stage, GError *error) {
  if (error != NULL) {
    update_notice(stage->app, error->message, TRUE);
    g_error_free(error);
  }
}

/* Begins or resumes; where the record cannot be written, the run can still be looked at. */
static gboolean work(StageRun *run, Desk *desk, const char *by, const char *recorded_by, GError **error) {
  RunSession *session = session_open(desk, &run->ref, by, recorded_by, error);
  if (session == NULL) {
    return FALSE;
  }
  run->session = session;
  g_clear_pointer(&run->looked, run_free);
  return TRUE;
}

void stage_run_open(Stage *stage) {
  App *app = stage->app;
  g_autofree char *problem = NULL;
  GError *error = NULL;
  StageRun *run = g_new0(StageRun, 1);
  gboolean begun = FALSE;
  if (find(stage, &run->ref, &problem, &error)) {
    run->looked = session_look(stage->desk, &run->ref, &begun, &error);
  }
  if (run->looked == NULL) {
    run_close(run);
    if (problem != NULL) {
      update_notice(app, problem, TRUE);
    }
    say_error(stage, error);
    return;
  }
  stage_run_close(stage);
  stage->run = run;
  run->people = session_crowd(stage->desk, &run->list);
  if (begun) {
    work(run, stage->desk, app->who, NULL, &error);
  }
  g_free(app->runner.title);
  runner_want(app, run->ref.key, run->ref.checklist);
  point(stage, TRUE);
  look_for_newer(stage);
  app->runner.title = title_of(run, app->runner.state);
  app->runner.top = 0;
  runner_index(app);
  if (app->view != VIEW_RUN) {
    app_go(app, VIEW_RUN);
  }
  say_error(stage, error);
  app_settle(app);
}

void stage_run_refresh(Stage *stage) {
  StageRun *run = stage->run;
  if (run != NULL && run->session != NULL && stage->app->view == VIEW_RUN) {
    GError *error = NULL;
    if (!session_refresh(run->session, &error)) {
      say_error(stage, error);
    }
    point(stage, FALSE);
    look_for_newer(stage);
  }
}

void stage_run_move(Stage *stage) {
  StageRun *run = stage->run;
  const RunnerView *runner = &stage->app->runner;
  if (run == NULL || run->session == NULL || runner->state->rows->len == 0) {
    return;
  }
  const RunEvent move = {.kind = EVENT_MOVE,
                         .by = runner->by != NULL ? runner->by : stage->app->who,
                         .row = runner_row(runner, runner->row)->id,
                         .item = runner_item(runner, runner->item)->id};
  RunResult result;
  if (!session_step(run->session, &move, &result, NULL, NULL)) {
    return; /* a position is worth no complaint */
  }
  stage->app->runner.state = session_state(run->session);
}

/* ---- steps ---------------------------------------------------------------------------------------------------------------------- */

/* Whether the second is who he says. FALSE with a sentence (caller frees). */
static gboolean check_second(Stage *stage, const RunnerStep *step, char **sentence) {
  const Person *person = store_person(stage->scene.store, step->second);
  PinAnswer answer;
  g_autoptr(GError) error = NULL;
  if (person == NULL || !pins_check(stage->desk, person, step->pin, &answer, sentence, &error)) {
    g_free(*sentence);
    *sentence = g_strdup(error != NULL ? error->message : "没有这个人。");
    return FALSE;
  }
  return answer == PIN_GOOD;
}

static gboolean make(Stage *stage, RunnerStep *step, RunResult *result, GPtrArray *asked, char **failure) {
  StageRun *run = stage->run;
  const RunnerView *runner = &stage->app->runner;
  const char *recorder = stage->app->who == runner->by ? NULL : stage->app->who;
  g_autoptr(GError) error = NULL;
  if (step->path != NULL && step->evidence == NULL) {
    step->evidence = evidence_of_file(stage->desk, step->path, &error);
  }
  gboolean fine = error == NULL && (step->second == NULL || check_second(stage, step, failure));
  fine = fine && (run->session != NULL || work(run, stage->desk, runner->by, recorder, &error));
  if (fine && step->kind == EVENT_UPGRADE) {
    fine = session_upgrade(run->session, runner->by, recorder, step->reason, result, asked, &error);
  } else if (fine) {
    const RunEvent event = {.kind = step->kind,
                            .by = step->second != NULL ? step->second : runner->by,
                            .recorded_by = step->second != NULL ? NULL : recorder,
                            .row = step->row,
                            .item = step->item,
                            .value = step->value,
                            .reason = step->reason,
                            .evidence = step->evidence,
                            .path = step->path,
                            .number = step->number};
    fine = session_step(run->session, &event, result, asked, &error);
  }
  if (!fine && *failure == NULL) {
    *failure = g_strdup_printf("没有记下来：%s", error != NULL ? error->message : "");
  }
  return fine;
}

void stage_run_step(Stage *stage) {
  App *app = stage->app;
  RunnerStep *step = &app->runner.step;
  RunResult result = RUN_DONE;
  g_autofree char *failure = NULL;
  g_autoptr(GPtrArray) asked = run_effects_new();
  gboolean said =
      step->kind == EVENT_ANSWER || step->kind == EVENT_NA || step->kind == EVENT_UNDO || step->kind == EVENT_UPGRADE;
  gboolean fine = make(stage, step, &result, asked, &failure);
  point(stage, fine && result == RUN_DONE && said);
  if (fine && result == RUN_DONE && (step->kind == EVENT_ANSWER || step->kind == EVENT_NA)) {
    runner_on(&app->runner);
  }
  if (step->kind == EVENT_UPGRADE) {
    look_for_newer(stage);
  }
  runner_stepped(app, result, asked, fine ? NULL : failure);
  runnerstep_clear(step);
  app_settle(app);
}

/* ---- pictures ------------------------------------------------------------------------------------------------------------------- */

/* In the store's wall time. */
static char *time_of(const Desk *desk, gint64 taken) {
  gint64 minutes = taken / 60 + desk->campaign->store->utc_offset;
  Day day = moment_day((Moment)minutes);
  char words[DAY_TEXT], clock[DAY_TEXT];
  return day == desk_today(desk)
             ? g_strdup_printf("今天 %s", minute_clock(moment_minute((Moment)minutes), clock))
             : g_strdup_printf("%s %s", day_words(day, words), minute_clock(moment_minute((Moment)minutes), clock));
}

enum { PICTURES_MOST = 200 };

void stage_run_pictures(Stage *stage) {
  g_autoptr(GPtrArray) pictures = evidence_pictures(stage->desk);
  guint n = MIN(pictures->len, PICTURES_MOST);
  g_autofree RunnerPicture *list = g_new0(RunnerPicture, n + 1);
  g_autoptr(GPtrArray) times = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < n; i++) {
    const Picture *picture = g_ptr_array_index(pictures, i);
    char *when = time_of(stage->desk, picture->taken);
    g_ptr_array_add(times, when);
    list[i] = (RunnerPicture){picture->path, picture->name, when};
  }
  runner_ask_evidence(stage->app, list, n);
}

/* The newest picture, with one key. */
void stage_run_photo(Stage *stage) {
  g_autoptr(GPtrArray) pictures = evidence_pictures(stage->desk);
  if (pictures->len == 0) {
    update_notice(stage->app, "照片文件夹里没有新照片。把照片放进店铺文件夹里的“照片”，再按 p。", TRUE);
    return;
  }
  const Picture *picture = g_ptr_array_index(pictures, 0);
  runner_photo(stage->app, picture->path);
  g_autofree char *when = time_of(stage->desk, picture->taken), *name = g_strdup(picture->name);
  stage_run_step(stage);
  if (!stage->app->bad || stage->app->notice == NULL) {
    g_autofree char *sentence = g_strdup_printf("附上了照片 %s（%s）。不对就按 u 撤销。", name, when);
    update_notice(stage->app, sentence, FALSE);
  }
}

void stage_check(Stage *stage, const char *key, const char *checklist, const char *by) {
  stage->app->runner.by = by != NULL ? intern_string(by) : NULL;
  runner_want(stage->app, key, checklist);
  stage_run_open(stage);
}
