/* Trying answers on a copy of the run, in the run's own order (conditions look at earlier items), and telling what the runner refuses in words that
 * name the row, the item and what would be right. */
#include "desk/runs/answers_check.h"
#include "base/text.h"
#include "desk/record/evidence.h"
#include "run/judge.h"
#include "run/second.h"
#include <string.h>

enum { NAMED_MOST = 8 }; /* blockers named in one sentence */
#define UNKNOWN "?"      /* stands for somebody who could not be found, so that the rest is checked all the same */

typedef struct {
  Desk *desk;
  const Answers *answers;
  RunState *state;
  const RunPeople *people;
  AnswersPlan *plan;
  GHashTable *cells; /* cell + 1 → GivenAnswer* */
  guint refused;     /* row + 1 of the newest refusal: what it hides is no finding of its own */
} Check;

typedef struct {
  const GivenAnswer *given;
  guint row, item;
  const char *by, *recorded_by; /* interned */
} Placed;

void answersplan_free(AnswersPlan *plan) {
  if (plan != NULL) {
    g_array_unref(plan->events);
    g_string_chunk_free(plan->texts);
    g_ptr_array_unref(plan->evidence);
    g_free(plan);
  }
}

static const Row *row_at(const Check *check, guint row) {
  return g_ptr_array_index(check->state->rows, row);
}

static const ChecklistItem *item_at(const Check *check, guint item) {
  return g_ptr_array_index(check->state->checklist->items, item);
}

static Diag *complain(const Check *check, DiagCode code, const Said *said, const char *message) {
  Diag *diag = diag_add(check->desk->diags, code, said->pos, "%s", message);
  diag_underline(diag, said->width);
  return diag;
}

/* Fit to stand in a sentence. */
static char *shown(const char *text) {
  g_autofree char *clean = text_shown(text);
  return text_limit_chars(clean, 40);
}

/* ---- which cell ------------------------------------------------------------------------------------------------------------------------- */

static guint row_by_title(const RunState *state, const char *title) {
  guint found = G_MAXUINT;
  for (guint i = 0; i < state->rows->len; i++) {
    const Row *row = g_ptr_array_index(state->rows, i);
    if (strcmp(row->title, title) == 0) {
      if (found != G_MAXUINT) {
        return G_MAXUINT;
      }
      found = i;
    }
  }
  return found;
}

static void suggest(Diag *diag, const char *word, GPtrArray *names, const char *what) {
  g_ptr_array_add(names, NULL);
  const char *near = text_nearest(word, (const char *const *)names->pdata);
  if (near != NULL) {
    diag_fix(diag, "是不是想写“%s”？", near);
  } else {
    diag_fix(diag, "写%s的代号。ready315 run 检查表 --print-answers yaml 列出全部行和项。", what);
  }
}

static guint find_row(const Check *check, const Said *said) {
  guint row = run_row(check->state, said->text);
  row = row == G_MAXUINT ? row_by_title(check->state, said->text) : row;
  if (row != G_MAXUINT) {
    return row;
  }
  g_autofree char *word = shown(said->text);
  g_autofree char *message = g_strdup_printf("「%s」里没有“%s”这一行。", check->state->checklist->title, word);
  Diag *diag = complain(check, E100, said, message);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < check->state->rows->len; i++) {
    g_ptr_array_add(names, row_at(check, i)->id);
    g_ptr_array_add(names, row_at(check, i)->title);
  }
  suggest(diag, said->text, names, "行");
  return G_MAXUINT;
}

static guint find_item(const Check *check, const GivenAnswer *given) {
  const Said *said = &given->item;
  if (said->text == NULL) {
    return 0;
  }
  guint item = run_item(check->state, said->text);
  for (guint i = 0; i < check->state->n_items && item == G_MAXUINT; i++) {
    item = strcmp(item_at(check, i)->ask, said->text) == 0 ? i : G_MAXUINT;
  }
  if (item != G_MAXUINT) {
    return item;
  }
  g_autofree char *word = shown(said->text);
  g_autofree char *message = g_strdup_printf("「%s」里没有“%s”这一项。", check->state->checklist->title, word);
  Diag *diag = complain(check, E101, said, message);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < check->state->n_items; i++) {
    g_ptr_array_add(names, (gpointer)(guintptr)item_at(check, i)->id);
    g_ptr_array_add(names, item_at(check, i)->ask);
  }
  suggest(diag, said->text, names, "项");
  return G_MAXUINT;
}

