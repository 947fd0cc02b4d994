/* curses, kept small: it is given cells that changed, and gives back bytes and key codes, from which input.c makes events. Signals are only let in while
 * waiting, so that none falls between the question and the wait. */
#include "tui/term.h"
#include "base/text.h"
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

#undef columns /* <term.h> makes macros of the capabilities' names */

enum { ESCAPE_DELAY = 60, BURST_GAP = 20, BATCH_MOST = 4096 }; /* milliseconds; events */
enum { KEY_PASTE_BEGIN = KEY_MAX + 1, KEY_PASTE_END };
enum { PAIR_ALERT = 1, PAIR_ACCENT };

struct Term {
  SCREEN *screen;
  Canvas *shown; /* NULL: nothing yet */
  InputDecoder decoder;
  gboolean colour, gone;
  const char *paste_on, *paste_off; /* capabilities; NULL where the terminal has none */
  sigset_t outside;                 /* the mask while waiting */
  struct sigaction before[3], before_going_on;
};

static const int endings[] = {SIGINT, SIGTERM, SIGHUP};
static volatile sig_atomic_t caught, gone_on;

GQuark term_fault_quark(void) {
  return g_quark_from_static_string("term-fault");
}

static void catch (int number) {
  caught = number;
}

static void go_on(int number) {
  gone_on = 1;
}

/* ---- opening and closing -------------------------------------------------------------------------------------------------------- */

/* Before anything is sent: can this terminal show the screen at all? */
static gboolean check_terminal(GError **error) {
  const char *name = g_getenv("TERM");
  if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
    g_set_error_literal(error, TERM_FAULT, 0,
                        "现在的语言环境不是 UTF-8，画面上的中文会变成乱码。请先输入：export LC_ALL=C.UTF-8");
    return FALSE;
  }
  if (name == NULL || *name == '\0') {
    g_set_error_literal(error, TERM_FAULT, 0,
                        "不知道这是什么终端（环境变量 TERM 是空的）。请先输入：export TERM=xterm-256color");
    return FALSE;
  }
  int found = 0;
  if (setupterm(name, STDOUT_FILENO, &found) != OK) {
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    g_set_error(error, TERM_FAULT, 0, "系统里没有终端“%s”的资料（环境变量 TERM）。请先输入：export TERM=xterm-256color",
                valid);
    return FALSE;
  }
  const char *move_to = tigetstr("cup");
  gboolean moves = move_to != NULL && move_to != (const char *)-1;
  del_curterm(cur_term);
  if (!moves) {
    g_set_error(error, TERM_FAULT, 0,
                "终端“%s”不能移动光标，显示不了全屏画面。请换一个终端窗口，或者用 ready315 today、ready315 plan。",
                name);
  }
  return moves;
}

/* A capability from the terminal's extended description; NULL when it has none. */
static const char *extended(const char *name) {
  const char *text = tigetstr(name);
  return text == (const char *)-1 ? NULL : text;
}

static void send(const char *capability) {
  if (capability != NULL) {
    putp(capability);
    fflush(stdout);
  }
}

static void listen_for_signals(Term *term) {
  struct sigaction action = {.sa_handler = catch}, going_on = {.sa_handler = go_on};
  sigset_t block;
  sigemptyset(&block);
  caught = gone_on = 0;
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
    sigaction(endings[i], &action, &term->before[i]);
    sigaddset(&block, endings[i]);
  }
  sigaction(SIGCONT, &going_on, &term->before_going_on);
  sigaddset(&block, SIGCONT);
  sigaddset(&block, SIGWINCH);
  sigprocmask(SIG_BLOCK, &block, &term->outside);
}

Term *term_open(gboolean colour, GError **error) {
  if (!check_terminal(error)) {
    return NULL;
  }
  g_unsetenv("COLUMNS"); /* the window's real size, also after it changed: curses would believe these */
  g_unsetenv("LINES");
  SCREEN *screen = newterm(NULL, stdout, stdin);
  if (screen == NULL) {
    g_set_error_literal(error, TERM_FAULT, 0, "打不开终端，显示不了全屏画面。请换一个终端窗口再试。");
    return NULL;
  }
  Term *term = g_new0(Term, 1);
  term->screen = screen;
  listen_for_signals(term);
  set_escdelay(ESCAPE_DELAY);
  cbreak();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  leaveok(stdscr, FALSE);
  term->colour = colour && has_colors() && start_color() == OK;
  if (term->colour) {
    use_default_colors();
    init_pair(PAIR_ALERT, COLOR_RED, -1);
    init_pair(PAIR_ACCENT, COLOR_CYAN, -1);
  }
  term->paste_off = extended("BD");
  term->paste_on = term->paste_off != NULL ? extended("BE") : NULL;
  if (term->paste_on != NULL) {
    define_key("\033[200~", KEY_PASTE_BEGIN);
    define_key("\033[201~", KEY_PASTE_END);
    send(term->paste_on);
  } else {
    term->paste_off = NULL;
  }
  return term;
}

void term_close(Term *term) {
  if (term == NULL) {
    return;
  }
  send(term->paste_off);
  endwin();
  delscreen(term->screen);
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
    sigaction(endings[i], &term->before[i], NULL);
  }
  sigaction(SIGCONT, &term->before_going_on, NULL);
  sigprocmask(SIG_SETMASK, &term->outside, NULL);
  canvas_free(term->shown);
  g_free(term);
}

void term_size(const Term *term, int *columns, int *rows) {
  getmaxyx(stdscr, *rows, *columns);
}

/* ---- showing -------------------------------------------------------------------------------------------------------------------- */

