/* The full-screen program without a terminal, for the tests of screens and for the manual's pictures: a copy of an example store at a time of one's
 * own, keys by name, and what a terminal would show. Events go through update, effects through the stage and the desk, as in the program; only
 * curses is missing. After each event what a terminal would be sent is applied to a second canvas, which must be the same. */
#pragma once
#include "base/clock.h"
#include "base/place.h"
#include "tui/stage.h"
#include "tui/view.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static inline char *slurp(const char *folder, const char *name) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  char *text = NULL;
  return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

/* ---- a session ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  char *workspace;
  const char *clock; /* of the case; NULL: not a rehearsal */
  Desk *desk;
  Stage *stage;
  Canvas *shown; /* what a terminal would show by now */
  gboolean quit;
} Session;

static inline void copy_run(const Canvas *after, int row, int column, int cells, gpointer data) {
  Canvas *shown = data;
  for (int i = column; i < column + cells; i++) {
    shown->cells[row * shown->columns + i] = *canvas_at(after, row, i);
  }
}

/* Leads and continuations in pairs, and no cell that draws nothing. */
static inline void assert_sound(const Canvas *canvas) {
  for (int row = 0; row < canvas->rows; row++) {
    for (int column = 0; column < canvas->columns; column++) {
      const ScreenCell *cell = canvas_at(canvas, row, column);
      gboolean follows = column > 0 && canvas_at(canvas, row, column - 1)->cells == 2;
      g_assert_cmpint(cell->cells == 0, ==, follows);
      g_assert_cmpint(cell->text[0] == '\0', ==, follows);
      g_assert_true(cell->cells < 2 || column + 1 < canvas->columns);
    }
  }
}

static inline void show(Session *session) {
  g_autoptr(Canvas) next = view_draw(stage_app(session->stage));
  assert_sound(next);
  if (session->shown == NULL || session->shown->columns != next->columns || session->shown->rows != next->rows) {
    canvas_free(session->shown);
    session->shown = canvas_new(next->columns, next->rows);
    canvas_diff(NULL, next, copy_run, session->shown);
  } else {
    g_autoptr(Canvas) before = canvas_new(next->columns, next->rows);
    canvas_diff(NULL, session->shown, copy_run, before);
    canvas_diff(before, next, copy_run, session->shown);
  }
  for (int i = 0; i < next->columns * next->rows; i++) {
    g_assert_cmpmem(&session->shown->cells[i], sizeof(ScreenCell), &next->cells[i], sizeof(ScreenCell));
  }
  session->shown->cursor_row = next->cursor_row;
  session->shown->cursor_column = next->cursor_column;
}

static inline void play(Session *session, const Input *input) {
  gboolean redraw = FALSE;
  if (!session->quit && stage_event(session->stage, input, &session->quit, &redraw)) {
    show(session);
    stage_perform(session->stage);
  }
  show(session);
}

static inline void set_clock(const char *text) {
  Moment moment = MOMENT_NONE;
  g_assert_true(moment_parse(text, &moment));
  g_autofree char *seconds = g_strdup_printf("%d", (moment - 8 * 60) * 60);
  g_setenv("SOURCE_DATE_EPOCH", seconds, TRUE);
}

/* The program that stands beside the share that is used. */
static inline void run_setup(const char *setup, const char *clock) {
  g_autofree char *lib = g_path_get_dirname(place_share()), *root = g_path_get_dirname(lib);
  g_autofree char *path = g_strdup_printf("%s/bin:%s", root, g_getenv("PATH")),
                  *now = g_strdup_printf("--now=%s", clock);
  g_autofree char *before = g_strdup(g_getenv("PATH"));
  g_setenv("PATH", path, TRUE);
  g_setenv("NOW", now, TRUE);
  g_autofree char *script = g_strdup(setup);
  char *shell[] = {(char[]){"/bin/sh"}, (char[]){"-ec"}, script, NULL};
  g_autoptr(GError) error = NULL;
  g_autofree char *out = NULL, *err = NULL;
  int status = -1;
  g_assert_true(g_spawn_sync(NULL, shell, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status, &error));
  if (status != 0) {
    g_test_message("setup: %s%s", out, err);
  }
  g_assert_cmpint(status, ==, 0);
  g_setenv("PATH", before, TRUE);
}

