/* model/: words, look-ups, and how people are found. */
#include "model/campaign.h"
#include <string.h>

static void test_words(void) {
  static const Word *const tables[] = {words_function,    words_kind,      words_scale,     words_complaint,
                                       words_workdays,    words_day_shift, words_every,     words_sign,
                                       words_weekday,     words_source,    words_item_type, words_column_type,
                                       words_column_role, words_evidence,  words_second,    words_gate};
  for (guint t = 0; t < G_N_ELEMENTS(tables); t++) {
    const char *const *ids = word_ids(tables[t]);
    int n = 0;
    for (; tables[t][n].id; n++) {
      g_assert_cmpint(word_index(tables[t], tables[t][n].id), ==, n);
      g_assert_cmpstr(ids[n], ==, tables[t][n].id);
      g_assert_cmpstr(tables[t][n].title, !=, "");
    }
    g_assert_null(ids[n]);
    g_assert_cmpint(word_index(tables[t], "no-such-word"), ==, -1);
    g_assert_cmpint(word_index(tables[t], ""), ==, -1);
  }
  g_assert_cmpint(word_index(words_function, "hr"), ==, FUNCTION_HR);
  g_assert_cmpint(word_index(words_kind, "prepaid"), ==, KIND_PREPAID);
  g_assert_cmpint(word_index(words_scale, "large"), ==, SCALE_LARGE);
  g_assert_cmpint(word_index(words_complaint, "other"), ==, COMPLAINT_OTHER);
  g_assert_cmpint(word_index(words_workdays, "shift"), ==, WORKDAYS_SHIFT);
  g_assert_cmpint(word_index(words_day_shift, "as-is"), ==, SHIFT_AS_IS);
  g_assert_cmpint(word_index(words_every, "shift"), ==, EVERY_SHIFT);
  g_assert_cmpint(word_index(words_sign, "end"), ==, SIGN_END);
  g_assert_cmpint(word_index(words_weekday, "sun"), ==, SUNDAY);
  g_assert_cmpint(word_index(words_source, "training"), ==, SOURCE_TRAINING);
  g_assert_cmpint(word_index(words_item_type, "text"), ==, ITEM_TEXT);
  g_assert_cmpint(word_index(words_evidence, "always"), ==, EVIDENCE_ALWAYS);
  g_assert_cmpint(word_index(words_second, "other-department"), ==, SECOND_OTHER_DEPARTMENT);
  g_assert_cmpint(word_index(words_gate, "required"), ==, N_GATE_BLOCKS);
  g_autofree char *words = words_of_set(words_function, 1u << FUNCTION_SERVICE | 1u << FUNCTION_HR);
  g_assert_cmpstr(words, ==, "客服、人事");
  g_autofree char *none = words_of_set(words_kind, 0);
  g_assert_cmpstr(none, ==, "");
}

static Person *add(Store *store, const char *id, const char *name, const char *no) {
  Person *person = person_new();
  person->id = intern_string(id);
  person->name = g_strdup(name);
  person->no = g_strdup(no);
  store_add_person(store, person);
  return person;
}

static void test_people(void) {
  g_autoptr(Campaign) campaign = campaign_new();
  Store *store = campaign->store;
  Person *first = add(store, "wang.fang", "王芳", "1024");
  add(store, "wang.fei", "王飞", "1025");
  add(store, "wf", "吴凡", NULL);
  add(store, "zeng.li", "曾丽", NULL);
  add(store, "wang.fang2", "王芳", NULL);
  add(store, "nameless", NULL, NULL);
  Person *twin = person_new();
  twin->id = intern_string("wang.fang");
  g_assert_true(store_add_person(store, twin) == first);
  g_assert_true(store_person(store, "wang.fang") == first);
  static const struct {
    const char *who;
    const char *found; /* ids */
  } rows[] = {{"wang.fang", "wang.fang"},
              {"王飞", "wang.fei"},
              {"王芳", "wang.fang wang.fang2"},
              {"1025", "wang.fei"},
              {"wf", "wf"},                               /* an id wins over initials */
              {"WF", "wang.fang wang.fei wf wang.fang2"}, /* initials, any case */
              {"zl", "zeng.li"},                          /* 曾 is zeng as a surname */
              {"x", ""},
              {"", ""}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GPtrArray) found = store_find_people(store, rows[i].who);
    g_autoptr(GString) ids = g_string_new(NULL);
    for (guint k = 0; k < found->len; k++) {
      g_string_append_printf(ids, "%s%s", k ? " " : "", ((const Person *)g_ptr_array_index(found, k))->id);
    }
    g_assert_cmpstr(ids->str, ==, rows[i].found);
  }
}

