/* Two faulty disks for SQLite, wrapped around the real one and made the default.
 *
 * FAIL: the k-th write, sync or truncate (and, if sticky, every later one) fails with a given code.
 * CUT: what was written but not synced lives in memory; at the k-th such call the power goes: some of the unsynced writes reach the disk, in any
 * order, some torn at a sector; nothing after that does. Opening the files again with the real disk shows what a machine finds after starting.
 * Creating and deleting files take effect at once. */
#pragma once
#include <glib.h>
#include <sqlite3.h>
#include <string.h>

enum { VFS_SECTOR = 512 };
typedef enum { VFS_FAIL, VFS_CUT } VfsMode;

typedef struct {
  gint64 offset; /* -1: truncate to `size` */
  gint64 size;
  guint8 *bytes;
} VfsPending;

typedef struct { /* a file of the CUT disk, by name, for as long as the disk lasts */
  GArray *pending;
  sqlite3_file *real; /* of whoever has it open; the tests have one connection a file */
} VfsNode;

static struct {
  sqlite3_vfs vfs, *real;
  VfsMode mode;
  int calls, at, code;
  int log_syncs; /* of files whose name ends in -wal */
  gboolean sticky, off;
  GHashTable *nodes;
  GRand *random;
} disk;

typedef struct {
  sqlite3_file base;
  VfsNode *node; /* NULL in FAIL mode */
  sqlite3_file *real;
  gboolean log;
} VfsFile;

static inline sqlite3_file *vfs_real(sqlite3_file *file) {
  return ((VfsFile *)file)->real;
}

static void vfs_pending_clear(gpointer data) {
  g_free(((VfsPending *)data)->bytes);
}

static void vfs_node_free(gpointer data) {
  VfsNode *node = data;
  g_array_unref(node->pending);
  g_free(node);
}

static int vfs_put(sqlite3_file *real, const VfsPending *write) {
  return write->offset < 0 ? real->pMethods->xTruncate(real, write->size)
                           : real->pMethods->xWrite(real, write->bytes, (int)write->size, write->offset);
}

static int vfs_flush(VfsNode *node) {
  int code = SQLITE_OK;
  for (guint i = 0; i < node->pending->len && code == SQLITE_OK; i++) {
    code = vfs_put(node->real, &g_array_index(node->pending, VfsPending, i));
  }
  g_array_set_size(node->pending, 0);
  return code;
}

/* The power goes. Each unsynced write survives, is lost, or survives in some of its sectors; the order does not matter any more. */
static void vfs_cut(void) {
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, disk.nodes);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    VfsNode *node = value;
    guint n = node->pending->len;
    guint turn =
        n ? (guint)g_rand_int_range(disk.random, 0, (gint32)n) : 0; /* from somewhere in the middle: reordered */
    for (guint i = 0; i < n && node->real; i++) {
      VfsPending *write = &g_array_index(node->pending, VfsPending, (i + turn) % n);
      int fate = g_rand_int_range(disk.random, 0, 3);
      if (fate == 0) {
        vfs_put(node->real, write);
      } else if (fate == 1 && write->offset >= 0) {
        for (gint64 at = 0; at < write->size; at += VFS_SECTOR) {
          VfsPending sector = {write->offset + at, MIN(VFS_SECTOR, write->size - at), write->bytes + at};
          if (g_rand_boolean(disk.random)) {
            vfs_put(node->real, &sector);
          }
        }
      }
    }
    g_array_set_size(node->pending, 0);
  }
  disk.off = TRUE;
}

/* Counts a call that changes the disk; not SQLITE_OK when it must fail. */
static int vfs_count(void) {
  if (disk.off) {
    return SQLITE_IOERR;
  }
  disk.calls++;
  if (disk.calls == disk.at || (disk.sticky && disk.at > 0 && disk.calls > disk.at)) {
    if (disk.mode == VFS_CUT) {
      vfs_cut();
      return SQLITE_IOERR;
    }
    return disk.code;
  }
  return SQLITE_OK;
}

