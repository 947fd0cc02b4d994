/* Making and freeing entries, and the table of their kinds. Does not know how they are stored or hashed. */
#include "model/entry.h"
#include "model/words.h"
#include <string.h>

static const Word KINDS[] = {
    [ENTRY_BEGIN] = {"begin", "建立记录"},
    [ENTRY_RESTORE] = {"restore", "从备份恢复"},
    [ENTRY_MIGRATION] = {"migration", "记录文件升级"},
    [ENTRY_DEFINITION] = {"definition", "资料变动"},
    [ENTRY_CLOCK] = {"clock", "时钟变动"},
    [ENTRY_DECISION] = {"decision", "处理决定"},
    [ENTRY_IMPORT] = {"import", "导入"},
    [ENTRY_TASK] = {"task", "任务变动"},
    [ENTRY_REGISTER] = {"register", "登记簿"},
    [ENTRY_SIGNATURE] = {"signature", "签字"},
    [ENTRY_REOPEN] = {"reopen", "重新打开"},
    [ENTRY_WAIVE] = {"waive", "特批"},
    [ENTRY_PIN_SET] = {"pin-set", "设置签字密码"},
    [ENTRY_PIN_FAILED] = {"pin-failed", "签字密码输错"},
    [ENTRY_PIN_PASSED] = {"pin-passed", "签字密码通过"},
    [ENTRY_PIN_UNLOCKED] = {"pin-unlocked", "解锁签字密码"},
    [ENTRY_RUN_BEGIN] = {"run.begin", "开始检查"},
    [ENTRY_RUN_ANSWER] = {"run.answer", "作答"},
    [ENTRY_RUN_NA] = {"run.na", "不适用"},
    [ENTRY_RUN_CLEAR] = {"run.clear", "撤回答案"},
    [ENTRY_RUN_ATTACH] = {"run.attach", "附凭证"},
    [ENTRY_RUN_DETACH] = {"run.detach", "去掉凭证"},
    [ENTRY_RUN_REST] = {"run.rest", "其余全部合格"},
    [ENTRY_RUN_UNDO] = {"run.undo", "撤销"},
    [ENTRY_RUN_CONFIRM] = {"run.confirm", "复核"},
    [ENTRY_RUN_FINISH] = {"run.finish", "完成检查"},
    [ENTRY_RUN_REOPEN] = {"run.reopen", "重新打开检查"},
    [ENTRY_RUN_UPGRADE] = {"run.upgrade", "换用新版检查表"},
    [ENTRY_FIX_DONE] = {"fix.done", "整改"},
    [ENTRY_FIX_RECHECK] = {"fix.recheck", "复查"},
    [ENTRY_FIX_CLOSE] = {"fix.close", "关闭整改"},
};
G_STATIC_ASSERT(G_N_ELEMENTS(KINDS) == N_ENTRY_KINDS);

const char *entry_kind_id(EntryKind kind) {
  g_assert(kind >= 0 && kind < N_ENTRY_KINDS);
  return KINDS[kind].id;
}

const char *entry_kind_title(EntryKind kind) {
  return kind >= 0 && kind < N_ENTRY_KINDS ? KINDS[kind].title : "新版程序写的记录";
}

EntryKind entry_kind_parse(const char *id) {
  for (int kind = 0; kind < N_ENTRY_KINDS; kind++) {
    if (strcmp(KINDS[kind].id, id) == 0) {
      return (EntryKind)kind;
    }
  }
  return ENTRY_UNKNOWN;
}

Entry *entry_new(EntryKind kind, const EntryTime *time, const char *done_by, const char *recorded_by,
                 const char *subject, const char *body) {
  Entry *entry = g_new0(Entry, 1);
  entry->kind = g_strdup(entry_kind_id(kind));
  entry->time = *time;
  entry->done_by = g_strdup(done_by);
  entry->recorded_by = g_strdup(recorded_by);
  entry->subject = g_strdup(subject);
  entry->body = g_strdup(body);
  return entry;
}

void entry_clear(Entry *entry) {
  g_free(entry->store);
  g_free(entry->kind);
  g_free(entry->done_by);
  g_free(entry->recorded_by);
  g_free(entry->subject);
  g_free(entry->body);
  *entry = (Entry){0};
}

void entry_free(Entry *entry) {
  if (entry) {
    entry_clear(entry);
    g_free(entry);
  }
}

gboolean entry_is(const Entry *entry, EntryKind kind) {
  return strcmp(entry->kind, entry_kind_id(kind)) == 0;
}