/* `clock` NULL: not a rehearsal. */
static inline Session *session_new(const char *store, const char *clock, const char *setup, int columns, int rows) {
  const char *share = place_share();
  Session *session = g_new0(Session, 1);
  session->clock = clock;
  session->workspace = g_dir_make_tmp("ready315-tui-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf("cp -rL '%s/stores/%s/.' '%s'", share, store, session->workspace);
  g_assert_cmpint(system(command), ==, 0);
  g_assert_cmpint(chdir(session->workspace), ==, 0);
  if (clock != NULL) {
    g_assert_cmpint(system("sed -i '/^store:/a\\  practice: true' store.yaml"), ==, 0);
  }
  if (setup != NULL) {
    run_setup(setup, clock);
  }
  static const Tools tools = {0};
  session->desk = desk_new(".", share, &tools);
  Moment moment = MOMENT_NONE;
  if (clock != NULL && moment_parse(clock, &moment)) {
    desk_set_now(session->desk, moment);
  }
  g_assert_true(desk_load(session->desk, TRUE) && desk_plan(session->desk));
  session->stage = stage_new(session->desk, columns, rows);
  show(session);
  return session;
}

static inline void session_free(Session *session) {
  g_autofree char *command = g_strdup_printf("rm -rf '%s'", session->workspace);
  stage_free(session->stage);
  desk_free(session->desk);
  canvas_free(session->shown);
  g_assert_cmpint(chdir("/"), ==, 0);
  g_assert_cmpint(system(command), ==, 0);
  g_free(session->workspace);
  g_free(session);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_free)

/* ---- key scripts ---------------------------------------------------------------------------------------------------------------- */

static const char *const names[] = {[INPUT_ENTER] = "enter",
                                    [INPUT_ESCAPE] = "escape",
                                    [INPUT_BACKSPACE] = "backspace",
                                    [INPUT_TAB] = "tab",
                                    [INPUT_UP] = "up",
                                    [INPUT_DOWN] = "down",
                                    [INPUT_LEFT] = "left",
                                    [INPUT_RIGHT] = "right",
                                    [INPUT_PAGE_UP] = "pageup",
                                    [INPUT_PAGE_DOWN] = "pagedown",
                                    [INPUT_HOME] = "home",
                                    [INPUT_END] = "end",
                                    [INPUT_DELETE] = "delete",
                                    [INPUT_BACKTAB] = "backtab",
                                    [INPUT_F1] = "f1"};

static inline void type(Session *session, const char *text, gboolean pasted) {
  for (const char *p = text; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
    const Input input = {.kind = INPUT_CHAR, .c = g_utf8_get_char(p), .pasted = pasted};
    play(session, &input);
  }
}

/* `down 3`, `type 王`, `paste …`, `ctrl u`, `resize 60 10`, `clock 2027-03-15T23:59` (and a tick), `write FILE LINE` (a line appended to a file of the
 * workspace), `swap FILE|OLD|NEW`,
 * `tick`, `shell LINE` (as setup), `full` (nothing can be
 * written any more) and `space` (it can again), `check KEY CHECKLIST` (as `ready315 run` on a terminal; - for none). */
static inline void perform(Session *session, const char *line) {
  g_auto(GStrv) words = g_strsplit(line, " ", 2);
  const char *rest = words[1] != NULL ? words[1] : "";
  Input input = {.kind = INPUT_NONE};
  if (strcmp(words[0], "type") == 0 || strcmp(words[0], "paste") == 0) {
    type(session, rest, words[0][0] == 'p');
  } else if (strcmp(words[0], "ctrl") == 0) {
    input = (Input){.kind = INPUT_CONTROL, .c = (gunichar)rest[0]};
    play(session, &input);
  } else if (strcmp(words[0], "resize") == 0) {
    input.kind = INPUT_RESIZE;
    g_assert_cmpint(sscanf(rest, "%d %d", &input.columns, &input.rows), ==, 2);
    play(session, &input);
  } else if (strcmp(words[0], "clock") == 0) {
    set_clock(rest);
    input.kind = INPUT_TICK;
    play(session, &input);
  } else if (strcmp(words[0], "tick") == 0) {
    input.kind = INPUT_TICK;
    play(session, &input);
  } else if (strcmp(words[0], "write") == 0) {
    g_auto(GStrv) parts = g_strsplit(rest, " ", 2);
    FILE *file = g_fopen(parts[0], "a");
    g_assert_nonnull(file);
    fprintf(file, "%s\n", parts[1]);
    fclose(file);
  } else if (strcmp(words[0], "full") == 0 || strcmp(words[0], "space") == 0) {
    struct rlimit limit;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
    limit.rlim_cur = words[0][0] == 'f' ? 0 : limit.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
  } else if (strcmp(words[0], "shell") == 0) {
    run_setup(rest, session->clock != NULL ? session->clock : "");
  } else if (strcmp(words[0], "check") == 0) {
    g_auto(GStrv) parts = g_strsplit(rest, " ", 2);
    stage_check(session->stage, strcmp(parts[0], "-") == 0 ? NULL : parts[0],
                strcmp(parts[1], "-") == 0 ? NULL : parts[1], NULL);
    show(session);
  } else if (strcmp(words[0], "swap") == 0) {
    g_auto(GStrv) parts = g_strsplit(rest, "|", 3);
    g_autofree char *text = slurp(".", parts[0]);
    g_auto(GStrv) around = g_strsplit(text, parts[1], 2);
    g_autofree char *swapped = g_strconcat(around[0], parts[2], around[1], NULL);
    g_assert_true(g_file_set_contents(parts[0], swapped, -1, NULL));
  } else {
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
      input.kind = g_strcmp0(names[i], words[0]) == 0 ? (InputKind)i : input.kind;
    }
    g_assert_cmpint(input.kind, !=, INPUT_NONE); /* a key that the script's reader does not know */
    for (int n = words[1] != NULL ? atoi(rest) : 1; n > 0; n--) {
      play(session, &input);
    }
  }
}

