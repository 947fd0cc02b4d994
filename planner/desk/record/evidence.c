/* Files that are looked at here come from anywhere: a stick, a phone, somebody's link. What is read is always what was opened. */
#include "desk/record/evidence.h"
#include "base/file.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, EXTENSION_MOST = 8, DEPTH_MOST = 3, PICTURES_MOST = 5000 };

static void refuse(GError **error, FileFault fault, const char *path, const char *why) {
  g_autofree char *shown = g_filename_display_name(path);
  g_set_error(error, FILE_FAULT, (int)fault, "凭证“%s”%s", shown, why);
}

static void refuse_errno(GError **error, const char *path, int code) {
  switch (code) {
  case ENOENT:
  case ENOTDIR:
    refuse(error, FILE_FAULT_MISSING, path, "不存在。请核对文件名和所在的文件夹。");
    break;
  case EACCES:
  case EPERM:
    refuse(error, FILE_FAULT_ACCESS, path, "没有权限读。请让文件的主人开放，或换一个文件。");
    break;
  case ELOOP:
    refuse(error, FILE_FAULT_OTHER, path, "是一个绕圈的链接。请给出照片或扫描件本身。");
    break;
  default:
    refuse(error, FILE_FAULT_OTHER, path, "读不出来。请检查它所在的磁盘，或换一个文件。");
  }
}

/* ---- where it leads ----------------------------------------------------------------------------------------------------------------- */

static char *real_path(const char *path) {
  char *real = realpath(path, NULL); /* malloc's, not GLib's */
  char *copy = g_strdup(real);
  free(real);
  return copy;
}

static gboolean is_below(const char *folder, const char *path) {
  gsize length = strlen(folder);
  return strncmp(path, folder, length) == 0 && (path[length] == '/' || strcmp(folder, "/") == 0);
}

static gboolean is_really_below(const char *folder, const char *real) {
  g_autofree char *place = real_path(folder);
  return place != NULL && is_below(place, real);
}

/* Inside the workspace nothing may lead out of it, but for the folder of pictures itself; elsewhere a link must stay in the folder that was named. */
static gboolean stays_inside(const Desk *desk, const char *path, const char *real) {
  g_autofree char *pictures = g_build_filename(desk->workspace, EVIDENCE_PICTURES, NULL);
  if (is_really_below(desk->workspace, real) || is_really_below(pictures, real)) {
    return TRUE;
  }
  g_autofree char *full = g_canonicalize_filename(path, NULL);
  g_autofree char *home = g_canonicalize_filename(desk->workspace, NULL);
  g_autofree char *home_real = real_path(desk->workspace);
  if (is_below(home, full) || (home_real != NULL && is_below(home_real, full))) {
    return FALSE;
  }
  g_autofree char *folder = g_path_get_dirname(path);
  return !g_file_test(path, G_FILE_TEST_IS_SYMLINK) || is_really_below(folder, real);
}

/* Opened for reading, a regular file of a size that can be evidence; -1 and an error. */
static int open_file(const Desk *desk, const char *path, struct stat *found, GError **error) {
  g_autofree char *real = real_path(path);
  if (real == NULL) {
    gboolean dangling = errno == ENOENT && g_file_test(path, G_FILE_TEST_IS_SYMLINK);
    dangling ? refuse(error, FILE_FAULT_MISSING, path, "是一个断了的链接。请给出照片或扫描件本身。")
             : refuse_errno(error, path, errno);
    return -1;
  }
  if (!stays_inside(desk, path, real)) {
    refuse(error, FILE_FAULT_OTHER, path, "是一个通到别处的链接，不能当凭证。请给出照片或扫描件本身。");
    return -1;
  }
  int fd = open(real, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0 || fstat(fd, found) != 0) {
    refuse_errno(error, path, errno);
  } else if (S_ISDIR(found->st_mode)) {
    refuse(error, FILE_FAULT_FOLDER, path, "是一个文件夹。请给出里面的某一个文件。");
  } else if (!S_ISREG(found->st_mode)) {
    refuse(error, FILE_FAULT_OTHER, path, "不是普通文件，不能当凭证。请给出照片或扫描件本身。");
  } else if (found->st_size == 0) {
    refuse(error, FILE_FAULT_OTHER, path, "是空的。请核对它是不是还没有传完。");
  } else if (found->st_size > EVIDENCE_MOST) {
    refuse(error, FILE_FAULT_TOO_BIG, path, "超过 64 MB。请缩小照片，或把视频换成照片。");
  } else {
    return fd;
  }
  if (fd >= 0) {
    close(fd);
  }
  return -1;
}

/* ---- reading ------------------------------------------------------------------------------------------------------------------------ */

