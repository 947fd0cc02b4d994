/* Gates by their sources. */
#include "desk/sign/gates.h"
#include "base/text.h"
#include "desk/registers/registers.h"
#include <string.h>

enum { NAMED = 10 }; /* of those that one word may mean */

typedef struct {
  Desk *desk;
  const DutyBoard *duties;
  const Signed *book;
  const Period *period;
  const Department *department; /* NULL: all */
  GPtrArray *gates;             /* OpenGate* */
} Work;
typedef gboolean (*Source)(Work *work, GError **error);

static void gate_free(OpenGate *gate) {
  g_free(gate->name);
  g_free(gate->subject);
  g_free(gate->text);
  g_free(gate);
}

/* `short_name`: the subject as users write it. Takes `text`. */
static OpenGate *add(Work *work, Gate kind, const char *subject, const char *short_name, char *text,
                     const Department *department, Day since) {
  if (work->department && work->department != department) {
    g_free(text);
    return NULL;
  }
  const Carried *carried = signed_carried(work->book, kind, subject, work->period->last);
  OpenGate *gate = g_new0(OpenGate, 1);
  *gate = (OpenGate){.gate = kind,
                     .blocks = kind < N_GATE_BLOCKS,
                     .waived = signed_waived(work->book, kind, subject, work->period->last) != NULL,
                     .carried = carried != NULL,
                     .name = g_strdup_printf("%s:%s", words_gate[kind].id, short_name),
                     .subject = g_strdup(subject),
                     .text = text,
                     .department = department,
                     .owner = carried ? carried->owner : NULL,
                     .due = carried ? carried->due : DAY_NONE,
                     .since = since};
  g_ptr_array_add(work->gates, gate);
  return gate;
}

/* ---- runs ---- */

static const char *title_of(const Work *work, const char *checklist) {
  const Checklist *found = g_hash_table_lookup(work->desk->plan->checklists, checklist);
  return found && found->title ? found->title : checklist;
}

/* 「冷柜温度记录」（3月12日 周五 10:00）: named as the day, the plan and the page name it, by its task. */
static GString *about(const Work *work, const PlanTask *task) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "「%s」（%s", task->task->title, day_words(task->due, day));
  if (!task->all_day) {
    g_string_append_printf(text, " %s", minute_clock(moment_minute(task->start), clock));
  }
  g_string_append(text, "）");
  return text;
}

static void run_gates(Work *work, const Duty *duty, const char *subject) {
  const PlanTask *task = duty->task;
  const RunCard *card = duty->card;
  gboolean finished = card && card->stage == RUN_FINISHED;
  if (duty->state != DUTY_DONE && (!card || card->stage == RUN_OPEN)) {
    GString *text = about(work, task);
    if (!card) {
      g_string_append(text, "还没有做。");
    } else if (card->required > card->required_answered) {
      g_string_append_printf(text, "还有 %u 项必答没有答。", card->required - card->required_answered);
    } else if (card->evidence_missing) {
      g_string_append_printf(text, "还缺 %u 份照片或凭证。", card->evidence_missing);
    } else {
      g_string_append(text, "做了，还没有点完成。");
    }
    add(work, GATE_REQUIRED, subject, duty->key, g_string_free(text, FALSE), task->department, task->due);
  }
  if (card && (card->stage == RUN_AWAITING || (finished && (card->gates & 1u << GATE_SECOND_MISSING)))) {
    GString *text = about(work, task);
    g_string_append(text, card->stage == RUN_AWAITING ? "检查完了，等复核。" : "有的行还没有复核。");
    add(work, GATE_SECOND_MISSING, subject, duty->key, g_string_free(text, FALSE), task->department, task->due);
  }
}

/* What was found in a run was found when it was finished. */
static Day found_on(const Work *work, const RunCard *card) {
  gint64 ms = card->finished_ms ? card->finished_ms : card->begun_ms;
  return ms ? store_day_at(work->desk->campaign->store, ms) : DAY_NONE;
}