static const char *find_person(const Check *check, const Said *said, const char *otherwise) {
  if (said->text == NULL) {
    return otherwise;
  }
  g_autofree char *problem = NULL;
  const Person *person = desk_find_person(check->desk, said->text, &problem);
  if (person == NULL) {
    complain(check, E031, said, problem);
  }
  return person != NULL ? person->id : UNKNOWN;
}

static gboolean place(Check *check, const GivenAnswer *given, Placed *placed) {
  *placed = (Placed){.given = given, .row = find_row(check, &given->row), .item = find_item(check, given)};
  placed->by = find_person(check, &given->by, check->plan->by);
  const char *typist = check->plan->recorded_by != NULL ? check->plan->recorded_by : check->plan->by;
  placed->recorded_by = find_person(check, &given->recorded_by, typist);
  if (placed->row == G_MAXUINT || placed->item == G_MAXUINT || check->state->n_items == 0) {
    return FALSE;
  }
  gpointer cell = GSIZE_TO_POINTER((gsize)placed->row * check->state->n_items + placed->item + 1);
  const GivenAnswer *before = g_hash_table_lookup(check->cells, cell);
  if (before != NULL) {
    g_autofree char *where = pos_format(before->row.pos);
    g_autofree char *message =
        g_strdup_printf("「%s」的「%s」答了两次，前一次在 %s。", row_at(check, placed->row)->title,
                        item_at(check, placed->item)->ask, where);
    Diag *diag = complain(check, E104, given->item.text != NULL ? &given->item : &given->row, message);
    diag_fix(diag, "只留一处。");
    return FALSE;
  }
  g_hash_table_insert(check->cells, cell, (gpointer)(guintptr)given);
  return TRUE;
}

static gint by_place(gconstpointer a, gconstpointer b) {
  const Placed *left = a, *right = b;
  return left->row != right->row     ? (left->row < right->row ? -1 : 1)
         : left->item != right->item ? (left->item < right->item ? -1 : 1)
                                     : 0;
}

/* ---- what the runner says ----------------------------------------------------------------------------------------------------------------- */

static void say_allowed(Diag *diag, const ChecklistItem *item) {
  g_autofree char *low = item->has_min || item->type == ITEM_SCORE ? decimal_text(item->min) : NULL;
  g_autofree char *high = item->has_max ? decimal_text(item->max) : NULL;
  const char *unit = item->unit != NULL ? item->unit : "";
  if (item->type == ITEM_CHOICE) {
    g_autofree char *all = g_strjoinv("、", item->choices);
    diag_fix(diag, "可以写：%s。", all);
  } else if (item->type == ITEM_PASS_FAIL) {
    diag_fix(diag, "写 合格（pass）或 不合格（fail）；不适用的写明理由。");
  } else if (item->type == ITEM_CONFIRM) {
    diag_fix(diag, "写 是（yes）或 否（no）；不适用的写明理由。");
  } else if (low != NULL && high != NULL) {
    diag_fix(diag, "可以填 %s 到 %s%s%s。", low, high, *unit != '\0' ? " " : "", unit);
  } else if (low != NULL || high != NULL) {
    diag_fix(diag, low != NULL ? "不能小于 %s%s%s。" : "不能大于 %s%s%s。", low != NULL ? low : high,
             *unit != '\0' ? " " : "", unit);
  }
}

static DiagCode code_of(RunResult result) {
  return result == RUN_HIDDEN                                            ? E103
         : result == RUN_BAD_EVIDENCE || result == RUN_TOO_MUCH_EVIDENCE ? E105
         : result == RUN_CLOSED                                          ? E108
                                                                         : E102;
}

static void refuse(Check *check, const Placed *placed, RunResult result, const Said *said) {
  const Row *row = row_at(check, placed->row);
  const ChecklistItem *item = item_at(check, placed->item);
  if (result == RUN_HIDDEN && check->refused == placed->row + 1) {
    return;
  }
  check->refused = placed->row + 1;
  g_autofree char *word = said->text != NULL ? shown(said->text) : NULL;
  const gboolean quote = word != NULL && *word != '\0' && code_of(result) == E102;
  g_autofree char *message = g_strdup_printf(
      "「%s」的「%s」%s%s%s：%s", row->title, item->ask, quote ? "不能填“" : "", quote ? word : "", quote ? "”" : "",
      result == RUN_BAD_EVIDENCE ? "凭证没有写全，或写法不对。" : words_run_result[result].title);
  Diag *diag = complain(check, code_of(result), said, message);
  if (result == RUN_BAD_EVIDENCE) {
    diag_fix(diag, "纸质凭证写全 folder、page、keeper 三样；链接从 http:// 或 https:// 写起。");
  } else if (result == RUN_BAD_CHOICE || result == RUN_OUT_OF_RANGE || result == RUN_BAD_NUMBER) {
    say_allowed(diag, item);
  } else if (result == RUN_NO_REASON) {
    diag_fix(diag, "写明为什么不适用。");
  } else if (result == RUN_HIDDEN && item->when != NULL) {
    diag_fix(diag, "只有 %s 时才答这一项；把这里空着，或改前面的答案。", item->when);
  }
}

