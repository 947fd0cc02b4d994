/* Who may, with whom, and the PINs. */
#include "base/text.h"
#include "desk/sign/signoff_work.h"
#include "run/second.h"
#include <string.h>

enum { CANDIDATES = 6 };

const char *person_words(const Desk *desk, const char *id) {
  const Person *person = store_person(desk->campaign->store, id);
  return person ? person->name : id;
}

gboolean is_manager(const Desk *desk, const Person *person) {
  const Store *store = desk->campaign->store;
  return person == store->manager || person == store->deputy;
}

char *managers_words(const Desk *desk) {
  const Store *store = desk->campaign->store;
  return store->deputy ? g_strdup_printf("店长%s或副店长%s", store->manager->name, store->deputy->name)
                       : g_strdup_printf("店长%s", store->manager->name);
}

gboolean span_of(const Desk *desk, const SignAsk *ask, Period *span, char **problem) {
  if (!ask->phase) {
    *span = period_of_day(desk->plan, ask->date);
    return TRUE;
  }
  const GPtrArray *phases = desk->plan->phases;
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < phases->len; i++) {
    const Phase *phase = g_ptr_array_index(phases, i);
    if (strcmp(phase->title, ask->phase) == 0 || strcmp(phase->id, ask->phase) == 0) {
      return period_of_phase(desk->plan, phase->id, span);
    }
    g_string_append_printf(all, "%s%s（%s）", i ? "、" : "", phase->title, phase->id);
  }
  g_autofree char *shown = text_shown(ask->phase);
  *problem = phases->len ? g_strdup_printf("没有叫“%s”的阶段。这家店有：%s。", shown, all->str)
                         : g_strdup_printf("没有叫“%s”的阶段，这家店没有设阶段。", shown);
  return FALSE;
}

Moment sign_deadline(const Desk *desk, const Period *span) {
  return moment_at(span->last + 1, desk->campaign->store->sign_by);
}

Crew crew_of(const Desk *desk) {
  const Store *store = desk->campaign->store;
  Crew crew = {.list = g_new0(RunPerson, store->people->len)};
  for (guint i = 0; i < store->people->len; i++) {
    const Person *person = g_ptr_array_index(store->people, i);
    crew.list[i] = (RunPerson){person->id, person->department ? person->department->id : NULL};
  }
  crew.people = (RunPeople){crew.list, store->people->len, store->manager->id};
  return crew;
}

static char *candidates(const Desk *desk, const RunPeople *people, const char *first, SecondStep step) {
  GString *names = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < people->count; i++) {
    if (!second_allowed(people, first, people->list[i].id, step)) {
      continue;
    }
    if (n < CANDIDATES) {
      g_string_append_printf(names, "%s%s", n ? "、" : "", person_words(desk, people->list[i].id));
    }
    n++;
  }
  g_string_append(names, n > CANDIDATES ? "等" : "");
  return g_string_free(names, FALSE);
}

gboolean consent_second(const Desk *desk, const SignBy *by, Second rule, const char *what, SecondStep *step,
                        char **sentence) {
  Crew crew = crew_of(desk);
  *sentence = NULL;
  *step = rule == SECOND_NONE ? N_SECOND_STEPS : second_step(&crew.people, by->by->id, rule);
  if (by->second && by->second == by->by) {
    *sentence = g_strdup_printf("复核人不能是签字人自己（%s）。", by->by->name);
  } else if (rule == SECOND_NONE && by->second) {
    g_autofree char *how = desk_advice(desk, ADVICE_NO_SECOND, NULL, NULL);
    *sentence = g_strdup_printf("%s不用复核人%s。", what, how);
  } else if (*step == STEP_NONE && by->second) { /* whoever is named is in the store, so there would be a step */
    *sentence = g_strdup_printf("%s不能由%s复核。", what, by->second->name);
  } else if (*step < N_SECOND_STEPS && *step != STEP_NONE &&
             !(by->second && second_allowed(&crew.people, by->by->id, by->second->id, *step))) {
    g_autofree char *names = candidates(desk, &crew.people, by->by->id, *step);
    const char *kind = *step == STEP_DEPARTMENT ? "另一个部门的人" : *step == STEP_PERSON ? "另一个人" : "店长";
    g_autofree char *how = desk_advice(desk, ADVICE_SECOND, NULL, NULL);
    *sentence = by->second
                    ? g_strdup_printf("%s要由%s复核，%s不行。可以是：%s。", what, kind, by->second->name, names)
                    : g_strdup_printf("%s要由%s复核，还要一位复核人确认%s。可以是：%s。", what, kind, how, names);
  }
  g_free(crew.list);
  return *sentence == NULL;
}

