/* Reading within bounds, and writing that is complete or not there, with the disk's failures played for real: a full device, a file size
 * limit, folders in place of files. */
#include "base/file.h"
#include "base/place.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *folder;
} Fixture;

static void set_up(Fixture *f, gconstpointer data) {
  f->folder = g_dir_make_tmp("ready315-file-XXXXXX", NULL);
}

static void remove_all(const char *path) {
  g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *below = g_build_filename(path, name, NULL);
    remove_all(below);
  }
  g_remove(path);
}

static void tear_down(Fixture *f, gconstpointer data) {
  remove_all(f->folder);
  g_free(f->folder);
}

static char *at(const Fixture *f, const char *name) {
  return g_build_filename(f->folder, name, NULL);
}

static void put_file(const char *path, const char *text) {
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void assert_holds(const char *path, const char *text) {
  g_autofree char *bytes = NULL;
  g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
  g_assert_cmpstr(bytes, ==, text);
}

static guint count_files(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name(dir)) {
    n++;
  }
  return n;
}

/* The failure's kind, and that its sentence names the path and says something that a manager can read. */
static void assert_fault(GError **error, FileFault fault, const char *path, const char *says) {
  g_assert_error(*error, FILE_FAULT, (int)fault);
  g_assert_nonnull(strstr((*error)->message, path));
  g_assert_nonnull(strstr((*error)->message, says));
  g_assert_true(g_str_has_suffix((*error)->message, "。"));
  g_clear_error(error);
}

static void read_file(Fixture *f, gconstpointer data) {
  g_autofree char *path = at(f, "门店.yaml");
  put_file(path, "0123456789");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) exact = file_read(path, 10, &error);
  g_assert_no_error(error);
  g_assert_cmpmem(g_bytes_get_data(exact, NULL), g_bytes_get_size(exact), "0123456789", 10);
  g_assert_null(file_read(path, 9, &error));
  assert_fault(&error, FILE_FAULT_TOO_BIG, "门店.yaml", "最多读 9 字节");

  put_file(path, "");
  g_autoptr(GBytes) empty = file_read(path, 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(g_bytes_get_size(empty), ==, 0);

  g_assert_null(file_read(f->folder, 100, &error));
  assert_fault(&error, FILE_FAULT_FOLDER, f->folder, "文件夹");
  g_autofree char *missing = at(f, "没有.yaml");
  g_assert_null(file_read(missing, 100, &error));
  assert_fault(&error, FILE_FAULT_MISSING, "没有.yaml", "没有这个文件");
  g_autofree char *through = g_build_filename(path, "x", NULL);
  g_assert_null(file_read(through, 100, &error));
  assert_fault(&error, FILE_FAULT_MISSING, through, "不是文件夹");
  g_autofree char *loop = at(f, "圈");
  g_assert_cmpint(symlink("圈", loop), ==, 0);
  g_assert_null(file_read(loop, 100, &error));
  assert_fault(&error, FILE_FAULT_OTHER, loop, "绕成了圈");
  g_autofree char *name = g_strnfill(300, 'x');
  g_autofree char *endless = at(f, name);
  g_assert_null(file_read(endless, 100, &error));
  assert_fault(&error, FILE_FAULT_OTHER, endless, "太长");
  g_assert_null(file_read("/dev/zero", 1 << 20, &error)); /* what has no end is bounded, too */
  assert_fault(&error, FILE_FAULT_TOO_BIG, "/dev/zero", "最多读 1 MB");
  if (geteuid() != 0) {
    g_chmod(path, 0);
    g_assert_null(file_read(path, 100, &error));
    assert_fault(&error, FILE_FAULT_ACCESS, path, "权限");
  }
}

static gpointer feed(gpointer data) {
  int fd = GPOINTER_TO_INT(data);
  g_autofree char *bytes = g_strnfill(300000, 'x');
  for (gsize done = 0; done < 300000; done += 3000) {
    g_assert_cmpint(write(fd, bytes + done, 3000), ==, 3000);
  }
  close(fd);
  return NULL;
}

