/* One walk over the chain; everything found is collected. */
#include "ledger/verify.h"
#include "ledger/ledger_work.h"
#include "ledger/projection.h"
#include <string.h>

enum { RECENT = 100, PROGRESS_EVERY = 4096 };

static void finding_free(gpointer data) {
  VerifyFinding *finding = data;
  g_free(finding->text);
  g_free(finding);
}

void verify_report_free(VerifyReport *report) {
  if (report) {
    g_ptr_array_unref(report->findings);
    g_free(report);
  }
}

void verify_add(VerifyReport *report, VerifyKind kind, gint64 sequence, char *text) {
  report->faults++;
  if (report->findings->len >= VERIFY_MOST) {
    g_free(text);
    return;
  }
  VerifyFinding *finding = g_new0(VerifyFinding, 1);
  finding->kind = kind;
  finding->sequence = sequence;
  finding->text = text;
  g_ptr_array_add(report->findings, finding);
}

G_GNUC_PRINTF(4, 5)
static void add(VerifyReport *report, VerifyKind kind, gint64 sequence, const char *format, ...) {
  va_list args;
  va_start(args, format);
  verify_add(report, kind, sequence, g_strdup_vprintf(format, args));
  va_end(args);
}

/* ---- the chain ---- */

typedef struct {
  gint64 sequence; /* of the entry before; 0 at the start */
  gboolean known;  /* its hash and device could be read */
  guint8 hash[ENTRY_HASH_SIZE];
  guint8 device[ENTRY_DEVICE_SIZE];
  char *store; /* of the first readable entry */
} Link;

#define SEQUENCE "第 %" G_GINT64_FORMAT " 条"

static void check_gap(VerifyReport *report, const Link *before, gint64 sequence) {
  gint64 first = before->sequence + 1;
  if (sequence == first) {
    return;
  }
  if (sequence - 1 == first) {
    add(report, VERIFY_GAP, sequence, "缺了第 %" G_GINT64_FORMAT " 条。", first);
  } else {
    add(report, VERIFY_GAP, sequence, "缺了第 %" G_GINT64_FORMAT " 到第 %" G_GINT64_FORMAT " 条。", first,
        sequence - 1);
  }
}

static void check_link(VerifyReport *report, const Link *before, const Entry *entry) {
  if (before->known && entry->sequence == before->sequence + 1 &&
      memcmp(before->hash, entry->prev, ENTRY_HASH_SIZE) != 0) {
    add(report, VERIFY_LINK, entry->sequence, SEQUENCE "接不上前一条：前一条被换过，或者这一条是从别处挪来的。",
        entry->sequence);
  }
  if (before->known && before->sequence > 0 && memcmp(before->device, entry->device, ENTRY_DEVICE_SIZE) != 0 &&
      !entry_is(entry, ENTRY_RESTORE)) {
    add(report, VERIFY_DEVICE, entry->sequence, SEQUENCE "是另一台设备写的，而两台设备之间没有从备份恢复的记录。",
        entry->sequence);
  }
  if (before->store && strcmp(before->store, entry->store) != 0) {
    add(report, VERIFY_STORE, entry->sequence, SEQUENCE "属于门店 %s，不是 %s。", entry->sequence, entry->store,
        before->store);
  }
}

static void check_row(VerifyReport *report, Link *before, const Entry *entry, RowState state) {
  check_gap(report, before, entry->sequence);
  if (state == ROW_SHAPE) {
    add(report, VERIFY_SHAPE, entry->sequence, SEQUENCE "残缺不全，被改动过。", entry->sequence);
  } else if (state == ROW_FORMAT) {
    add(report, VERIFY_FORMAT, entry->sequence,
        SEQUENCE "的格式这个版本的 ready315 不认识：它是更新的版本写的，或者被改动过。", entry->sequence);
  } else if (state == ROW_HASH) {
    add(report, VERIFY_HASH, entry->sequence, SEQUENCE "的内容和它的校验值对不上，被改动过。", entry->sequence);
  }
  if (state != ROW_SHAPE) {
    check_link(report, before, entry);
    memcpy(before->hash, entry->hash, ENTRY_HASH_SIZE);
    memcpy(before->device, entry->device, ENTRY_DEVICE_SIZE);
    if (!before->store) {
      before->store = g_strdup(entry->store);
    }
    memcpy(report->head, entry->hash, ENTRY_HASH_SIZE);
  }
  before->known = state != ROW_SHAPE;
  before->sequence = entry->sequence;
  report->entries++;
  report->last = entry->sequence;
}