/* Tries the event; TRUE when it happened or changes nothing. What happened is kept. */
static RunResult try_event(Check *check, const RunEvent *event) {
  g_autoptr(GPtrArray) effects = run_effects_new();
  RunResult result = run_step(check->state, check->people, event, effects);
  if (result == RUN_DONE) {
    g_array_append_val(check->plan->events, *event);
  }
  return result == RUN_UNCHANGED ? RUN_DONE : result;
}

/* ---- one answer ----------------------------------------------------------------------------------------------------------------------------- */

/* Tables and JSON have words of their own for yes and no. */
static const char *plain_word(const ChecklistItem *item, const char *value) {
  if (item->type == ITEM_CONFIRM) {
    return g_ascii_strcasecmp(value, "true") == 0 ? "yes" : g_ascii_strcasecmp(value, "false") == 0 ? "no" : value;
  }
  return value;
}

static char *find_file(const Check *check, const char *path) {
  if (g_path_is_absolute(path)) {
    return g_strdup(path);
  }
  g_autofree char *folder = g_path_get_dirname(check->answers->file);
  g_autofree char *beside = strcmp(folder, ".") == 0 ? g_strdup(path) : g_build_filename(folder, path, NULL);
  g_autofree char *inside = g_build_filename(check->desk->workspace, path, NULL);
  const gboolean here = g_file_test(beside, G_FILE_TEST_EXISTS) || !g_file_test(inside, G_FILE_TEST_EXISTS);
  return here ? g_steal_pointer(&beside) : g_steal_pointer(&inside);
}

static void attach(Check *check, const Placed *placed, const Proof *proof, RunEvent event) {
  const Said said = {NULL, proof->pos, proof->width};
  event.kind = EVENT_ATTACH;
  event.value = event.reason = NULL;
  event.evidence = proof->evidence;
  if (proof->evidence->kind == EVIDENCE_FILE) {
    g_autoptr(GError) error = NULL;
    g_autofree char *path = find_file(check, proof->path != NULL ? proof->path : "");
    Evidence *evidence = evidence_of_file(check->desk, path, &error);
    if (evidence == NULL) {
      g_autofree char *clean = text_shown(error->message);
      Diag *diag = complain(check, E105, &said, clean);
      if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        diag_fix(diag, "先把照片放好，再写路径：相对于答案文件所在的文件夹，或店铺文件夹。");
      }
      return;
    }
    g_ptr_array_add(check->plan->evidence, evidence);
    event.evidence = evidence;
    event.path = g_string_chunk_insert(check->plan->texts, path);
  }
  RunResult result = try_event(check, &event);
  if (result != RUN_DONE) {
    refuse(check, placed, result, &said);
  }
}

static void give(Check *check, const Placed *placed) {
  const GivenAnswer *given = placed->given;
  RunEvent event = {.kind = EVENT_ANSWER,
                    .by = placed->by,
                    .recorded_by = placed->recorded_by,
                    .row = g_string_chunk_insert_const(check->plan->texts, row_at(check, placed->row)->id),
                    .item = item_at(check, placed->item)->id};
  if (given->na.text != NULL || given->value.text != NULL) {
    const Said *said = given->na.text != NULL ? &given->na : &given->value;
    guint before = check->plan->events->len;
    if (given->na.text != NULL) {
      event.kind = EVENT_NA;
      event.reason = given->na.text;
    } else {
      event.value = plain_word(item_at(check, placed->item), given->value.text);
    }
    RunResult result = try_event(check, &event);
    if (result != RUN_DONE) {
      refuse(check, placed, result, said);
      return;
    }
    check->plan->given += check->plan->events->len - before;
  }
  for (guint i = 0; i < given->proofs->len; i++) {
    attach(check, placed, g_ptr_array_index(given->proofs, i), event);
  }
}

/* ---- seconds and the end -------------------------------------------------------------------------------------------------------------------- */