/* What was opened, into `writer` (may be NULL); its SHA-256. NULL and an error. */
static char *read_whole(int fd, const char *path, FileWriter *writer, GError **error) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autofree guchar *chunk = g_malloc(CHUNK);
  gssize got;
  gsize all = 0;
  while ((got = read(fd, chunk, CHUNK)) > 0 && (all += (gsize)got) <= EVIDENCE_MOST) {
    g_checksum_update(sum, chunk, got);
    if (writer != NULL) {
      file_put(writer, chunk, (gsize)got);
    }
  }
  if (got != 0) {
    got < 0 ? refuse_errno(error, path, errno)
            : refuse(error, FILE_FAULT_TOO_BIG, path, "超过 64 MB。请缩小照片，或把视频换成照片。");
    return NULL;
  }
  return g_strdup(g_checksum_get_string(sum));
}

/* As people know the file; in the record it must be text of one line. */
static char *name_of(const char *path) {
  g_autofree char *base = g_path_get_basename(path);
  g_autofree char *valid = g_filename_display_name(base);
  char *clean = text_clean(valid, FALSE);
  g_strstrip(clean);
  return clean;
}

Evidence *evidence_of_file(const Desk *desk, const char *path, GError **error) {
  struct stat found;
  int fd = open_file(desk, path, &found, error);
  if (fd < 0) {
    return NULL;
  }
  g_autofree char *sha256 = read_whole(fd, path, NULL, error);
  close(fd);
  if (sha256 == NULL) {
    return NULL;
  }
  Evidence *evidence = evidence_new(EVIDENCE_FILE);
  evidence->sha256 = g_steal_pointer(&sha256);
  evidence->name = name_of(path);
  return evidence;
}

/* ---- copies ------------------------------------------------------------------------------------------------------------------------- */

/* Kept so that a picture still opens as one; letters and digits only. */
static char *extension_of(const char *name) {
  const char *dot = name != NULL ? strrchr(name, '.') : NULL;
  gsize length = dot != NULL ? strlen(dot + 1) : 0;
  if (length == 0 || length > EXTENSION_MOST || dot == name) {
    return g_strdup("");
  }
  for (const char *c = dot + 1; *c != '\0'; c++) {
    if (!g_ascii_isalnum(*c)) {
      return g_strdup("");
    }
  }
  return g_ascii_strdown(dot, -1);
}

char *evidence_path(const Desk *desk, const Evidence *evidence) {
  g_autofree char *extension = extension_of(evidence->name);
  g_autofree char *file = g_strconcat(evidence->sha256, extension, NULL);
  return g_build_filename(desk->workspace, EVIDENCE_FOLDER, file, NULL);
}

EvidenceState evidence_look(const Desk *desk, const Evidence *evidence) {
  g_autofree char *path = evidence_path(desk, evidence);
  struct stat found;
  g_autoptr(GError) ignored = NULL;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) {
    return errno == ENOENT || errno == ENOTDIR ? EVIDENCE_MISSING : EVIDENCE_CHANGED;
  }
  g_autofree char *sha256 =
      fstat(fd, &found) == 0 && S_ISREG(found.st_mode) ? read_whole(fd, path, NULL, &ignored) : NULL;
  close(fd);
  return g_strcmp0(sha256, evidence->sha256) == 0 ? EVIDENCE_SOUND : EVIDENCE_CHANGED;
}

static gboolean make_folder(const Desk *desk, GError **error) {
  g_autofree char *folder = g_build_filename(desk->workspace, EVIDENCE_FOLDER, NULL);
  return g_file_test(folder, G_FILE_TEST_IS_DIR) || (file_make_folder(folder, error) && file_settle(folder, error));
}

gboolean evidence_keep(const Desk *desk, const char *path, const Evidence *evidence, GError **error) {
  if (evidence_look(desk, evidence) == EVIDENCE_SOUND) {
    return TRUE;
  }
  struct stat found;
  int fd = open_file(desk, path, &found, error);
  if (fd < 0) {
    return FALSE;
  }
  g_autofree char *to = evidence_path(desk, evidence);
  g_autoptr(FileWriter) writer = make_folder(desk, error) ? file_writer_new(to, error) : NULL;
  g_autofree char *sha256 = writer != NULL ? read_whole(fd, path, writer, error) : NULL;
  close(fd);
  if (sha256 == NULL) {
    return FALSE;
  }
  if (strcmp(sha256, evidence->sha256) != 0) {
    refuse(error, FILE_FAULT_OTHER, path, "刚刚变了，没有存下来。请等它传完或存好，再附一次。");
    return FALSE;
  }
  return file_commit(writer, error);
}

/* ---- new pictures ------------------------------------------------------------------------------------------------------------------- */