static gboolean walk(Ledger *ledger, gint64 from, Link *before, VerifyReport *report, const VerifyOptions *options,
                     GError **error) {
  gint64 total = 0;
  sqlite3_stmt *statement =
      sql_number(ledger->sql, SQL_COUNT, &total, error) ? sql_get(ledger->sql, SQL_FROM, error) : NULL;
  SqlStep step = SQL_STEP_FAILED;
  Entry entry = {0};
  if (statement) {
    sql_bind_int(statement, ":from", from);
    while ((step = sql_step(ledger->sql, statement, error)) == SQL_STEP_ROW) {
      RowState state = row_read(statement, &entry, ledger->scratch);
      check_row(report, before, &entry, state);
      if (options->visit && state == ROW_SOUND) {
        options->visit(&entry, options->visit_data);
      }
      if (options->progress && report->entries % PROGRESS_EVERY == 0) {
        options->progress(report->entries, total, options->data);
      }
    }
  }
  entry_clear(&entry);
  return step == SQL_STEP_DONE;
}

static VerifyReport *report_new(void) {
  VerifyReport *report = g_new0(VerifyReport, 1);
  report->findings = g_ptr_array_new_with_free_func(finding_free);
  return report;
}

/* ---- the file ---- */

static gboolean check_pragma(Ledger *ledger, SqlId id, const char *fine, VerifyReport *report, GError **error) {
  sqlite3_stmt *statement = sql_get(ledger->sql, id, error);
  SqlStep step = statement ? SQL_STEP_ROW : SQL_STEP_FAILED;
  while (step == SQL_STEP_ROW && (step = sql_step(ledger->sql, statement, error)) == SQL_STEP_ROW) {
    if (g_strcmp0((const char *)sqlite3_column_text(statement, 0), fine) != 0) {
      add(report, VERIFY_FILE, 0, "记录文件本身有损坏，里面的索引和内容对不上。");
      step = SQL_STEP_DONE; /* once is enough */
    }
  }
  if (statement) {
    sqlite3_reset(statement);
  }
  return step == SQL_STEP_DONE;
}

static gboolean check_file(Ledger *ledger, const VerifyOptions *options, VerifyReport *report, GError **error) {
  const char *differs = NULL;
  if (!check_pragma(ledger, SQL_INTEGRITY_CHECK, "ok", report, error)) {
    return FALSE;
  }
  if (ledger->version < 2) {
    return TRUE; /* has no projections yet */
  }
  if (!projection_compare(ledger, options->card, options->card_data, &differs, error)) {
    return FALSE;
  }
  if (differs) {
    add(report, VERIFY_PROJECTION, 0,
        "加快画面用的表（%s）和记录对不上。画面会改从记录本身读取，不会显示错的内容；下次写入时自动重建。", differs);
  }
  return TRUE;
}

/* ---- a receipt ---- */

static gboolean check_receipt(Ledger *ledger, const Receipt *receipt, const char *store, VerifyReport *report,
                              GError **error) {
  if (store && strcmp(receipt->store, store) != 0) {
    add(report, VERIFY_RECEIPT, 0, "这张回执是门店 %s 的，这份记录是门店 %s 的。", receipt->store, store);
    return TRUE;
  }
  if (receipt->sequence > report->last) {
    add(report, VERIFY_RECEIPT, receipt->sequence,
        "回执上是第 %" G_GINT64_FORMAT " 条，而记录只到第 %" G_GINT64_FORMAT
        " 条：后面的记录被删掉了，或者这是更早的备份。",
        receipt->sequence, report->last);
    return TRUE;
  }
  sqlite3_stmt *statement = sql_get(ledger->sql, SQL_ENTRY, error);
  if (!statement) {
    return FALSE;
  }
  sql_bind_int(statement, ":sequence", receipt->sequence);
  Entry entry = {0};
  SqlStep step = sql_step(ledger->sql, statement, error);
  gboolean same = step == SQL_STEP_ROW && row_read(statement, &entry, ledger->scratch) == ROW_SOUND &&
                  memcmp(entry.hash, receipt->head, RECEIPT_HEAD) == 0;
  sqlite3_reset(statement);
  entry_clear(&entry);
  if (!same && step != SQL_STEP_FAILED) {
    add(report, VERIFY_RECEIPT, receipt->sequence,
        "第 %" G_GINT64_FORMAT " 条和回执上的校验码对不上：这一条或更早的记录在签字以后被改写过。", receipt->sequence);
  }
  return step != SQL_STEP_FAILED;
}

