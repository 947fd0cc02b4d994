/* Reads that are bounded and writes that are complete or not there, with failures said in Chinese. Knows nothing of what the files hold, nor
 * which of them are ours (desk/output does). */
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

GQuark file_fault_quark(void) {
  return g_quark_from_static_string("ready315-file-fault");
}

#define STANDARD_STREAM "-"
#define BUFFER_SIZE (32 * 1024)

/* ---- failures ---- */

typedef enum { ACT_READ, ACT_WRITE, ACT_MAKE } Act;

static FileFault fault_of(int code) {
  switch (code) {
  case ENOENT:
  case ENOTDIR:
    return FILE_FAULT_MISSING;
  case EISDIR:
    return FILE_FAULT_FOLDER;
  case EACCES:
  case EPERM:
  case EROFS:
    return FILE_FAULT_ACCESS;
  case ENOSPC:
  case EDQUOT:
  case EFBIG:
    return FILE_FAULT_FULL;
  default:
    return FILE_FAULT_OTHER;
  }
}

/* What went wrong and what to do, as the end of a sentence that names the path. */
static char *reason_of(int code, Act act) {
  const char *text = NULL;
  switch (code) {
  case ENOENT:
    text = act == ACT_READ ? "没有这个文件。请核对路径和文件名" : "所在的文件夹不存在。请先建好文件夹，或换一个位置";
    break;
  case ENOTDIR:
    text = "路径中间的一段是文件，不是文件夹。请核对路径";
    break;
  case EISDIR:
    text = "这是文件夹，这里要的是文件。请写到文件名为止";
    break;
  case EACCES:
  case EPERM:
    text = act == ACT_READ ? "没有读取权限。请让文件的主人开放读取，或换一个账号运行"
                           : "没有写入权限。请让文件夹的主人开放写入，或换一个位置";
    break;
  case EROFS:
    text = "所在的磁盘是只读的。请换一个位置";
    break;
  case ENOSPC:
    text = "磁盘满了。请腾出空间后再试";
    break;
  case EDQUOT:
    text = "磁盘配额用完了。请删掉不用的文件后再试，或换一个位置";
    break;
  case EFBIG:
    text = "文件超过了系统允许的大小。请换一个位置，或请管理员放宽限制";
    break;
  case ENAMETOOLONG:
    text = "路径太长。请换一个短一些的名字";
    break;
  case ELOOP:
    text = "链接绕成了圈。请核对路径";
    break;
  case EIO:
    text = "磁盘读写出错。请检查磁盘，或换一个位置";
    break;
  case EPIPE:
    text = "接收的程序已经退出";
    break;
  case ENXIO:
    text = "这是管道或设备，另一头没有程序在等。请换成普通的文件";
    break;
  case EBADF:
    text = "它没有打开";
    break;
  case EMFILE:
  case ENFILE:
    text = "同时打开的文件太多。请关掉一些程序后再试";
    break;
  default:
    return g_strdup_printf("系统报告 %s", strerrorname_np(code) ? strerrorname_np(code) : "未知错误");
  }
  return g_strdup(text);
}

static void set_fault(GError **error, const char *path, int code, Act act) {
  static const char *const VERB[] = {"读不了", "写不了", "建不了文件夹"};
  g_autofree char *shown = g_filename_display_name(path);
  g_autofree char *reason = reason_of(code, act);
  const char *name = strcmp(path, STANDARD_STREAM) != 0 ? shown : act == ACT_READ ? "标准输入" : "标准输出";
  g_set_error(error, FILE_FAULT, (int)fault_of(code), "%s %s：%s。", VERB[act], name, reason);
}

/* ---- reading ---- */

static char *size_words(gsize bytes) {
  if (bytes >= 1024 * 1024) {
    return g_strdup_printf("%" G_GSIZE_FORMAT " MB", bytes / (1024 * 1024));
  }
  return bytes >= 1024 ? g_strdup_printf("%" G_GSIZE_FORMAT " KB", bytes / 1024)
                       : g_strdup_printf("%" G_GSIZE_FORMAT " 字节", bytes);
}

