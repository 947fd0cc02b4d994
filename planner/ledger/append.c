/* Adding to the chain: read the head again, build, insert, read the row back and hash it, commit. What returns TRUE has been fsynced (WAL with
 * synchronous=FULL). */
#include "ledger/canonical.h"
#include "ledger/ledger_work.h"
#include "ledger/projection.h"
#include <string.h>
#include <sys/stat.h>

static gboolean fits(const char *text, gsize most) {
  gsize length = strlen(text);
  return length <= most && g_utf8_validate(text, (gssize)length, NULL);
}

/* What cannot be stored is refused before anything is touched. */
static gboolean check_draft(const Entry *draft, const char *card, GError **error) {
  gboolean words = fits(draft->done_by, ENTRY_WORD_MOST) && fits(draft->recorded_by, ENTRY_WORD_MOST) &&
                   fits(draft->subject, ENTRY_WORD_MOST);
  if (!words || !fits(draft->body, ENTRY_BODY_MOST) || (card && !fits(card, ENTRY_BODY_MOST))) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_OTHER, "这一条写不进记录：%s。请缩短后再试。",
                words ? "内容超过 1 MB，或不是合法的文字" : "名字或编号超过 200 字节，或不是合法的文字");
    return FALSE;
  }
  return TRUE;
}

/* The row as it now stands in the database must be what was meant. */
static gboolean read_back(Ledger *ledger, const Entry *draft, GError **error) {
  sqlite3_stmt *statement = sql_get(ledger->sql, SQL_ENTRY, error);
  if (!statement) {
    return FALSE;
  }
  sql_bind_int(statement, ":sequence", draft->sequence);
  Entry stored = {0};
  SqlStep step = sql_step(ledger->sql, statement, error);
  gboolean same = step == SQL_STEP_ROW && row_read(statement, &stored, ledger->scratch) == ROW_SOUND &&
                  memcmp(stored.hash, draft->hash, ENTRY_HASH_SIZE) == 0;
  entry_clear(&stored);
  sqlite3_reset(statement);
  return same || (step != SQL_STEP_FAILED && ledger_chain_fault(error, ledger, draft->sequence, ROW_HASH));
}

static gboolean insert(Ledger *ledger, const Entry *draft, const char *card, GError **error) {
  sqlite3_stmt *statement = sql_get(ledger->sql, SQL_INSERT, error);
  if (!statement) {
    return FALSE;
  }
  row_bind(statement, draft);
  return sql_finish(ledger->sql, statement, error) && read_back(ledger, draft, error) &&
         projection_apply(ledger, draft, card, error);
}

/* The end of the chain. The entry that this program itself wrote last, and read back, need not be read and hashed once more; any other is. */
static SqlStep find_head(Ledger *ledger, Entry *head, GError **error) {
  const Entry *own = &ledger->own;
  sqlite3_stmt *statement = own->store ? sql_get(ledger->sql, SQL_TIP, error) : NULL;
  if (!statement) {
    return own->store ? SQL_STEP_FAILED : ledger_read_head(ledger, head, error);
  }
  SqlStep step = sql_step(ledger->sql, statement, error);
  gboolean same = step == SQL_STEP_ROW && sqlite3_column_int64(statement, 0) == own->sequence &&
                  sqlite3_column_bytes(statement, 1) == ENTRY_HASH_SIZE &&
                  memcmp(sqlite3_column_blob(statement, 1), own->hash, ENTRY_HASH_SIZE) == 0;
  sqlite3_reset(statement);
  if (!same) {
    return step == SQL_STEP_FAILED ? step : ledger_read_head(ledger, head, error);
  }
  head->store = g_strdup(own->store);
  memcpy(head->device, own->device, ENTRY_DEVICE_SIZE);
  head->sequence = own->sequence;
  memcpy(head->hash, own->hash, ENTRY_HASH_SIZE);
  return SQL_STEP_ROW;
}

