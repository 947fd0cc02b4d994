/* The list of problems: each kept once, in order, and shown with the line that it is about. Knows no reader and no screen. */
#include "base/diag.h"
#include "base/excerpt.h"
#include "base/text.h"
#include <string.h>

#define MESSAGE_CHARS 400 /* a message quotes the user's text, which may be a megabyte long */

typedef struct {
  const char *name;
  DiagSeverity severity;
  int status;
  const char *title;
} CodeRow;

static const CodeRow CODES[N_DIAG_CODES] = {
#define DIAG_CODE(code, severity, status, title) {#code, severity, status, title},
#include "base/diag_codes.h"
#undef DIAG_CODE
};

struct DiagList {
  GPtrArray *diags;    /* owned Diag */
  GHashTable *seen;    /* the same, as a set */
  GHashTable *sources; /* interned file → owned Excerpts */
  Diag *spare;         /* owned; handed out when the list is full */
  guint count[DIAG_NOTE + 1];
  guint unlisted;
  int status;
};

static void diag_free(gpointer data) {
  Diag *diag = data;
  if (diag) {
    g_free(diag->message);
    g_free(diag->fix);
    g_free(diag);
  }
}

static guint diag_hash(gconstpointer p) {
  const Diag *diag = p;
  guint hash = g_str_hash(diag->message);
  hash = hash * 31 + (guint)diag->code;
  hash = hash * 31 + g_direct_hash(diag->pos.file);
  hash = hash * 31 + diag->pos.line;
  return hash * 31 + diag->pos.column;
}

static gboolean diag_equal(gconstpointer a, gconstpointer b) {
  const Diag *x = a, *y = b;
  return x->code == y->code && x->pos.file == y->pos.file && x->pos.sheet == y->pos.sheet &&
         x->pos.line == y->pos.line && x->pos.column == y->pos.column && strcmp(x->message, y->message) == 0;
}

static void free_source(gpointer data) {
  excerpts_free(data);
}

DiagList *diag_list_new(void) {
  DiagList *list = g_new0(DiagList, 1);
  list->diags = g_ptr_array_new_with_free_func(diag_free);
  list->seen = g_hash_table_new(diag_hash, diag_equal);
  list->sources = g_hash_table_new_full(NULL, NULL, NULL, free_source);
  return list;
}

void diag_list_free(DiagList *list) {
  if (list) {
    g_hash_table_unref(list->seen);
    g_ptr_array_unref(list->diags);
    g_hash_table_unref(list->sources);
    diag_free(list->spare);
    g_free(list);
  }
}

Pos pos_of_file(const char *file) {
  return (Pos){.file = intern_string(file)};
}

/* Text that may be printed: what it quotes came from outside. */
static char *sentence(const char *format, va_list arguments) G_GNUC_PRINTF(1, 0);
static char *sentence(const char *format, va_list arguments) {
  g_autofree char *raw = g_strdup_vprintf(format, arguments);
  g_autofree char *valid = g_utf8_make_valid(raw, -1);
  g_autofree char *clean = text_clean(valid, FALSE);
  return text_limit_chars(clean, MESSAGE_CHARS);
}

Diag *diag_add(DiagList *list, DiagCode code, Pos pos, const char *format, ...) {
  g_assert((int)code >= 0 && code < N_DIAG_CODES);
  Diag *diag = g_new0(Diag, 1);
  diag->code = code;
  diag->pos = pos;
  va_list arguments;
  va_start(arguments, format);
  diag->message = sentence(format, arguments);
  va_end(arguments);
  Diag *known = g_hash_table_lookup(list->seen, diag);
  if (known) {
    diag_free(diag);
    return known;
  }
  list->count[CODES[code].severity]++;
  list->status = MAX(list->status, CODES[code].status);
  if (list->diags->len >= DIAG_LIMIT) {
    list->unlisted++;
    diag_free(list->spare);
    list->spare = diag;
    return diag;
  }
  g_ptr_array_add(list->diags, diag);
  g_hash_table_add(list->seen, diag);
  return diag;
}

void diag_fix(Diag *diag, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_free(diag->fix);
  diag->fix = sentence(format, arguments);
  va_end(arguments);
}

void diag_underline(Diag *diag, guint32 characters) {
  diag->width = characters;
}

void diag_add_source(DiagList *list, const char *file, GBytes *text) {
  const char *name = intern_string(file);
  g_hash_table_insert(list->sources, (gpointer)(gsize)name, excerpts_new(text));
}

void diag_each_source(const DiagList *list, DiagSourceVisitor visit, gpointer data) {
  GHashTableIter iter;
  gpointer file, source;
  g_hash_table_iter_init(&iter, list->sources);
  while (g_hash_table_iter_next(&iter, &file, &source)) {
    visit(file, excerpts_text(source), data);
  }
}

