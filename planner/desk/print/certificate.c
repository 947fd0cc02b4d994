/* 培训完成证明: what the record says a person has been trained in, a page each. It certifies only what a finished check says of that person by name, every
 * question about them answered and none in the negative: head counts name nobody, and an attendance is no test that was passed. */
#include "base/clock.h"
#include "desk/print/sheets.h"
#include "desk/runs/runpage.h"
#include "desk/sign/signoff_work.h"
#include <string.h>

typedef struct {
  RunState *state; /* owned */
  gint64 finished_ms;
} Finished;

typedef struct {
  Desk *desk;
  Sheet *sheet;
  GArray *finished; /* of Finished: checks of trainings, the oldest first */
} Page;

static void finished_clear(gpointer data) {
  run_free(((Finished *)data)->state);
}

static int by_time(gconstpointer a, gconstpointer b) {
  const Finished *one = a, *two = b;
  return one->finished_ms != two->finished_ms ? (one->finished_ms < two->finished_ms ? -1 : 1)
                                              : strcmp(one->state->subject, two->state->subject);
}

static gboolean is_training(const Checklist *checklist) {
  return checklist->function == FUNCTION_TRAINING || checklist->source == SOURCE_TRAINING;
}

static gboolean read_finished(Page *page, GError **error) {
  g_autoptr(GHashTable) cards = session_cards(page->desk, error);
  if (cards == NULL) {
    return FALSE;
  }
  GHashTableIter each;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&each, cards);
  while (g_hash_table_iter_next(&each, &key, &value)) {
    const RunCard *card = value;
    const Checklist *now = campaign_checklist(page->desk->campaign, card->checklist);
    if (card->stage != RUN_FINISHED || (now != NULL && !is_training(now))) {
      continue;
    }
    RunState *state = session_read(page->desk, key, error);
    if (state == NULL) {
      return FALSE;
    }
    if (!is_training(state->checklist)) { /* a checklist that is gone: only its run knows what it was */
      run_free(state);
      continue;
    }
    const Finished finished = {state, card->finished_ms};
    g_array_append_val(page->finished, finished);
  }
  g_array_sort(page->finished, by_time);
  return TRUE;
}

/* ---- whom a row is about, and whether it says that they have done it ---- */

static gboolean only_one_of_that_name(const Store *store, const Person *person) {
  guint n = 0;
  for (guint i = 0; i < store->people->len; i++) {
    n += strcmp(((const Person *)g_ptr_array_index(store->people, i))->name, person->name) == 0;
  }
  return n == 1;
}

/* By name where nobody else bears it, by 姓名（工号）, or by id with the name in the row's words; never by something like it. */
static gboolean is_about(const Store *store, const Row *row, const Person *person) {
  g_autofree char *numbered = person->no != NULL ? g_strdup_printf("%s（%s）", person->name, person->no) : NULL;
  if (strcmp(row->id, person->id) == 0 && strstr(row->title, person->name) != NULL) {
    return TRUE;
  }
  return g_strcmp0(row->title, numbered) == 0 ||
         (strcmp(row->title, person->name) == 0 && only_one_of_that_name(store, person));
}

/* Something about the person was affirmed, nothing was denied, and nothing that is asked is missing. */
static gboolean is_complete(const RunState *state, guint row) {
  gboolean affirmed = FALSE;
  for (guint i = 0; i < state->n_items; i++) {
    const ChecklistItem *item = g_ptr_array_index(state->checklist->items, i);
    const Answer *cell = run_cell(state, row, i);
    if (!cell->relevant) {
      continue;
    }
    if (cell->failing || cell->state == ANSWER_NA || (item->required && cell->state != ANSWER_GIVEN) ||
        (cell->wants_second && !cell->seconded)) {
      return FALSE;
    }
    affirmed =
        affirmed || (cell->state == ANSWER_GIVEN && (item->type == ITEM_CONFIRM || item->type == ITEM_PASS_FAIL));
  }
  return affirmed;
}

/* ---- a certificate ---- */

static void join(GString *out, const char *between, const char *text) {
  g_string_append_printf(out, "%s%s", out->len > 0 ? between : "", text);
}

static char *name_words(const Page *page, const char *id, const Person *person) {
  const char *name = person_words(page->desk, id);
  return strcmp(id, person->id) == 0 ? g_strdup_printf("%s（本人）", name) : g_strdup(name);
}

static void put_proof(const Page *page, SheetTable *table, const Finished *finished, guint row, const Person *person) {
  const RunState *state = finished->state;
  g_autoptr(GString) said = g_string_new(NULL);
  g_autoptr(GString) proof = g_string_new(NULL);
  g_autoptr(GString) typed = g_string_new(NULL);
  g_autoptr(GHashTable) typists = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < state->n_items; i++) {
    const ChecklistItem *item = g_ptr_array_index(state->checklist->items, i);
    const Answer *cell = run_cell(state, row, i);
    if (!cell->relevant || cell->state == ANSWER_NONE) {
      continue;
    }
    const char *typist = cell->recorded_by != NULL ? cell->recorded_by : cell->by;
    g_autofree char *answer = runpage_answer(item, cell), *words = g_strdup_printf("%s：%s", item->ask, answer);
    join(said, "\n", words);
    for (guint e = 0; cell->evidence != NULL && e < cell->evidence->len; e++) {
      g_autofree char *evidence = runpage_evidence(g_ptr_array_index(cell->evidence, e));
      join(proof, "\n", evidence);
    }
    if (typist != NULL && g_hash_table_add(typists, (gpointer)(gsize)typist)) {
      g_autofree char *name = name_words(page, typist, person);
      join(typed, "、", name);
    }
  }
  char day[DAY_TEXT];
  g_autofree char *number = g_strdup_printf("%u", table->rows->len + 1);
  g_autofree char *inspector = name_words(page, state->inspector, person);
  sheet_cell(table, number);
  sheet_cell_strong(table, state->checklist->title);
  sheet_cell(table, said->str);
  sheet_cell(table, day_iso(store_day_at(page->desk->campaign->store, finished->finished_ms), day));
  sheet_cell(table, inspector);
  sheet_cell(table, typed->str);
  sheet_cell(table, proof->len > 0 ? proof->str : "—"); /* no line to add one later */
  sheet_end_row(table);
}

