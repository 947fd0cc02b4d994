/* Life cycle of task changes, and which of them still hold. */
#include "model/taskchange.h"

const Word words_task_change[] = {{"add", "新增"},  {"done", "完成"}, {"move", "改期"}, {"assign", "换人"},
                                  {"drop", "取消"}, {"undo", "撤回"}, {NULL, NULL}};

void taskchange_free(TaskChange *change) {
  if (change == NULL) {
    return;
  }
  g_free(change->title);
  g_free(change->reason);
  g_free(change);
}

/* Latest first, so that an entry is known to be taken back before it is met. */
GPtrArray *taskchange_live(const GPtrArray *changes) {
  g_autoptr(GHashTable) undone = g_hash_table_new(g_int64_hash, g_int64_equal);
  GPtrArray *live = g_ptr_array_new();
  for (guint i = changes->len; i-- > 0;) {
    TaskChange *change = g_ptr_array_index(changes, i);
    if (change->kind == TASK_UNDO) {
      g_hash_table_add(undone, &change->undoes);
    } else if (!g_hash_table_contains(undone, &change->sequence)) {
      g_ptr_array_insert(live, 0, change);
    }
  }
  return live;
}
