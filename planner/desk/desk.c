/* What every use case begins with. Holds no rule of its own: loading is load/'s, planning sched/'s. */
#include "desk/desk.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "desk/record/record.h"
#include "desk/tasks/tasks.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { SHANGHAI_MINUTES = 8 * 60 };
enum { CANDIDATES = 8, NAME_CELLS = 40 };       /* of an ambiguous name; the others are counted */
enum { LOCK_STEP = 20, LOCK_PATIENCE = 10000 }; /* milliseconds */

static gint64 instant_of(Moment wall, int offset) {
  return ((gint64)wall - offset) * 60;
}

Desk *desk_new(const char *workspace, const char *share, const Tools *tools) {
  Desk *desk = g_new0(Desk, 1);
  desk->workspace = g_strdup(workspace);
  g_autofree char *store = g_build_filename(workspace, "store.yaml", NULL);
  desk->has_workspace = g_file_test(store, G_FILE_TEST_EXISTS);
  desk->share = share;
  desk->now = clock_now();
  desk->now_wall = MOMENT_NONE;
  desk->tools = tools;
  desk->diags = diag_list_new();
  desk->lock = -1;
  return desk;
}

char *desk_advice(const Desk *desk, Advice advice, const char *about, const char *more) {
  char *words = desk->adviser != NULL ? desk->adviser(advice, about, more) : NULL;
  return words != NULL ? words : g_strdup("");
}

void desk_free(Desk *desk) {
  if (desk == NULL) {
    return;
  }
  record_close(desk->record);
  g_clear_pointer(&desk->kept, g_hash_table_unref);
  plan_free(desk->plan); /* refers into the campaign */
  g_clear_pointer(&desk->changes, g_ptr_array_unref);
  campaign_free(desk->campaign);
  diag_list_free(desk->diags);
  if (desk->lock >= 0) {
    close(desk->lock); /* which gives the lock back, as does dying */
  }
  g_free(desk->workspace);
  g_free(desk);
}

/* Where commands write. */
static void sweep(const Desk *desk) {
  static const char *const folders[] = {".", ".ready315", "calendars", "holidays"};
  for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *folder = g_build_filename(desk->workspace, folders[i], NULL);
    file_sweep(folder);
  }
}

