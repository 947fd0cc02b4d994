/* Files as evidence: what is refused, what is copied, what is found missing or changed; and new pictures. */
#include "base/file.h"
#include "desk/record/evidence.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

static const Tools NO_TOOLS = {0};

typedef struct {
  char *folder, *shop, *outside;
  Desk *desk;
} Place;

static void remove_all(const char *path) {
  g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *inside = g_build_filename(path, name, NULL);
    remove_all(inside);
  }
  g_remove(path);
}

static char *put(const char *folder, const char *name, const char *bytes) {
  char *path = g_build_filename(folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname(path);
  g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
  g_assert_true(g_file_set_contents(path, bytes, -1, NULL));
  return path;
}

static void set_up(Place *place, gconstpointer data) {
  place->folder = g_dir_make_tmp("ready315-evidence-XXXXXX", NULL);
  place->shop = g_build_filename(place->folder, "shop", NULL);
  place->outside = g_build_filename(place->folder, "outside", NULL);
  g_autofree char *store = put(place->shop, "store.yaml", "store: {id: a}\n");
  g_assert_cmpint(g_mkdir(place->outside, 0700), ==, 0);
  place->desk = desk_new(place->shop, place->folder, &NO_TOOLS);
}

static void tear_down(Place *place, gconstpointer data) {
  desk_free(place->desk);
  remove_all(place->folder);
  g_free(place->folder);
  g_free(place->shop);
  g_free(place->outside);
}

static void refused(const Place *place, const char *path, int fault, const char *word) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Evidence) evidence = evidence_of_file(place->desk, path, &error);
  g_assert_null(evidence);
  g_assert_error(error, FILE_FAULT, fault);
  g_assert_true(g_str_has_suffix(error->message, "。"));
  if (!strstr(error->message, word)) {
    g_error("%s", error->message);
  }
}

static void test_refused(Place *place, gconstpointer data) {
  g_autofree char *none = g_build_filename(place->outside, "none.jpg", NULL);
  refused(place, none, FILE_FAULT_MISSING, "不存在");
  refused(place, place->outside, FILE_FAULT_FOLDER, "文件夹");
  g_autofree char *empty = put(place->outside, "empty.jpg", "");
  refused(place, empty, FILE_FAULT_OTHER, "空的");
  g_autofree char *big = put(place->outside, "big.jpg", "x");
  g_assert_cmpint(truncate(big, EVIDENCE_MOST + 1), ==, 0);
  refused(place, big, FILE_FAULT_TOO_BIG, "64 MB");
  g_assert_cmpint(truncate(big, EVIDENCE_MOST), ==, 0);
  g_autoptr(Evidence) just = evidence_of_file(place->desk, big, NULL);
  g_assert_nonnull(just);
  g_autofree char *pipe = g_build_filename(place->outside, "pipe.jpg", NULL);
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  refused(place, pipe, FILE_FAULT_OTHER, "普通文件");
}

static void test_links(Place *place, gconstpointer data) {
  g_autofree char *secret = put(place->outside, "secret", "not for you");
  g_autofree char *inside = put(place->shop, "照片/a.jpg", "picture");
  g_autofree char *out = g_build_filename(place->shop, "照片", "out.jpg", NULL);
  g_autofree char *within = g_build_filename(place->shop, "照片", "within.jpg", NULL);
  g_autofree char *dangling = g_build_filename(place->shop, "照片", "dangling.jpg", NULL);
  g_autofree char *folder = g_build_filename(place->shop, "far", NULL);
  g_autofree char *through = g_build_filename(place->shop, "far", "secret", NULL);
  g_autofree char *dots = g_build_filename(place->shop, "..", "outside", "secret", NULL);
  g_autofree char *near = g_build_filename(place->outside, "near.jpg", NULL);
  g_autofree char *far = g_build_filename(place->folder, "far.jpg", NULL);
  g_assert_cmpint(symlink(secret, out), ==, 0);
  g_assert_cmpint(symlink("a.jpg", within), ==, 0);
  g_assert_cmpint(symlink("gone.jpg", dangling), ==, 0);
  g_assert_cmpint(symlink(place->outside, folder), ==, 0);
  g_assert_cmpint(symlink("secret", near), ==, 0);
  g_assert_cmpint(symlink("/etc/passwd", far), ==, 0);
  refused(place, out, FILE_FAULT_OTHER, "链接");
  refused(place, dangling, FILE_FAULT_MISSING, "链接");
  refused(place, through, FILE_FAULT_OTHER, "链接");
  refused(place, far, FILE_FAULT_OTHER, "链接");
  const char *const fine[] = {inside, within, near, secret, dots};
  for (gsize i = 0; i < G_N_ELEMENTS(fine); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Evidence) evidence = evidence_of_file(place->desk, fine[i], &error);
    g_assert_no_error(error);
    g_assert_nonnull(evidence);
  }
}