static GBytes *too_big(const char *path, gsize limit, GError **error) {
  g_autofree char *shown = g_filename_display_name(path);
  g_autofree char *most = size_words(limit);
  g_set_error(error, FILE_FAULT, FILE_FAULT_TOO_BIG,
              "%s 太大：最多读 %s。请核对是不是选错了文件，或把内容分成几个文件。",
              strcmp(path, STANDARD_STREAM) == 0 ? "标准输入" : shown, most);
  return NULL;
}

static ssize_t read_some(int fd, void *into, gsize length) {
  ssize_t got;
  do {
    got = read(fd, into, length);
  } while (got < 0 && errno == EINTR);
  return got;
}

static GBytes *read_all(int fd, const char *path, gsize limit, GError **error) {
  struct stat st;
  if (fstat(fd, &st) != 0) {
    set_fault(error, path, errno, ACT_READ);
    return NULL;
  }
  if (S_ISDIR(st.st_mode)) {
    set_fault(error, path, EISDIR, ACT_READ);
    return NULL;
  }
  gboolean regular = S_ISREG(st.st_mode);
  if (regular && (guint64)st.st_size > limit) {
    return too_big(path, limit, error);
  }
  /* One byte more than expected, so that the end is seen without growing; pipes, and files that grow meanwhile, double. */
  gsize room = regular ? (gsize)st.st_size + 1 : MIN(limit, 64 * 1024) + 1;
  g_autofree guint8 *bytes = g_malloc(room);
  gsize length = 0;
  for (;;) {
    if (length == room) {
      room = MIN(room, G_MAXSIZE / 2) * 2;
      bytes = g_realloc(bytes, room);
    }
    ssize_t got = read_some(fd, bytes + length, room - length);
    if (got < 0) {
      set_fault(error, path, errno, ACT_READ);
      return NULL;
    }
    if (got == 0) {
      return g_bytes_new_take(g_steal_pointer(&bytes), length);
    }
    length += (gsize)got;
    if (length > limit) {
      return too_big(path, limit, error);
    }
  }
}

/* Milliseconds to wait for somebody to write into a named pipe. */
#define PIPE_PATIENCE 2000

/* Whether a pipe, opened without waiting, has a writer. Without one it gives nothing at once, and asking whether there is anything to read waits
 * until a first writer comes. */
static gboolean pipe_is_served(int fd) {
  struct pollfd asked = {.fd = fd, .events = POLLIN};
  int copy[2];
  if (pipe2(copy, O_CLOEXEC) != 0) {
    return TRUE;
  }
  ssize_t seen =
      tee(fd, copy[1], 1, SPLICE_F_NONBLOCK); /* looks without taking; EAGAIN: a writer that has not written yet */
  gboolean served = seen != 0 || poll(&asked, 1, PIPE_PATIENCE) > 0;
  close(copy[0]);
  close(copy[1]);
  return served;
}

/* A pipe that nobody writes into, left in a workspace, must not hold the program for ever. */
static int open_read(const char *path, GError **error) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  struct stat st;
  if (fd < 0 || fstat(fd, &st) != 0) {
    set_fault(error, path, errno, ACT_READ);
    return -1;
  }
  if (S_ISFIFO(st.st_mode) && !pipe_is_served(fd)) {
    g_autofree char *shown = g_filename_display_name(path);
    g_set_error(error, FILE_FAULT, FILE_FAULT_OTHER, "读不了 %s：这是管道，没有程序往里面写。请换成普通的文件。",
                shown);
    close(fd);
    return -1;
  }
  fcntl(fd, F_SETFL, 0); /* from here on reading waits */
  return fd;
}

GBytes *file_read(const char *path, gsize limit, GError **error) {
  if (strcmp(path, STANDARD_STREAM) == 0) {
    return read_all(STDIN_FILENO, path, limit, error);
  }
  int fd = open_read(path, error);
  if (fd < 0) {
    return NULL;
  }
  GBytes *bytes = read_all(fd, path, limit, error);
  close(fd);
  return bytes;
}

