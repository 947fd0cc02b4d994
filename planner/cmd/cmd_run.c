/* `run`: a checklist on screen, as a page, or from a file of answers. */
#include "cmd/entries.h"
#include "data/source.h"
#include "desk/runs/answers_check.h"
#include "desk/runs/runpage.h"
#include "desk/sign/pins.h"
#include "run/run.h"
#include <string.h>

enum { STATUS_FINE = 0, STATUS_FINDINGS = 1, ANSWERS_MOST = 16 << 20 };

typedef struct {
  Run *run;
  Desk *desk;
  RunRef ref;
  const Person *by, *second;
} Work;

static gboolean asks_json(const Run *run) {
  return g_strcmp0(run_option(run, "format"), "json") == 0;
}

/* A refusal of what was asked is told apart from a world that failed. */
static int fail(Run *run, GError *error) {
  if (g_error_matches(error, SESSION_FAULT, SESSION_FAULT_REFUSED)) {
    int status = run_refuse(run, "%s", error->message);
    g_error_free(error);
    return status;
  }
  return run_fail(run, error);
}

static int findings(Run *run, const char *sentence) {
  return MIN(run_refuse(run, "%s", sentence), STATUS_FINDINGS);
}

static const Person *find_person(const Work *work, const char *option, int *status) {
  g_autofree char *problem = NULL;
  const char *who = run_option(work->run, option);
  const Person *person = who != NULL ? desk_find_person(work->desk, who, &problem) : NULL;
  if (who != NULL && person == NULL) {
    *status = run_refuse(work->run, "%s", problem);
  }
  return person;
}

/* ---- showing ------------------------------------------------------------------------------------------------------------------------------ */

static void print(const Work *work, const RunState *state, gboolean begun, gboolean newer, int recorded) {
  g_autofree RunPerson *list = NULL;
  const RunPage page = {.state = state,
                        .key = work->ref.key,
                        .begun = begun,
                        .task = work->ref.task,
                        .people = session_crowd(work->desk, &list),
                        .newer = newer,
                        .recorded = recorded};
  if (asks_json(work->run)) {
    runpage_json(work->desk, &page, work->run->out);
  } else {
    runpage_text(work->desk, &page, work->run->out);
  }
}

static int show(const Work *work) {
  GError *error = NULL;
  gboolean begun = FALSE;
  g_autoptr(RunState) state = session_look(work->desk, &work->ref, &begun, &error);
  if (state == NULL) {
    return fail(work->run, error);
  }
  const char *form = run_option(work->run, "print-answers");
  if (form != NULL) {
    answers_form(state,
                 strcmp(form, "csv") == 0    ? ANSWERS_CSV
                 : strcmp(form, "json") == 0 ? ANSWERS_JSON
                                             : ANSWERS_YAML,
                 work->run->out);
    return STATUS_FINE;
  }
  const gboolean newer = begun && session_is_newer(work->desk, state);
  print(work, state, begun, newer, -1);
  return STATUS_FINE;
}

/* ---- recording ---------------------------------------------------------------------------------------------------------------------------- */

static int check_second(const Work *work) {
  Run *run = work->run;
  const char *path = run_option(run, "second-pin-file");
  if (path == NULL) {
    return run_refuse(run, "复核人要用签字密码确认：--second-pin-file 文件（写 - 从标准输入读）。");
  }
  GError *error = NULL;
  g_autofree char *problem = NULL;
  char *pin = pins_file(path, &problem, &error);
  if (pin == NULL) {
    return problem != NULL ? run_refuse(run, "%s", problem) : run_fail(run, error);
  }
  PinAnswer answer = PIN_WRONG;
  gboolean asked = pins_check(work->desk, work->second, pin, &answer, &problem, &error);
  pins_forget(pin);
  if (!asked) {
    return run_fail(run, error);
  }
  return answer == PIN_GOOD ? STATUS_FINE : findings(run, problem);
}

static void say_recorded(const AnswersPlan *plan, GString *out) {
  if (plan->given > 0) {
    g_string_append_printf(out, "已记录 %u 项答案", plan->given);
  } else {
    g_string_append(out, plan->events->len > 0 ? "已记录" : "没有新的答案");
  }
  if (plan->rest > 0) {
    g_string_append_printf(out, "，其余 %u 项记为合格", plan->rest);
  }
  g_string_append(out, "。\n");
}