static void test_responsible(void) {
  g_autoptr(Campaign) campaign = campaign_new();
  Store *store = campaign->store;
  Person *manager = add(store, "m", "甲", NULL), *owner = add(store, "o", "乙", NULL),
         *role = add(store, "r", "丙", NULL);
  Department *department = g_new0(Department, 1);
  department->id = intern_string("d");
  department->owner = owner;
  g_ptr_array_add(store->departments, department);
  role->department = department;
  store->manager = manager;
  store->covering[FUNCTION_PR] = department;
  store->roles[FUNCTION_LEGAL] = role;
  Department *of = NULL;
  g_assert_true(store_responsible(store, FUNCTION_PR, &of) == owner);
  g_assert_true(of == department);
  of = NULL;
  g_assert_true(store_responsible(store, FUNCTION_LEGAL, &of) == role);
  g_assert_true(of == department);
  g_assert_true(store_responsible(store, FUNCTION_HR, &of) == manager);
  g_assert_null(of);
  g_assert_true(store_responsible(store, FUNCTION_NONE, NULL) == manager);
  g_assert_true(store_department(store, "d") == department);
  g_assert_null(store_department(store, "e"));
  g_assert_null(store_overlay(store, "e"));
  g_assert_null(store_shift(store, "早"));
}

static void test_campaign(void) {
  g_autoptr(Campaign) campaign = campaign_new();
  Phase *phase = phase_new();
  phase->id = intern_string("p");
  g_ptr_array_add(campaign->phases, phase);
  Task *one = task_new(), *two = task_new();
  one->id = two->id = intern_string("t");
  g_assert_null(campaign_add_task(campaign, phase, one));
  g_assert_true(campaign_add_task(campaign, phase, two) == one);
  g_assert_true(campaign_task(campaign, "t") == one);
  g_assert_true(campaign_phase(campaign, "p") == phase);
  g_assert_null(campaign_phase(campaign, "q"));
  g_assert_null(campaign_checklist(campaign, "c"));
  task_free(NULL);
  phase_free(NULL);
  campaign_free(NULL);
  store_free(NULL);
  person_free(NULL);
  department_free(NULL);
  roster_row_free(NULL);
  checklist_free(NULL);
  daytable_free(NULL);
}

static void test_daytable(void) {
  g_autoptr(DayTable) table = daytable_new();
  DayYear late = {.year = 2028, .status = YEAR_OFFICIAL}, early = {.year = 2026, .status = YEAR_PROVISIONAL};
  daytable_put_year(table, &late);
  daytable_put_year(table, &early);
  g_assert_cmpint(g_array_index(table->years, DayYear, 0).year, ==, 2026);
  daytable_put(table, day_from(2028, 1, 1), DAY_HOLIDAY, "元旦");
  daytable_put(table, day_from(2026, 12, 31), DAY_HOLIDAY, "元旦");
  daytable_put(table, day_from(2028, 1, 1), DAY_MAKEUP, "改了");
  g_assert_cmpuint(table->days->len, ==, 2);
  g_assert_cmpstr(daytable_find(table, day_from(2028, 1, 1))->name, ==, "改了");
  daytable_drop_year(table, 2028);
  daytable_drop_year(table, 2030);
  g_assert_cmpuint(table->days->len, ==, 1);
  g_assert_cmpint(daytable_status(table, 2028), ==, YEAR_UNKNOWN);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/model/words", test_words);
  g_test_add_func("/model/people", test_people);
  g_test_add_func("/model/responsible", test_responsible);
  g_test_add_func("/model/campaign", test_campaign);
  g_test_add_func("/model/daytable", test_daytable);
  return g_test_run();
}
