/* Words for states and people. */
#include "tui/phrases.h"

const char *phrase_person(const Store *store, const char *id) {
  const Person *person = id != NULL ? store_person(store, id) : NULL;
  return person != NULL ? person->name : id != NULL ? id : "";
}

char *phrase_instant(const Store *store, gint64 utc_ms) {
  gint64 minute = utc_ms / 60000 + store->utc_offset;
  Moment moment = (Moment)CLAMP(minute, 0, G_MAXINT32);
  int month, mday;
  char clock[DAY_TEXT];
  day_split(moment_day(moment), NULL, &month, &mday);
  return g_strdup_printf("%d月%d日 %s", month, mday, minute_clock(moment_minute(moment), clock));
}

const char *phrase_mark(const Duty *duty) {
  return duty->state > DUTY_DONE ? "[-]" : duty->state == DUTY_DONE ? "[x]" : duty->state >= DUTY_BEGUN ? "[~]" : "[ ]";
}

char *phrase_state(const Duty *duty) {
  if (duty->state == DUTY_BEGUN && duty->card != NULL) {
    return duty->card->total > 0 && duty->card->answered == duty->card->total
               ? g_strdup("还没点完成")
               : g_strdup_printf("做了 %u/%u", duty->card->answered, duty->card->total);
  }
  if (duty->state == DUTY_DONE && duty->late) {
    return g_strdup("补录");
  }
  return g_strdup(words_duty_state[duty->state].title);
}

char *phrase_progress(const Duty *duty) {
  return duty->card != NULL ? g_strdup_printf("答了 %u 项，共 %u 项%s", duty->card->answered, duty->card->total,
                                              duty->card->fixes_open > 0 ? "，有整改没有完成" : "")
                            : g_strdup("");
}

char *phrase_done(const Store *store, const Duty *duty) {
  if (duty->state < DUTY_DONE || duty->done_by == NULL || duty->done_ms == 0) {
    return g_strdup("");
  }
  g_autofree char *when = phrase_instant(store, duty->done_ms);
  return g_strdup_printf("完成：%s，%s%s", phrase_person(store, duty->done_by), when, duty->late ? "（补录）" : "");
}

char *phrase_owner(const PlanTask *task) {
  const char *name = task->owner != NULL ? task->owner->name : "";
  const char *department = task->department != NULL ? task->department->name : "";
  return g_strdup_printf("%s%s%s", name, *name != '\0' && *department != '\0' ? " · " : "", department);
}

const char *phrase_checklist(const Scene *scene, const char *id) {
  const Checklist *checklist = g_hash_table_lookup(scene->plan->view->plan->checklists, id);
  return checklist != NULL ? checklist->title : id;
}

char *phrase_adhoc(const Scene *scene, const Checklist *checklist) {
  char day[DAY_TEXT];
  return g_strdup_printf("adhoc@%s/%s", day_iso(scene->today, day), checklist->id);
}
