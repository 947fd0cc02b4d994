/* Key scripts against whole screens: tests/tui/CASE/ holds `store` (an example store, the store's clock, and `practice` where something is recorded:
 * then the clock is given as with --now), `keys` (an event a line), `size` (the sizes to play it at), expected-SIZE and perhaps `setup`: shell lines that
 * are run in the copy of the store before, where `ready315` is the program and $NOW is --now with the clock. player.h plays them.
 * UPDATE=1 rewrites what is expected. */
#include "player.h"

typedef struct {
  char *folder, *size;
} Case;

static void test_case(gconstpointer data) {
  const Case *of = data;
  int columns, rows;
  g_assert_cmpint(sscanf(of->size, "%dx%d", &columns, &rows), ==, 2);
  g_autofree char *store = slurp(of->folder, "store"), *keys = slurp(of->folder, "keys");
  g_autofree char *name = g_strdup_printf("expected-%s", of->size), *expected = slurp(of->folder, name);
  g_auto(GStrv) ground = g_strsplit(g_strchomp(store), " ", 3);
  g_autofree char *setup = slurp(of->folder, "setup");
  set_clock(ground[1]);
  g_autoptr(Session) session = session_new(ground[0], ground[2] != NULL ? ground[1] : NULL, setup, columns, rows);
  g_auto(GStrv) lines = g_strsplit(g_strchomp(keys), "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    if (**line != '\0' && **line != '#') {
      perform(session, *line);
    }
  }
  g_autoptr(GString) got = g_string_new(NULL);
  dump(session->shown, got);
  g_string_append(got, session->quit ? "== 退出\n" : "");
  /* An option is nothing that a screen's reader could type; what `calendar` printed is shown as it printed it. */
  g_assert_false(stage_app(session->stage)->view != VIEW_EXPORT && g_regex_match_simple("--[a-z]", got->str, 0, 0) &&
                 strstr(got->str, "退出后输入") == NULL);
  const char *update = g_getenv("UPDATE");
  if (update != NULL && *update != '\0') {
    g_autofree char *path = g_build_filename(of->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, got->str, (gssize)got->len, NULL));
  } else {
    if (g_strcmp0(got->str, expected) != 0) { /* both as people read screens, not escaped */
      g_autofree char *file = g_build_filename(session->workspace, "got", NULL);
      g_autofree char *diff = g_strdup_printf("diff -u '%s/%s' '%s' | sed 's/^/# /'", of->folder, name, file);
      g_assert_true(g_file_set_contents(file, got->str, (gssize)got->len, NULL));
      g_assert_cmpint(system(diff), ==, 0);
      g_test_fail();
    }
  }
}

/* ---- anything at all ------------------------------------------------------------------------------------------------------------ */

/* A long session of random keys, text and sizes (printed seed): nothing crashes, and places stay inside. */
static void test_anything(void) {
  static const char *const typed[] = {"q", "?", "1", "2", "3", "王", "w", "j", "k",
                                      "G", "g", "]", "[", "t", " ",  "é", "👍", "́"};
  g_autoptr(GRand) chance = g_rand_new_with_seed(315);
  set_clock("2027-03-12T10:00");
  g_autoptr(Session) session = session_new("supermarket", NULL, NULL, 80, 24);
  for (int i = 0; i < 1500; i++) {
    Input input = {.kind = (InputKind)g_rand_int_range(chance, INPUT_CHAR, INPUT_TICK + 1)};
    int sort = g_rand_int_range(chance, 0, 10);
    if (sort < 4) {
      input.kind = INPUT_CHAR;
    }
    if (input.kind == INPUT_CHAR) {
      input.c = g_utf8_get_char(typed[g_rand_int_range(chance, 0, G_N_ELEMENTS(typed))]);
    } else if (input.kind == INPUT_CONTROL) {
      input.c = "ul"[g_rand_int_range(chance, 0, 2)];
    } else if (input.kind == INPUT_RESIZE) {
      gboolean tiny = sort == 9;
      input.columns = g_rand_int_range(chance, tiny ? 1 : 80, tiny ? 90 : 200);
      input.rows = g_rand_int_range(chance, tiny ? 1 : 24, tiny ? 26 : 60);
    } else if (input.kind == INPUT_ENTER && stage_app(session->stage)->view == VIEW_EXPORT) {
      continue; /* calendars are written in a case of their own */
    }
    session->quit = FALSE;
    play(session, &input);
    const App *app = stage_app(session->stage);
    g_assert_cmpint(app->view, <, N_VIEWS);
    g_assert_cmpint(session->shown->columns, ==, app->columns);
    if (!app_too_small(app)) {
      g_assert_cmpint(app->plan_row, >=, app->plan_top);
      g_assert_cmpint(app->plan_row, <, (int)app->scene->plan->rows->len);
      g_assert_cmpint(app->contact, <, MAX(1, (int)app->found->len));
    }
  }
}