/* ---- digest ---- */

typedef struct {
  guint64 state;
  guint64 length;
  guint8 rest[8]; /* the last length % 8 bytes */
} Digest;

#define DIGEST_SEED G_GUINT64_CONSTANT(0x315315315315315) /* so that zeros at the beginning leave a mark */

/* Each step is a bijection of the state for a given word and of the word for a given state, so that one changed word always shows. */
static inline guint64 digest_word(guint64 state, const guint8 *bytes) {
  guint64 word;
  memcpy(&word, bytes, sizeof word);
  state = (state ^ GUINT64_FROM_LE(word)) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
  return state ^ state >> 32;
}

static void digest_add(Digest *digest, const guint8 *bytes, gsize length) {
  if (!length) { /* nothing may be handed over as NULL */
    return;
  }
  gsize held = digest->length % 8;
  digest->length += length;
  if (held) {
    gsize take = MIN(8 - held, length);
    memcpy(digest->rest + held, bytes, take);
    if (held + take < 8) {
      return;
    }
    digest->state = digest_word(digest->state, digest->rest);
    bytes += take;
    length -= take;
  }
  guint64 state = digest->state;
  for (; length >= 8; bytes += 8, length -= 8) {
    state = digest_word(state, bytes);
  }
  digest->state = state;
  if (length) {
    memcpy(digest->rest, bytes, length);
  }
}

static guint64 digest_end(const Digest *digest) {
  guint8 last[8] = {0};
  memcpy(last, digest->rest, digest->length % 8);
  guint64 state = digest_word(digest->state, last); /* zeros behind the end are told apart by the length */
  guint64 length = GUINT64_TO_LE(digest->length);
  memcpy(last, &length, sizeof last);
  state = digest_word(state, last);
  memset(last, 0, sizeof last);
  return digest_word(digest_word(state, last), last);
}

guint64 file_digest(const void *bytes, gsize length) {
  Digest digest = {.state = DIGEST_SEED};
  digest_add(&digest, bytes, length);
  return digest_end(&digest);
}

gboolean file_digest_of(const char *path, guint64 *size, guint64 *digest, GError **error) {
  int fd = open_read(path, error);
  if (fd < 0) {
    return FALSE;
  }
  g_autofree guint8 *buffer = g_malloc(BUFFER_SIZE);
  Digest state = {.state = DIGEST_SEED};
  ssize_t got;
  while ((got = read_some(fd, buffer, BUFFER_SIZE)) > 0) {
    digest_add(&state, buffer, (gsize)got);
  }
  int failure = got < 0 ? errno : 0;
  close(fd);
  if (failure) {
    set_fault(error, path, failure, ACT_READ);
    return FALSE;
  }
  *size = state.length;
  *digest = digest_end(&state);
  return TRUE;
}

char *file_sha256(const void *bytes, gsize length) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  const guchar *p = bytes;
  while (length) { /* the length of g_checksum_update is signed */
    gsize piece = MIN(length, (gsize)1 << 30);
    g_checksum_update(sum, p, (gssize)piece);
    p += piece;
    length -= piece;
  }
  return g_strdup(g_checksum_get_string(sum));
}

/* ---- writing ---- */

struct FileWriter {
  char *path;  /* owned; as the caller named it, for messages */
  char *final; /* owned; where the file goes: behind a link, the file that it names */
  char *
      temp; /* owned; NULL when bytes go straight to their place (standard output, a device, a pipe) or nothing is left to remove */
  int fd;
  int failure; /* errno of the first failure, 0 = none */
  gboolean prepared;
  gboolean placed; /* renamed to its final name */
  gsize used;
  Digest digest; /* of what was flushed */
  guint8 *buffer;
};