void picture_free(Picture *picture) {
  if (picture != NULL) {
    g_free(picture->path);
    g_free(picture->name);
    g_free(picture);
  }
}

static gboolean is_picture(const char *name) {
  static const char *const endings[] = {".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".pdf"};
  g_autofree char *low = g_ascii_strdown(name, -1);
  gboolean found = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(endings) && !found; i++) {
    found = g_str_has_suffix(low, endings[i]);
  }
  return found && name[0] != '.';
}

static void collect(const Desk *desk, const char *folder, const char *below, int depth, GPtrArray *pictures) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *entry; dir != NULL && pictures->len < PICTURES_MOST && (entry = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, entry, NULL);
    g_autofree char *name = below != NULL ? g_strconcat(below, "/", entry, NULL) : g_strdup(entry);
    struct stat found;
    g_autofree char *real = real_path(path);
    if (real == NULL || stat(real, &found) != 0 || !stays_inside(desk, path, real)) {
      continue;
    }
    if (S_ISDIR(found.st_mode) && depth < DEPTH_MOST && entry[0] != '.') {
      collect(desk, path, name, depth + 1, pictures);
    } else if (S_ISREG(found.st_mode) && is_picture(entry) && found.st_size > 0) {
      Picture *picture = g_new0(Picture, 1);
      picture->path = g_steal_pointer(&path);
      picture->name = g_filename_display_name(name);
      picture->taken = found.st_mtim.tv_sec;
      picture->size = (guint64)found.st_size;
      g_ptr_array_add(pictures, picture);
    }
  }
}

/* Size → the paths of evidence of that size. */
static GHashTable *evidence_by_size(const Desk *desk) {
  GHashTable *sizes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  g_autofree char *folder = g_build_filename(desk->workspace, EVIDENCE_FOLDER, NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *entry; dir != NULL && (entry = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, entry, NULL);
    struct stat found;
    if (stat(path, &found) != 0) {
      continue;
    }
    gint64 size = found.st_size;
    GPtrArray *paths = g_hash_table_lookup(sizes, &size);
    if (paths == NULL) {
      paths = g_ptr_array_new_with_free_func(g_free);
      g_hash_table_insert(sizes, g_memdup2(&size, sizeof size), paths);
    }
    g_ptr_array_add(paths, g_steal_pointer(&path));
  }
  return sizes;
}

/* The beginning and the end, which two different pictures of one size do not share: reading all of them whole each time would take seconds. */
static gboolean same_ends(const char *a, const char *b, guint64 size) {
  int one = open(a, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe may have taken its place */
  int two = open(b, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  g_autofree guchar *here = g_malloc(CHUNK);
  g_autofree guchar *there = g_malloc(CHUNK);
  const off_t places[] = {0, size > CHUNK ? (off_t)(size - CHUNK) : 0};
  gboolean same = one >= 0 && two >= 0;
  for (guint i = 0; same && i < G_N_ELEMENTS(places); i++) {
    gssize got = pread(one, here, CHUNK, places[i]);
    same = got > 0 && pread(two, there, CHUNK, places[i]) == got && memcmp(here, there, (gsize)got) == 0;
  }
  if (one >= 0) {
    close(one);
  }
  if (two >= 0) {
    close(two);
  }
  return same;
}

static gboolean is_evidence(GHashTable *sizes, const Picture *picture) {
  gint64 size = (gint64)picture->size;
  const GPtrArray *paths = g_hash_table_lookup(sizes, &size);
  gboolean same = FALSE;
  for (guint i = 0; paths != NULL && i < paths->len && !same; i++) {
    same = same_ends(picture->path, g_ptr_array_index(paths, i), picture->size);
  }
  return same;
}

static int newest_first(gconstpointer a, gconstpointer b) {
  const Picture *x = *(const Picture *const *)a;
  const Picture *y = *(const Picture *const *)b;
  return x->taken != y->taken ? (x->taken < y->taken ? 1 : -1) : strcmp(y->name, x->name);
}

GPtrArray *evidence_pictures(const Desk *desk) {
  GPtrArray *pictures = g_ptr_array_new_with_free_func((GDestroyNotify)picture_free);
  g_autofree char *folder = g_build_filename(desk->workspace, EVIDENCE_PICTURES, NULL);
  collect(desk, folder, NULL, 0, pictures);
  g_autoptr(GHashTable) sizes = evidence_by_size(desk);
  for (guint i = pictures->len; i > 0; i--) {
    if (is_evidence(sizes, g_ptr_array_index(pictures, i - 1))) {
      g_ptr_array_remove_index_fast(pictures, i - 1);
    }
  }
  g_ptr_array_sort(pictures, newest_first);
  return pictures;
}