/* ---- ten thousand rows ---------------------------------------------------------------------------------------------------------- */

/* A checklist as long as they get: keys work at its far end, and their times are printed (they are no pass marks). */
static void test_large(void) {
  static const char setup[] = "mkdir -p checklists && {\n"
                              "echo 'checklist: big\ntitle: 全部货架\nversion: 1\nsource: list\nitems:'\n"
                              "echo '  - {id: ok, ask: 是否符合, type: pass-fail, required: true}'\n"
                              "echo '  - {id: note, ask: 备注, type: text}'\n"
                              "echo 'rows:'\n"
                              "seq -f '%05g' 1 10000 | sed 's/.*/  - {id: shelf-&, title: 货架 & 价签与商品}/'\n"
                              "} > checklists/big.yaml";
  static const struct {
    const char *line, *what;
  } KEYS[] = {{"check adhoc@2027-03-12/big big", "open"},
              {"down", "a row down"},
              {"end", "to the end"},
              {"type 1", "the first answer: asks who"},
              {"enter", "the first answer"},
              {"up 100", "100 rows up"},
              {"type 2", "an answer"},
              {"tab", "the next open one"},
              {"pageup", "a page up"},
              {"home", "to the beginning"},
              {"type /", "find"},
              {"type 9", "and a digit of it"},
              {"type 999", "and more"},
              {"enter", "found"}};
  set_clock("2027-03-12T10:00");
  g_autoptr(Session) session = session_new("supermarket", "2027-03-12T10:00", setup, 120, 40);
  for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++) {
    gint64 before = g_get_monotonic_time();
    perform(session, KEYS[i].line);
    g_test_message("%s: %.1f ms", KEYS[i].what, (double)(g_get_monotonic_time() - before) / 1000);
  }
  const RunnerView *runner = &stage_app(session->stage)->runner;
  g_assert_nonnull(runner->state);
  g_assert_cmpuint(runner->state->rows->len, ==, 10000);
  g_assert_cmpuint(runner->state->tally.required_answered, ==, 2);
  g_assert_cmpuint(runner->row, ==, 9998);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_autofree char *root = g_test_build_filename(G_TEST_DIST, "tui", NULL);
  g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
  GDir *dir = g_dir_open(root, 0, NULL);
  g_assert_nonnull(dir);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *folder = g_build_filename(root, name, NULL);
    if (g_file_test(folder, G_FILE_TEST_IS_DIR)) {
      g_ptr_array_add(folders, g_steal_pointer(&folder));
    }
  }
  g_dir_close(dir);
  g_assert_cmpuint(folders->len, >, 0);
  g_autoptr(GPtrArray) cases = g_ptr_array_new();
  for (guint i = 0; i < folders->len; i++) {
    const char *folder = g_ptr_array_index(folders, i);
    g_autofree char *sizes = slurp(folder, "size"), *name = g_path_get_basename(folder);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(sizes), "\n", -1);
    for (char **size = lines; *size != NULL; size++) {
      Case *of = g_new(Case, 1);
      *of = (Case){g_strdup(folder), g_strdup(*size)};
      g_ptr_array_add(cases, of);
      g_autofree char *path = g_strdup_printf("/tui/%s/%s", name, *size);
      g_test_add_data_func(path, of, test_case);
    }
  }
  g_test_add_func("/tui/anything", test_anything);
  g_test_add_func("/tui/large", test_large);
  int result = g_test_run();
  for (guint i = 0; i < cases->len; i++) {
    Case *of = g_ptr_array_index(cases, i);
    g_free(of->folder);
    g_free(of->size);
    g_free(of);
  }
  return result;
}