/* A pipe has no size to ask for. */
static void read_pipe(Fixture *f, gconstpointer data) {
  for (int round = 0; round < 2; round++) {
    int ends[2];
    g_assert_cmpint(pipe(ends), ==, 0);
    int saved = dup(STDIN_FILENO);
    dup2(ends[0], STDIN_FILENO);
    GThread *thread = g_thread_new("feed", feed, GINT_TO_POINTER(ends[1]));
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = file_read("-", round ? 299999 : 300000, &error);
    char rest[4096];
    while (read(STDIN_FILENO, rest, sizeof rest) > 0) {
      /* lets the feeder end */
    }
    g_thread_join(thread);
    dup2(saved, STDIN_FILENO);
    close(saved);
    close(ends[0]);
    if (round) {
      g_assert_null(bytes);
      assert_fault(&error, FILE_FAULT_TOO_BIG, "标准输入", "最多读 292 KB");
    } else {
      g_assert_no_error(error);
      g_assert_cmpuint(g_bytes_get_size(bytes), ==, 300000);
    }
  }
}

static void write_file(Fixture *f, gconstpointer data) {
  g_autofree char *path = at(f, "表.csv");
  g_autoptr(GError) error = NULL;
  umask(022);
  {
    g_autoptr(FileWriter) writer = file_writer_new(path, &error);
    g_assert_no_error(error);
    file_puts(writer, "姓名");
    file_put(writer, ",电话\r\n", strlen(",电话\r\n"));
    file_put(writer, "", 0);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS)); /* nothing shows before commit */
    g_assert_cmpuint(file_writer_size(writer), ==, strlen("姓名,电话\r\n"));
    g_assert_cmpuint(file_writer_digest(writer), ==, file_digest("姓名,电话\r\n", strlen("姓名,电话\r\n")));
    g_assert_true(file_commit(writer, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(file_writer_digest(writer), ==, file_digest("姓名,电话\r\n", strlen("姓名,电话\r\n")));
  }
  assert_holds(path, "姓名,电话\r\n");
  struct stat st;
  g_assert_cmpint(stat(path, &st), ==, 0);
  g_assert_cmpuint(st.st_mode & 0777, ==, 0644);
  g_assert_cmpuint(count_files(f->folder), ==, 1);

  {
    g_autoptr(FileWriter) dropped = file_writer_new(path, &error);
    file_puts(dropped, "别的");
    g_assert_cmpuint(count_files(f->folder), ==, 2);
  }
  assert_holds(path, "姓名,电话\r\n"); /* dropping leaves the old file, and no other */
  g_assert_cmpuint(count_files(f->folder), ==, 1);

  g_assert_cmpint(g_chmod(path, 0600), ==, 0);
  g_assert_true(file_write(path, "新", strlen("新"), &error));
  assert_holds(path, "新");
  g_assert_cmpint(stat(path, &st), ==, 0);
  g_assert_cmpuint(st.st_mode & 0777, ==, 0600); /* what was closed to others stays closed */

  g_autofree char *link = at(f, "链接");
  g_assert_cmpint(symlink("表.csv", link), ==, 0);
  g_assert_true(file_write(link, "经链接", strlen("经链接"), &error));
  assert_holds(path, "经链接");
  g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
  file_writer_free(NULL);
}

/* Several files together: all are on disk before the first is renamed. */
static void write_together(Fixture *f, gconstpointer data) {
  g_autofree char *a = at(f, "a");
  g_autofree char *b = at(f, "b");
  put_file(a, "旧");
  g_autoptr(GError) error = NULL;
  g_autoptr(FileWriter) one = file_writer_new(a, &error);
  g_autoptr(FileWriter) two = file_writer_new(b, &error);
  file_puts(one, "甲");
  file_puts(two, "乙");
  g_assert_true(file_prepare(one, &error));
  g_assert_true(file_prepare(two, &error));
  g_assert_true(file_prepare(two, &error)); /* twice does no harm */
  assert_holds(a, "旧");
  g_assert_false(g_file_test(b, G_FILE_TEST_EXISTS));
  g_assert_true(file_commit(one, &error));
  g_assert_true(file_commit(two, &error));
  assert_holds(a, "甲");
  assert_holds(b, "乙");
  g_assert_cmpuint(count_files(f->folder), ==, 2);
}