static void fix_gate(Work *work, const char *key, const RunCard *card, const Department *department) {
  if (card->fixes_open && (card->gates & 1u << GATE_OPEN_FIX)) {
    g_autofree char *subject = g_strconcat("run:", key, NULL);
    add(work, GATE_OPEN_FIX, subject, key,
        g_strdup_printf("「%s」查出的问题还有 %u 项整改没有关闭。", title_of(work, card->checklist), card->fixes_open),
        department, found_on(work, card));
  }
}

static gboolean runs(Work *work, GError **error) {
  for (guint i = 0; i < work->duties->duties->len; i++) {
    const Duty *duty = &g_array_index(work->duties->duties, Duty, i);
    if (!duty->task->task->checklist || duty->task->due > work->period->last) {
      continue;
    }
    g_autofree char *subject = g_strconcat("run:", duty->key, NULL);
    run_gates(work, duty, subject);
    if (duty->card) {
      fix_gate(work, duty->key, duty->card, duty->task->department);
    }
  }
  return TRUE;
}

static gint by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What was found in a run that no task of the plan asked for is to be mended all the same; such a run owes nothing else. */
static gboolean other_runs(Work *work, GError **error) {
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init(&iter, work->duties->cards);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    if (!dutyboard_find(work->duties, key)) {
      g_ptr_array_add(keys, key);
    }
  }
  g_ptr_array_sort(keys, by_text);
  for (guint i = 0; i < keys->len; i++) {
    const RunCard *card = g_hash_table_lookup(work->duties->cards, keys->pdata[i]);
    fix_gate(work, keys->pdata[i], card, NULL);
  }
  return TRUE;
}

/* ---- registers ---- */

static gboolean registers(Work *work, GError **error) {
  g_autoptr(GPtrArray) alerts = registers_alerts(work->desk, error);
  if (!alerts) {
    return FALSE;
  }
  for (guint i = 0; i < alerts->len; i++) {
    const RegisterAlert *alert = g_ptr_array_index(alerts, i);
    g_autofree char *name = g_strdup_printf("%s#%s", alert->checklist->id, alert->row);
    g_autofree char *subject = g_strconcat("register:", name, NULL);
    OpenGate *gate = add(work, alert->gate, subject, name, g_strdup(alert->text), alert->department, alert->since);
    if (gate) {
      gate->passing = TRUE;
    }
  }
  return TRUE;
}

/* ---- departments ---- */

static gboolean works_in(const DutyBoard *duties, const Department *department, const Period *period) {
  for (guint i = 0; i < duties->duties->len; i++) {
    const Duty *duty = &g_array_index(duties->duties, Duty, i);
    if (duty->task->department == department && duty->task->due >= period->first && duty->task->due <= period->last) {
      return TRUE;
    }
  }
  return FALSE;
}

GPtrArray *gates_departments(const Desk *desk, const DutyBoard *duties, const Period *period) {
  const Store *store = desk->campaign->store;
  GPtrArray *found = g_ptr_array_new();
  for (guint i = 0; i < store->departments->len; i++) {
    Department *department = g_ptr_array_index(store->departments, i);
    if (department->owner != store->manager && works_in(duties, department, period)) {
      g_ptr_array_add(found, department);
    }
  }
  return found;
}

/* The end of a phase whose days were signed asks no department once more. */
static gboolean departments(Work *work, GError **error) {
  if (work->department || work->period->closing) {
    return TRUE;
  }
  g_autoptr(GPtrArray) asked = gates_departments(work->desk, work->duties, work->period);
  g_autofree char *words = period_words(work->period);
  for (guint i = 0; i < asked->len; i++) {
    const Department *department = g_ptr_array_index(asked, i);
    g_autofree char *page = period_subject(work->period, department);
    if (!signed_find(work->book, page)) {
      g_autofree char *bare = period_subject(work->period, NULL);
      g_autofree char *subject = g_strdup_printf("dept:%s/%s", department->id, bare);
      add(work, GATE_DEPT_UNSIGNED, subject, department->id,
          g_strdup_printf("%s还没有签 %s（对接人%s）。", department->name, words,
                          department->owner ? department->owner->name : "未定"),
          department, work->period->last);
    }
  }
  return TRUE;
}

