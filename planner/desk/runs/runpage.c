/* Words and JSON of a run. Computes nothing that run/ does not say. */
#include "desk/runs/runpage.h"
#include "base/text.h"
#include "data/json.h"
#include "run/judge.h"
#include "run/second.h"
#include <string.h>

enum { BLOCKERS_MOST = 20 };

static const Row *row_at(const RunState *state, guint row) {
  return g_ptr_array_index(state->rows, row);
}

static const ChecklistItem *item_at(const RunState *state, guint item) {
  return g_ptr_array_index(state->checklist->items, item);
}

static const char *name_of(const Desk *desk, const char *id) {
  const Person *person = id != NULL ? store_person(desk->campaign->store, id) : NULL;
  return person != NULL ? person->name : id;
}

char *runpage_answer(const ChecklistItem *item, const Answer *cell) {
  if (cell->state == ANSWER_NONE) {
    return g_strdup("");
  }
  if (cell->state == ANSWER_NA) {
    return g_strdup_printf("不适用（%s）", cell->text);
  }
  const gboolean word = item->type == ITEM_CONFIRM || item->type == ITEM_PASS_FAIL;
  const int which = word ? word_index(words_answer, cell->text) : -1;
  if (which >= 0) {
    return g_strdup(words_answer[which].title);
  }
  const gboolean unit = item->unit != NULL && (item->type == ITEM_NUMBER || item->type == ITEM_SCORE);
  return g_strdup_printf("%s%s%s", cell->text, unit ? " " : "", unit ? item->unit : "");
}

char *runpage_evidence(const Evidence *evidence) {
  switch (evidence->kind) {
  case EVIDENCE_FILE:
    return g_strdup(evidence->name);
  case EVIDENCE_PAPER:
    return g_strdup_printf("纸质：%s 第 %s 页（%s保管）", evidence->folder, evidence->page, evidence->keeper);
  case EVIDENCE_LINK:
    return g_strdup(evidence->link);
  case N_EVIDENCE_KINDS:
    break;
  }
  g_assert_not_reached();
}

/* ---- text ------------------------------------------------------------------------------------------------------------------------------- */

static void put_cell(const Desk *desk, const RunState *state, guint row, guint i, GString *out) {
  const Answer *cell = run_cell(state, row, i);
  const ChecklistItem *item = item_at(state, i);
  if (!cell->relevant && cell->state == ANSWER_NONE) {
    return;
  }
  g_autofree char *answer = runpage_answer(item, cell);
  g_autofree char *shown = text_clean(answer, FALSE);
  g_string_append_printf(out, "  %s：%s", item->ask, *shown != '\0' ? shown : item->required ? "（还没有答）" : "—");
  if (!cell->relevant) {
    g_string_append(out, "（现在不用答）");
  }
  if (cell->by != NULL && cell->recorded_by != NULL) {
    g_string_append_printf(out, "  %s，由%s代录", name_of(desk, cell->by), name_of(desk, cell->recorded_by));
  } else if (cell->by != NULL) {
    g_string_append_printf(out, "  %s", name_of(desk, cell->by));
  }
  for (guint e = 0; cell->evidence != NULL && e < cell->evidence->len; e++) {
    g_autofree char *words = runpage_evidence(g_ptr_array_index(cell->evidence, e));
    g_string_append_printf(out, "%s%s", e == 0 ? "  凭证：" : "、", words);
  }
  if (cell->seconded && cell->second != NULL) {
    g_string_append_printf(out, "  复核：%s", name_of(desk, cell->second));
  }
  g_string_append_c(out, '\n');
}

static void put_score(const RunState *state, GString *out) {
  const RunScore score = judge_score(state);
  if (state->tally.scores == 0) {
    return;
  }
  g_autofree char *points = decimal_text(score.points), *full = decimal_text(score.full),
                  *counted = decimal_text(score.counted);
  g_string_append_printf(out, "得分：%s / %s", points, full);
  if (score.scored && score.scaled) {
    g_string_append_printf(out, "（有不适用的项，按比例折算为 %s）", counted);
  }
  if (score.band != NULL) {
    g_string_append_printf(out, "，%s", score.band);
  }
  g_string_append(out, "\n");
}