static void write_nowhere(Fixture *f, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  g_autofree char *lost = at(f, "没有/表.csv");
  g_assert_null(file_writer_new(lost, &error));
  assert_fault(&error, FILE_FAULT_MISSING, lost, "文件夹不存在");
  g_assert_null(file_writer_new(f->folder, &error));
  assert_fault(&error, FILE_FAULT_FOLDER, f->folder, "这是文件夹");
  g_autofree char *file = at(f, "文件");
  put_file(file, "x");
  g_autofree char *below = g_build_filename(file, "表.csv", NULL);
  g_assert_false(file_write(below, "x", 1, &error));
  assert_fault(&error, FILE_FAULT_MISSING, below, "不是文件夹");
  g_assert_null(file_writer_new("/proc/self/ready315", &error)); /* a place that takes no new files */
  g_assert_nonnull(error);
  g_assert_nonnull(strstr(error->message, "写不了 /proc/self/ready315："));
  g_clear_error(&error);

  /* The folder goes away between the two, and so does the place to rename to. */
  g_autofree char *folder = at(f, "夹");
  g_autofree char *path = g_build_filename(folder, "表.csv", NULL);
  g_assert_cmpint(g_mkdir(folder, 0755), ==, 0);
  g_autoptr(FileWriter) writer = file_writer_new(path, &error);
  file_puts(writer, "x");
  g_assert_true(file_prepare(writer, &error));
  remove_all(folder);
  g_assert_false(file_commit(writer, &error));
  assert_fault(&error, FILE_FAULT_MISSING, path, "文件夹不存在");

  /* A folder appears under the name. */
  g_autofree char *taken = at(f, "占用");
  g_autoptr(FileWriter) late = file_writer_new(taken, &error);
  file_puts(late, "x");
  g_assert_cmpint(g_mkdir(taken, 0755), ==, 0);
  g_assert_false(file_commit(late, &error));
  assert_fault(&error, FILE_FAULT_FOLDER, taken, "这是文件夹");
  g_assert_cmpuint(count_files(f->folder), ==, 2); /* 文件 and 占用: no temporary file is left */
}

/* A device takes the bytes where it is: renaming a file over it would break the machine. */
static void write_device(Fixture *f, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  g_assert_true(file_write("/dev/null", "x", 1, &error));
  g_assert_no_error(error);
  struct stat st;
  g_assert_cmpint(stat("/dev/null", &st), ==, 0);
  g_assert_true(S_ISCHR(st.st_mode));
  g_assert_false(file_write("/dev/full", "x", 1, &error));
  assert_fault(&error, FILE_FAULT_FULL, "/dev/full", "磁盘满了");
  g_autofree char *link = at(f, "满");
  g_assert_cmpint(symlink("/dev/full", link), ==, 0);
  g_assert_false(file_write(link, "x", 1, &error));
  assert_fault(&error, FILE_FAULT_FULL, link, "磁盘满了");
  g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));

  g_autoptr(FileWriter) writer = file_writer_new("/dev/full", &error);
  g_autofree char *much = g_strnfill(1 << 20, 'x');
  for (int i = 0; i < 10; i++) {
    file_put(writer, much, 1 << 20); /* the first failure is kept for later */
  }
  g_assert_cmpuint(file_writer_size(writer), ==, 10 << 20);
  g_assert_false(file_prepare(writer, &error));
  assert_fault(&error, FILE_FAULT_FULL, "/dev/full", "磁盘满了");
  g_assert_false(file_commit(writer, &error)); /* and said again */
  assert_fault(&error, FILE_FAULT_FULL, "/dev/full", "磁盘满了");
}

