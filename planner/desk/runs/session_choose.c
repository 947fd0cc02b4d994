/* Which run is meant (CONTRACT §4). */
#include "base/text.h"
#include "desk/runs/sources.h"
#include "desk/tasks/duty.h"
#include <string.h>

#define ADHOC "adhoc@"
enum { NAMED_MOST = 5 };

/* 「甲」、「乙」: those whose name has the word in it, NAMED_MOST at most; NULL when there is none. */
static char *names_with(const GPtrArray *checklists, const char *word) {
  GString *names = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < checklists->len && *word != '\0'; i++) {
    const Checklist *checklist = g_ptr_array_index(checklists, i);
    if (strstr(checklist->title, word) != NULL && ++n <= NAMED_MOST) {
      g_string_append_printf(names, "%s「%s」", n > 1 ? "、" : "", checklist->title);
    }
  }
  if (n > NAMED_MOST) {
    g_string_append_printf(names, "等 %u 张", n);
  }
  return g_string_free(names, n == 0);
}

const Checklist *session_find_checklist(const Desk *desk, const char *which, char **problem) {
  const GPtrArray *all = desk->campaign->checklists;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < all->len; i++) {
    const Checklist *checklist = g_ptr_array_index(all, i);
    if (strcmp(checklist->id, which) == 0 || strcmp(checklist->title, which) == 0) {
      return checklist;
    }
    g_ptr_array_add(names, (gpointer)(guintptr)checklist->id);
    g_ptr_array_add(names, checklist->title);
  }
  g_ptr_array_add(names, NULL);
  g_autofree char *shown = text_shown(which);
  g_autofree char *with = names_with(all, which);
  const char *near = with == NULL ? text_nearest(which, (const char *const *)names->pdata) : NULL;
  *problem = with != NULL ? g_strdup_printf("没有叫“%s”的检查表。名称里有“%s”的是%s，请写全。", shown, shown, with)
             : near != NULL ? g_strdup_printf("没有叫“%s”的检查表。是不是想写“%s”？", shown, near)
                            : g_strdup_printf("没有叫“%s”的检查表。请写检查表的代号或名称。", shown);
  return NULL;
}

char *session_key(const PlanTask *task) {
  GString *key = g_string_new(NULL);
  plan_key(task, key);
  return g_string_free(key, FALSE);
}

static void take_task(RunRef *ref, char *key, const PlanTask *task) {
  *ref = (RunRef){key, task->task->checklist, task};
}

const PlanTask *session_task(const Desk *desk, const char *key) {
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    const char *id = task->task->id;
    if (g_str_has_prefix(key, id)) {
      g_autofree char *own = session_key(task);
      if (strcmp(own, key) == 0) {
        return task;
      }
    }
  }
  return NULL;
}

/* What the record knows of it. FALSE and an error when it cannot be read; ref->key stays NULL when it knows nothing. */
static gboolean find_recorded(Desk *desk, const char *key, RunRef *ref, GError **error) {
  g_autoptr(GHashTable) cards = session_cards(desk, error);
  if (cards == NULL) {
    return FALSE;
  }
  const RunCard *card = g_hash_table_lookup(cards, key);
  if (card != NULL) {
    *ref = (RunRef){g_strdup(key), card->checklist, NULL};
  }
  return TRUE;
}

gboolean session_ref_of(Desk *desk, const char *key, RunRef *ref, char **problem, GError **error) {
  *ref = (RunRef){NULL, NULL, NULL};
  if (!find_recorded(desk, key, ref, error)) {
    return FALSE;
  }
  const PlanTask *task = session_task(desk, key);
  if (ref->key != NULL) {
    ref->task = task; /* the record says which checklist: the plan may name another one by now */
    return TRUE;
  }
  if (task != NULL && task->task->checklist != NULL) {
    take_task(ref, g_strdup(key), task);
    return TRUE;
  }
  g_autofree char *shown = text_shown(key);
  if (g_str_has_prefix(key, ADHOC)) {
    *problem = g_strdup_printf("没有做过“%s”这次临时检查。今天要做的临时检查不用写明是哪一次。", shown);
    return FALSE;
  }
  g_autofree char *how = desk_advice(desk, ADVICE_TASK_DONE, NULL, NULL);
  *problem =
      task != NULL
          ? g_strdup_printf("任务“%s”不用检查表，没有可以检查的内容。做完了就记成完成%s。", shown, how)
          : g_strdup_printf("没有叫“%s”的任务，也没有这样一次检查。重复的任务要写明是哪一次，例如 stock@2027-03-11。",
                            shown);
  return FALSE;
}

