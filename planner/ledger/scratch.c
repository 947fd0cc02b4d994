/* Files become visible under their names by renaming, after they have been synced. */
#include "ledger/scratch.h"
#include "base/file.h"
#include "ledger/fault.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

void scratch_remove(Scratch *scratch) {
  if (scratch) {
    g_autoptr(GDir) dir = g_dir_open(scratch, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
      g_autofree char *path = g_build_filename(scratch, name, NULL);
      g_unlink(path);
    }
    g_rmdir(scratch);
    g_free(scratch);
  }
}

char *scratch_new(const char *folder, GError **error) {
  g_autofree char *path = g_build_filename(folder, ".ready315-XXXXXX", NULL);
  file_sweep(folder); /* a copy of the record that a kill left is as large as the record */
  if (!g_mkdtemp_full(path, 0700)) {
    fault_from_errno(error, errno, "写不了文件夹", folder);
    return NULL;
  }
  return g_steal_pointer(&path);
}

gboolean scratch_sync(const char *path, int flags, GError **error) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
  gboolean done = fd >= 0 && fsync(fd) == 0;
  if (!done) {
    fault_from_errno(error, errno, "写不了", path);
  }
  if (fd >= 0) {
    close(fd);
  }
  return done;
}

/* Some file systems do not know how to promise that in one step. */
gboolean scratch_deliver(const char *from, const char *to, GError **error) {
  int code = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
  if (code != 0 && (errno == EINVAL || errno == ENOSYS)) {
    errno = EEXIST;
    code = g_file_test(to, G_FILE_TEST_EXISTS) ? -1 : g_rename(from, to);
  }
  if (code != 0) {
    fault_from_errno(error, errno, "写不了", to);
    return FALSE;
  }
  g_autofree char *folder = g_path_get_dirname(to);
  return scratch_sync(folder, O_DIRECTORY, error);
}
