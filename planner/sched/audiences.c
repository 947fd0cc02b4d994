/* Who gets what (CONTRACT §3). Sets of audiences are interned: thousands of events share a handful of them, and an event holds a number. */
#include "sched/draft.h"

struct Audiences {
  Plan *plan;
  GHashTable *numbers; /* Department or Person → index + 1 into plan->audiences */
  GHashTable *sets;    /* GArray of guint16 → index + 1 into plan->audience_sets */
  GArray *scratch;     /* the set being asked for */
  guint32 everybody;
};

static guint set_hash(gconstpointer key) {
  const GArray *set = key;
  guint hash = 5381;
  for (guint i = 0; i < set->len; i++) {
    hash = hash * 33 + g_array_index(set, guint16, i);
  }
  return hash;
}

static gboolean set_equal(gconstpointer a, gconstpointer b) {
  const GArray *one = a, *other = b;
  if (one->len != other->len) {
    return FALSE;
  }
  for (guint i = 0; i < one->len; i++) {
    if (g_array_index(one, guint16, i) != g_array_index(other, guint16, i)) {
      return FALSE;
    }
  }
  return TRUE;
}

/* The number of the set in scratch, which is sorted. */
static guint32 intern(Audiences *audiences) {
  GPtrArray *sets = audiences->plan->audience_sets;
  guint32 number = GPOINTER_TO_UINT(g_hash_table_lookup(audiences->sets, audiences->scratch));
  if (number == 0) {
    GArray *set = g_array_copy(audiences->scratch);
    g_ptr_array_add(sets, set);
    number = sets->len;
    g_hash_table_insert(audiences->sets, set, GUINT_TO_POINTER(number));
  }
  return number - 1;
}

/* Inserts into scratch, sorted, once. NULL is nobody. */
static void include(Audiences *audiences, gconstpointer who) {
  guint number = who ? GPOINTER_TO_UINT(g_hash_table_lookup(audiences->numbers, who)) : 0;
  if (number == 0) {
    return;
  }
  guint16 value = (guint16)(number - 1);
  guint at = audiences->scratch->len;
  while (at > 0 && g_array_index(audiences->scratch, guint16, at - 1) > value) {
    at--;
  }
  if (at == 0 || g_array_index(audiences->scratch, guint16, at - 1) != value) {
    g_array_insert_val(audiences->scratch, at, value);
  }
}

static void add(Audiences *audiences, Audience audience) {
  GArray *list = audiences->plan->audiences;
  gpointer who = audience.department ? (gpointer)audience.department : (gpointer)audience.person;
  g_array_append_val(list, audience);
  if (who) {
    g_hash_table_insert(audiences->numbers, who, GUINT_TO_POINTER(list->len));
  }
}

Audiences *audiences_new(Plan *plan, DiagList *diags) {
  const Store *store = plan->campaign->store;
  Audiences *audiences = g_new0(Audiences, 1);
  audiences->plan = plan;
  audiences->numbers = g_hash_table_new(NULL, NULL);
  audiences->sets = g_hash_table_new(set_hash, set_equal);
  audiences->scratch = g_array_new(FALSE, FALSE, sizeof(guint16));
  guint room = G_MAXUINT16 - 1;
  if (store->people->len + store->departments->len > room) {
    Diag *diag = diag_add(diags, E010, store->pos, "部门和人员一共 %u 个，超过了 %u 个。",
                          store->people->len + store->departments->len, room);
    diag_fix(diag, "一份计划只排一家店；几家店请各建一个工作区。");
  }
  add(audiences, (Audience){.kind = AUDIENCE_CAMPAIGN});
  for (guint i = 0; i < store->departments->len && plan->audiences->len <= room; i++) {
    add(audiences, (Audience){.kind = AUDIENCE_DEPARTMENT, .department = g_ptr_array_index(store->departments, i)});
  }
  for (guint i = 0; i < store->people->len && plan->audiences->len <= room; i++) {
    add(audiences, (Audience){.kind = AUDIENCE_STAFF, .person = g_ptr_array_index(store->people, i)});
  }
  for (guint i = 0; i < plan->audiences->len; i++) {
    guint16 value = (guint16)i;
    g_array_append_val(audiences->scratch, value);
  }
  audiences->everybody = intern(audiences);
  return audiences;
}

void audiences_free(Audiences *audiences) {
  if (!audiences) {
    return;
  }
  g_hash_table_unref(audiences->numbers);
  g_hash_table_unref(audiences->sets);
  g_array_unref(audiences->scratch);
  g_free(audiences);
}

guint32 audiences_everybody(Audiences *audiences) {
  return audiences->everybody;
}

guint32 audiences_of_task(Audiences *audiences, const PlanTask *task, gboolean deadline) {
  const Store *store = audiences->plan->campaign->store;
  guint16 campaign = 0;
  g_array_set_size(audiences->scratch, 0);
  g_array_append_val(audiences->scratch, campaign);
  include(audiences, task->department);
  for (int f = 0; f < N_FUNCTIONS; f++) {
    if (task->task->support & (1u << f)) {
      include(audiences, store->covering[f]);
    }
  }
  include(audiences, task->owner); /* the assignee, or the department's owner where nobody is assigned */
  if (deadline && task->department) {
    include(audiences, task->department->supervisor);
  }
  return intern(audiences);
}