static void confirm_cells(Check *check, const Person *second, char **problem) {
  RunState *state = check->state;
  for (guint row = 0; row < state->rows->len && state->stage == RUN_OPEN; row++) {
    for (guint item = 0; item < state->n_items; item++) {
      const Answer *cell = run_cell(state, row, item);
      if (!cell->wants_second || cell->seconded) {
        continue;
      }
      const RunEvent event = {.kind = EVENT_CONFIRM,
                              .by = second->id,
                              .row = g_string_chunk_insert_const(check->plan->texts, row_at(check, row)->id),
                              .item = item_at(check, item)->id};
      RunResult result = try_event(check, &event);
      if (result == RUN_NOT_SECOND && *problem == NULL) {
        *problem = g_strdup_printf("「%s」的「%s」不能由%s复核：%s", row_at(check, row)->title,
                                   item_at(check, item)->ask, second->name, words_run_result[result].title);
      }
    }
  }
}

static void confirm_run(Check *check, const Person *second, guint before, char **problem) {
  if (check->state->stage == RUN_AWAITING) {
    const RunEvent event = {.kind = EVENT_CONFIRM, .by = second->id};
    RunResult result = try_event(check, &event);
    if (result != RUN_DONE && *problem == NULL) {
      *problem = g_strdup_printf("这次检查不能由%s复核：%s", second->name, words_run_result[result].title);
    }
  } else if (check->plan->events->len == before && *problem == NULL) {
    g_autofree char *how = desk_advice(check->desk, ADVICE_NO_SECOND, NULL, NULL);
    *problem = g_strdup_printf("没有等着复核的内容，不用复核人%s。", how);
  }
}

static const Said *place_of(const Check *check, const RunReason *reason) {
  gpointer cell = GSIZE_TO_POINTER((gsize)reason->row * check->state->n_items + reason->item + 1);
  const GivenAnswer *given = g_hash_table_lookup(check->cells, cell);
  return given == NULL              ? NULL
         : given->value.text        ? &given->value
         : given->na.text != NULL   ? &given->na
         : given->item.text != NULL ? &given->item
                                    : &given->row;
}

/* With a file each blocker is a problem of its own; from the command line alone, one sentence. */
static void say_blockers(Check *check, char **problem) {
  g_autoptr(GArray) blockers = judge_blockers(check->state, check->people);
  g_autoptr(GString) list = g_string_new(NULL);
  g_autofree char *how = desk_advice(check->desk, ADVICE_SECOND, NULL, NULL),
                  *confirm = g_strdup_printf("还要一位复核人确认%s。", how);
  for (guint i = 0; i < blockers->len; i++) {
    const RunReason *reason = &g_array_index(blockers, RunReason, i);
    g_autofree char *message = g_strdup_printf("「%s」的「%s」%s", row_at(check, reason->row)->title,
                                               item_at(check, reason->item)->ask, words_run_reason[reason->kind].title);
    if (check->answers->file == NULL) {
      g_string_append_printf(list, "%s%s", i == 0 ? "" : i < NAMED_MOST ? "；" : "", i < NAMED_MOST ? message : "");
      continue;
    }
    const Said *where = place_of(check, reason);
    const Said nowhere = {NULL, pos_of_file(check->answers->file), 1};
    g_autofree char *sentence = g_strconcat(message, "，不能完成。", NULL);
    Diag *diag =
        complain(check, reason->kind == REASON_EVIDENCE ? E106 : E107, where != NULL ? where : &nowhere, sentence);
    diag_fix(diag, "%s",
             reason->kind == REASON_EVIDENCE ? "附上照片、纸质凭证或链接（evidence）。"
             : reason->kind == REASON_SECOND ? confirm
                                             : "补上答案；不适用的写明理由。");
  }
  if (list->len > 0 && *problem == NULL) {
    *problem = g_strdup_printf("还不能完成，有 %u 处没有做完：%s%s。", blockers->len, list->str,
                               blockers->len > NAMED_MOST ? "……" : "");
  }
}

static void finish(Check *check, char **problem) {
  const RunEvent event = {.kind = EVENT_FINISH, .by = check->plan->by, .recorded_by = check->plan->recorded_by};
  RunResult result = try_event(check, &event);
  if (result == RUN_BLOCKED) {
    say_blockers(check, problem);
  } else if (result == RUN_CLOSED && check->plan->events->len == 0 && *problem == NULL) {
    *problem = g_strdup(check->state->stage == RUN_AWAITING ? "这次检查已经做完，等着复核。"
                                                            : "这次检查已经完成，不用再完成一次。");
  }
}

