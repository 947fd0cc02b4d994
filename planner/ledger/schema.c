/* Migrations. A new file goes through the same steps as an old one, so there is one way to the current form. */
#include "ledger/schema.h"
#include <string.h>

static const SqlScript STEPS[] = {SQL_SCRIPT_CHAIN, SQL_SCRIPT_TOPIC}; /* STEPS[i] leads from version i to i + 1 */
G_STATIC_ASSERT(G_N_ELEMENTS(STEPS) == SCHEMA_VERSION);

static gboolean refuse(GError **error, LedgerFault fault, const char *path, const char *why) {
  g_autofree char *shown = g_filename_display_name(path);
  g_set_error(error, LEDGER_FAULT, (int)fault, "用不了记录文件 %s：%s", shown, why);
  return FALSE;
}

gboolean schema_look(Sql *sql, const char *path, int *version, GError **error) {
  gint64 application = 0;
  gint64 user = 0;
  gint64 objects = 0;
  if (!sql_number(sql, SQL_APPLICATION_ID, &application, error) || !sql_number(sql, SQL_USER_VERSION, &user, error) ||
      !sql_number(sql, SQL_OBJECTS, &objects, error)) {
    return FALSE;
  }
  *version = 0;
  if (application == 0 && user == 0 && objects == 0) {
    return TRUE;
  }
  if (application == SCHEMA_ARCHIVE) {
    return refuse(error, LEDGER_FAULT_FOREIGN, path, "这是备份，不是记录本身。请在命令行用 ready315 restore 恢复它。");
  }
  if (application != SCHEMA_APPLICATION) {
    return refuse(error, LEDGER_FAULT_FOREIGN, path, "这是别的程序的数据库。请把它移走，或换一个文件夹。");
  }
  if (user > SCHEMA_VERSION) {
    return refuse(error, LEDGER_FAULT_NEWER, path,
                  "它是更新版本的 ready315 写的。请升级这台电脑上的 ready315，文件没有改动。");
  }
  if (user < 1) {
    return refuse(error, LEDGER_FAULT_DAMAGED, path,
                  "版本号不对，文件损坏了。请在命令行用 ready315 restore 从最近的备份恢复。");
  }
  *version = (int)user;
  return TRUE;
}

gboolean schema_migrate(Sql *sql, int from, GError **error) {
  for (int version = from; version < SCHEMA_VERSION; version++) {
    if (!sql_run_script(sql, STEPS[version], error)) {
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean describe(Sql *sql, GString *out, GError **error) {
  sqlite3_stmt *objects = sql_get(sql, SQL_SCHEMA, error);
  SqlStep step = objects ? SQL_STEP_ROW : SQL_STEP_FAILED;
  while (step == SQL_STEP_ROW && (step = sql_step(sql, objects, error)) == SQL_STEP_ROW) {
    for (int column = 0; column < 4; column++) {
      const char *text = (const char *)sqlite3_column_text(objects, column);
      g_string_append(out, text ? text : "");
      g_string_append_c(out, '\n');
    }
  }
  return step == SQL_STEP_DONE;
}

/* The wanted form is made in memory by the same scripts and described by the same query. */
static gboolean check_against(Sql *sql, const char *path, const SqlScript *scripts, int n, GError **error) {
  g_autoptr(Sql) model = sql_open("", SQL_OPEN_MEMORY, 0, error);
  g_autoptr(GString) wanted = g_string_new(NULL);
  g_autoptr(GString) found = g_string_new(NULL);
  if (!model) {
    return FALSE;
  }
  for (int i = 0; i < n; i++) {
    if (!sql_run_script(model, scripts[i], error)) {
      return FALSE;
    }
  }
  if (!describe(model, wanted, error) || !describe(sql, found, error)) {
    return FALSE;
  }
  return g_string_equal(wanted, found) ||
         refuse(error, LEDGER_FAULT_DAMAGED, path,
                "里面的表、索引或保护被人改过，不能再当记录用。请在命令行用 ready315 restore 从最近的备份恢复。");
}

gboolean schema_check(Sql *sql, const char *path, int version, GError **error) {
  g_assert(version > 0 && version <= SCHEMA_VERSION);
  return check_against(sql, path, STEPS, version, error);
}

gboolean schema_check_archive(Sql *sql, const char *path, GError **error) {
  static const SqlScript ARCHIVE[] = {SQL_SCRIPT_ARCHIVE};
  gint64 application = 0;
  gint64 version = 0;
  if (!sql_number(sql, SQL_APPLICATION_ID, &application, error) ||
      !sql_number(sql, SQL_USER_VERSION, &version, error)) {
    return FALSE;
  }
  if (application != SCHEMA_ARCHIVE) {
    return refuse(error, LEDGER_FAULT_FOREIGN, path, "这不是 ready315 的备份。请核对是不是选错了文件。");
  }
  if (version != 1) {
    return refuse(error, LEDGER_FAULT_NEWER, path,
                  "这份备份是更新版本的 ready315 写的。请先升级这台电脑上的 ready315。");
  }
  return check_against(sql, path, ARCHIVE, 1, error);
}