/* Where writing through `path` ends up: a link stays a link. */
static char *resolve(const char *path) {
  struct stat st;
  if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode)) {
    char *real = realpath(path, NULL); /* of malloc, which is g_malloc's since GLib 2.46 */
    if (real) {
      return real;
    }
  }
  return g_strdup(path);
}

#define TEMP_PREFIX ".ready315-"
#define TEMP_LENGTH (sizeof TEMP_PREFIX - 1 + 6)
#define TEMP_AGE (60 * 60) /* seconds; nobody writes a file for so long */

/* A folder of ours holds files only. */
static void sweep_folder(const char *path) {
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    unlink(file);
  }
  rmdir(path);
}

void file_sweep(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    if (!g_str_has_prefix(name, TEMP_PREFIX) || strlen(name) != TEMP_LENGTH) {
      continue;
    }
    g_autofree char *path = g_build_filename(folder, name, NULL);
    struct stat st;
    if (lstat(path, &st) != 0 || g_get_real_time() / G_USEC_PER_SEC - st.st_mtim.tv_sec <= TEMP_AGE) {
      continue;
    }
    if (S_ISREG(st.st_mode)) {
      unlink(path);
    } else if (S_ISDIR(st.st_mode)) {
      sweep_folder(path);
    }
  }
}

static gboolean open_target(FileWriter *writer) {
  if (strcmp(writer->path, STANDARD_STREAM) == 0) {
    fflush(stdout); /* keep the order with what was printed before */
    writer->fd = STDOUT_FILENO;
    return TRUE;
  }
  writer->final = resolve(writer->path);
  struct stat st;
  gboolean there = stat(writer->final, &st) == 0;
  if (there && S_ISDIR(st.st_mode)) {
    errno = EISDIR;
    return FALSE;
  }
  if (there && !S_ISREG(st.st_mode)) { /* never rename a file over /dev/null */
    writer->fd = open(writer->final, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* a pipe without a reader: ENXIO */
    return writer->fd >= 0 && fcntl(writer->fd, F_SETFL, 0) == 0;
  }
  g_autofree char *folder = g_path_get_dirname(writer->final);
  g_autofree char *temp = g_build_filename(folder, TEMP_PREFIX "XXXXXX", NULL);
  writer->fd = g_mkstemp_full(temp, O_WRONLY | O_CLOEXEC, 0644);
  if (writer->fd < 0) {
    return FALSE;
  }
  writer->temp = g_steal_pointer(&temp);
  /* Who closed the old file to others meant it. Where that cannot be done (some network disks) the file is still worth having. */
  if (there && fchmod(writer->fd, st.st_mode & 0777) != 0) {
    return TRUE;
  }
  return TRUE;
}

FileWriter *file_writer_new(const char *path, GError **error) {
  FileWriter *writer = g_new0(FileWriter, 1);
  writer->path = g_strdup(path);
  writer->fd = -1;
  writer->digest.state = DIGEST_SEED;
  if (!open_target(writer)) {
    set_fault(error, path, errno, ACT_WRITE);
    file_writer_free(writer);
    return NULL;
  }
  writer->buffer = g_malloc(BUFFER_SIZE);
  return writer;
}

static void write_out(FileWriter *writer, const guint8 *bytes, gsize length) {
  digest_add(&writer->digest, bytes, length);
  while (length && !writer->failure) {
    ssize_t done = write(writer->fd, bytes, length);
    if (done < 0) {
      writer->failure = errno == EINTR ? 0 : errno;
    } else {
      bytes += done;
      length -= (gsize)done;
    }
  }
}

void file_put(FileWriter *writer, const void *bytes, gsize length) {
  g_assert(!writer->prepared);
  if (length > BUFFER_SIZE - writer->used) {
    write_out(writer, writer->buffer, writer->used);
    writer->used = 0;
  }
  if (length >= BUFFER_SIZE) {
    write_out(writer, bytes, length);
  } else if (length) {
    memcpy(writer->buffer + writer->used, bytes, length);
    writer->used += length;
  }
}

void file_puts(FileWriter *writer, const char *text) {
  file_put(writer, text, strlen(text));
}

static void discard(FileWriter *writer) {
  if (writer->temp) {
    unlink(writer->temp);
    g_clear_pointer(&writer->temp, g_free);
  }
}

/* Pipes, terminals and some file systems cannot sync; what is written there is as safe as it gets. */
static int sync_fd(int fd) {
  return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS ? 0 : errno;
}

gboolean file_prepare(FileWriter *writer, GError **error) {
  if (!writer->prepared) {
    writer->prepared = TRUE;
    write_out(writer, writer->buffer, writer->used);
    writer->used = 0;
    g_clear_pointer(&writer->buffer, g_free);
    if (!writer->failure && writer->temp) {
      writer->failure = sync_fd(writer->fd);
    }
    /* Network disks may keep a full disk to themselves until the file is closed. */
    if (writer->fd != STDOUT_FILENO && close(writer->fd) != 0 && errno != EINTR && !writer->failure) {
      writer->failure = errno;
    }
    writer->fd = -1;
  }
  if (writer->failure) {
    discard(writer);
    set_fault(error, writer->path, writer->failure, ACT_WRITE);
  }
  return !writer->failure;
}

/* The new name is only safe when its folder is. */
static int sync_folder(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    return errno == EACCES ? 0 : errno; /* folders may be open to writing and closed to reading */
  }
  int failure = sync_fd(fd);
  close(fd);
  return failure;
}