static int record(const Work *work, const AnswersPlan *plan, const RunState *scratch) {
  Run *run = work->run;
  GError *error = NULL;
  g_autoptr(RunSession) session = session_open(work->desk, &work->ref, plan->by, plan->recorded_by, &error);
  guint failed = 0;
  RunResult result = RUN_DONE;
  if (session == NULL ||
      (plan->events->len > 0 && !session_steps(session, (const RunEvent *)(gpointer)plan->events->data,
                                               plan->events->len, &failed, &result, NULL, &error))) {
    return fail(run, error);
  }
  if (result != RUN_DONE) { /* somebody else was at it since the answers were checked */
    g_autofree char *sentence = g_strdup_printf("一项也没有记下，因为刚才有别的程序改了这次检查：%s请再运行一次。",
                                                words_run_result[result].title);
    return findings(run, sentence);
  }
  if (!asks_json(run)) {
    say_recorded(plan, run->out);
  }
  print(work, session_state(session), TRUE, session_newer(session) != NULL, (int)(plan->given + plan->rest));
  return STATUS_FINE;
}

static Answers *read_answers(const Work *work) {
  const char *path = run_option(work->run, "answers");
  if (path == NULL) {
    return answers_new(NULL);
  }
  g_autoptr(GBytes) bytes = source_read(path, ANSWERS_MOST, work->desk->diags);
  return bytes != NULL ? answers_parse(path, bytes, answers_format(path, bytes), work->desk->diags) : NULL;
}

/* Everything is checked, then everything is recorded. */
static int answer(Work *work, const Answers *answers) {
  Run *run = work->run;
  GError *error = NULL;
  g_autofree char *problem = NULL;
  g_autoptr(RunState) scratch = session_look(work->desk, &work->ref, NULL, &error);
  if (scratch == NULL) {
    return fail(run, error);
  }
  g_autofree RunPerson *list = NULL;
  const RunPeople people = session_crowd(work->desk, &list);
  const AnswersAsk ask = {.by = work->by, .second = work->second, .finish = run_flag(run, "done")};
  g_autoptr(AnswersPlan) plan = answers_check(work->desk, answers, scratch, &people, &ask, &problem);
  if (problem != NULL) {
    int status = findings(run, problem);
    return MAX(status, diag_status(work->desk->diags));
  }
  if (diag_has_errors(work->desk->diags)) {
    return diag_status(work->desk->diags);
  }
  int status = work->second != NULL ? check_second(work) : STATUS_FINE;
  return status == STATUS_FINE ? record(work, plan, scratch) : status;
}

/* As the definition called it that is left. */
static void say_dropped(const RunState *before, const RunEffect *effect, GString *out) {
  const guint row = run_row(before, effect->row), item = run_item(before, effect->item);
  if (row == G_MAXUINT || item == G_MAXUINT) {
    g_string_append_printf(out, "不再算数的答案：「%s」的「%s」\n", effect->row, effect->item);
    return;
  }
  const ChecklistItem *asked = g_ptr_array_index(before->checklist->items, item);
  g_autofree char *answer = runpage_answer(asked, run_cell(before, row, item));
  g_string_append_printf(out, "不再算数的答案：「%s」的「%s」%s%s\n",
                         ((const Row *)g_ptr_array_index(before->rows, row))->title, asked->ask,
                         *answer != '\0' ? "：" : "", answer);
}