/* A disk that fills up while writing: the old file stays, nothing else does. */
static void write_limited(Fixture *f, gconstpointer data) {
  g_autofree char *path = at(f, "大.csv");
  put_file(path, "旧");
  signal(SIGXFSZ, SIG_IGN);
  struct rlimit saved, small;
  getrlimit(RLIMIT_FSIZE, &saved);
  small = saved;
  small.rlim_cur = 200000;
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
  g_autoptr(GError) error = NULL;
  g_autoptr(FileWriter) writer = file_writer_new(path, &error);
  for (int i = 0; i < 30000; i++) {
    file_puts(writer, "0123456789");
  }
  gboolean done = file_commit(writer, &error);
  setrlimit(RLIMIT_FSIZE, &saved);
  signal(SIGXFSZ, SIG_DFL);
  g_assert_false(done);
  assert_fault(&error, FILE_FAULT_FULL, path, "超过了系统允许的大小");
  assert_holds(path, "旧");
  g_assert_cmpuint(count_files(f->folder), ==, 1);
}

static void standard_output(Fixture *f, gconstpointer data) {
  g_autofree char *path = at(f, "out");
  fflush(stdout);
  int saved = dup(STDOUT_FILENO);
  g_assert_nonnull(freopen(path, "w", stdout));
  fputs("先", stdout); /* still in stdio's buffer */
  g_autoptr(GError) error = NULL;
  gboolean done = file_write("-", "后", strlen("后"), &error);
  gboolean still_open = fcntl(STDOUT_FILENO, F_GETFD) >= 0;
  int full = open("/dev/full", O_WRONLY);
  dup2(full, STDOUT_FILENO);
  close(full);
  g_autoptr(GError) no_room = NULL;
  gboolean refused = !file_write("-", "后", strlen("后"), &no_room);
  dup2(saved, STDOUT_FILENO);
  close(saved);
  g_assert_true(done);
  g_assert_no_error(error);
  g_assert_true(still_open);
  assert_holds(path, "先后");
  g_assert_true(refused);
  assert_fault(&no_room, FILE_FAULT_FULL, "标准输出", "磁盘满了");
}

static void folders(Fixture *f, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  g_autofree char *deep = at(f, "一/二/三");
  g_assert_true(file_make_folder(deep, &error));
  g_assert_true(file_make_folder(deep, &error));
  g_assert_true(g_file_test(deep, G_FILE_TEST_IS_DIR));
  g_autofree char *file = at(f, "文件");
  put_file(file, "x");
  g_assert_false(file_make_folder(file, &error));
  assert_fault(&error, FILE_FAULT_FOLDER, file, "同名的文件");
  g_autofree char *below = g_build_filename(file, "夹", NULL);
  g_assert_false(file_make_folder(below, &error));
  assert_fault(&error, FILE_FAULT_MISSING, below, "不是文件夹");
}

