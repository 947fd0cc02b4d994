/* Who does a task, and the warnings about people: functions without a department, posts and shifts without a person, owners on leave. */
#include "sched/draft.h"

#define SHOWN 5 /* days or tasks named in one sentence before 等 */

void people_assign(const Draft *draft, Planned *planned) {
  const Store *store = draft->campaign->store;
  const Task *task = planned->task;
  planned->department = NULL;
  planned->owner = NULL;
  planned->assigned = TRUE;
  if (task->post) {
    return; /* by roster, day by day */
  }
  if (task->assignee) {
    planned->owner = task->assignee;
    planned->department = task->assignee->department;
    return;
  }
  planned->owner = store_responsible(store, task->function, &planned->department);
  planned->assigned = task->function == FUNCTION_NONE || !store->covering[task->function];
}

/* Days, sorted, as people say them: 3月1日—3月4日、3月8日 等 12 天. */
static void append_days(GString *out, const GArray *days) {
  guint shown = 0, i = 0;
  while (i < days->len && shown < SHOWN) {
    guint last = i;
    while (last + 1 < days->len && g_array_index(days, Day, last + 1) == g_array_index(days, Day, last) + 1) {
      last++;
    }
    g_string_append(out, shown++ ? "、" : "");
    plan_range_words(g_array_index(days, Day, i), g_array_index(days, Day, last), out);
    i = last + 1;
  }
  if (i < days->len) {
    g_string_append_printf(out, " 等 %u 天", days->len);
  }
}

/* ---- functions without a department (N003) -------------------------------------------------------------------------------------- */

static void note_uncovered(const Draft *draft) {
  const Store *store = draft->campaign->store;
  WordSet uncovered = 0;
  for (guint i = 0; i < draft->planned->len; i++) {
    const Planned *planned = draft_planned(draft, i);
    Function function = planned->task->function;
    if (!planned->out && function != FUNCTION_NONE && !store->covering[function] && !store->roles[function]) {
      uncovered |= 1u << function;
    }
  }
  if (uncovered == 0 || !store->manager) {
    return;
  }
  Pos pos = draft_pos(store->manager_pos, store->pos);
  if (store->departments->len == 0) {
    diag_add(draft->diags, N003, pos, "本店没有设部门，任务都归店长%s。", store->manager->name);
    return;
  }
  g_autofree char *words = words_of_set(words_function, uncovered);
  Diag *diag =
      diag_add(draft->diags, N003, pos, "这些职能没有部门承担，任务归店长%s：%s。", store->manager->name, words);
  diag_fix(diag, "要分出去，就在部门的 covers 里写上，或者在 roles 里指定一个人。");
}

/* A post that the roster does not know is the manager's; only `post:manager` says so itself. */
static void note_posts(const Draft *draft) {
  const Store *store = draft->campaign->store;
  g_autoptr(GHashTable) noted = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < draft->planned->len; i++) {
    const Planned *planned = draft_planned(draft, i);
    const char *post = planned->task->post;
    if (planned->out || !post || g_str_equal(post, "manager") || !store->manager || days_post_row(draft->days, post) ||
        !g_hash_table_add(noted, (gpointer)(guintptr)post)) {
      continue;
    }
    Diag *diag = diag_add(draft->diags, N003, draft_pos(store->manager_pos, store->pos),
                          "排班表里没有%s这一行，该岗位的任务归店长%s。", plan_post_words(post), store->manager->name);
    const char *words = plan_post_words(post);
    g_autofree char *cell = words == post ? g_strdup_printf("`post:%s`", post) : g_strdup_printf("“%s”", words);
    diag_fix(diag, "要轮流值班，就在排班表里加一行，第一格写%s，再用 `ready315 roster import` 导入。", cell);
  }
}

/* ---- posts and shifts without a person (W003) ----------------------------------------------------------------------------------- */

typedef struct {
  GArray *days;     /* of Day, sorted, unique */
  const Task *task; /* the first that names the post */
} Vacancy;

static void vacancy_free(gpointer data) {
  Vacancy *vacancy = data;
  g_array_unref(vacancy->days);
  g_free(vacancy);
}

/* The plan's tasks are in order of days. */
static GHashTable *find_vacancies(const Plan *plan) {
  GHashTable *vacancies = g_hash_table_new_full(NULL, NULL, NULL, vacancy_free);
  for (guint i = 0; i < plan->tasks->len; i++) {
    const PlanTask *one = plan_task(plan, i);
    if (!one->task->post || one->owner) {
      continue;
    }
    Vacancy *vacancy = g_hash_table_lookup(vacancies, one->task->post);
    if (!vacancy) {
      vacancy = g_new0(Vacancy, 1);
      vacancy->days = g_array_new(FALSE, FALSE, sizeof(Day));
      vacancy->task = one->task;
      g_hash_table_insert(vacancies, (gpointer)(guintptr)one->task->post, vacancy);
    }
    Day day = moment_day(one->start);
    if (vacancy->days->len == 0 || g_array_index(vacancy->days, Day, vacancy->days->len - 1) != day) {
      g_array_append_val(vacancy->days, day);
    }
  }
  return vacancies;
}