static void vfs_queue(VfsNode *node, const void *bytes, gint64 size, gint64 offset) {
  VfsPending write = {offset, size, bytes ? g_memdup2(bytes, (gsize)size) : NULL};
  g_array_append_val(node->pending, write);
}

static int vfs_close(sqlite3_file *file) {
  VfsFile *self = (VfsFile *)file;
  if (self->node && !disk.off) {
    vfs_flush(self->node); /* a running system writes it out in the end */
  }
  if (self->node) {
    self->node->real = NULL;
  }
  int code = self->real->pMethods->xClose(self->real);
  g_free(self->real);
  return code;
}

static int vfs_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
  VfsFile *self = (VfsFile *)file;
  int code = vfs_count();
  if (code != SQLITE_OK) {
    return code;
  }
  if (self->node) {
    vfs_queue(self->node, bytes, length, offset);
    return SQLITE_OK;
  }
  return self->real->pMethods->xWrite(self->real, bytes, length, offset);
}

static int vfs_truncate(sqlite3_file *file, sqlite3_int64 size) {
  VfsFile *self = (VfsFile *)file;
  int code = vfs_count();
  if (code != SQLITE_OK) {
    return code;
  }
  if (self->node) {
    vfs_queue(self->node, NULL, size, -1);
    return SQLITE_OK;
  }
  return self->real->pMethods->xTruncate(self->real, size);
}

static int vfs_sync(sqlite3_file *file, int flags) {
  VfsFile *self = (VfsFile *)file;
  int code = vfs_count();
  if (code == SQLITE_OK && self->node) {
    code = vfs_flush(self->node);
  }
  disk.log_syncs += self->log && code == SQLITE_OK;
  return code == SQLITE_OK ? self->real->pMethods->xSync(self->real, flags) : code;
}

static int vfs_size(sqlite3_file *file, sqlite3_int64 *size) {
  VfsFile *self = (VfsFile *)file;
  int code = self->real->pMethods->xFileSize(self->real, size);
  for (guint i = 0; self->node && i < self->node->pending->len; i++) {
    const VfsPending *write = &g_array_index(self->node->pending, VfsPending, i);
    *size = write->offset < 0 ? write->size : MAX(*size, write->offset + write->size);
  }
  return code;
}

/* The real bytes with what has not been synced over them. */
static int vfs_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset) {
  VfsFile *self = (VfsFile *)file;
  if (disk.off) {
    return SQLITE_IOERR_READ;
  }
  int code = self->real->pMethods->xRead(self->real, bytes, length, offset);
  if (!self->node || self->node->pending->len == 0) {
    return code;
  }
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
    return code;
  }
  for (guint i = 0; i < self->node->pending->len; i++) {
    const VfsPending *write = &g_array_index(self->node->pending, VfsPending, i);
    if (write->offset < 0) {
      gint64 from = CLAMP(write->size - offset, 0, length);
      memset((guint8 *)bytes + from, 0, (gsize)(length - from));
      continue;
    }
    gint64 from = MAX(write->offset, offset);
    gint64 to = MIN(write->offset + write->size, offset + length);
    if (from < to) {
      memcpy((guint8 *)bytes + (from - offset), write->bytes + (from - write->offset), (gsize)(to - from));
    }
  }
  sqlite3_int64 size = 0;
  vfs_size(file, &size);
  return size < offset + length ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

