/* Every shipped checklist can be worked through: begun, answered to its end the good way, the bad way and as not applicable, and finished. */
#include "runner/show.h"
#include "workspace.h"

static const RunPerson two[] = {{"a", "x"}, {"b", "y"}};
typedef enum { GOOD, BAD, NOT_APPLICABLE, N_WAYS } Way;

/* A value that fits, of the better or the worse kind. Caller frees. */
static char *value_for(const ChecklistItem *item, gboolean good) {
  switch (item->type) {
  case ITEM_CONFIRM:
    return g_strdup(good ? "yes" : "no");
  case ITEM_PASS_FAIL:
    return g_strdup(good ? "pass" : "fail");
  case ITEM_CHOICE:
    return g_strdup(item->choices[good ? 0 : g_strv_length(item->choices) - 1]);
  case ITEM_NUMBER:
  case ITEM_SCORE:
    return decimal_text(good && item->has_max ? item->max : item->has_min ? item->min : 0);
  case ITEM_DATE:
    return g_strdup("2027-03-15");
  case ITEM_TIME:
    return g_strdup("09:00");
  default:
    return g_strdup("写明了");
  }
}

static void must(Recorded *r, const RunEvent *event) {
  g_assert_cmpstr(words_run_result[recorded_step(r, event)].id, ==, "done");
}

/* One row is enough: what an item asks depends on its own row only. */
static void work_through(const Checklist *checklist, Way way) {
  g_autoptr(GPtrArray) own = run_own_rows(checklist, G_MAXUINT32);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  g_assert_true(own->len > 0 || checklist->source != SOURCE_LIST);
  const Row *first = own->len ? g_ptr_array_index(own, 0) : NULL;
  g_ptr_array_add(rows, row_new(first ? first->id : "one", first ? first->title : "一行", NULL));
  Recorded r = {.people = {two, 2, "b"}};
  recorded_begin(&r, checklist, rows, "a");
  Evidence link = {.kind = EVIDENCE_LINK, .link = (char *)(guintptr) "https://example.com/1"};
  const char *row = ((const Row *)g_ptr_array_index(rows, 0))->id;
  for (guint i = 0; i < checklist->items->len; i++) {
    const ChecklistItem *item = g_ptr_array_index(checklist->items, i);
    if (!run_cell(r.state, 0, i)->relevant) {
      continue;
    }
    g_autofree char *value = value_for(item, way == GOOD);
    g_test_message("%s %s.%s = %s", checklist->id, row, item->id, value);
    must(&r, &(RunEvent){.kind = way == NOT_APPLICABLE ? EVENT_NA : EVENT_ANSWER,
                         .by = "a",
                         .row = row,
                         .item = item->id,
                         .value = value,
                         .reason = "没有"});
    if (way != NOT_APPLICABLE) {
      must(&r, &(RunEvent){.kind = EVENT_ATTACH, .by = "a", .row = row, .item = item->id, .evidence = &link});
    }
    if (run_cell(r.state, 0, i)->wants_second) {
      must(&r, &(RunEvent){.kind = EVENT_CONFIRM, .by = "b", .row = row, .item = item->id});
    }
  }
  g_assert_cmpuint(r.state->tally.answered, ==, r.state->tally.total);
  /* an answer after a second look takes the look back */
  for (guint i = 0; i < checklist->items->len; i++) {
    const Answer *cell = run_cell(r.state, 0, i);
    if (cell->wants_second && !cell->seconded) {
      const ChecklistItem *item = g_ptr_array_index(checklist->items, i);
      must(&r, &(RunEvent){.kind = EVENT_CONFIRM, .by = "b", .row = row, .item = item->id});
    }
  }
  must(&r, &(RunEvent){.kind = EVENT_FINISH, .by = "a"});
  if (checklist->second != SECOND_NONE) {
    must(&r, &(RunEvent){.kind = EVENT_CONFIRM, .by = "b"});
  }
  g_assert_cmpint(r.state->stage, ==, RUN_FINISHED);
  recorded_compare(&r);
  recorded_free(&r);
}

static void test_all(void) {
  const char *build = g_getenv("B");
  g_autofree char *share = g_build_filename(build ? build : "build/check", "share", "ready315", NULL);
  Workspace w;
  workspace_new(&w);
  LoadOptions options = {.workspace = w.home.path, .share = share, .checklists = TRUE};
  w.campaign = load_campaign(&options, w.diags);
  g_assert_cmpuint(w.campaign->checklists->len, >, 50);
  for (guint i = 0; i < w.campaign->checklists->len; i++) {
    for (Way way = 0; way < N_WAYS; way++) {
      work_through(g_ptr_array_index(w.campaign->checklists, i), way);
    }
  }
  workspace_free(&w);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/run-shipped/all", test_all);
  return g_test_run();
}