static void put_head(const Desk *desk, const RunPage *page, GString *out) {
  const RunState *state = page->state;
  const RunTally *tally = &state->tally;
  if (desk->campaign->store->practice) {
    g_string_append(out, "【演练】");
  }
  if (state->checklist->official != NULL) {
    g_string_append_printf(out, "《%s》\n", state->checklist->official);
  }
  g_string_append_printf(out, "%s（%s）第 %d 版\n%s", state->checklist->title, state->checklist->id,
                         state->checklist->version, page->key);
  if (page->task != NULL && page->task->due != DAY_NONE) {
    char day[DAY_TEXT];
    g_string_append_printf(out, " · %s到期%s", day_words(page->task->due, day),
                           page->task->due < desk_today(desk) ? "（已过期）" : "");
  }
  g_string_append_printf(out, " · %s · %u 行，已答 %u/%u",
                         page->begun ? words_run_stage[state->stage].title : "还没有开始", state->rows->len,
                         tally->answered, tally->total);
  if (tally->required_answered < tally->required) {
    g_string_append_printf(out, "，必答还差 %u 项", tally->required - tally->required_answered);
  }
  g_string_append(out, "\n");
  if (state->inspector != NULL) {
    g_string_append_printf(out, "检查人：%s", name_of(desk, state->inspector));
    if (state->second != NULL) {
      g_string_append_printf(out, "　复核人：%s", name_of(desk, state->second));
    } else if (state->step == STEP_NONE) {
      g_string_append_printf(out, "　%s", words_second_step[STEP_NONE].title);
    }
    g_autofree char *finding = run_finding(tally->judged, tally->failed, tally->found);
    g_string_append_printf(out, "%s%s\n", finding != NULL ? "　检查结果：" : "", finding != NULL ? finding : "");
  }
  put_score(state, out);
  if (page->newer) {
    g_autofree char *how = desk_advice(desk, ADVICE_UPGRADE, NULL, NULL);
    g_string_append_printf(out, "检查表后来改过，这次检查接着用开始时的那一版；要换用新版，写明理由%s。\n", how);
  }
}

static void put_blockers(const Desk *desk, const RunPage *page, GString *out) {
  const RunState *state = page->state;
  g_autoptr(GArray) blockers = judge_blockers(state, &page->people);
  if (state->stage == RUN_AWAITING) {
    const SecondStep step = state->step;
    g_autofree char *how = desk_advice(desk, ADVICE_SECOND, NULL, NULL);
    g_string_append_printf(out, "等着复核（%s），还要一位复核人确认%s。\n", words_second_step[step].title, how);
  }
  if (state->stage != RUN_OPEN) {
    return;
  }
  if (blockers->len == 0) {
    g_autofree char *how = desk_advice(desk, ADVICE_FINISH, NULL, NULL);
    g_string_append_printf(out, "%s%s。\n",
                           state->rows->len == 0 ? "没有要检查的行，可以直接完成" : "该答的都答了，可以完成", how);
    return;
  }
  g_string_append_printf(out, "还不能完成，有 %u 处：\n", blockers->len);
  for (guint i = 0; i < blockers->len && i < BLOCKERS_MOST; i++) {
    const RunReason *reason = &g_array_index(blockers, RunReason, i);
    g_string_append_printf(out, "  「%s」的「%s」%s\n", row_at(state, reason->row)->title,
                           item_at(state, reason->item)->ask, words_run_reason[reason->kind].title);
  }
  if (blockers->len > BLOCKERS_MOST) {
    g_string_append_printf(out, "  ……另有 %u 处\n", blockers->len - BLOCKERS_MOST);
  }
  if (state->row < state->rows->len && state->item < state->n_items && page->begun) {
    g_string_append_printf(out, "接着做：「%s」的「%s」\n", row_at(state, state->row)->title,
                           item_at(state, state->item)->ask);
  }
}