/* ---- the whole ---------------------------------------------------------------------------------------------------------------------------------- */

static void find_people(Check *check, const AnswersAsk *ask) {
  const Answers *answers = check->answers;
  const char *typed = ask->by != NULL ? ask->by->id : NULL;
  check->plan->by = find_person(check, &answers->by, typed);
  check->plan->recorded_by = find_person(check, &answers->recorded_by, typed);
}

static void reopen(Check *check) {
  if (check->state->stage == RUN_OPEN) {
    return; /* nothing to open */
  }
  const RunEvent event = {.kind = EVENT_REOPEN,
                          .by = check->plan->by,
                          .recorded_by = check->plan->recorded_by,
                          .reason = check->answers->reopen.text};
  RunResult result = try_event(check, &event);
  if (result != RUN_DONE) {
    complain(check, E102, &check->answers->reopen, words_run_result[result].title);
  }
}

static void give_all(Check *check) {
  const Answers *answers = check->answers;
  g_autoptr(GArray) placed = g_array_new(FALSE, FALSE, sizeof(Placed));
  for (guint i = 0; i < answers->given->len; i++) {
    Placed one;
    if (place(check, g_ptr_array_index(answers->given, i), &one)) {
      g_array_append_val(placed, one);
    }
  }
  g_array_sort(placed, by_place);
  for (guint i = 0; i < placed->len; i++) {
    give(check, &g_array_index(placed, Placed, i));
  }
  if (answers->rest.text != NULL) {
    const RunEvent event = {.kind = EVENT_REST, .by = check->plan->by, .recorded_by = check->plan->recorded_by};
    const guint before = check->state->tally.answered;
    (void)try_event(check, &event); /* nothing may be left, which is fine */
    check->plan->rest = check->state->tally.answered - before;
  }
}

static void try_all(Check *check, const AnswersAsk *ask, char **problem) {
  const Answers *answers = check->answers;
  if (answers->checklist.text != NULL && strcmp(answers->checklist.text, check->state->checklist->id) != 0 &&
      strcmp(answers->checklist.text, check->state->checklist->title) != 0) {
    g_autofree char *word = shown(answers->checklist.text);
    g_autofree char *message =
        g_strdup_printf("这份答案是“%s”的，不是「%s」的。", word, check->state->checklist->title);
    complain(check, E033, &answers->checklist, message);
    return;
  }
  if (answers->reopen.text != NULL) {
    reopen(check);
  }
  const gboolean some = answers->given->len > 0 || answers->rest.text != NULL;
  if (some && check->state->stage != RUN_OPEN) {
    Diag *diag =
        diag_add(check->desk->diags, E108, pos_of_file(answers->file), "「%s」（%s）已经完成，这份答案没有记下。",
                 check->state->checklist->title, check->state->subject);
    diag_fix(diag, "要改，在文件里写 reopen: 理由。");
    return;
  }
  give_all(check);
  guint before = check->plan->events->len;
  if (ask->second != NULL) {
    confirm_cells(check, ask->second, problem);
  }
  if (ask->finish || answers->finish.text != NULL) {
    finish(check, problem);
  }
  if (ask->second != NULL && !diag_has_errors(check->desk->diags)) {
    confirm_run(check, ask->second, before, problem);
  }
}

AnswersPlan *answers_check(Desk *desk, const Answers *answers, RunState *scratch, const RunPeople *people,
                           const AnswersAsk *ask, char **problem) {
  AnswersPlan *plan = g_new0(AnswersPlan, 1);
  plan->events = g_array_new(FALSE, TRUE, sizeof(RunEvent));
  plan->texts = g_string_chunk_new(1024);
  plan->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
  g_autoptr(GHashTable) cells = g_hash_table_new(g_direct_hash, g_direct_equal);
  Check check = {desk, answers, scratch, people, plan, cells, 0};
  find_people(&check, ask);
  const gboolean acts = answers->given->len > 0 || answers->rest.text != NULL || answers->reopen.text != NULL ||
                        answers->finish.text != NULL || ask->finish;
  if (plan->by == NULL) {
    plan->by = UNKNOWN;
    g_autofree char *how = desk_advice(desk, ADVICE_BY, NULL, NULL);
    *problem =
        acts ? g_strdup_printf("没有写是谁检查的。请写姓名、工号或拼音首字母%s，或在答案文件里写 by。", how) : NULL;
  }
  try_all(&check, ask, problem);
  return plan;
}