/* In pieces of every size as at once; and no two of many near texts alike. */
static void digest(Fixture *f, gconstpointer data) {
  guint8 bytes[1000];
  for (guint i = 0; i < sizeof bytes; i++) {
    bytes[i] = (guint8)(i * 37 + i / 251);
  }
  g_autoptr(GError) error = NULL;
  for (gsize piece = 1; piece < 40; piece++) {
    g_autoptr(FileWriter) writer = file_writer_new("/dev/null", &error);
    for (gsize done = 0; done < sizeof bytes; done += piece) {
      file_put(writer, bytes + done, MIN(piece, sizeof bytes - done));
      g_assert_cmpuint(file_writer_digest(writer), ==, file_digest(bytes, MIN(done + piece, sizeof bytes)));
    }
  }
  g_autoptr(FileWriter) big = file_writer_new("/dev/null", &error); /* across the buffer's end, at odd places */
  GByteArray *all = g_byte_array_new();
  for (guint i = 0; i < 700; i++) {
    gsize length = 1 + i * 7919 % 997;
    file_put(big, bytes, length);
    g_byte_array_append(all, bytes, (guint)length);
  }
  g_assert_cmpuint(file_writer_digest(big), ==, file_digest(all->data, all->len));
  g_autofree char *path = g_build_filename(g_get_tmp_dir(), "ready315-digest-XXXXXX", NULL);
  int fd = g_mkstemp(path);
  g_assert_cmpint(fd, >=, 0);
  close(fd);
  guint64 size = 0, digest = 0;
  g_assert_true(file_write(path, all->data, all->len, &error));
  g_assert_true(file_digest_of(path, &size, &digest, &error));
  g_assert_cmpuint(size, ==, all->len);
  g_assert_cmpuint(digest, ==, file_digest(all->data, all->len));
  g_unlink(path);
  g_assert_false(file_digest_of(path, &size, &digest, &error));
  g_assert_error(error, FILE_FAULT, FILE_FAULT_MISSING);
  g_clear_error(&error);
  g_byte_array_unref(all);

  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (gsize length = 0; length <= 64; length++) { /* zeros differ by their number */
    guint8 zeros[64] = {0};
    g_assert_true(g_hash_table_add(seen, g_memdup2(&(guint64){file_digest(zeros, length)}, 8)));
  }
  for (guint i = 0; i < 64 * 8; i++) { /* each single bit shows */
    guint8 text[64];
    memcpy(text, bytes, sizeof text);
    text[i / 8] ^= (guint8)(1u << i % 8);
    g_assert_true(g_hash_table_add(seen, g_memdup2(&(guint64){file_digest(text, sizeof text)}, 8)));
  }
  for (guint i = 0; i < 100000; i++) {
    g_autofree char *text = g_strdup_printf("第 %u 行", i);
    g_assert_true(g_hash_table_add(seen, g_memdup2(&(guint64){file_digest(text, strlen(text))}, 8)));
  }
  /* Digests are kept in files, so they never change. */
  g_assert_cmphex(file_digest("", 0), ==, 0xd2daf008d20d50f7);
  g_assert_cmphex(file_digest("abc", 3), ==, 0xb73d2856e854b838);
  g_assert_cmphex(file_digest("315 备战方案", 16), ==, 0xe4aa799e77bf2adf);
  g_autofree char *sha = file_sha256("abc", 3);
  g_assert_cmpstr(sha, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void places(Fixture *f, gconstpointer data) {
  g_setenv("READY315_SHARE", "/somewhere/share", TRUE);
  g_assert_cmpstr(place_share(), ==, "/somewhere/share");
  g_setenv("READY315_SHARE", "", TRUE);
  g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL); /* B/tests/test_file stands beside B/bin */
  g_autofree char *folder = g_path_get_dirname(exe);
  g_autofree char *prefix = g_path_get_dirname(folder);
  g_autofree char *share = g_build_filename(prefix, "share/ready315", NULL);
  g_autofree char *libexec = g_build_filename(prefix, "libexec/ready315", NULL);
  g_assert_cmpstr(place_share(), ==, share);
  g_assert_cmpstr(place_libexec(), ==, libexec);
  g_unsetenv("READY315_SHARE");
  g_assert_cmpstr(place_share(), ==, share);
}

/* A copy of this program put where a helper is installed finds the same places as one in bin. */
static void places_installed(Fixture *f, gconstpointer data) {
  static const char *const FOLDERS[] = {"usr/bin", "usr/libexec/ready315"};
  g_autofree char *prefix = at(f, "usr");
  g_autofree char *expected = g_strdup_printf("%s/share/ready315\n%s/libexec/ready315\n", prefix, prefix);
  g_autofree char *program = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents("/proc/self/exe", &program, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
    g_autofree char *folder = at(f, FOLDERS[i]);
    g_autofree char *copy = g_build_filename(folder, "x", NULL);
    g_assert_true(file_make_folder(folder, NULL));
    g_assert_true(g_file_set_contents(copy, program, (gssize)length, NULL));
    g_assert_cmpint(g_chmod(copy, 0755), ==, 0);
    char argument[] = "--places";
    char *command[] = {copy, argument, NULL};
    g_autofree char *printed = NULL;
    g_autoptr(GError) error = NULL;
    int status = -1;
    g_spawn_sync(NULL, command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &printed, NULL, &status, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, 0);
    g_assert_cmpstr(printed, ==, expected);
  }
}

static gpointer write_late(gpointer path) {
  g_usleep(300 * 1000);
  int fd = open(path, O_WRONLY);
  g_usleep(100 * 1000);
  g_assert_cmpint(write(fd, "甲", strlen("甲")), ==, (gssize)strlen("甲"));
  close(fd);
  return NULL;
}

/* A named pipe in the place of a file: without anybody at the other end it is told, with a slow writer it is read. */
static void named_pipe(Fixture *fixture, gconstpointer data) {
  g_autofree char *path = g_build_filename(fixture->folder, "pipe", NULL);
  g_assert_cmpint(mkfifo(path, 0600), ==, 0);
  GError *error = NULL;
  g_assert_null(file_read(path, 100, &error));
  g_assert_nonnull(strstr(error->message, "没有程序往里面写"));
  g_clear_error(&error);
  g_assert_null(file_writer_new(path, &error));
  g_assert_nonnull(strstr(error->message, "另一头没有程序在等"));
  g_clear_error(&error);
  GThread *thread = g_thread_new("late", write_late, path);
  g_autoptr(GBytes) bytes = file_read(path, 100, &error);
  g_assert_no_error(error);
  g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), "甲", strlen("甲"));
  g_thread_join(thread);
  g_unlink(path);
}