static void put_fixes(const RunPage *page, GString *out) {
  const RunState *state = page->state;
  for (guint i = 0; i < state->fixes->len; i++) {
    const Fix *fix = g_ptr_array_index(state->fixes, i);
    if (fix->stage < FIX_CLOSED) {
      guint row = run_row(state, fix->row), item = run_item(state, fix->item);
      g_string_append_printf(out, "整改 %s#%u：「%s」的「%s」，%s\n", page->key, fix->number,
                             row != G_MAXUINT ? row_at(state, row)->title : fix->row,
                             item != G_MAXUINT ? item_at(state, item)->ask : fix->item,
                             words_fix_stage[fix->stage].title);
    }
  }
}

void runpage_text(const Desk *desk, const RunPage *page, GString *out) {
  const RunState *state = page->state;
  put_head(desk, page, out);
  if (page->recorded < 0) {
    for (guint row = 0; row < state->rows->len; row++) {
      g_string_append_printf(out, "%s（%s）\n", row_at(state, row)->title, row_at(state, row)->id);
      for (guint i = 0; i < state->n_items; i++) {
        put_cell(desk, state, row, i, out);
      }
    }
  }
  put_fixes(page, out);
  put_blockers(desk, page, out);
}

/* ---- JSON ------------------------------------------------------------------------------------------------------------------------------- */

static void json_evidence(JsonWriter *json, const GPtrArray *list) {
  json_open(json, "evidence", '[');
  for (guint i = 0; list != NULL && i < list->len; i++) {
    const Evidence *evidence = g_ptr_array_index(list, i);
    json_open(json, NULL, '{');
    json_put_string(json, "kind", words_evidence_kind[evidence->kind].id);
    json_put_string(json, "name", evidence->name);
    json_put_string(json, "sha256", evidence->sha256);
    json_put_string(json, "folder", evidence->folder);
    json_put_string(json, "page", evidence->page);
    json_put_string(json, "keeper", evidence->keeper);
    json_put_string(json, "link", evidence->link);
    json_close(json);
  }
  json_close(json);
}

static void json_cell(JsonWriter *json, const RunState *state, guint row, guint i) {
  static const char *const states[] = {"open", "given", "n/a"};
  const Answer *cell = run_cell(state, row, i);
  const ChecklistItem *item = item_at(state, i);
  json_open(json, NULL, '{');
  json_put_string(json, "item", item->id);
  json_put_string(json, "ask", item->ask);
  json_put_string(json, "type", words_item_type[item->type].id);
  json_put_bool(json, "required", item->required);
  json_put_bool(json, "asked", cell->relevant);
  json_put_string(json, "state", states[cell->state]);
  json_put_string(json, "value", cell->state == ANSWER_GIVEN ? cell->text : NULL);
  json_put_string(json, "reason", cell->state == ANSWER_NA ? cell->text : NULL);
  json_put_string(json, "by", cell->by);
  json_put_string(json, "recorded_by", cell->recorded_by != NULL ? cell->recorded_by : cell->by);
  json_put_bool(json, "failing", cell->failing);
  json_put_string(json, "second", cell->second);
  if (cell->fix != 0) {
    json_put_int(json, "fix", cell->fix);
  } else {
    json_put_null(json, "fix");
  }
  json_evidence(json, cell->evidence);
  json_close(json);
}

static void json_tally(JsonWriter *json, const RunState *state) {
  const RunTally *tally = &state->tally;
  json_open(json, "counts", '{');
  json_put_int(json, "total", tally->total);
  json_put_int(json, "answered", tally->answered);
  json_put_int(json, "required", tally->required);
  json_put_int(json, "required_answered", tally->required_answered);
  json_put_int(json, "na", tally->na);
  json_put_int(json, "failed", tally->failed);
  json_put_int(json, "found", tally->found);
  json_put_int(json, "evidence_missing", tally->evidence_missing);
  json_put_int(json, "seconds_missing", tally->seconds_missing);
  json_put_int(json, "fixes_open", state->fixes_open);
  json_close(json);
}