guint diag_count(const DiagList *list, DiagSeverity severity) {
  return list->count[severity];
}
guint diag_unlisted(const DiagList *list) {
  return list->unlisted;
}
gboolean diag_has_errors(const DiagList *list) {
  return list->count[DIAG_ERROR] > 0;
}
int diag_status(const DiagList *list) {
  return list->status;
}

static int compare(gconstpointer a, gconstpointer b) {
  const Diag *x = *(const Diag *const *)a, *y = *(const Diag *const *)b;
  int order = g_strcmp0(x->pos.file, y->pos.file);
  if (order == 0) {
    order = g_strcmp0(x->pos.sheet, y->pos.sheet);
  }
  if (order == 0) {
    order = (x->pos.line > y->pos.line) - (x->pos.line < y->pos.line);
  }
  if (order == 0) {
    order = (x->pos.column > y->pos.column) - (x->pos.column < y->pos.column);
  }
  return order ? order : (int)x->code - (int)y->code;
}

void diag_each(DiagList *list, DiagVisitor visit, gpointer data) {
  g_ptr_array_sort(list->diags, compare); /* stable: problems at one place stay in the order of finding */
  for (guint i = 0; i < list->diags->len; i++) {
    visit(g_ptr_array_index(list->diags, i), data);
  }
}

static const CodeRow *row_of(DiagCode code) {
  g_assert((int)code >= 0 && code < N_DIAG_CODES);
  return &CODES[code];
}

const char *diag_code_name(DiagCode code) {
  return row_of(code)->name;
}
const char *diag_code_title(DiagCode code) {
  return row_of(code)->title;
}
DiagSeverity diag_code_severity(DiagCode code) {
  return row_of(code)->severity;
}
int diag_code_status(DiagCode code) {
  return row_of(code)->status;
}

const char *diag_severity_word(DiagSeverity severity) {
  static const char *const WORDS[] = {"错误", "警告", "说明"};
  g_assert((int)severity >= 0 && severity < G_N_ELEMENTS(WORDS));
  return WORDS[severity];
}

const char *diag_severity_id(DiagSeverity severity) {
  static const char *const IDS[] = {"error", "warning", "note"};
  g_assert((int)severity >= 0 && severity < G_N_ELEMENTS(IDS));
  return IDS[severity];
}

/* 1 → A, 27 → AA */
static void append_column(GString *out, guint32 column) {
  char letters[8];
  int n = 0;
  for (; column; column = (column - 1) / 26) {
    letters[n++] = (char)('A' + (column - 1) % 26);
  }
  while (n) {
    g_string_append_c(out, letters[--n]);
  }
}

static void append_pos(GString *out, Pos pos) {
  if (pos.file) {
    g_autofree char *name = g_filename_display_name(pos.file);
    g_autofree char *clean = text_clean(name, FALSE);
    g_string_append(out, clean);
  }
  if (pos.sheet) {
    g_autofree char *sheet = text_clean(pos.sheet, FALSE);
    g_string_append_printf(out, "%s%s", out->len ? ":" : "", sheet);
    if (pos.line) {
      g_string_append_c(out, '!');
      append_column(out, pos.column);
      g_string_append_printf(out, "%u", pos.line);
    }
  } else if (pos.line) {
    g_string_append_printf(out, pos.column ? ":%u:%u" : ":%u", pos.line, pos.column);
  }
}

char *pos_format(Pos pos) {
  GString *out = g_string_new(NULL);
  append_pos(out, pos);
  return g_string_free(out, FALSE);
}

typedef struct {
  const DiagList *list;
  GString *out;
  int columns;
  DiagFilter wanted;
  gpointer data;
} Render;

static void render_one(const Diag *diag, gpointer data) {
  const Render *render = data;
  const CodeRow *row = &CODES[diag->code];
  if (render->wanted && !render->wanted(diag, render->data)) {
    return;
  }
  g_autofree char *pos = pos_format(diag->pos);
  g_string_append_printf(render->out, "%s%s%s[%s]: %s\n", pos, *pos ? ": " : "", diag_severity_word(row->severity),
                         row->name, diag->message);
  Excerpts *source = diag->pos.sheet ? NULL : g_hash_table_lookup(render->list->sources, diag->pos.file);
  if (source) {
    excerpts_append(source, render->out, diag->pos.line, diag->pos.column, diag->width, render->columns);
  }
  if (diag->fix) {
    g_string_append_printf(render->out, "  改法：%s\n", diag->fix);
  }
}

char *diag_render_only(DiagList *list, int columns, DiagFilter wanted, gpointer data) {
  Render render = {list, g_string_new(NULL), columns, wanted, data};
  diag_each(list, render_one, &render);
  if (list->unlisted) {
    g_string_append_printf(render.out, "还有 %u 个问题没有列出。请先改好上面的，再检查一次。\n", list->unlisted);
  }
  return g_string_free(render.out, FALSE);
}

char *diag_render_text(DiagList *list, int columns) {
  return diag_render_only(list, columns, NULL, NULL);
}
