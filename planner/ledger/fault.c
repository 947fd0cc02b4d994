/* SQLite's and the system's codes in words that a shop manager can act upon. */
#include "ledger/fault.h"
#include <errno.h>

GQuark ledger_fault_quark(void) {
  return g_quark_from_static_string("ready315-ledger-fault");
}

typedef struct {
  LedgerFault fault;
  const char *reason;
} Verdict;

static Verdict verdict_of_errno(int code) {
  switch (code) {
  case ENOENT:
    return (Verdict){LEDGER_FAULT_MISSING, "没有这个文件。请核对路径和文件名"};
  case ENOTDIR:
  case EISDIR:
    return (Verdict){LEDGER_FAULT_OTHER, "路径里文件和文件夹弄反了。请核对路径"};
  case EACCES:
  case EPERM:
    return (Verdict){LEDGER_FAULT_ACCESS, "没有权限。请让文件的主人开放读写，或换一个账号运行"};
  case EROFS:
    return (Verdict){LEDGER_FAULT_ACCESS, "所在的磁盘是只读的。请换一个位置"};
  case ENOSPC:
  case EDQUOT:
  case EFBIG:
    return (Verdict){LEDGER_FAULT_FULL, "磁盘满了。请腾出空间后再试，刚才这一步没有存下来"};
  case EEXIST:
    return (Verdict){LEDGER_FAULT_EXISTS, "这个文件已经有了。请换一个名字，或先把它移走"};
  default:
    return (Verdict){LEDGER_FAULT_OTHER, "磁盘读写出错。请检查磁盘，刚才这一步没有存下来"};
  }
}

static Verdict verdict_of_sqlite(sqlite3 *db, int code) {
  int system = db ? sqlite3_system_errno(db) : 0;
  switch (code & 0xff) {
  case SQLITE_FULL:
    return verdict_of_errno(ENOSPC);
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return (Verdict){LEDGER_FAULT_BUSY, "另一个程序正占用着这份记录。请关掉它，或稍后再试"};
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_AUTH:
    return (Verdict){LEDGER_FAULT_ACCESS, "文件或所在的文件夹是只读的。请开放写入，或换一个位置"};
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_MISMATCH:
  case SQLITE_FORMAT:
    return (Verdict){LEDGER_FAULT_DAMAGED,
                     "文件损坏了，或不是记录文件。请在命令行用 ready315 restore 从最近的备份恢复"};
  case SQLITE_NOMEM:
    return (Verdict){LEDGER_FAULT_OTHER, "内存不够。请关掉一些程序后再试"};
  case SQLITE_TOOBIG:
    return (Verdict){LEDGER_FAULT_OTHER, "内容太大，一个文件最多 1 GB。请把它移出工作文件夹"};
  case SQLITE_CANTOPEN:
  case SQLITE_IOERR:
    if (code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS) {
      return (Verdict){LEDGER_FAULT_DAMAGED, "文件短了一截。请在命令行用 ready315 restore 从最近的备份恢复"};
    }
    return verdict_of_errno(system ? system : EIO);
  default:
    return (Verdict){LEDGER_FAULT_DAMAGED, "内容不合记录的规矩。请在命令行用 ready315 verify 核验"};
  }
}

static void set(GError **error, Verdict verdict, const char *doing, const char *path) {
  g_autofree char *shown = g_filename_display_name(path);
  g_set_error(error, LEDGER_FAULT, (int)verdict.fault, "%s %s：%s。", doing, shown, verdict.reason);
}

void fault_from_sqlite(GError **error, sqlite3 *db, int code, const char *doing, const char *path) {
  set(error, verdict_of_sqlite(db, code), doing, path);
}

void fault_from_errno(GError **error, int code, const char *doing, const char *path) {
  set(error, verdict_of_errno(code), doing, path);
}
