/* Seconds and how they step down. */
#include "run/second.h"

static const RunPerson *find(const RunPeople *people, const char *id) {
  for (guint i = 0; i < people->count; i++) {
    if (g_str_equal(people->list[i].id, id)) {
      return &people->list[i];
    }
  }
  return NULL;
}

/* Whoever is in no department is outside nobody's. */
static gboolean is_outside(const RunPerson *person, const RunPerson *first) {
  return person->department && !(first && g_strcmp0(first->department, person->department) == 0);
}

gboolean second_allowed(const RunPeople *people, const char *first, const char *by, SecondStep step) {
  const RunPerson *person = find(people, by);
  gboolean manager = people->manager && g_str_equal(people->manager, by);
  if (g_str_equal(first, by)) {
    return FALSE;
  }
  switch (step) {
  case STEP_DEPARTMENT:
    return person && is_outside(person, find(people, first));
  case STEP_PERSON:
    return person || manager;
  case STEP_MANAGER:
    return manager;
  case STEP_NONE:
  case N_SECOND_STEPS:
    break;
  }
  return FALSE;
}

SecondStep second_step(const RunPeople *people, const char *first, Second rule) {
  gboolean person = FALSE, outside = FALSE;
  const RunPerson *self = find(people, first);
  for (guint i = 0; i < people->count; i++) {
    if (!g_str_equal(people->list[i].id, first)) {
      person = TRUE;
      outside = outside || is_outside(&people->list[i], self);
    }
  }
  if (rule == SECOND_OTHER_DEPARTMENT && outside) {
    return STEP_DEPARTMENT;
  }
  if (rule != SECOND_NONE && person) {
    return STEP_PERSON;
  }
  gboolean manager = people->manager && !g_str_equal(people->manager, first);
  return rule != SECOND_NONE && manager ? STEP_MANAGER : STEP_NONE;
}

gboolean second_exists(const RunPeople *people, const char *first) {
  return second_step(people, first, SECOND_OTHER_PERSON) != STEP_NONE;
}