gboolean desk_lock(Desk *desk, GError **error) {
  if (desk->lock >= 0 || !desk->has_workspace) {
    return TRUE;
  }
  desk->lock =
      open(desk->workspace, O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* of the folder itself: leaves nothing behind */
  for (int waited = 0; desk->lock >= 0 && flock(desk->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
       waited += LOCK_STEP) {
    if (waited >= LOCK_PATIENCE) {
      close(desk->lock);
      desk->lock = -1;
      g_set_error(error, FILE_FAULT, FILE_FAULT_OTHER,
                  "另一个 ready315 正在这个店铺文件夹里写文件，等了 %d 秒还没有写完。请等它结束后再试。",
                  LOCK_PATIENCE / 1000);
      return FALSE;
    }
    g_usleep(LOCK_STEP * 1000);
  }
  sweep(desk);
  return TRUE;
}

void desk_set_now(Desk *desk, Moment wall) {
  desk->now_given = TRUE;
  desk->now_wall = wall;
  desk->now = instant_of(wall, desk->campaign != NULL ? desk->campaign->store->utc_offset : SHANGHAI_MINUTES);
}

void desk_tick(Desk *desk) {
  if (!desk->now_given) {
    desk->now = clock_now();
  }
}

gboolean desk_load(Desk *desk, gboolean checklists) {
  if (desk->campaign == NULL) {
    LoadOptions options = {.workspace = desk->workspace, .share = desk->share, .checklists = checklists};
    desk->campaign = load_campaign(&options, desk->diags);
    if (desk->now_given) {
      desk_set_now(desk, desk->now_wall);
    }
  }
  return !diag_has_errors(desk->diags);
}

/* What the record says of tasks, and how far it was written then. */
static GPtrArray *changes_of(Desk *desk, gint64 *head, GError **error) {
  Record *record = record_of(desk, RECORD_READ, error);
  *head = record != NULL ? record_head(record, error) : -1;
  return *head >= 0 ? tasks_changes(desk, error) : NULL;
}

gboolean desk_plan(Desk *desk) {
  if (desk->plan == NULL) {
    GError *error = NULL;
    desk->changes = changes_of(desk, &desk->plan_head, &error);
    if (desk->changes == NULL) { /* the plan without its last layer would say wrong dates */
      g_autofree char *path = g_build_filename(desk->workspace, "ready315.db", NULL);
      diag_add(desk->diags, E110, pos_of_file(path), "%s", error->message);
      g_error_free(error);
      return FALSE;
    }
    desk->plan = sched_plan(desk->campaign, desk->changes, desk->diags);
  }
  return !diag_has_errors(desk->diags);
}

gboolean desk_replan(Desk *desk, GError **error) {
  gint64 head;
  GPtrArray *changes = changes_of(desk, &head, error);
  if (changes == NULL) {
    return FALSE;
  }
  g_autoptr(DiagList) said = diag_list_new(); /* once is enough */
  plan_free(desk->plan);
  g_ptr_array_unref(desk->changes);
  desk->changes = changes;
  desk->plan_head = head;
  desk->plan = sched_plan(desk->campaign, desk->changes, said);
  return TRUE;
}

void desk_name_checklists(Desk *desk) {
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const char *id = plan_task(desk->plan, i)->task->checklist;
    char *title = NULL;
    if (id == NULL || g_hash_table_contains(desk->plan->checklists, id) ||
        (title = load_checklist_title(desk->campaign, id)) == NULL) {
      continue;
    }
    Checklist *checklist = checklist_new();
    checklist->id = id;
    checklist->title = title;
    g_ptr_array_add(desk->campaign->checklists, checklist);
    g_hash_table_insert(desk->plan->checklists, (gpointer)(guintptr)id, checklist);
  }
}

Moment desk_moment(const Desk *desk) {
  return desk->now_given ? desk->now_wall : moment_from_instant(desk->now, desk->campaign->store->utc_offset);
}

Day desk_today(const Desk *desk) {
  return moment_day(desk_moment(desk) - desk->campaign->store->day_ends);
}

Person *desk_find_person(const Desk *desk, const char *who, char **problem) {
  const char *name = g_str_has_prefix(who, "staff:") ? who + strlen("staff:") : who;
  const Store *store = desk->campaign->store;
  g_autoptr(GPtrArray) found = store_find_people(store, name);
  if (found->len == 1) {
    return g_ptr_array_index(found, 0);
  }
  if (found->len == 0) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < store->people->len; i++) {
      const Person *person = g_ptr_array_index(store->people, i);
      g_ptr_array_add(names, (gpointer)(guintptr)person->id);
      g_ptr_array_add(names, person->name);
    }
    g_ptr_array_add(names, NULL);
    const char *near = text_nearest(name, (const char *const *)names->pdata);
    g_autofree char *shown = text_cut(name, NAME_CELLS); /* whole notes are pasted into the wrong cell */
    *problem = near != NULL ? g_strdup_printf("名单上没有“%s”。是不是想写“%s”？", shown, near)
                            : g_strdup_printf("名单上没有“%s”。可以写姓名、工号、代号或拼音首字母。", shown);
    return NULL;
  }
  g_autoptr(GString) sentence = g_string_new(NULL);
  g_string_printf(sentence, "“%s”对应 %u 个人：", name, found->len);
  for (guint i = 0; i < found->len && i < CANDIDATES; i++) {
    const Person *person = g_ptr_array_index(found, i);
    g_string_append_printf(sentence, "%s%s（%s%s%s）", i > 0 ? "、" : "", person->name, person->id,
                           person->department != NULL ? "，" : "",
                           person->department != NULL ? person->department->name : "");
  }
  g_string_append(sentence, found->len > CANDIDATES ? "……请写代号或工号。" : "。请写代号或工号。");
  *problem = g_string_free(g_steal_pointer(&sentence), FALSE);
  return NULL;
}

Department *desk_find_department(const Desk *desk, const char *which, char **problem) {
  const char *name = g_str_has_prefix(which, "dept:") ? which + strlen("dept:") : which;
  const Store *store = desk->campaign->store;
  Department *department = store_department(store, name);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < store->departments->len && department == NULL; i++) {
    Department *other = g_ptr_array_index(store->departments, i);
    g_ptr_array_add(names, (gpointer)(guintptr)other->id);
    g_ptr_array_add(names, other->name);
    department = strcmp(other->name, name) == 0 ? other : NULL;
  }
  if (department != NULL) {
    return department;
  }
  g_ptr_array_add(names, NULL);
  const char *near = text_nearest(name, (const char *const *)names->pdata);
  if (near != NULL) {
    *problem = g_strdup_printf("没有叫“%s”的部门。是不是想写“%s”？", name, near);
  } else if (names->len > 1) {
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i + 1 < names->len; i += 2) {
      g_string_append_printf(all, "%s%s（%s）", i > 0 ? "、" : "", (const char *)g_ptr_array_index(names, i + 1),
                             (const char *)g_ptr_array_index(names, i));
    }
    *problem = g_strdup_printf("没有叫“%s”的部门。本店有：%s。", name, all->str);
  } else {
    *problem = g_strdup_printf("没有叫“%s”的部门，本店没有分部门。", name);
  }
  return NULL;
}