/* ---- all ---- */

static const Source sources[] = {runs, other_runs, registers, departments};

/* What blocks stands first; otherwise as found. */
static void order(GPtrArray *gates) {
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();
  for (int pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < gates->len; i++) {
      OpenGate *gate = g_ptr_array_index(gates, i);
      if (gate->blocks == (pass == 0)) {
        g_ptr_array_add(sorted, gate);
      }
    }
  }
  for (guint i = 0; i < sorted->len; i++) {
    gates->pdata[i] = sorted->pdata[i];
  }
}

GPtrArray *gates_of(Desk *desk, const DutyBoard *duties, const Signed *book, const Period *period,
                    const Department *department, GError **error) {
  g_autoptr(GPtrArray) gates = g_ptr_array_new_with_free_func((GDestroyNotify)gate_free);
  Work work = {desk, duties, book, period, department, gates};
  for (guint i = 0; i < G_N_ELEMENTS(sources); i++) {
    if (!sources[i](&work, error)) {
      return NULL;
    }
  }
  order(gates);
  return g_steal_pointer(&gates);
}

GPtrArray *gates_open(Desk *desk, const DutyBoard *duties, Day first, Day last, const Department *department,
                      GError **error) {
  g_autoptr(Signed) book = signed_read(desk, error);
  Period period = period_of_day(desk->plan, last);
  if (period.first != first || period.last != last) {
    period = (Period){.first = first, .last = last, .phase = plan_phase_on(desk->plan, last), .closing = TRUE};
  }
  return book ? gates_of(desk, duties, book, &period, department, error) : NULL;
}

static gboolean is_named(const OpenGate *gate, const char *name) {
  g_autofree char *whole = g_strdup_printf("%s:%s", words_gate[gate->gate].id, gate->subject);
  return strcmp(gate->name, name) == 0 || strcmp(whole, name) == 0 || strcmp(words_gate[gate->gate].id, name) == 0;
}

/* One a line; a word alone may mean a whole season. */
static char *several(const Desk *desk, const GPtrArray *gates, const char *name) {
  GString *all = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(gates, i);
    if (!gate->waived && is_named(gate, name) && n++ < NAMED) {
      g_autofree char *which = desk_advice(desk, ADVICE_GATE, gate->name, NULL);
      g_string_append_printf(all, "\n  %s%s", gate->text, which);
    }
  }
  if (n > NAMED) {
    g_autofree char *how = desk_advice(desk, ADVICE_GATES, NULL, NULL);
    g_string_append_printf(all, "\n  还有 %u 项%s。", n - NAMED, how);
  }
  char *sentence = g_strdup_printf("“%s”有 %u 项，请写全是哪一项：%s", name, n, all->str);
  g_string_free(all, TRUE);
  return sentence;
}

const OpenGate *gates_find(const Desk *desk, const GPtrArray *gates, const char *name, char **problem) {
  const OpenGate *found = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  guint n = 0;
  for (guint i = 0; i < gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(gates, i);
    if (!gate->waived) {
      g_ptr_array_add(names, gate->name);
      found = is_named(gate, name) ? gate : found;
      n += is_named(gate, name);
    }
  }
  if (n == 1) {
    return found;
  }
  if (n > 1) {
    *problem = several(desk, gates, name);
    return NULL;
  }
  g_ptr_array_add(names, NULL);
  const char *near = text_nearest(name, (const char *const *)names->pdata);
  g_autofree char *how = desk_advice(desk, ADVICE_GATES, NULL, NULL);
  *problem = near ? g_strdup_printf("没有叫“%s”的关卡挡着。是不是想写“%s”？", name, near)
                  : g_strdup_printf("没有叫“%s”的关卡挡着%s。", name, how);
  return NULL;
}