static void remember(Ledger *ledger, const Entry *last) {
  Entry *own = &ledger->own;
  g_free(own->store);
  own->store = g_strdup(last->store);
  memcpy(own->device, last->device, ENTRY_DEVICE_SIZE);
  own->sequence = last->sequence;
  memcpy(own->hash, last->hash, ENTRY_HASH_SIZE);
}

gboolean ledger_append_open(Ledger *ledger, const char *store, const guint8 *device, Entry *const *drafts,
                            const char *const *cards, guint n, GError **error) {
  Entry head = {0};
  SqlStep step = find_head(ledger, &head, error);
  if (step == SQL_STEP_DONE && !device) {
    step = SQL_STEP_FAILED; /* a record without a first entry has lost them all */
    ledger_chain_fault(error, ledger, 1, ROW_SHAPE);
  }
  gboolean done = step != SQL_STEP_FAILED;
  guint8 prev[ENTRY_HASH_SIZE];
  memcpy(prev, head.hash, ENTRY_HASH_SIZE); /* zeros when there is none */
  for (guint i = 0; done && i < n; i++) {
    Entry *draft = drafts[i];
    draft->format = ENTRY_FORMAT;
    draft->hash_id = ENTRY_HASH_SHA256;
    g_free(draft->store);
    draft->store = g_strdup(step == SQL_STEP_ROW ? head.store : store);
    memcpy(draft->device, device ? device : head.device, ENTRY_DEVICE_SIZE);
    draft->sequence = head.sequence + 1 + i;
    memcpy(draft->prev, prev, ENTRY_HASH_SIZE);
    canonical_hash(draft, ledger->scratch, draft->hash);
    memcpy(prev, draft->hash, ENTRY_HASH_SIZE);
    done = insert(ledger, draft, cards ? cards[i] : NULL, error);
  }
  entry_clear(&head);
  if (done) {
    remember(ledger, drafts[n - 1]); /* were it rolled back now, it would not be found again */
  }
  return done;
}

/* The path must still lead to the file that is open: what is written to one that was moved away is lost to everybody else. And the file must still
 * have the form that this program knows. */
static gboolean still_ours(Ledger *ledger, GError **error) {
  struct stat st;
  gint64 version = 0;
  if (!sql_number(ledger->sql, SQL_USER_VERSION, &version, error)) {
    return FALSE;
  }
  if (stat(ledger->path, &st) != 0 || st.st_dev != ledger->device || st.st_ino != ledger->inode ||
      version != ledger->version) {
    g_autofree char *shown = g_filename_display_name(ledger->path);
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_REPLACED,
                "请退出后重新打开。记录文件 %s 刚刚被移走、换掉或升级了，这一条没有存下来。", shown);
    return FALSE;
  }
  return TRUE;
}

static gboolean as_expected(Ledger *ledger, gint64 expect, GError **error) {
  gint64 last = 0;
  if (expect == LEDGER_ANY_HEAD) {
    return TRUE;
  }
  if (!sql_number(ledger->sql, SQL_COUNT, &last, error)) {
    return FALSE;
  }
  if (last != expect) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_MOVED,
                "别处刚刚写了新的记录（第 %" G_GINT64_FORMAT " 条）。请看过最新的内容后再做这一步。", last);
    return FALSE;
  }
  return TRUE;
}

gboolean ledger_append(Ledger *ledger, Entry *const *drafts, const char *const *cards, guint n, gint64 expect,
                       GError **error) {
  g_assert(ledger->mode != LEDGER_READ && n > 0);
  for (guint i = 0; i < n; i++) {
    if (!check_draft(drafts[i], cards ? cards[i] : NULL, error)) {
      return FALSE;
    }
  }
  ledger_take_turn(ledger);
  gboolean done =
      sql_run(ledger->sql, SQL_BEGIN_WRITE, error) && still_ours(ledger, error) && as_expected(ledger, expect, error) &&
      ledger_append_open(ledger, NULL, NULL, drafts, cards, n, error) && sql_run(ledger->sql, SQL_COMMIT, error);
  sql_rollback(ledger->sql);
  ledger_give_turn(ledger);
  return done;
}