static void json_score(JsonWriter *json, const RunState *state) {
  if (state->tally.scores == 0) {
    json_put_null(json, "score");
    return;
  }
  const RunScore score = judge_score(state);
  g_autofree char *points = decimal_text(score.points), *full = decimal_text(score.full),
                  *counted = decimal_text(score.counted);
  json_open(json, "score", '{');
  json_put_string(json, "points", points);
  json_put_string(json, "full", full);
  json_put_bool(json, "complete", score.scored);
  json_put_string(json, "counted", score.scored ? counted : NULL);
  json_put_string(json, "band", score.band);
  json_close(json);
}

static void json_blockers(JsonWriter *json, const RunPage *page) {
  const RunState *state = page->state;
  g_autoptr(GArray) blockers = judge_blockers(state, &page->people),
                    reasons = g_array_new(FALSE, TRUE, sizeof(RunReason));
  const WordSet gates = judge_gates(state, &page->people, reasons);
  json_open(json, "blockers", '[');
  for (guint i = 0; i < blockers->len; i++) {
    const RunReason *reason = &g_array_index(blockers, RunReason, i);
    json_open(json, NULL, '{');
    json_put_string(json, "kind", words_run_reason[reason->kind].id);
    json_put_string(json, "row", row_at(state, reason->row)->id);
    json_put_string(json, "item", item_at(state, reason->item)->id);
    json_close(json);
  }
  json_close(json);
  json_open(json, "gates", '[');
  for (guint i = 0; words_gate[i].id != NULL; i++) {
    if (gates & (1u << i)) {
      json_put_string(json, NULL, words_gate[i].id);
    }
  }
  json_close(json);
}

static void json_fixes(JsonWriter *json, const RunPage *page) {
  json_open(json, "fixes", '[');
  for (guint i = 0; i < page->state->fixes->len; i++) {
    const Fix *fix = g_ptr_array_index(page->state->fixes, i);
    g_autofree char *name = g_strdup_printf("%s#%u", page->key, fix->number);
    json_open(json, NULL, '{');
    json_put_string(json, "name", name);
    json_put_string(json, "row", fix->row);
    json_put_string(json, "item", fix->item);
    json_put_string(json, "stage", words_fix_stage[fix->stage].id);
    json_close(json);
  }
  json_close(json);
}

void runpage_json(const Desk *desk, const RunPage *page, GString *out) {
  const RunState *state = page->state;
  g_autoptr(JsonWriter) json = json_writer_new(out, 4);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_bool(json, "practice", desk->campaign->store->practice);
  json_put_string(json, "key", page->key);
  json_put_string(json, "checklist", state->checklist->id);
  json_put_string(json, "title", state->checklist->title);
  json_put_int(json, "version", state->checklist->version);
  json_put_bool(json, "newer", page->newer);
  json_put_string(json, "stage", page->begun ? words_run_stage[state->stage].id : NULL);
  json_put_string(json, "inspector", state->inspector);
  json_put_string(json, "second", state->second);
  json_put_string(json, "second_step", state->step < N_SECOND_STEPS ? words_second_step[state->step].id : NULL);
  if (page->recorded >= 0) {
    json_put_int(json, "recorded", page->recorded);
  } else {
    json_put_null(json, "recorded");
  }
  const gboolean placed = state->row < state->rows->len && state->item < state->n_items;
  json_put_string(json, "next_row", placed ? row_at(state, state->row)->id : NULL);
  json_put_string(json, "next_item", placed ? item_at(state, state->item)->id : NULL);
  json_tally(json, state);
  json_score(json, state);
  json_open(json, "rows", '[');
  for (guint row = 0; row < state->rows->len; row++) {
    json_open(json, NULL, '{');
    json_put_string(json, "id", row_at(state, row)->id);
    json_put_string(json, "title", row_at(state, row)->title);
    json_open(json, "answers", '[');
    for (guint i = 0; i < state->n_items; i++) {
      json_cell(json, state, row, i);
    }
    json_close(json);
    json_close(json);
  }
  json_close(json);
  json_blockers(json, page);
  json_fixes(json, page);
  json_close(json);
}
