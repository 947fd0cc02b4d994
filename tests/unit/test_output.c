/* Files that commands make: all or none, and never over what is not ours. */
#include "desk/output.h"
#include "problems.h"

typedef struct {
  Folder folder;
  Desk *desk;
} Place;

static Place place_new(gboolean workspace) {
  static const Tools tools = {0};
  Place place = {.folder = folder_new(1)};
  if (workspace) {
    folder_put(&place.folder, "store.yaml", "store: {}\n");
  }
  place.desk = desk_new(place.folder.path, "", &tools);
  g_assert_cmpint(place.desk->has_workspace, ==, workspace);
  return place;
}

static void place_free(Place *place) {
  desk_free(place->desk);
  folder_free(&place->folder);
}

static char *path_in(const Place *place, const char *name) {
  return g_build_filename(place->folder.path, name, NULL);
}

static char *text_in(const Place *place, const char *name) {
  g_autofree char *path = path_in(place, name);
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  return text;
}

#define assert_text(place, name, expected)                                                                             \
  G_STMT_START {                                                                                                       \
    g_autofree char *assert_text_ = text_in((place), (name));                                                          \
    g_assert_cmpstr(assert_text_, ==, (expected));                                                                     \
  }                                                                                                                    \
  G_STMT_END

static gboolean write_one(const Place *place, const char *name, const char *text, GError **error) {
  g_autofree char *path = path_in(place, name);
  return output_write(place->desk, path, text, strlen(text), error);
}

static void test_again(void) {
  Place place = place_new(TRUE);
  g_autoptr(GError) error = NULL;
  g_assert_true(write_one(&place, "out/a.txt", "one", &error));
  assert_text(&place, "out/a.txt", "one");
  g_assert_true(write_one(&place, "out/a.txt", "two", &error)); /* ours: replaced */
  assert_text(&place, "out/a.txt", "two");
  folder_put(&place.folder, "out/a.txt", "edited");
  g_assert_false(write_one(&place, "out/a.txt", "three", &error));
  g_assert_error(error, FILE_FAULT, FILE_FAULT_EXISTS);
  g_assert_nonnull(strstr(error->message, "被人改过"));
  g_clear_error(&error);
  assert_text(&place, "out/a.txt", "edited");
  place.desk->force = TRUE;
  g_assert_true(write_one(&place, "out/a.txt", "three", &error));
  place.desk->force = FALSE;
  g_assert_true(write_one(&place, "out/a.txt", "four", &error)); /* and ours again */
  assert_text(&place, "out/a.txt", "four");
  place_free(&place);
}

static void test_strangers(void) {
  Place place = place_new(TRUE);
  folder_put(&place.folder, "mine.txt", "mine");
  g_autoptr(GError) error = NULL;
  g_assert_false(write_one(&place, "mine.txt", "tool's", &error));
  g_assert_error(error, FILE_FAULT, FILE_FAULT_EXISTS);
  g_assert_nonnull(strstr(error->message, "不是本程序写的"));
  g_clear_error(&error);
  assert_text(&place, "mine.txt", "mine");
  g_autofree char *folder = path_in(&place, "sub");
  g_assert_cmpint(g_mkdir(folder, 0755), ==, 0);
  g_assert_false(write_one(&place, "sub", "x", &error));
  g_assert_error(error, FILE_FAULT, FILE_FAULT_FOLDER);
  g_clear_error(&error);
  g_assert_false(write_one(&place, "mine.txt/below", "x", &error)); /* a file where a folder is needed */
  g_assert_nonnull(error);
  place_free(&place);
}

static void test_all_or_none(void) {
  Place place = place_new(TRUE);
  g_autoptr(GError) error = NULL;
  g_assert_true(write_one(&place, "a.txt", "old a", &error));
  folder_put(&place.folder, "b.txt", "a stranger's");
  g_autoptr(OutputSet) set = output_new(place.desk);
  g_autofree char *a = path_in(&place, "a.txt"), *b = path_in(&place, "b.txt");
  FileWriter *writer = output_open(set, a, &error);
  g_assert_no_error(error);
  file_puts(writer, "new a");
  g_assert_null(output_open(set, b, &error));
  g_assert_error(error, FILE_FAULT, FILE_FAULT_EXISTS);
  g_clear_pointer(&set, output_free);
  assert_text(&place, "a.txt", "old a");
  assert_text(&place, "b.txt", "a stranger's");
  g_autoptr(GDir) dir = g_dir_open(place.folder.path, 0, NULL);
  guint files = 0;
  while (g_dir_read_name(dir) != NULL) {
    files++;
  }
  g_assert_cmpuint(files, ==, 4); /* store.yaml, .ready315, a.txt, b.txt; nothing half made */
  place_free(&place);
}