/* Of a repeated task: a few of the occurrences that it has, nearest to today. */
static void suggest(const Desk *desk, const char *which, char **problem) {
  g_autoptr(GString) list = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < desk->plan->tasks->len && n < 5; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    if (strcmp(task->task->id, which) == 0 && moment_day(task->end - 1) >= desk_today(desk)) {
      g_autofree char *key = session_key(task);
      g_string_append_printf(list, "%s%s", n++ > 0 ? "、" : "", key);
    }
  }
  if (n > 0) {
    g_free(*problem);
    *problem = g_strdup_printf("“%s”要做好几次，请写明是哪一次，例如：%s。", which, list->str);
  }
}

static gboolean choose_named(Desk *desk, const Checklist *checklist, const char *occurrence, RunRef *ref,
                             char **problem, GError **error) {
  g_autofree char *longer = NULL; /* the day alone names the adhoc run of this checklist */
  if (checklist != NULL && g_str_has_prefix(occurrence, ADHOC) && strchr(occurrence, '/') == NULL) {
    longer = g_strdup_printf("%s/%s", occurrence, checklist->id);
  }
  const char *key = longer != NULL ? longer : occurrence;
  if (!session_ref_of(desk, key, ref, problem, error)) {
    if (*problem != NULL) {
      suggest(desk, occurrence, problem);
    }
    return FALSE;
  }
  char day[DAY_TEXT];
  if (checklist != NULL && ref->checklist != checklist->id) {
    const Checklist *own = campaign_checklist(desk->campaign, ref->checklist);
    *problem = g_strdup_printf("“%s”用的检查表是「%s」，不是「%s」。", key, own != NULL ? own->title : ref->checklist,
                               checklist->title);
  } else if (ref->task != NULL && moment_day(ref->task->start) > desk_today(desk)) {
    *problem = g_strdup_printf("“%s”从%s开始，现在还不能检查。", key, day_words(moment_day(ref->task->start), day));
  }
  if (*problem != NULL) {
    runref_clear(ref);
  }
  return *problem == NULL;
}

static char *say_several(const Desk *desk, const Checklist *checklist, const GPtrArray *found) {
  GString *text = g_string_new(NULL);
  g_autofree char *how = desk_advice(desk, ADVICE_OCCURRENCE, NULL, NULL);
  g_string_printf(text, "「%s」有 %u 次还没有完成，请写明是哪一次%s：", checklist->title, found->len, how);
  const guint first = found->len > NAMED_MOST ? found->len - NAMED_MOST : 0; /* the newest are meant most often */
  for (guint i = first; i < found->len; i++) {
    const PlanTask *task = g_ptr_array_index(found, i);
    g_autofree char *key = session_key(task);
    char day[DAY_TEXT], clock[DAY_TEXT];
    g_string_append_printf(text, "%s%s（%s%s%s %s）",
                           i > first   ? "、"
                           : first > 0 ? "……"
                                       : "",
                           key, day_words(moment_day(task->start), day), task->all_day ? "" : " ",
                           task->all_day ? "" : minute_clock(moment_minute(task->start), clock), task->task->title);
  }
  g_string_append(text, "。");
  return g_string_free(text, FALSE);
}

static gboolean is_finished(const Duty *duty) {
  return duty->state == DUTY_DONE || duty->state == DUTY_CARRIED || duty->state == DUTY_WAIVED;
}

