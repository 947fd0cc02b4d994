/* What a workspace is made of, seen by who has to save it. */
#include "desk/record/record_backup.h"
#include "base/clock.h"
#include "base/file.h"
#include "ledger/scratch.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* export.json: without it calendars would begin to count their changes anew, and phones would take no notice of them. */
static const char *const ROOTS[] = {"store.yaml",
                                    "staff.yaml",
                                    "roster.yaml",
                                    "phases",
                                    "checklists",
                                    "holidays",
                                    "evidence",
                                    ".ready315/definitions",
                                    ".ready315/export.json",
                                    NULL};

/* For reading, whatever store it belongs to, whatever the definitions look like. */
static Ledger *open_record(const Desk *desk, GError **error) {
  const LedgerOptions options = {.mode = LEDGER_READ};
  g_autofree char *path = record_path(desk);
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_MISSING,
                "这个店铺还没有记录，没有要备份的。第一次检查、登记或签字以后才有记录。");
    return NULL;
  }
  return ledger_open(path, &options, error);
}

static gint64 now_ms(const Desk *desk) {
  return desk->now_given ? desk->now * 1000 : clock_now_ms();
}

gboolean record_backup(const Desk *desk, const char *path, BackupReport *report, GError **error) {
  g_autoptr(Ledger) ledger = open_record(desk, error);
  return ledger != NULL && backup_write(ledger, desk->workspace, ROOTS, path, now_ms(desk), report, error);
}

/* ---- after a signature -------------------------------------------------------------------------------------------------------------- */

static char *folder_of(const Desk *desk) {
  const char *named = desk->campaign->store->backup_to;
  return g_path_is_absolute(named) ? g_strdup(named) : g_build_filename(desk->workspace, named, NULL);
}

static char *name_of(const Desk *desk, gint64 sequence) {
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now_ms(desk) / 1000);
  g_autoptr(GDateTime) wall = g_date_time_add_minutes(utc, desk->campaign->store->utc_offset);
  g_autofree char *time = g_date_time_format(wall, "%Y%m%d-%H%M%S");
  return g_strdup_printf("%s-%s-%" G_GINT64_FORMAT ".ready315", desk->campaign->store->id, time, sequence);
}

gboolean record_backup_to(Desk *desk, char **sentence, GError **error) {
  *sentence = NULL;
  if (desk->campaign->store->backup_to == NULL) {
    return TRUE;
  }
  Record *record = record_of(desk, RECORD_READ, error);
  gint64 head = record != NULL ? record_head(record, error) : -1;
  if (head < 0) {
    return FALSE;
  }
  g_autofree char *folder = folder_of(desk);
  g_autofree char *shown = g_filename_display_name(folder);
  if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
    g_autofree char *how = desk_advice(desk, ADVICE_BACKUP, NULL, NULL);
    *sentence = g_strdup_printf("备份文件夹 %s 不在，这次没有备份：U 盘没有插上，或共享断开了。接好以后补一份%s；"
                                "记录本身已经存在这台电脑上。",
                                shown, how);
    return TRUE;
  }
  g_autofree char *name = name_of(desk, head);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  BackupReport report;
  g_autoptr(GError) failed = NULL;
  if (record_backup(desk, path, &report, &failed)) {
    *sentence = g_strdup_printf("备份写好了：%s，到第 %" G_GINT64_FORMAT " 条为止。", path, report.sequence);
  } else {
    *sentence = g_strdup_printf("备份没有写成：%s记录本身已经存在这台电脑上。", failed->message);
  }
  return TRUE;
}

/* ---- back --------------------------------------------------------------------------------------------------------------------------- */

enum { CHUNK = 64 * 1024 };

/* The workspace itself or, while it is not made yet, the nearest folder above: a restore that is refused makes none. */
static char *nearest_folder(const char *workspace) {
  char *folder = g_canonicalize_filename(workspace, NULL);
  while (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
    char *above = g_path_get_dirname(folder);
    g_free(folder);
    folder = above;
  }
  return folder;
}

/* An archive is read here and there, a pipe only from the beginning to the end. */
static gboolean take_standard_input(const char *path, GError **error) {
  g_autoptr(FileWriter) writer = file_writer_new(path, error);
  if (writer == NULL) {
    return FALSE;
  }
  g_autofree char *chunk = g_malloc(CHUNK);
  gssize got;
  while ((got = read(STDIN_FILENO, chunk, CHUNK)) > 0 || (got < 0 && errno == EINTR)) {
    if (got > 0) {
      file_put(writer, chunk, (gsize)got);
    }
  }
  if (got < 0) {
    fault_from_errno(error, errno, "读不了", "标准输入");
    return FALSE;
  }
  if (file_writer_size(writer) == 0) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_DAMAGED,
                "标准输入是空的，没有恢复。请核对前一个程序有没有送出备份。");
    return FALSE;
  }
  return file_commit(writer, error);
}

/* The temporary file means nothing to whoever sent the archive. */
static void say_standard_input(const char *path, GError *error) {
  g_autofree char *shown = g_filename_display_name(path);
  g_auto(GStrv) parts = g_strsplit(error->message, shown, -1);
  g_free(error->message);
  error->message = g_strjoinv("标准输入", parts);
}

static gboolean restore_standard_input(const Desk *desk, const EntryTime *now, BackupReport *report, GError **error) {
  g_autofree char *folder = nearest_folder(desk->workspace);
  g_autoptr(Scratch) scratch = scratch_new(folder, error);
  if (scratch == NULL) {
    return FALSE;
  }
  g_autofree char *path = g_build_filename(scratch, "archive", NULL);
  GError *failed = NULL;
  if (take_standard_input(path, &failed) && backup_restore(path, desk->workspace, now, "", "", report, &failed)) {
    return TRUE;
  }
  say_standard_input(path, failed);
  g_propagate_error(error, failed);
  return FALSE;
}

gboolean record_restore(const Desk *desk, const char *path, BackupReport *report, GError **error) {
  EntryTime now;
  record_now(desk, &now);
  return strcmp(path, BACKUP_STANDARD) == 0 ? restore_standard_input(desk, &now, report, error)
                                            : backup_restore(path, desk->workspace, &now, "", "", report, error);
}