static SheetTable *begin_certificate(const Page *page, const Person *person) {
  static const SheetColumn columns[] = {{.key = "number", .title = "序号", .min = 2.6},
                                        {.key = "training", .title = "培训", .weight = 2, .min = 6},
                                        {.key = "said", .title = "记录内容", .weight = 3, .min = 8},
                                        {.key = "finished", .title = "查完日期", .min = 5.6},
                                        {.key = "inspector", .title = "检查人", .min = 4},
                                        {.key = "typed", .title = "记录人", .min = 4},
                                        {.key = "proof", .title = "凭证", .weight = 1, .min = 4}};
  const Store *store = page->desk->campaign->store;
  g_autofree char *text =
      g_strdup_printf("本店 %d 年度“315”培训检查记录载明，%s已完成下列培训，特此证明。", store->year, person->name);
  sheet_title(page->sheet, "培训完成证明", NULL);
  sheet_field(page->sheet, "姓名", person->name);
  sheet_field(page->sheet, "工号", person->no != NULL ? person->no : "—");
  sheet_field(page->sheet, "部门", person->department != NULL ? person->department->name : "—");
  sheet_field(page->sheet, "岗位", person->title != NULL ? person->title : "—");
  sheet_across(page->sheet, 2);
  sheet_text(page->sheet, TEXT_PLAIN, text);
  SheetTable *table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(page->sheet, "trainings");
  return table;
}

static gboolean put_certificate(const Page *page, const Person *person) {
  SheetTable *table = NULL;
  for (guint i = 0; i < page->finished->len; i++) {
    const Finished *finished = &g_array_index(page->finished, Finished, i);
    for (guint row = 0; row < finished->state->rows->len; row++) {
      if (is_about(page->desk->campaign->store, g_ptr_array_index(finished->state->rows, row), person) &&
          is_complete(finished->state, row)) {
        table = table != NULL ? table : begin_certificate(page, person);
        put_proof(page, table, finished, row, person);
      }
    }
  }
  if (table == NULL) {
    return FALSE;
  }
  sheet_text(page->sheet, TEXT_SMALL,
             "只列电脑记录里查完了、写明本人并且逐项答完的培训，截至打印时间。本证明只说明完成了培训，"
             "不说明考核是否通过，不代替健康证明和法定的资格证书。");
  sheet_signature(page->sheet, "本人", NULL, NULL);
  sheet_signature(page->sheet, "培训负责人", NULL, NULL);
  sheet_signature(page->sheet, "店长（盖章）", NULL, NULL);
  return TRUE;
}

/* ---- nothing to certify ---- */

/* No certificate, and nothing that could be taken for one; what there is, so that nobody searches further. */
static void put_nothing(const Page *page, const Person *person) {
  static const SheetColumn columns[] = {{.key = "training", .title = "培训", .weight = 3, .min = 8},
                                        {.key = "finished", .title = "查完日期", .weight = 1, .min = 5.6},
                                        {.key = "inspector", .title = "检查人", .weight = 1, .min = 4}};
  g_autofree char *text = person != NULL
                              ? g_strdup_printf("电脑记录里没有%s完成培训的记录，不出具培训完成证明。", person->name)
                              : g_strdup("电脑记录里没有写明谁完成了培训的记录，不出具培训完成证明。");
  sheet_title(page->sheet, "培训记录查询结果", person != NULL ? person->name : NULL);
  sheet_text(page->sheet, TEXT_BOXED, text);
  sheet_heading(page->sheet, "已经查完的培训检查");
  SheetTable *table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  sheet_key(page->sheet, "trainings");
  for (guint i = 0; i < page->finished->len; i++) {
    const Finished *finished = &g_array_index(page->finished, Finished, i);
    char day[DAY_TEXT];
    sheet_cell(table, finished->state->checklist->title);
    sheet_cell(table, day_iso(store_day_at(page->desk->campaign->store, finished->finished_ms), day));
    sheet_cell(table, person_words(page->desk, finished->state->inspector));
    sheet_end_row(table);
  }
  if (page->finished->len == 0) {
    sheet_group(table, "没有查完的培训检查。");
  }
  sheet_text(page->sheet, TEXT_SMALL,
             "只写人数的检查不能作为个人完成培训的依据。要出个人的证明，培训检查表里每人一行，"
             "行名写姓名；同名的写成“姓名（工号）”。逐人记录，查完以后再打印。");
}

DeskResult print_certificate(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const Person *person = NULL;
  if (ask->person != NULL && (person = desk_find_person(desk, ask->person, problem)) == NULL) {
    return DESK_REFUSED;
  }
  g_autoptr(GArray) finished = g_array_new(FALSE, FALSE, sizeof(Finished));
  g_array_set_clear_func(finished, finished_clear);
  Page page = {desk, sheet, finished};
  if (!read_finished(&page, error)) {
    return DESK_FAULT;
  }
  const Store *store = desk->campaign->store;
  guint pages = 0;
  for (guint i = 0; i < store->people->len; i++) {
    const Person *one = g_ptr_array_index(store->people, i);
    pages += (person == NULL || one == person) && put_certificate(&page, one);
  }
  if (pages == 0) {
    put_nothing(&page, person);
  }
  return DESK_DONE;
}
