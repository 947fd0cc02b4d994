/* Checklists and events in one line each, for the tests of run/. */
#pragma once
#include "runner/show.h"

typedef struct {
  const char *id;
  ItemType type;
  gboolean required;
  EvidenceRule evidence;
  const char *when;
  Second second;
  const char *second_when;
  const char *min, *max;
} ItemRow;

/* Choices are 甲, 乙 and 销毁. `items` ends with an id of NULL. */
static inline Checklist *make_checklist(const ItemRow *items, Second second, int version) {
  Checklist *checklist = checklist_new();
  checklist->id = intern_string("stock");
  checklist->title = g_strdup("库存");
  checklist->version = version;
  checklist->second = second;
  checklist->gate_block = 1u << GATE_EXPIRED_UNDISPOSED;
  checklist->gate_carry = 1u << GATE_REQUIRED | 1u << GATE_OPEN_FIX | 1u << GATE_SECOND_MISSING;
  for (; items->id; items++) {
    ChecklistItem *item = g_new0(ChecklistItem, 1);
    item->id = intern_string(items->id);
    item->ask = g_strdup(items->id);
    item->type = items->type;
    item->required = items->required;
    item->evidence = items->evidence;
    item->when = g_strdup(items->when);
    item->second = items->second;
    item->second_when = g_strdup(items->second_when);
    item->has_min = items->min && decimal_parse(items->min, &item->min);
    item->has_max = items->max && decimal_parse(items->max, &item->max);
    item->choices = items->type == ITEM_CHOICE ? g_strsplit("甲 乙 销毁", " ", -1) : NULL;
    g_ptr_array_add(checklist->items, item);
  }
  return checklist;
}

/* Rows of these ids, separated by blanks; the title is the id. */
static inline GPtrArray *make_rows(const char *ids) {
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  g_auto(GStrv) words = g_strsplit(ids, " ", -1);
  for (guint i = 0; words[i] && *words[i]; i++) {
    g_ptr_array_add(rows, row_new(words[i], words[i], NULL));
  }
  return rows;
}

/* The people of these tests: a and b of one department, c of another; m is the manager and in no list. */
static const RunPerson everybody[] = {{"a", "x"}, {"b", "x"}, {"c", "y"}};
static const RunPeople all_there = {everybody, 3, "m"}, two_there = {everybody, 2, "m"},
                       one_there = {everybody, 1, "m"}, alone = {everybody, 1, "a"};

/* The id of an event's result. */
static inline const char *took(Recorded *r, RunEvent event) {
  return words_run_result[recorded_step(r, &event)].id;
}

static inline const char *answer(Recorded *r, const char *by, const char *row, const char *item, const char *value) {
  return took(r, (RunEvent){.kind = EVENT_ANSWER, .by = by, .row = row, .item = item, .value = value});
}

static inline const char *act(Recorded *r, RunEventKind kind, const char *by) {
  return took(r, (RunEvent){.kind = kind, .by = by, .reason = "要改"});
}

static inline const char *at_cell(Recorded *r, RunEventKind kind, const char *by, const char *row, const char *item) {
  return took(r, (RunEvent){.kind = kind, .by = by, .row = row, .item = item, .reason = "没有这种货"});
}

static inline const Answer *cell_of(const Recorded *r, const char *row, const char *item) {
  return run_cell(r->state, run_row(r->state, row), run_item(r->state, item));
}

static inline const char *last_entry(const Recorded *r) {
  return r->entries[r->count - 1].body;
}