static attr_t attributes(const Term *term, const ScreenCell *cell, short *pair) {
  attr_t attr = A_NORMAL;
  attr |= cell->attr & ATTR_BOLD ? A_BOLD : 0;
  attr |= cell->attr & ATTR_REVERSE ? A_REVERSE : 0;
  attr |= cell->attr & ATTR_DIM ? A_DIM : 0;
  *pair = !term->colour ? 0 : cell->attr & ATTR_ALERT ? PAIR_ALERT : cell->attr & ATTR_ACCENT ? PAIR_ACCENT : 0;
  return attr;
}

/* The cell's character with its marks as the C library measures it; FALSE where it measures another width than we do, which would shift the rest of
 * the line. */
static gboolean wide_text(const ScreenCell *cell, wchar_t out[CCHARW_MAX + 1]) {
  int n = 0;
  for (const char *p = cell->text; *p != '\0' && n < CCHARW_MAX - 1; p = text_next(p)) {
    wchar_t c = (wchar_t)g_utf8_get_char(p);
    if (n > 0 && wcwidth(c) != 0) {
      break;
    }
    out[n++] = c;
  }
  out[n] = L'\0';
  return n > 0 && wcwidth(out[0]) == cell->cells;
}

static void send_run(const Canvas *canvas, int row, int column, int cells, gpointer data) {
  const Term *term = data;
  for (int i = column; i < column + cells; i++) {
    const ScreenCell *cell = canvas_at(canvas, row, i);
    if (cell->cells == 0) {
      continue;
    }
    wchar_t text[CCHARW_MAX + 1];
    short pair;
    attr_t attr = attributes(term, cell, &pair);
    gboolean fits = wide_text(cell, text);
    cchar_t c;
    for (int k = 0; k < (fits ? 1 : cell->cells); k++) {
      setcchar(&c, fits ? text : L"?", attr, pair, NULL);
      mvadd_wch(row, i + k, &c);
    }
  }
}

void term_show(Term *term, Canvas *canvas) {
  canvas_diff(term->shown, canvas, send_run, term);
  gboolean cursor = canvas->cursor_row >= 0;
  curs_set(cursor ? 1 : 0);
  if (cursor) {
    move(canvas->cursor_row, canvas->cursor_column);
  }
  refresh();
  canvas_free(term->shown);
  term->shown = canvas;
}

void term_repaint(Term *term) {
  g_clear_pointer(&term->shown, canvas_free);
  clearok(stdscr, TRUE);
}

/* ---- reading -------------------------------------------------------------------------------------------------------------------- */

static gboolean named_key(Term *term, int code, Input *out) {
  static const struct {
    int code;
    InputKind kind;
  } keys[] = {{KEY_UP, INPUT_UP},
              {KEY_DOWN, INPUT_DOWN},
              {KEY_LEFT, INPUT_LEFT},
              {KEY_RIGHT, INPUT_RIGHT},
              {KEY_PPAGE, INPUT_PAGE_UP},
              {KEY_NPAGE, INPUT_PAGE_DOWN},
              {KEY_HOME, INPUT_HOME},
              {KEY_END, INPUT_END},
              {KEY_DC, INPUT_DELETE},
              {KEY_BTAB, INPUT_BACKTAB},
              {KEY_F(1), INPUT_F1},
              {KEY_ENTER, INPUT_ENTER},
              {KEY_BACKSPACE, INPUT_BACKSPACE}};
  *out = (Input){.kind = INPUT_NONE};
  if (code == KEY_RESIZE) {
    out->kind = INPUT_RESIZE;
    term_size(term, &out->columns, &out->rows);
  } else if (code == KEY_PASTE_BEGIN || code == KEY_PASTE_END) {
    input_paste(&term->decoder, code == KEY_PASTE_BEGIN);
  }
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    out->kind = keys[i].code == code ? keys[i].kind : out->kind;
  }
  return out->kind != INPUT_NONE;
}

/* All that is there now. TRUE when the last of it was a character, which others may follow at once. */
static gboolean drain(Term *term, GArray *inputs) {
  gboolean text = FALSE;
  Input input;
  while (inputs->len < BATCH_MOST) {
    int code = getch();
    gboolean complete = code == ERR         ? input_idle(&term->decoder, &input)
                        : code > G_MAXUINT8 ? named_key(term, code, &input)
                                            : input_byte(&term->decoder, (guint8)code, &input);
    if (complete) {
      g_array_append_val(inputs, input);
      text = input.kind == INPUT_CHAR;
    }
    if (code == ERR) {
      break;
    }
  }
  return text;
}

static gboolean wait_for(Term *term, int timeout) {
  struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
  const struct timespec time = {timeout / 1000, (long)(timeout % 1000) * 1000000};
  int ready = ppoll(&in, 1, &time, &term->outside);
  if (gone_on) { /* the shell that had the terminal meanwhile switched it off, or whatever ran there */
    gone_on = 0;
    input_paste(&term->decoder, FALSE);
    send(term->paste_on);
  }
  term->gone = term->gone || (ready > 0 && (in.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0);
  return ready != 0 && term_signal(term) == 0; /* also when a resize woke us */
}

void term_read(Term *term, int timeout, GArray *inputs) {
  guint first = inputs->len;
  for (gboolean more = wait_for(term, timeout); more;) {
    more = drain(term, inputs) && inputs->len < BATCH_MOST && wait_for(term, BURST_GAP);
  }
  if (inputs->len > first) {
    input_mark_burst(inputs);
  }
}

int term_signal(const Term *term) {
  return caught != 0 ? caught : term->gone ? SIGHUP : 0;
}
