/* From the record back to the state. Whatever the entries hold, this ends in a state that run_step could have made, or in an error. */
#include "run/entry.h"
#include "run/run.h"
#include "run/state.h"
#include "run/value.h"

GQuark run_fault_quark(void) {
  return g_quark_from_static_string("ready315-run");
}

static gboolean bad_entry(GError **error, gsize index, const char *why) {
  g_set_error(error, RUN_FAULT, RUN_FAULT_ENTRY, "这次检查的第 %" G_GSIZE_FORMAT " 条记录读不懂：%s", index + 1, why);
  return FALSE;
}

static const Checklist *find_checklist(const EntryRead *read, RunDefinition find, gpointer data, GError **error) {
  const Checklist *checklist = find(read->checklist, read->version, read->event.definition, data);
  if (!checklist) {
    g_set_error(error, RUN_FAULT, RUN_FAULT_DEFINITION, "找不到这次检查当时用的检查表 `%s` 第 %d 版。", read->checklist,
                read->version);
  }
  return checklist;
}

static RunState *begin(const char *subject, const RunEntry *entry, RunDefinition find, gpointer data, GError **error) {
  g_auto(EntryRead) read = {.checklist = NULL};
  gboolean good = entry_read(entry, &read) && read.event.kind == EVENT_BEGIN;
  g_autofree char *by = good ? value_person(read.event.by) : NULL;
  if (!by) {
    bad_entry(error, 0, "它不是一次检查的开始。");
    return NULL;
  }
  const Checklist *checklist = find_checklist(&read, find, data, error);
  if (!checklist) {
    return NULL;
  }
  RunState *state = state_new(checklist, read.event.definition, subject, read.rows);
  if (!state) {
    bad_entry(error, 0, "两行的代号相同。");
    return NULL;
  }
  state->action = 1;
  return state;
}

static gboolean go_on(RunState *state, gsize index, const RunEntry *entry, RunDefinition find, gpointer data,
                      GError **error) {
  g_auto(EntryRead) read = {.checklist = NULL};
  if (!entry_read(entry, &read) || read.event.kind == EVENT_BEGIN) {
    return bad_entry(error, index, "内容不是检查的记录。");
  }
  if (read.event.kind == EVENT_UPGRADE) {
    read.event.to = find_checklist(&read, find, data, error);
    if (!read.event.to) {
      return FALSE;
    }
  }
  RunEvent found = {.kind = read.event.kind};
  RunResult result = state_apply(state, NULL, &read.event, NULL, &found);
  if (result != RUN_DONE) {
    return bad_entry(error, index, words_run_result[result].title);
  }
  if (found.count != read.event.count || found.action != read.event.action || found.step != read.event.step ||
      found.alone != read.event.alone) {
    return bad_entry(error, index, "它和前面的记录对不上。");
  }
  return TRUE;
}

RunState *run_replay(const char *subject, const RunEntry *entries, gsize count, RunDefinition find, gpointer data,
                     GError **error) {
  if (count == 0) {
    bad_entry(error, 0, "没有记录。");
    return NULL;
  }
  g_autoptr(RunState) state = begin(subject, &entries[0], find, data, error);
  for (gsize i = 1; state && i < count; i++) {
    if (!go_on(state, i, &entries[i], find, data, error)) {
      return NULL;
    }
  }
  return g_steal_pointer(&state);
}
