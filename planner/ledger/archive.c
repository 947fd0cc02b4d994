/* Files in and out of an SQLite archive, by SQLite's incremental access to blobs. Does not know what the files are. */
#include "ledger/archive.h"
#include "base/file.h"
#include "base/text.h"
#include "ledger/schema.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 256 * 1024, NAME_MOST = 1000 };
static const gint64 SIZE_MOST = 1000 * 1000 * 1000; /* SQLite's own limit for one value */

struct Archive {
  Sql *sql;
  char *path;
  GPtrArray *files;
};

static void file_free(gpointer data) {
  ArchiveFile *file = data;
  g_free(file->name);
  g_free(file);
}

void archive_head_clear(ArchiveHead *head) {
  g_free(head->store);
  *head = (ArchiveHead){0};
}

static Archive *archive_new(const char *path, SqlOpen how, GError **error) {
  g_autoptr(Archive) archive = g_new0(Archive, 1);
  archive->path = g_strdup(path);
  archive->files = g_ptr_array_new_with_free_func(file_free);
  archive->sql = sql_open(path, how, 0, error);
  return archive->sql ? g_steal_pointer(&archive) : NULL;
}

void archive_close(Archive *archive) {
  if (archive) {
    sql_close(archive->sql);
    g_ptr_array_unref(archive->files);
    g_free(archive->path);
    g_free(archive);
  }
}

const GPtrArray *archive_files(const Archive *archive) {
  return archive->files;
}

static gboolean refuse(const Archive *archive, const char *why, const char *name, GError **error) {
  g_autofree char *shown = g_filename_display_name(archive->path);
  g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_DAMAGED, "用不了备份 %s：%s%s%s。请换一份备份。", shown, why,
              name ? " " : "", name ? name : "");
  return FALSE;
}

gboolean archive_name_safe(const char *name) {
  gsize length = strlen(name);
  if (length == 0 || length > NAME_MOST || !g_utf8_validate(name, (gssize)length, NULL) || strchr(name, '\\')) {
    return FALSE;
  }
  for (const char *p = name; *p; p = text_next(p)) {
    if (g_unichar_iscntrl(g_utf8_get_char(p))) {
      return FALSE;
    }
  }
  g_auto(GStrv) parts = g_strsplit(name, "/", -1);
  for (char **part = parts; *part; part++) {
    if (!**part || strcmp(*part, ".") == 0 || strcmp(*part, "..") == 0) {
      return FALSE;
    }
  }
  return TRUE;
}

/* ---- files of the disk ---- */

static int open_plain(const char *path, gint64 *size, gint64 *seconds, GError **error) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not hold us up before it is refused */
  if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
    *size = st.st_size;
    *seconds = st.st_mtime;
    return fd;
  }
  fault_from_errno(error, fd >= 0 ? EISDIR : errno, "读不了", path);
  if (fd >= 0) {
    close(fd);
  }
  return -1;
}

typedef gboolean (*Sink)(gpointer data, const guint8 *bytes, int length, gint64 offset, GError **error);

/* Exactly `size` bytes, in pieces; a file that shrinks or grows meanwhile is an error. */
static gboolean pour(int fd, const char *path, gint64 size, guint8 sha256[32], Sink sink, gpointer data,
                     GError **error) {
  g_autofree guint8 *chunk = g_malloc(CHUNK);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  gint64 offset = 0;
  for (;;) {
    ssize_t got = read(fd, chunk, CHUNK);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      fault_from_errno(error, errno, "读不了", path);
      return FALSE;
    }
    if (got == 0 ? offset != size : offset + got > size) {
      g_autofree char *shown = g_filename_display_name(path);
      g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_OTHER, "读 %s 的时候它正在变。请等别的程序写完后再试。", shown);
      return FALSE;
    }
    if (got == 0) {
      crypto_hash_sha256_final(&state, sha256);
      return TRUE;
    }
    crypto_hash_sha256_update(&state, chunk, (unsigned long long)got);
    if (sink && !sink(data, chunk, (int)got, offset, error)) {
      return FALSE;
    }
    offset += got;
  }
}

gboolean archive_sum_of(const char *path, guint8 sha256[32], GError **error) {
  gint64 size = 0;
  gint64 seconds = 0;
  int fd = open_plain(path, &size, &seconds, error);
  gboolean done = fd >= 0 && pour(fd, path, size, sha256, NULL, NULL, error);
  if (fd >= 0) {
    close(fd);
  }
  return done;
}

/* ---- writing ---- */

Archive *archive_create(const char *path, GError **error) {
  g_autoptr(Archive) archive = archive_new(path, SQL_OPEN_CREATE, error);
  if (!archive || !sql_run(archive->sql, SQL_BEGIN_WRITE, error) ||
      !sql_run_script(archive->sql, SQL_SCRIPT_ARCHIVE, error)) {
    return NULL;
  }
  return g_steal_pointer(&archive);
}

