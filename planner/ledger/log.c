/* A layer over SQLite's files that holds back what is written to a log until something needs it there: a sync, a reading, a truncation, or bytes that do
 * not follow. SQLite writes a log as 24 bytes and a page, 24 bytes and a page; each of those is a call. Knows nothing of what is in a log, and leaves all
 * other files to the layer below. */
#include "ledger/log.h"
#include <glib.h>
#include <string.h>

enum { HELD_MOST = 64 * 1024 };

typedef struct {
  sqlite3_file base;
  sqlite3_file *below; /* behind this struct, in the same memory */
  guint8 *held;        /* NULL when there was no memory for it: then nothing is held back */
  int length;
  sqlite3_int64 offset; /* of the first byte that is held */
} Log;

static struct { sqlite3_vfs vfs, *below; } layer;

/* What could not be written is forgotten, as by a write that failed: SQLite gives the transaction up. */
static int let_go(Log *log) {
  int length = log->length;
  log->length = 0;
  return length ? log->below->pMethods->xWrite(log->below, log->held, length, log->offset) : SQLITE_OK;
}

static int log_close(sqlite3_file *file) {
  Log *log = (Log *)file;
  int written = let_go(log);
  int closed = log->below->pMethods->xClose(log->below);
  sqlite3_free(log->held);
  return written != SQLITE_OK ? written : closed;
}

static int log_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  Log *log = (Log *)file;
  int code = let_go(log);
  return code == SQLITE_OK ? log->below->pMethods->xRead(log->below, bytes, count, offset) : code;
}

static int log_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  Log *log = (Log *)file;
  int code = SQLITE_OK;
  if (log->length && (offset != log->offset + log->length || count > HELD_MOST - log->length)) {
    code = let_go(log);
  }
  if (code != SQLITE_OK || !log->held || count > HELD_MOST) {
    return code == SQLITE_OK ? log->below->pMethods->xWrite(log->below, bytes, count, offset) : code;
  }
  log->offset = log->length ? log->offset : offset;
  memcpy(log->held + log->length, bytes, (gsize)count);
  log->length += count;
  return SQLITE_OK;
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size) {
  Log *log = (Log *)file;
  int code = let_go(log);
  return code == SQLITE_OK ? log->below->pMethods->xTruncate(log->below, size) : code;
}

static int log_sync(sqlite3_file *file, int flags) {
  Log *log = (Log *)file;
  int code = let_go(log);
  return code == SQLITE_OK ? log->below->pMethods->xSync(log->below, flags) : code;
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size) {
  Log *log = (Log *)file;
  int code = let_go(log);
  return code == SQLITE_OK ? log->below->pMethods->xFileSize(log->below, size) : code;
}

static int log_lock(sqlite3_file *file, int lock) {
  Log *log = (Log *)file;
  return log->below->pMethods->xLock(log->below, lock);
}

static int log_unlock(sqlite3_file *file, int lock) {
  Log *log = (Log *)file;
  return log->below->pMethods->xUnlock(log->below, lock);
}

static int log_reserved(sqlite3_file *file, int *reserved) {
  Log *log = (Log *)file;
  return log->below->pMethods->xCheckReservedLock(log->below, reserved);
}

static int log_control(sqlite3_file *file, int what, void *value) {
  Log *log = (Log *)file;
  return log->below->pMethods->xFileControl(log->below, what, value);
}

static int log_sector(sqlite3_file *file) {
  Log *log = (Log *)file;
  return log->below->pMethods->xSectorSize(log->below);
}

static int log_traits(sqlite3_file *file) {
  Log *log = (Log *)file;
  return log->below->pMethods->xDeviceCharacteristics(log->below);
}

static const sqlite3_io_methods METHODS = {.iVersion = 1,
                                           .xClose = log_close,
                                           .xRead = log_read,
                                           .xWrite = log_write,
                                           .xTruncate = log_truncate,
                                           .xSync = log_sync,
                                           .xFileSize = log_size,
                                           .xLock = log_lock,
                                           .xUnlock = log_unlock,
                                           .xCheckReservedLock = log_reserved,
                                           .xFileControl = log_control,
                                           .xSectorSize = log_sector,
                                           .xDeviceCharacteristics = log_traits};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *given) {
  (void)vfs;
  if (!(flags & SQLITE_OPEN_WAL)) {
    return layer.below->xOpen(layer.below, name, file, flags, given);
  }
  Log *log = (Log *)file;
  *log = (Log){.below = (sqlite3_file *)(log + 1)};
  memset(log->below, 0, (gsize)layer.below->szOsFile);
  int code = layer.below->xOpen(layer.below, name, log->below, flags, given);
  if (code == SQLITE_OK) {
    log->held = sqlite3_malloc(HELD_MOST);
    log->base.pMethods = &METHODS;
  } else if (log->below->pMethods) { /* SQLite closes what has methods, even after a failure */
    log->below->pMethods->xClose(log->below);
  }
  return code;
}

const char *log_layer(void) {
  sqlite3_vfs *below = sqlite3_vfs_find(NULL);
  if (!below) {
    return NULL;
  }
  if (layer.below != below) {
    if (layer.below) {
      sqlite3_vfs_unregister(&layer.vfs);
    }
    layer.below = below;
    layer.vfs = *below;
    layer.vfs.zName = "ready315";
    layer.vfs.szOsFile = below->szOsFile + (int)sizeof(Log);
    layer.vfs.xOpen = open_file;
    if (sqlite3_vfs_register(&layer.vfs, 0) != SQLITE_OK) {
      layer.below = NULL;
      return NULL;
    }
  }
  return layer.vfs.zName;
}