/* A checklist that is defined no more: what was begun with it goes on. FALSE with neither a sentence nor an error when there is nothing. */
static gboolean choose_begun(Desk *desk, const char *which, RunRef *ref, char **problem, GError **error) {
  g_autoptr(GHashTable) cards = session_cards(desk, error);
  g_autoptr(GString) keys = g_string_new(NULL);
  GHashTableIter each;
  gpointer key = NULL, value = NULL;
  guint found = 0;
  if (cards == NULL) {
    return FALSE;
  }
  g_hash_table_iter_init(&each, cards);
  while (g_hash_table_iter_next(&each, &key, &value)) {
    const RunCard *card = value;
    if (card->stage != RUN_FINISHED && strcmp(card->checklist, which) == 0) {
      runref_clear(ref);
      *ref = (RunRef){g_strdup(key), card->checklist, session_task(desk, key)};
      g_string_append_printf(keys, "%s%s", found++ > 0 ? "、" : "", (const char *)key);
    }
  }
  if (found > 1) {
    runref_clear(ref);
    g_autofree char *how = desk_advice(desk, ADVICE_OCCURRENCE, NULL, NULL);
    *problem = g_strdup_printf("检查表“%s”已经没有了，用它开始的检查有 %u 次还没有完成，请写明是哪一次%s：%s。", which,
                               found, how, keys->str);
  }
  return found == 1;
}

gboolean session_choose(Desk *desk, const char *which, const char *occurrence, RunRef *ref, GPtrArray **several,
                        char **problem, GError **error) {
  *ref = (RunRef){NULL, NULL, NULL};
  *problem = NULL;
  const Checklist *checklist = which != NULL ? session_find_checklist(desk, which, problem) : NULL;
  if (which != NULL && checklist == NULL && occurrence == NULL) {
    g_autofree char *unknown = g_steal_pointer(problem);
    const gboolean begun = choose_begun(desk, which, ref, problem, error);
    if (!begun && *problem == NULL && (error == NULL || *error == NULL)) {
      *problem = g_steal_pointer(&unknown);
    }
    return begun;
  }
  if (checklist == NULL && which != NULL) { /* the run may have been begun before its checklist went */
    g_autofree char *unknown = g_steal_pointer(problem);
    const gboolean known = session_ref_of(desk, occurrence, ref, problem, error);
    if (known && strcmp(ref->checklist, which) == 0) {
      return TRUE;
    }
    if (known || *problem != NULL) {
      runref_clear(ref);
      g_free(*problem);
      *problem = g_steal_pointer(&unknown);
    }
    return FALSE;
  }
  if (occurrence != NULL) {
    return choose_named(desk, checklist, occurrence, ref, problem, error);
  }
  g_assert(checklist != NULL);
  *problem = sources_lack(checklist);
  g_autoptr(DutyBoard) board = *problem == NULL ? dutyboard_new(desk, error) : NULL;
  if (board == NULL) {
    return FALSE;
  }
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  for (guint i = 0; i < board->duties->len; i++) {
    const Duty *duty = &g_array_index(board->duties, Duty, i);
    if (duty->task->task->checklist == checklist->id && !is_finished(duty) &&
        moment_day(duty->task->start) <= board->today) {
      g_ptr_array_add(found, (gpointer)(guintptr)duty->task);
    }
  }
  if (found->len > 1) {
    *problem = say_several(desk, checklist, found);
    if (several != NULL) {
      *several = g_steal_pointer(&found);
    }
    return FALSE;
  }
  if (found->len == 1) {
    const PlanTask *task = g_ptr_array_index(found, 0);
    take_task(ref, session_key(task), task);
    return TRUE;
  }
  char day[DAY_TEXT];
  *ref = (RunRef){g_strdup_printf(ADHOC "%s/%s", day_iso(board->today, day), checklist->id), checklist->id, NULL};
  return TRUE;
}