static void warn_posts(const Draft *draft) {
  g_autoptr(GHashTable) vacancies = find_vacancies(draft->plan);
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, vacancies);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    const Vacancy *vacancy = value;
    const char *post = key, *words = plan_post_words(post);
    const RosterRow *row = days_post_row(draft->days, post);
    if (!row) {
      continue; /* the manager's, and there is none: an error already */
    }
    g_autoptr(GString) days = g_string_new(NULL);
    append_days(days, vacancy->days);
    Diag *diag = diag_add(draft->diags, W003, row->pos, "%s没有人值班：%s。「%s」这些天没有负责人。", words, days->str,
                          vacancy->task->title);
    diag_fix(diag, "在排班表的「%s」一行里，给这些天填上人名，再用 `ready315 roster import` 导入。", words);
  }
}

static void warn_shifts(const Draft *draft) {
  const Store *store = draft->campaign->store;
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *department = g_ptr_array_index(store->departments, i);
    const RosterRow *row = department->workdays == WORKDAYS_SHIFT ? days_roster(draft->days, department) : NULL;
    if (!row) {
      continue;
    }
    g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(Day));
    for (guint p = 0; p < draft->plan->phases->len; p++) {
      const Phase *phase = g_ptr_array_index(draft->plan->phases, p);
      for (Day day = phase->first; day <= phase->last; day++) {
        gboolean later = days->len == 0 || day > g_array_index(days, Day, days->len - 1);
        if (later && !days_closed(draft->days, day) && days_nobody(draft->days, department, day)) {
          g_array_append_val(days, day);
        }
      }
    }
    if (days->len > 0) {
      g_autoptr(GString) words = g_string_new(NULL);
      append_days(words, days);
      Diag *diag = diag_add(draft->diags, W003, row->pos, "%s没有人当班：%s。", department->name, words->str);
      diag_fix(diag, "给这些天排上人，再用 `ready315 roster import` 导入；店里休息就写进 closed。");
    }
  }
}

/* ---- owners on leave (W004) ----------------------------------------------------------------------------------------------------- */

typedef struct {
  Person *person;
  Person *backup;   /* may be NULL */
  const Task *last; /* counted last: several `at` of a day count once */
  GString *tasks;
  guint count;
  gboolean backup_away;
} Absence;

static void absence_free(gpointer data) {
  Absence *absence = data;
  g_string_free(absence->tasks, TRUE);
  g_free(absence);
}

static Person *backup_of(const Store *store, const PlanTask *task) {
  Person *backup = task->department ? task->department->backup : NULL;
  if (!backup || backup == task->owner) {
    backup = task->owner == store->manager ? store->deputy : store->manager;
  }
  return backup == task->owner ? NULL : backup;
}

static GHashTable *find_absences(const Draft *draft) {
  GHashTable *absences = g_hash_table_new_full(NULL, NULL, NULL, absence_free);
  const Plan *plan = draft->plan;
  for (guint i = 0; i < plan->tasks->len; i++) {
    const PlanTask *one = plan_task(plan, i);
    Day day = moment_day(one->start);
    const Leave *leave = one->owner && one->task->every == EVERY_NONE ? person_leave(one->owner, day) : NULL;
    if (!leave) {
      continue;
    }
    Absence *absence = g_hash_table_lookup(absences, leave);
    if (!absence) {
      absence = g_new0(Absence, 1);
      absence->person = one->owner;
      absence->backup = backup_of(draft->campaign->store, one);
      absence->tasks = g_string_new(NULL);
      g_hash_table_insert(absences, (gpointer)(guintptr)leave, absence);
    }
    if (absence->last == one->task) {
      continue;
    }
    absence->last = one->task;
    absence->backup_away |= absence->backup && person_leave(absence->backup, day);
    if (absence->count++ < SHOWN) {
      g_string_append_printf(absence->tasks, "%s「%s」（", absence->count > 1 ? "、" : "", one->task->title);
      plan_range_words(day, day, absence->tasks);
      g_string_append(absence->tasks, "）");
    }
  }
  return absences;
}

static void warn_leave(const Draft *draft) {
  g_autoptr(GHashTable) absences = find_absences(draft);
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, absences);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    const Leave *leave = key;
    Absence *absence = value;
    g_autoptr(GString) when = g_string_new(NULL);
    plan_range_words(leave->days.first, leave->days.last, when);
    if (absence->count > SHOWN) {
      g_string_append_printf(absence->tasks, " 等 %u 项", absence->count);
    }
    g_autofree char *backup = absence->backup == NULL ? g_strdup("没有备份人")
                              : absence->backup_away ? g_strdup_printf("备份人%s当天也请假", absence->backup->name)
                                                     : g_strdup_printf("备份人是%s", absence->backup->name);
    Diag *diag = diag_add(draft->diags, W004, draft_pos(leave->pos, absence->person->pos),
                          "%s %s请假%s%s%s，这几天要由本人负责：%s；%s。", absence->person->name, when->str,
                          leave->reason ? "（" : "", leave->reason ? leave->reason : "", leave->reason ? "）" : "",
                          absence->tasks->str, backup);
    if (absence->backup && !absence->backup_away) {
      diag_fix(diag, "请%s顶上，或者给任务另写 assignee，或者换一天。", absence->backup->name);
    } else {
      diag_fix(diag, "给任务另写 assignee，或者换一天。");
    }
  }
}

void people_warn(Draft *draft) {
  note_uncovered(draft);
  note_posts(draft);
  warn_posts(draft);
  warn_shifts(draft);
  warn_leave(draft);
}
