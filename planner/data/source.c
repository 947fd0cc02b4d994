/* Files named by the user or found in a workspace, read whole. Knows the faults of base/file and turns them into findings, so that the
 * readers of YAML and JSON need not; must not know what is in the files. */
#include "data/source.h"

#include "base/file.h"

void source_too_big(const char *file, gsize limit, DiagList *diags) {
  Diag *diag = diag_add(diags, E003, pos_of_file(file), "文件太大：最多读 %u 兆字节。", (guint)(limit >> 20));
  diag_fix(diag, "请检查是不是放错了文件；内容真有这么多时，请分成几个文件。");
}

GBytes *source_read(const char *path, gsize limit, DiagList *diags) {
  g_autoptr(GError) error = NULL;
  GBytes *bytes = file_read(path, limit, &error);
  if (bytes) {
    return bytes;
  }
  if (g_error_matches(error, FILE_FAULT, FILE_FAULT_TOO_BIG)) {
    source_too_big(path, limit, diags);
    return NULL;
  }
  gboolean folder = g_error_matches(error, FILE_FAULT, FILE_FAULT_FOLDER);
  diag_add(diags, folder ? E002 : E001, pos_of_file(path), "%s", error->message);
  return NULL;
}