static void test_keep(Place *place, gconstpointer data) {
  static const struct {
    const char *name, *ending;
  } rows[] = {{"冷柜 温度.JPG", ".jpg"}, {"无后缀", ""}, {"a.b c", ""}, {".jpg", ""}, {"x.verylongend", ""}};
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strdup_printf("picture %d", (int)i);
    g_autofree char *path = put(place->outside, rows[i].name, text);
    g_autoptr(GError) error = NULL;
    g_autoptr(Evidence) evidence = evidence_of_file(place->desk, path, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(evidence->name, ==, rows[i].name);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    g_assert_cmpstr(evidence->sha256, ==, sha256);
    g_assert_cmpint(evidence_look(place->desk, evidence), ==, EVIDENCE_MISSING);
    g_assert_true(evidence_keep(place->desk, path, evidence, &error));
    g_autofree char *copy = evidence_path(place->desk, evidence);
    g_autofree char *wanted = g_strconcat(place->shop, "/evidence/", sha256, rows[i].ending, NULL);
    g_assert_cmpstr(copy, ==, wanted);
    g_assert_cmpint(evidence_look(place->desk, evidence), ==, EVIDENCE_SOUND);
    g_assert_true(g_file_set_contents(copy, "changed", -1, NULL));
    g_assert_cmpint(evidence_look(place->desk, evidence), ==, EVIDENCE_CHANGED);
    g_assert_true(evidence_keep(place->desk, path, evidence, &error));
    g_assert_cmpint(evidence_look(place->desk, evidence), ==, EVIDENCE_SOUND);
    /* the file goes on being written after it was looked at */
    g_assert_cmpint(g_remove(copy), ==, 0);
    g_assert_true(g_file_set_contents(path, "something else", -1, NULL));
    g_assert_false(evidence_keep(place->desk, path, evidence, &error));
    g_assert_nonnull(strstr(error->message, "变了"));
    g_assert_cmpint(evidence_look(place->desk, evidence), ==, EVIDENCE_MISSING);
  }
}

/* What became of the file between being looked at and being copied, and what is said of it. */
static void test_changed_meanwhile(Place *place, gconstpointer data) {
  static const char *const WORDS[] = {"变了", "变了", "空的", "不存在", "普通文件", "文件夹", "64 MB", "链接"};
  for (guint i = 0; i < G_N_ELEMENTS(WORDS); i++) {
    g_autofree char *path = put(place->outside, "p.jpg", "a picture that is being sent");
    g_autoptr(Evidence) evidence = evidence_of_file(place->desk, path, NULL);
    g_assert_nonnull(evidence);
    if (i >= 3 && i != 6) {
      g_assert_cmpint(g_remove(path), ==, 0);
    }
    int made = i == 0   ? truncate(path, 9)
               : i == 1 ? truncate(path, 1000)
               : i == 2 ? truncate(path, 0)
               : i == 4 ? mkfifo(path, 0600)
               : i == 5 ? g_mkdir(path, 0700)
               : i == 6 ? truncate(path, (off_t)EVIDENCE_MOST + 1)
               : i == 7 ? symlink("/etc/passwd", path)
                        : 0;
    g_assert_cmpint(made, ==, 0);
    g_autoptr(GError) error = NULL;
    g_assert_false(evidence_keep(place->desk, path, evidence, &error));
    g_assert_true(g_str_has_suffix(error->message, "。"));
    if (!strstr(error->message, WORDS[i])) {
      g_error("%u: %s", i, error->message);
    }
    g_assert_cmpint(evidence_look(place->desk, evidence), ==, EVIDENCE_MISSING);
    remove_all(path);
  }
}

enum { SENT = 300 * 1000, ROUNDS = 60 };

typedef struct {
  char *path;
  int stop;
} Sender;