static int vfs_lock(sqlite3_file *file, int level) {
  return vfs_real(file)->pMethods->xLock(vfs_real(file), level);
}
static int vfs_unlock(sqlite3_file *file, int level) {
  return vfs_real(file)->pMethods->xUnlock(vfs_real(file), level);
}
static int vfs_reserved(sqlite3_file *file, int *out) {
  return vfs_real(file)->pMethods->xCheckReservedLock(vfs_real(file), out);
}
static int vfs_control(sqlite3_file *file, int op, void *arg) {
  return vfs_real(file)->pMethods->xFileControl(vfs_real(file), op, arg);
}
static int vfs_sector(sqlite3_file *file) {
  return VFS_SECTOR;
}
static int vfs_traits(sqlite3_file *file) {
  return 0; /* promises nothing: not atomic, not in order, not safe against the power going */
}
static int vfs_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
  return vfs_real(file)->pMethods->xShmMap(vfs_real(file), page, size, extend, out);
}
static int vfs_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
  return vfs_real(file)->pMethods->xShmLock(vfs_real(file), offset, n, flags);
}
static void vfs_shm_barrier(sqlite3_file *file) {
  vfs_real(file)->pMethods->xShmBarrier(vfs_real(file));
}
static int vfs_shm_unmap(sqlite3_file *file, int drop) {
  return vfs_real(file)->pMethods->xShmUnmap(vfs_real(file), drop);
}

static const sqlite3_io_methods VFS_METHODS = {
    2,          vfs_close,   vfs_read,     vfs_write,       vfs_truncate,  vfs_sync,
    vfs_size,   vfs_lock,    vfs_unlock,   vfs_reserved,    vfs_control,   vfs_sector,
    vfs_traits, vfs_shm_map, vfs_shm_lock, vfs_shm_barrier, vfs_shm_unmap, NULL,
    NULL};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
  VfsFile *self = (VfsFile *)file;
  self->base.pMethods = NULL;
  if (disk.off) {
    return SQLITE_CANTOPEN;
  }
  self->real = g_malloc0((gsize)disk.real->szOsFile);
  int code = disk.real->xOpen(disk.real, name, self->real, flags, out);
  if (code != SQLITE_OK) {
    g_free(self->real);
    return code;
  }
  self->node = NULL;
  self->log = name && g_str_has_suffix(name, "-wal");
  if (disk.mode == VFS_CUT && name) {
    self->node = g_hash_table_lookup(disk.nodes, name);
    if (!self->node) {
      self->node = g_new0(VfsNode, 1);
      self->node->pending = g_array_new(FALSE, FALSE, sizeof(VfsPending));
      g_array_set_clear_func(self->node->pending, vfs_pending_clear);
      g_hash_table_insert(disk.nodes, g_strdup(name), self->node);
    }
    self->node->real = self->real;
  }
  self->base.pMethods = &VFS_METHODS;
  return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  if (disk.off) {
    return SQLITE_IOERR_DELETE;
  }
  if (disk.nodes) {
    g_hash_table_remove(disk.nodes, name);
  }
  return disk.real->xDelete(disk.real, name, sync);
}

/* From now on every new connection gets this disk. at = 0 only counts. */
static inline void vfs_begin(VfsMode mode, int at, int code, gboolean sticky, guint32 seed) {
  disk.real = sqlite3_vfs_find("unix");
  disk.vfs = *disk.real;
  disk.vfs.zName = "faulty";
  disk.vfs.szOsFile = sizeof(VfsFile);
  disk.vfs.xOpen = vfs_open;
  disk.vfs.xDelete = vfs_delete;
  disk.mode = mode;
  disk.calls = disk.log_syncs = 0;
  disk.at = at;
  disk.code = code;
  disk.sticky = sticky;
  disk.off = FALSE;
  disk.nodes = mode == VFS_CUT ? g_hash_table_new_full(g_str_hash, g_str_equal, g_free, vfs_node_free) : NULL;
  disk.random = g_rand_new_with_seed(seed);
  sqlite3_vfs_register(&disk.vfs, 1);
}

/* TRUE when the fault came. All connections must be closed. */
static inline gboolean vfs_end(void) {
  sqlite3_vfs_unregister(&disk.vfs);
  sqlite3_vfs_register(disk.real, 1);
  g_rand_free(disk.random);
  if (disk.nodes) {
    g_hash_table_destroy(disk.nodes);
  }
  return disk.at > 0 && disk.calls >= disk.at;
}