typedef struct {
  Archive *archive;
  sqlite3_blob *blob;
} Into;

static gboolean write_piece(gpointer data, const guint8 *bytes, int length, gint64 offset, GError **error) {
  Into *into = data;
  int code = sqlite3_blob_write(into->blob, bytes, length, (int)offset);
  if (code != SQLITE_OK) {
    sql_fail(into->archive->sql, code, error);
  }
  return code == SQLITE_OK;
}

static gboolean add_row(Archive *archive, const char *name, gint64 size, gint64 seconds, GError **error) {
  sqlite3_stmt *add = sql_get(archive->sql, SQL_ARCHIVE_ADD, error);
  if (!add) {
    return FALSE;
  }
  sql_bind_text(add, ":name", name);
  sql_bind_int(add, ":mtime", seconds);
  sql_bind_int(add, ":size", size);
  return sql_finish(archive->sql, add, error);
}

static gboolean add_sum(Archive *archive, const char *name, const guint8 *sha256, GError **error) {
  sqlite3_stmt *add = sql_get(archive->sql, SQL_ARCHIVE_ADD_SUM, error);
  if (!add) {
    return FALSE;
  }
  sql_bind_text(add, ":name", name);
  sql_bind_blob(add, ":sha256", sha256, 32);
  return sql_finish(archive->sql, add, error);
}

static gboolean open_blob(Archive *archive, gint64 row, gboolean write, sqlite3_blob **blob, GError **error) {
  int code = sqlite3_blob_open(sql_db(archive->sql), "main", "sqlar", "data", row, write, blob);
  if (code != SQLITE_OK) {
    sql_fail(archive->sql, code, error);
  }
  return code == SQLITE_OK;
}

static gboolean add_open(Archive *archive, const char *name, const char *path, int fd, gint64 size, gint64 seconds,
                         GError **error) {
  Into into = {archive, NULL};
  guint8 sha256[32];
  if (size > SIZE_MOST) {
    sql_fail(archive->sql, SQLITE_TOOBIG, error);
    g_prefix_error(error, "%s：", name);
    return FALSE;
  }
  gboolean done = add_row(archive, name, size, seconds, error) &&
                  open_blob(archive, sqlite3_last_insert_rowid(sql_db(archive->sql)), TRUE, &into.blob, error) &&
                  pour(fd, path, size, sha256, write_piece, &into, error);
  sqlite3_blob_close(into.blob);
  return done && add_sum(archive, name, sha256, error);
}

gboolean archive_add(Archive *archive, const char *name, const char *path, GError **error) {
  gint64 size = 0;
  gint64 seconds = 0;
  if (!archive_name_safe(name)) {
    g_autofree char *shown = g_filename_display_name(path);
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_OTHER,
                "文件名 %s 不能进备份：它有看不见的字符、反斜线，或太长。请改名后再试。", shown);
    return FALSE;
  }
  int fd = open_plain(path, &size, &seconds, error);
  gboolean done = fd >= 0 && add_open(archive, name, path, fd, size, seconds, error);
  if (fd >= 0) {
    close(fd);
  }
  return done;
}

gboolean archive_finish(Archive *archive, const ArchiveHead *head, GError **error) {
  sqlite3_stmt *set = sql_get(archive->sql, SQL_ARCHIVE_SET_HEAD, error);
  if (!set) {
    return FALSE;
  }
  sql_bind_text(set, ":store", head->store);
  sql_bind_blob(set, ":device", head->device, ENTRY_DEVICE_SIZE);
  sql_bind_int(set, ":sequence", head->sequence);
  sql_bind_blob(set, ":hash", head->hash, ENTRY_HASH_SIZE);
  sql_bind_int(set, ":utc_ms", head->utc_ms);
  return sql_finish(archive->sql, set, error) && sql_run(archive->sql, SQL_COMMIT, error);
}

/* ---- reading ---- */

static gboolean list_one(Archive *archive, sqlite3_stmt *row, GError **error) {
  const char *name = (const char *)sqlite3_column_text(row, 1);
  gsize length = (gsize)sqlite3_column_bytes(row, 1);
  if (sqlite3_column_type(row, 1) != SQLITE_TEXT || strlen(name) != length || !archive_name_safe(name)) {
    return refuse(archive, "里面有不能用的文件名", NULL, error);
  }
  if (sqlite3_column_type(row, 2) != SQLITE_INTEGER || sqlite3_column_int64(row, 2) != sqlite3_column_int64(row, 3) ||
      sqlite3_column_bytes(row, 4) != 32) {
    return refuse(archive, "里面的文件残缺", name, error);
  }
  ArchiveFile *file = g_new0(ArchiveFile, 1);
  file->row = sqlite3_column_int64(row, 0);
  file->name = g_strdup(name);
  file->size = sqlite3_column_int64(row, 2);
  memcpy(file->sha256, sqlite3_column_blob(row, 4), 32);
  g_ptr_array_add(archive->files, file);
  return TRUE;
}

