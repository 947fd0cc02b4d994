/* What tasks wait for: needs that have no place in this store's plan fall away (N005), circles are shown whole (E042), and nothing may be due
 * before what it waits for (E043). */
#include "sched/draft.h"

static const char *title_of(const Draft *draft, const char *id) {
  const Task *task = campaign_task(draft->campaign, id);
  if (task) {
    return task->title;
  }
  for (guint i = 0; i < draft->campaign->dropped->len; i++) {
    const DroppedTask *dropped = g_ptr_array_index(draft->campaign->dropped, i);
    if (g_str_equal(dropped->id, id)) {
      return dropped->title ? dropped->title : id;
    }
  }
  return id;
}

static Pos needs_place(const Task *task, guint i) {
  return draft_pos(task->needs_pos ? task->needs_pos[i] : POS_NONE, task->pos);
}

static void note_lost_needs(Draft *draft, const Planned *planned) {
  const Task *task = planned->task;
  g_autoptr(GString) lost = g_string_new(NULL);
  Pos pos = task->pos;
  for (guint i = 0; i < task->n_needs; i++) {
    const char *reason = draft_find(draft, task->needs[i]) ? NULL : g_hash_table_lookup(draft->reasons, task->needs[i]);
    if (!reason) {
      continue; /* planned, or unknown, which load has said */
    }
    if (lost->len == 0) {
      pos = needs_place(task, i);
    }
    g_string_append_printf(lost, "%s「%s」（%s）", lost->len ? "、" : "", title_of(draft, task->needs[i]), reason);
  }
  if (lost->len > 0) {
    diag_add(draft->diags, N005, pos, "「%s」的前置任务不在本店的计划里，不再等：%s。", task->title, lost->str);
    draft_note(draft, task, g_strdup_printf("「%s」不再等 %s。", task->title, lost->str));
  }
}

/* ---- circles -------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  guint32 node, need; /* index into planned; the next of its needs to follow */
} Step;

/* The steps from `from` to the end of the path form a circle. It is shown from the task that stands first in the files. */
static void report_cycle(Draft *draft, const GArray *path, guint from) {
  guint length = path->len - from, start = 0;
  for (guint i = 1; i < length; i++) {
    if (g_array_index(path, Step, from + i).node < g_array_index(path, Step, from + start).node) {
      start = i;
    }
  }
  g_autoptr(GString) ids = g_string_new(NULL);
  for (guint i = 0; i <= length; i++) {
    Planned *planned = draft_planned(draft, g_array_index(path, Step, from + (start + i) % length).node);
    planned->in_cycle = TRUE;
    g_string_append_printf(ids, "%s%s", i ? " → " : "", planned->task->id);
  }
  const Step *first = &g_array_index(path, Step, from + start);
  const Task *task = draft_planned(draft, first->node)->task;
  Diag *diag = diag_add(draft->diags, E042, needs_place(task, first->need - 1), "这些任务互相等待，谁也开始不了：%s。",
                        ids->str);
  diag_fix(diag, "从其中一个任务的 needs 里去掉一项。");
}

/* Depth first with a path of its own (a chain of tasks may be as long as the files allow). */
static void find_cycles(Draft *draft) {
  enum { FRESH, ON_PATH, DONE };
  g_autofree guint8 *state = g_malloc0(draft->planned->len + 1);
  g_autofree guint32 *place = g_new0(guint32, draft->planned->len + 1); /* on the path */
  g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(Step));
  for (guint32 root = 0; root < draft->planned->len; root++) {
    if (state[root] != FRESH || draft_planned(draft, root)->out) {
      continue;
    }
    Step step = {root, 0};
    state[root] = ON_PATH;
    place[root] = 0;
    g_array_append_val(path, step);
    while (path->len > 0) {
      Step *top = &g_array_index(path, Step, path->len - 1);
      const Task *task = draft_planned(draft, top->node)->task;
      if (top->need == task->n_needs) {
        state[top->node] = DONE;
        g_array_set_size(path, path->len - 1);
        continue;
      }
      const Planned *next = draft_find(draft, task->needs[top->need++]);
      if (!next) {
        continue;
      }
      if (state[next->order] == ON_PATH) {
        report_cycle(draft, path, place[next->order]);
      } else if (state[next->order] == FRESH) {
        Step down = {next->order, 0};
        state[next->order] = ON_PATH;
        place[next->order] = path->len;
        g_array_append_val(path, down);
      }
    }
  }
}

/* ---- days ----------------------------------------------------------------------------------------------------------------------- */

static Pos last_day_pos(const Task *task) {
  if (task->due.base != DATE_NONE) {
    return draft_pos(task->due_pos, task->pos);
  }
  return draft_pos(task->every != EVERY_NONE ? task->every_pos : task->on_pos, task->pos);
}

static void check_days(Draft *draft, const Planned *planned) {
  const Task *task = planned->task;
  for (guint i = 0; i < task->n_needs; i++) {
    const Planned *needed = draft_find(draft, task->needs[i]);
    if (!needed || needed->last_day <= planned->last_day || (needed->in_cycle && planned->in_cycle)) {
      continue;
    }
    char own[DAY_TEXT], other[DAY_TEXT];
    Pos pos = last_day_pos(task);
    g_autofree char *place = pos_format(pos), *needed_place = pos_format(last_day_pos(needed->task));
    Diag *diag = diag_add(draft->diags, E043, needs_place(task, i),
                          "「%s」最迟 %s 完成（%s），它等的「%s」却要到 %s 才完成（%s）。", task->title,
                          day_words(planned->last_day, own), place, needed->task->title,
                          day_words(needed->last_day, other), needed_place);
    diag_fix(diag, "把「%s」往后挪，或者把「%s」提前，或者从 needs 里去掉它。", task->title, needed->task->title);
  }
}

void refs_check(Draft *draft) {
  find_cycles(draft);
  for (guint i = 0; i < draft->planned->len; i++) {
    const Planned *planned = draft_planned(draft, i);
    if (!planned->out) {
      note_lost_needs(draft, planned);
      check_days(draft, planned);
    }
  }
}