/* Somebody who writes the same file over and over, each time with other bytes and of another length. */
static gpointer send_on(gpointer data) {
  Sender *sender = data;
  g_autofree char *bytes = g_malloc(SENT);
  int fd = g_open(sender->path, O_WRONLY | O_CLOEXEC, 0600);
  for (int i = 0; !g_atomic_int_get(&sender->stop); i++) {
    memset(bytes, 'a' + i % 26, SENT);
    g_assert_cmpint(pwrite(fd, bytes, SENT / 2, 0), ==, SENT / 2);
    g_assert_cmpint(ftruncate(fd, SENT / 2 + i % 7), ==, 0);
    g_assert_cmpint(pwrite(fd, bytes, SENT / 2, SENT / 2), ==, SENT / 2);
    g_usleep(i % 3 * 500);
  }
  close(fd);
  return NULL;
}

/* Whatever was caught, the copy has the hash that it is recorded under, or there is none. */
static void test_while_it_is_sent(Place *place, gconstpointer data) {
  g_autofree char *path = put(place->outside, "p.jpg", "x");
  Sender sender = {path, 0};
  GThread *thread = g_thread_new("sender", send_on, &sender);
  guint kept = 0;
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Evidence) evidence = evidence_of_file(place->desk, path, &error);
    if (evidence && evidence_keep(place->desk, path, evidence, &error)) {
      kept++;
      g_assert_cmpint(evidence_look(place->desk, evidence), ==, EVIDENCE_SOUND);
    } else {
      g_assert_error(error, FILE_FAULT, FILE_FAULT_OTHER);
      g_assert_true(g_str_has_suffix(error->message, "。"));
    }
  }
  g_atomic_int_set(&sender.stop, 1);
  g_thread_join(thread);
  g_test_message("kept %u of %u", kept, ROUNDS);
  g_autofree char *folder = g_build_filename(place->shop, "evidence", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *copy = g_build_filename(folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(copy, &bytes, &length, NULL));
    g_autofree char *sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    g_assert_true(g_str_has_prefix(name, sha256));
  }
}

static void put_picture(const Place *place, const char *name, const char *bytes, time_t taken) {
  g_autofree char *path = put(place->shop, name, bytes);
  struct utimbuf times = {taken, taken};
  g_assert_cmpint(utime(path, &times), ==, 0);
}

static char *names(const Place *place) {
  g_autoptr(GPtrArray) pictures = evidence_pictures(place->desk);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < pictures->len; i++) {
    const Picture *picture = g_ptr_array_index(pictures, i);
    g_string_append_printf(out, "%s ", picture->name);
  }
  return g_string_free(out, FALSE);
}

static void test_pictures(Place *place, gconstpointer data) {
  g_autofree char *none = names(place);
  g_assert_cmpstr(none, ==, "");
  put_picture(place, "照片/old.jpg", "old", 1000);
  put_picture(place, "照片/new.HEIC", "new", 3000);
  put_picture(place, "照片/DCIM/100/middle.png", "middle", 2000);
  put_picture(place, "照片/note.txt", "text", 4000);
  put_picture(place, "照片/.hidden.jpg", "hidden", 4000);
  put_picture(place, "照片/coming.jpg", "", 4000);
  g_autofree char *link = g_build_filename(place->shop, "照片", "link.jpg", NULL);
  g_assert_cmpint(symlink("/etc/passwd", link), ==, 0);
  g_autofree char *all = names(place);
  g_assert_cmpstr(all, ==, "new.HEIC DCIM/100/middle.png old.jpg ");
  g_autofree char *path = g_build_filename(place->shop, "照片", "new.HEIC", NULL);
  g_autoptr(Evidence) evidence = evidence_of_file(place->desk, path, NULL);
  g_assert_true(evidence_keep(place->desk, path, evidence, NULL));
  g_autofree char *left = names(place); /* old.jpg has the same size */
  g_assert_cmpstr(left, ==, "DCIM/100/middle.png old.jpg ");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/evidence/" name, Place, NULL, set_up, function, tear_down)
  ADD("refused", test_refused);
  ADD("links", test_links);
  ADD("keep", test_keep);
  ADD("changed-meanwhile", test_changed_meanwhile);
  ADD("while-it-is-sent", test_while_it_is_sent);
  ADD("pictures", test_pictures);
  return g_test_run();
}