gboolean file_place(FileWriter *writer, GError **error) {
  if (!file_prepare(writer, error)) {
    return FALSE;
  }
  if (writer->temp) {
    if (rename(writer->temp, writer->final) != 0) {
      writer->failure = errno;
      discard(writer);
      set_fault(error, writer->path, writer->failure, ACT_WRITE);
    } else {
      g_clear_pointer(&writer->temp, g_free);
      writer->placed = TRUE;
    }
  }
  return !writer->failure;
}

gboolean file_settle(const char *path, GError **error) {
  g_autofree char *final = resolve(path);
  int failure = sync_folder(final);
  if (failure) {
    set_fault(error, path, failure, ACT_WRITE);
  }
  return failure == 0;
}

gboolean file_commit(FileWriter *writer, GError **error) {
  return file_place(writer, error) && (!writer->placed || file_settle(writer->path, error));
}

void file_writer_free(FileWriter *writer) {
  if (!writer) {
    return;
  }
  if (writer->fd >= 0 && writer->fd != STDOUT_FILENO) {
    close(writer->fd);
  }
  discard(writer);
  g_free(writer->buffer);
  g_free(writer->final);
  g_free(writer->path);
  g_free(writer);
}

guint64 file_writer_digest(const FileWriter *writer) {
  Digest digest = writer->digest;
  digest_add(&digest, writer->buffer, writer->used);
  return digest_end(&digest);
}

guint64 file_writer_size(const FileWriter *writer) {
  return writer->digest.length + writer->used;
}

gboolean file_write(const char *path, const void *bytes, gsize length, GError **error) {
  FileWriter *writer = file_writer_new(path, error);
  if (!writer) {
    return FALSE;
  }
  file_put(writer, bytes, length);
  gboolean done = file_commit(writer, error);
  file_writer_free(writer);
  return done;
}

gboolean file_make_folder(const char *path, GError **error) {
  if (g_mkdir_with_parents(path, 0755) == 0) {
    return TRUE;
  }
  int code = errno;
  if (code == EEXIST || (code == ENOTDIR && g_file_test(path, G_FILE_TEST_EXISTS))) {
    g_autofree char *shown = g_filename_display_name(path);
    g_set_error(error, FILE_FAULT, FILE_FAULT_FOLDER,
                "建不了文件夹 %s：同名的文件已经在那里。请换一个名字，或先把它移走。", shown);
  } else {
    set_fault(error, path, code, ACT_MAKE);
  }
  return FALSE;
}