static void add(const char *name, void (*run)(Fixture *, gconstpointer)) {
  g_autofree char *path = g_strconcat("/file/", name, NULL);
  g_test_add(path, Fixture, NULL, set_up, run, tear_down);
}

/* What a killed run left goes after an hour, files and folders; what is younger or not ours stays. */
static void sweep(Fixture *f, gconstpointer data) {
  static const struct {
    const char *name;
    gboolean folder;
    int age; /* seconds */
    gboolean stays;
  } rows[] = {{".ready315-abcdef", FALSE, 7200, FALSE},  {".ready315-bbcdef", FALSE, 60, TRUE},
              {".ready315-cbcdef", TRUE, 7200, FALSE},   {".ready315-dbcdef", TRUE, 60, TRUE},
              {".ready315-other-one", TRUE, 7200, TRUE}, {"store.yaml", FALSE, 7200, TRUE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = at(f, rows[i].name);
    g_autofree char *inside = g_build_filename(path, "ready315.db", NULL);
    g_assert_true(!rows[i].folder || g_mkdir(path, 0700) == 0);
    put_file(rows[i].folder ? inside : path, "x");
    const struct timespec old = {g_get_real_time() / G_USEC_PER_SEC - rows[i].age, 0}, times[] = {old, old};
    g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
  }
  file_sweep(f->folder);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = at(f, rows[i].name);
    g_assert_cmpint(g_file_test(path, G_FILE_TEST_EXISTS), ==, rows[i].stays);
  }
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--places") == 0) {
    printf("%s\n%s\n", place_share(), place_libexec());
    return 0;
  }
  g_test_init(&argc, &argv, NULL);
  add("read", read_file);
  add("read-pipe", read_pipe);
  add("named-pipe", named_pipe);
  add("write", write_file);
  add("write-together", write_together);
  add("write-nowhere", write_nowhere);
  add("write-device", write_device);
  add("write-limited", write_limited);
  add("standard-output", standard_output);
  add("folders", folders);
  add("digest", digest);
  add("sweep", sweep);
  add("places", places);
  add("places-installed", places_installed);
  return g_test_run();
}