static void test_changed(void) {
  Place place = place_new(TRUE);
  g_autoptr(GError) error = NULL;
  g_autofree char *same = path_in(&place, "same.txt"), *other = path_in(&place, "other.txt"),
                  *fresh = path_in(&place, "fresh.txt");
  g_assert_true(write_one(&place, "same.txt", "same", &error));
  g_assert_true(write_one(&place, "other.txt", "other", &error));
  GStatBuf before, after;
  g_assert_cmpint(g_stat(same, &before), ==, 0);
  g_autoptr(OutputSet) set = output_new(place.desk);
  const struct {
    const char *path, *text;
    gboolean changed;
  } rows[] = {{same, "same", FALSE}, {other, "else", TRUE}, {fresh, "", TRUE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    FileWriter *writer = output_open(set, rows[i].path, &error);
    g_assert_no_error(error);
    file_puts(writer, rows[i].text);
  }
  g_assert_true(output_commit(set, &error));
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_assert_cmpint(output_changed(set, rows[i].path), ==, rows[i].changed);
  }
  g_assert_cmpint(g_stat(same, &after), ==, 0);
  g_assert_cmpuint(before.st_ino, ==, after.st_ino); /* not written again */
  assert_text(&place, "fresh.txt", "");
  place_free(&place);
}

/* A workspace that moved still knows its files; one whose memory is gone or damaged takes them for strangers. */
static void test_memory(void) {
  Place place = place_new(TRUE);
  g_autoptr(GError) error = NULL;
  g_assert_true(write_one(&place, "calendars/a.ics", "one", &error));
  g_autofree char *memory = text_in(&place, ".ready315/written.json");
  g_assert_nonnull(strstr(memory, "\"calendars/a.ics\""));
  g_assert_null(strstr(memory, place.folder.path));
  g_autofree char *path = path_in(&place, "calendars/a.ics");
  g_assert_true(output_is_ours(place.desk, path));
  static const char *const damaged[] = {"", "{", "[]", "{\"files\":7}", "{\"files\":[{\"path\":\"calendars/a.ics\"}]}"};
  for (guint i = 0; i < G_N_ELEMENTS(damaged); i++) {
    folder_put(&place.folder, ".ready315/written.json", damaged[i]);
    g_assert_false(output_is_ours(place.desk, path));
    g_assert_false(write_one(&place, "calendars/a.ics", "two", &error));
    g_assert_error(error, FILE_FAULT, FILE_FAULT_EXISTS);
    g_clear_error(&error);
  }
  /* written.json is saved before the files are renamed: after a crash between the two, what stood there before is still ours */
  g_autofree char *crash = g_strdup_printf("{\"files\":[{\"path\":\"calendars/a.ics\",\"size\":3,\"digest\":\"1\","
                                           "\"size_before\":3,\"digest_before\":\"%016" G_GINT64_MODIFIER "x\"}]}",
                                           file_digest("one", 3));
  folder_put(&place.folder, ".ready315/written.json", crash);
  g_assert_true(write_one(&place, "calendars/a.ics", "two", &error));
  assert_text(&place, "calendars/a.ics", "two");
  place_free(&place);
}

static void test_without_workspace(void) {
  Place place = place_new(FALSE);
  g_autoptr(GError) error = NULL;
  g_assert_true(write_one(&place, "a.txt", "one", &error));
  g_autofree char *memory = path_in(&place, ".ready315");
  g_assert_false(g_file_test(memory, G_FILE_TEST_EXISTS));
  g_assert_false(write_one(&place, "a.txt", "two", &error)); /* nothing says that it is ours */
  g_assert_error(error, FILE_FAULT, FILE_FAULT_EXISTS);
  place_free(&place);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/output/again", test_again);
  g_test_add_func("/output/strangers", test_strangers);
  g_test_add_func("/output/all-or-none", test_all_or_none);
  g_test_add_func("/output/changed", test_changed);
  g_test_add_func("/output/memory", test_memory);
  g_test_add_func("/output/without-workspace", test_without_workspace);
  return g_test_run();
}