/* The screen as text; below it, where attributes and the cursor are. */
static inline void dump(const Canvas *canvas, GString *out) {
  static const struct {
    Attr attr;
    const char *name;
  } attrs[] = {{ATTR_BOLD, "粗"}, {ATTR_REVERSE, "反"}, {ATTR_DIM, "淡"}, {ATTR_ALERT, "红"}, {ATTR_ACCENT, "青"}};
  g_autoptr(GString) looks = g_string_new(NULL);
  for (int row = 0; row < canvas->rows; row++) {
    g_autoptr(GString) line = g_string_new(NULL);
    for (int column = 0; column < canvas->columns; column++) {
      g_string_append(line, canvas_at(canvas, row, column)->text);
    }
    g_string_append_printf(out, "%s\n", g_strchomp(line->str));
    for (int column = 0; column < canvas->columns;) {
      int first = column;
      guint8 attr = canvas_at(canvas, row, column)->attr;
      while (column < canvas->columns && canvas_at(canvas, row, column)->attr == attr) {
        column++;
      }
      for (guint i = 0; attr != ATTR_PLAIN && i < G_N_ELEMENTS(attrs); i++) {
        if (attr & attrs[i].attr) {
          g_string_append_printf(looks, " %d:%d-%d%s", row, first, column - 1, attrs[i].name);
        }
      }
    }
  }
  g_string_append_printf(out, "==%s\n", looks->str);
  if (canvas->cursor_row >= 0) {
    g_string_append_printf(out, "== 光标 %d:%d\n", canvas->cursor_row, canvas->cursor_column);
  }
}