/* ---- all of it ---- */

static gboolean verify_snapshot(Ledger *ledger, const VerifyOptions *options, VerifyReport *report, GError **error) {
  Link before = {0};
  before.known = TRUE; /* before the first entry there are zeros */
  gboolean done = walk(ledger, 0, &before, report, options, error);
  g_autofree char *store = before.store;
  if (done && report->entries == 0) {
    add(report, VERIFY_GAP, 0, "记录里一条也没有：全部被删掉了。");
  }
  return done && (!options->receipt || check_receipt(ledger, options->receipt, store, report, error)) &&
         (!options->full || check_file(ledger, options, report, error));
}

VerifyReport *verify_ledger(Ledger *ledger, const VerifyOptions *options, GError **error) {
  g_autoptr(VerifyReport) report = report_new();
  gboolean done = sql_run(ledger->sql, SQL_BEGIN_READ, error) && verify_snapshot(ledger, options, report, error);
  sql_rollback(ledger->sql);
  return done ? g_steal_pointer(&report) : NULL;
}

gboolean verify_recent(Ledger *ledger, GError **error) {
  static const VerifyOptions QUIET = {0};
  g_autoptr(VerifyReport) report = report_new();
  gint64 last = 0;
  if (!sql_run(ledger->sql, SQL_BEGIN_READ, error)) {
    return FALSE;
  }
  Link before = {0};
  gboolean done = sql_number(ledger->sql, SQL_COUNT, &last, error);
  before.known = last <= RECENT;
  before.sequence = MAX(last - RECENT, 0);
  done = done && walk(ledger, before.sequence + 1, &before, report, &QUIET, error);
  g_free(before.store);
  sql_rollback(ledger->sql);
  if (done && report->findings->len) {
    const VerifyFinding *finding = g_ptr_array_index(report->findings, 0);
    return ledger_chain_fault(error, ledger, finding->sequence, ROW_HASH);
  }
  return done;
}

gboolean verify_against(Ledger *ledger, Ledger *other, VerifyParting *parting, GError **error) {
  *parting = (VerifyParting){0};
  sqlite3_stmt *one = sql_get(ledger->sql, SQL_FROM, error);
  sqlite3_stmt *two = one ? sql_get(other->sql, SQL_FROM, error) : NULL;
  if (!two || !sql_number(ledger->sql, SQL_COUNT, &parting->last, error) ||
      !sql_number(other->sql, SQL_COUNT, &parting->other_last, error)) {
    return FALSE;
  }
  sql_bind_int(one, ":from", 0);
  sql_bind_int(two, ":from", 0);
  Entry mine = {0};
  Entry theirs = {0};
  SqlStep here = SQL_STEP_ROW;
  SqlStep there = SQL_STEP_ROW;
  while (here == SQL_STEP_ROW && there == SQL_STEP_ROW && !parting->parts_at) {
    here = sql_step(ledger->sql, one, error);
    there = here == SQL_STEP_FAILED ? SQL_STEP_FAILED : sql_step(other->sql, two, error);
    if (here == SQL_STEP_ROW) {
      row_read(one, &mine, ledger->scratch);
    }
    if (there == SQL_STEP_ROW) {
      row_read(two, &theirs, other->scratch);
    }
    if (here == SQL_STEP_ROW && there == SQL_STEP_ROW) {
      gboolean same = mine.sequence == theirs.sequence && memcmp(mine.hash, theirs.hash, ENTRY_HASH_SIZE) == 0;
      parting->parts_at = same ? 0 : MIN(mine.sequence, theirs.sequence);
    } else if (here != there) {
      parting->parts_at = here == SQL_STEP_ROW ? mine.sequence : theirs.sequence;
    }
  }
  sqlite3_reset(one);
  sqlite3_reset(two);
  entry_clear(&mine);
  entry_clear(&theirs);
  return here != SQL_STEP_FAILED && there != SQL_STEP_FAILED;
}