char *signoff_second(const Desk *desk, const SignBy *by, Second rule, const char *what, SecondStep *step) {
  char *sentence = NULL;
  consent_second(desk, by, rule, what, step, &sentence);
  return sentence;
}

static gboolean try_pin(Desk *desk, const Person *person, const char *pin, Consent *consent, gboolean *granted,
                        char **sentence, GError **error) {
  PinAnswer answer;
  g_autofree char *why = NULL;
  *granted = FALSE;
  if (!pin) {
    *sentence = g_strdup_printf("没有给%s的签字密码。", person->name);
    return TRUE;
  }
  if (!pins_try(desk, person, pin, &answer, &why, error)) {
    return FALSE;
  }
  *granted = answer == PIN_GOOD;
  if (*granted) {
    consent->drafts[consent->n++] = pins_passed(person);
  } else {
    *sentence =
        g_str_has_prefix(why, person->name) ? g_steal_pointer(&why) : g_strdup_printf("%s：%s", person->name, why);
  }
  return TRUE;
}

gboolean consent_take(Desk *desk, const SignBy *by, Second rule, const char *what, Consent *consent, gboolean *granted,
                      char **sentence, GError **error) {
  *consent = (Consent){.n = 0};
  *granted = FALSE;
  if (!consent_second(desk, by, rule, what, &consent->step, sentence)) {
    return TRUE;
  }
  if (!try_pin(desk, by->by, by->pin, consent, granted, sentence, error)) {
    return FALSE;
  }
  return !*granted || !by->second || try_pin(desk, by->second, by->second_pin, consent, granted, sentence, error);
}

typedef struct {
  const char *definitions; /* that the page was made by; NULL when not known */
  gboolean same;
} Later;

/* Attempts at PINs change nothing that a page shows, nor does the entry that puts on record what it was made by. */
static gboolean changes_nothing(const Entry *entry, gpointer data) {
  Later *later = data;
  gboolean known = entry_is(entry, ENTRY_DEFINITION) && g_strcmp0(entry->body, later->definitions) == 0;
  later->same = later->same && (known || g_str_has_prefix(entry->kind, "pin-"));
  return later->same;
}

static gboolean expected(Record *record, gint64 head, gint64 *expect, gboolean *moved, GError **error) {
  Later later = {record_definitions(record), TRUE};
  LedgerQuery query = {.from = head + 1};
  *expect = head;
  if (head == LEDGER_ANY_HEAD) {
    return TRUE;
  }
  *expect = record_head(record, error);
  if (*expect < 0 || !ledger_each(record_ledger(record), &query, changes_nothing, &later, error)) {
    return FALSE;
  }
  *moved = !later.same;
  return TRUE;
}

gboolean consent_record(Desk *desk, Consent *consent, const RecordDraft *draft, gint64 head, RecordMark *mark,
                        gboolean *moved, GError **error) {
  Record *record = record_of(desk, RECORD_WRITE, error);
  gint64 expect = LEDGER_ANY_HEAD;
  g_autoptr(GError) failed = NULL;
  *moved = FALSE;
  if (!record || !expected(record, head, &expect, moved, error)) {
    return FALSE;
  }
  if (*moved) {
    return TRUE;
  }
  g_assert(consent->n < SIGN_DRAFTS);
  consent->drafts[consent->n++] = *draft;
  if (record_add(record, consent->drafts, consent->n, expect, mark, &failed)) {
    return TRUE;
  }
  *moved = g_error_matches(failed, LEDGER_FAULT, LEDGER_FAULT_MOVED);
  if (!*moved) {
    g_propagate_error(error, g_steal_pointer(&failed));
  }
  return *moved;
}
