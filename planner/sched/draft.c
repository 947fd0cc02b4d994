/* What the steps of sched/ share while a plan is made. Decides nothing itself. */
#include "sched/draft.h"

Planned *draft_find(const Draft *draft, const char *id) {
  guint at = GPOINTER_TO_UINT(g_hash_table_lookup(draft->by_id, id));
  Planned *planned = at ? draft_planned(draft, at - 1) : NULL;
  return planned && !planned->out ? planned : NULL;
}

void draft_note(Draft *draft, const Task *task, char *text) {
  PlanNote *note = g_new0(PlanNote, 1);
  note->task = task;
  note->text = text;
  g_ptr_array_add(draft->plan->notes, note);
}

Pos draft_pos(Pos wanted, Pos otherwise) {
  return wanted.line > 0 ? wanted : otherwise;
}

DateAsker draft_asker(const Draft *draft, const Planned *planned) {
  return (DateAsker){.campaign = draft->campaign,
                     .days = draft->days,
                     .phase = planned->phase,
                     .department = planned->department,
                     .person = planned->owner,
                     .title = planned->task->title,
                     .diags = draft->diags};
}