static int upgrade(const Work *work) {
  Run *run = work->run;
  const char *reason = run_option(run, "reason");
  if (work->by == NULL || reason == NULL) {
    return run_refuse(run, "换用新版检查表要写明是谁、为什么：--by 姓名 --reason 理由。");
  }
  GError *error = NULL;
  gboolean begun = FALSE;
  g_autoptr(RunState) before = session_look(work->desk, &work->ref, &begun, &error);
  if (before == NULL) {
    return fail(run, error);
  }
  if (!begun) {
    return findings(run, "这次检查还没有开始，开始时用的就是现在的检查表，不用换。");
  }
  g_autoptr(GPtrArray) asked = run_effects_new();
  RunResult result = RUN_DONE;
  g_autoptr(RunSession) session = session_open(work->desk, &work->ref, work->by->id, NULL, &error);
  if (session == NULL || !session_upgrade(session, work->by->id, NULL, reason, &result, asked, &error)) {
    return fail(run, error);
  }
  if (result != RUN_DONE) {
    return findings(run, result == RUN_UNCHANGED ? "检查表没有改过，不用换。" : words_run_result[result].title);
  }
  for (guint i = 0; i < asked->len && !asks_json(run); i++) {
    const RunEffect *effect = g_ptr_array_index(asked, i);
    if (effect->kind == EFFECT_DROPPED) {
      say_dropped(before, effect, run->out);
    }
  }
  print(work, session_state(session), TRUE, FALSE, 0);
  return STATUS_FINE;
}

/* ---- the command -------------------------------------------------------------------------------------------------------------------------- */

static int choose(Work *work) {
  g_autofree char *problem = NULL;
  GError *error = NULL;
  if (session_choose(work->desk, work->run->args[0], run_option(work->run, "task"), &work->ref, NULL, &problem,
                     &error)) {
    return STATUS_FINE;
  }
  return problem != NULL ? run_refuse(work->run, "%s", problem) : run_fail(work->run, error);
}

/* Nothing is to be recorded from the command line. */
static gboolean is_plain(const Run *run) {
  static const char *const others[] = {"answers", "done", "second", "upgrade", "print-answers"};
  gboolean plain = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    plain = plain && run_options(run, others[i]) == NULL;
  }
  return plain;
}

/* With nothing but the checklist, on a terminal: line by line on the screen, which also asks which of several is meant. */
static gboolean means_screen(const Run *run) {
  return run->terminal && run->screen != NULL && is_plain(run) && run_options(run, "format") == NULL;
}

/* A register without a task: its rows. */
static gboolean means_register(const Run *run) {
  g_autofree char *problem = NULL;
  const Checklist *checklist = is_plain(run) && run_option(run, "task") == NULL
                                   ? session_find_checklist(run->desk, run->args[0], &problem)
                                   : NULL;
  return checklist != NULL && checklist->source == SOURCE_REGISTER;
}

static int open_screen(Work *work) {
  Run *run = work->run;
  g_autoptr(GPtrArray) several = NULL;
  g_autofree char *problem = NULL;
  GError *error = NULL;
  int status = STATUS_FINE;
  work->by = find_person(work, "by", &status);
  if (status != STATUS_FINE) {
    return status;
  }
  const char *by = work->by != NULL ? work->by->id : NULL;
  if (session_choose(work->desk, run->args[0], run_option(run, "task"), &work->ref, &several, &problem, &error)) {
    return run->screen->check(run, work->ref.key, work->ref.checklist, by);
  }
  if (several != NULL) {
    return run->screen->check(run, NULL, ((const PlanTask *)g_ptr_array_index(several, 0))->task->checklist, by);
  }
  return problem != NULL ? run_refuse(run, "%s", problem) : run_fail(run, error);
}

static int work_on(Work *work, const Answers *answers) {
  Run *run = work->run;
  int status = STATUS_FINE;
  work->by = find_person(work, "by", &status);
  work->second = find_person(work, "second", &status);
  if (status == STATUS_FINE) {
    status = choose(work);
  }
  if (status != STATUS_FINE) {
    return status;
  }
  if (run_flag(run, "upgrade")) {
    return upgrade(work);
  }
  const gboolean acts = run_option(run, "answers") != NULL || run_flag(run, "done") || work->second != NULL;
  return acts ? answer(work, answers) : show(work);
}

int cmd_run(Run *run) {
  Desk *desk = run->desk;
  if (!desk_load(desk, TRUE) || !desk_plan(desk)) {
    return diag_status(desk->diags);
  }
  if (means_register(run)) {
    return cmd_register_list(run);
  }
  Work work = {.run = run, .desk = desk};
  if (means_screen(run)) {
    int ended = open_screen(&work);
    runref_clear(&work.ref);
    return ended;
  }
  g_autoptr(Answers) answers = read_answers(&work);
  int status = answers != NULL ? work_on(&work, answers) : diag_status(desk->diags);
  runref_clear(&work.ref);
  return status;
}