static gboolean list_files(Archive *archive, GError **error) {
  sqlite3_stmt *list = sql_get(archive->sql, SQL_ARCHIVE_FILES, error);
  SqlStep step = list ? SQL_STEP_ROW : SQL_STEP_FAILED;
  while (step == SQL_STEP_ROW && (step = sql_step(archive->sql, list, error)) == SQL_STEP_ROW) {
    if (!list_one(archive, list, error)) {
      step = SQL_STEP_FAILED;
    }
  }
  if (list) {
    sqlite3_reset(list);
  }
  gint64 strays = 0;
  return step == SQL_STEP_DONE && sql_number(archive->sql, SQL_ARCHIVE_STRAYS, &strays, error) &&
         (strays == 0 || refuse(archive, "里面的文件和目录对不上", NULL, error));
}

/* To `writer` when not NULL; the content must have the hash that stands beside it. */
static gboolean read_content(Archive *archive, const ArchiveFile *file, FileWriter *writer, GError **error) {
  sqlite3_blob *blob = NULL;
  if (!open_blob(archive, file->row, FALSE, &blob, error)) {
    return FALSE;
  }
  g_autofree guint8 *chunk = g_malloc(CHUNK);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  int code = sqlite3_blob_bytes(blob) == file->size ? SQLITE_OK : SQLITE_CORRUPT;
  for (gint64 offset = 0; code == SQLITE_OK && offset < file->size; offset += CHUNK) {
    int length = (int)MIN(CHUNK, file->size - offset);
    code = sqlite3_blob_read(blob, chunk, length, (int)offset);
    if (code == SQLITE_OK) {
      crypto_hash_sha256_update(&state, chunk, (unsigned long long)length);
      if (writer) {
        file_put(writer, chunk, (gsize)length);
      }
    }
  }
  sqlite3_blob_close(blob);
  if (code != SQLITE_OK) {
    sql_fail(archive->sql, code, error);
    return FALSE;
  }
  guint8 sha256[32];
  crypto_hash_sha256_final(&state, sha256);
  return memcmp(sha256, file->sha256, sizeof sha256) == 0 || refuse(archive, "里面的文件被改动过：", file->name, error);
}

Archive *archive_open(const char *path, GError **error) {
  gint64 size = 0;
  gint64 seconds = 0;
  int fd = open_plain(path, &size, &seconds, error);
  if (fd < 0) {
    return NULL;
  }
  close(fd);
  g_autoptr(Archive) archive = archive_new(path, SQL_OPEN_FROZEN, error);
  if (!archive || !schema_check_archive(archive->sql, path, error) || !list_files(archive, error)) {
    return NULL;
  }
  for (guint i = 0; i < archive->files->len; i++) {
    if (!read_content(archive, g_ptr_array_index(archive->files, i), NULL, error)) {
      return NULL;
    }
  }
  return g_steal_pointer(&archive);
}

gboolean archive_read_head(Archive *archive, ArchiveHead *head, GError **error) {
  sqlite3_stmt *row = sql_get(archive->sql, SQL_ARCHIVE_HEAD, error);
  SqlStep step = row ? sql_step(archive->sql, row, error) : SQL_STEP_FAILED;
  gboolean sound = step == SQL_STEP_ROW && sqlite3_column_bytes(row, 1) == ENTRY_DEVICE_SIZE &&
                   sqlite3_column_bytes(row, 3) == ENTRY_HASH_SIZE;
  if (sound) {
    head->store = g_strdup((const char *)sqlite3_column_text(row, 0));
    memcpy(head->device, sqlite3_column_blob(row, 1), ENTRY_DEVICE_SIZE);
    head->sequence = sqlite3_column_int64(row, 2);
    memcpy(head->hash, sqlite3_column_blob(row, 3), ENTRY_HASH_SIZE);
    head->utc_ms = sqlite3_column_int64(row, 4);
  }
  if (row) {
    sqlite3_reset(row);
  }
  return sound || (step != SQL_STEP_FAILED && refuse(archive, "没有写完", NULL, error));
}

gboolean archive_extract(Archive *archive, const ArchiveFile *file, const char *path, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(FileWriter) writer = file_make_folder(folder, error) ? file_writer_new(path, error) : NULL;
  return writer && read_content(archive, file, writer, error) && file_commit(writer, error);
}
