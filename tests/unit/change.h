/* Task changes from one line: "move screen-copy@… on=2027-03-04 at=10:00 due=… to=wang reason=…", as the record would hold them. */
#pragma once
#include "model/taskchange.h"
#include "unit/maker.h"

static inline void change_set(TaskChange *change, const char *key, const char *value) {
  if (strcmp(key, "on") == 0) {
    change->on = D(value);
  } else if (strcmp(key, "due") == 0) {
    change->due = D(value);
  } else if (strcmp(key, "at") == 0) {
    change->at = minute_parse(value, FALSE);
  } else if (strcmp(key, "lasts") == 0) {
    change->lasts = atoi(value);
  } else if (strcmp(key, "to") == 0) {
    change->person = intern_string(value);
  } else if (strcmp(key, "function") == 0) {
    change->function = (Function)word_index(words_function, value);
  } else if (strcmp(key, "title") == 0) {
    change->title = g_strdup(value);
  } else if (strcmp(key, "reason") == 0) {
    g_free(change->reason);
    change->reason = g_strdup(value);
  } else if (strcmp(key, "undoes") == 0) {
    change->undoes = atoi(value);
  } else {
    g_error("%s?", key);
  }
}

static inline TaskChange *make_change(const char *line, gint64 sequence) {
  g_auto(GStrv) words = g_strsplit(line, " ", -1);
  g_auto(GStrv) name = g_strsplit(words[1], "@", 2);
  TaskChange *change = g_new0(TaskChange, 1);
  change->kind = (TaskChangeKind)word_index(words_task_change, words[0]);
  change->task = intern_string(name[0]);
  change->occurrence = name[1] != NULL ? intern_string(name[1]) : NULL;
  change->function = FUNCTION_NONE;
  change->on = change->due = DAY_NONE;
  change->at = -1;
  change->reason = g_strdup("缺人");
  change->by = intern_string("liu");
  change->sequence = sequence;
  change->utc_ms = G_GINT64_CONSTANT(1803866400000); /* 2027-03-01T10:00+08:00 */
  for (guint i = 2; words[i] != NULL; i++) {
    char *equals = strchr(words[i], '=');
    *equals = '\0';
    change_set(change, words[i], equals + 1);
  }
  return change;
}

static inline void change_destroy(gpointer data) {
  taskchange_free(data);
}

/* One a line, numbered from 1. */
static inline GPtrArray *make_changes(const char *lines) {
  GPtrArray *changes = g_ptr_array_new_with_free_func(change_destroy);
  g_auto(GStrv) all = g_strsplit(lines, "\n", -1);
  for (guint i = 0; all[i] != NULL; i++) {
    g_ptr_array_add(changes, make_change(all[i], i + 1));
  }
  return changes;
}
