/* Problems in the user's files, each with a position, collected instead of stopping at the first.
 *
 * A Diag is for wrong *content* (DESIGN §5): the world failing is a GError, our own mistake an assertion.
 * Every reader takes a DiagList and goes on after a problem as far as that makes sense; cmd/ prints the list once, sorted.
 */
#pragma once
#include "base/intern.h"

/* A place in a file. Lines and columns count from 1, columns in characters (code points); line 0 means the file as a whole.
 * In a workbook `sheet` is the sheet's name and line/column are row and column of the cell, shown as 人员!D7. */
typedef struct {
  const char *file;  /* interned (intern_string): compare by pointer, never free; NULL where there is no file */
  const char *sheet; /* interned; NULL for text files */
  guint32 line;
  guint32 column;
} Pos;

#define POS_NONE ((Pos){0})
Pos pos_of_file(const char *file); /* the file as a whole; interns the name */

typedef enum { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE } DiagSeverity;

/* The codes live in diag_codes.h: one line each with severity, exit status and a title. */
typedef enum {
#define DIAG_CODE(code, severity, status, title) code,
#include "base/diag_codes.h"
#undef DIAG_CODE
  N_DIAG_CODES
} DiagCode;

typedef struct {
  DiagCode code;
  Pos pos;
  guint32 width; /* characters to underline from pos; 0 and 1 are a single caret */
  char *message; /* a whole Chinese sentence: what is wrong; owned */
  char *fix;     /* a whole Chinese sentence: what to do; owned, NULL where none is known */
} Diag;

typedef struct DiagList DiagList;

DiagList *diag_list_new(void);
void diag_list_free(DiagList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DiagList, diag_list_free)

/* Adds a problem. The same code at the same place with the same message is kept once. Returns the stored Diag (owned by
 * the list, valid until the next call) so that a repair can be hung on it. Lists stop growing after DIAG_LIMIT problems
 * and then count only. */
#define DIAG_LIMIT 1000
Diag *diag_add(DiagList *list, DiagCode code, Pos pos, const char *format, ...) G_GNUC_PRINTF(4, 5);
void diag_fix(Diag *diag, const char *format, ...) G_GNUC_PRINTF(2, 3);
void diag_underline(Diag *diag, guint32 characters);

/* Remembers a file's text so that excerpts can be shown without reading the file again. Takes a reference. */
void diag_add_source(DiagList *list, const char *file, GBytes *text);

/* Every text that was remembered, in no order: what was read is what is meant, whatever the file holds by now. */
typedef void (*DiagSourceVisitor)(const char *file, GBytes *text, gpointer data);
void diag_each_source(const DiagList *list, DiagSourceVisitor visit, gpointer data);

guint diag_count(const DiagList *list, DiagSeverity severity);
/* Of these, how many came after DIAG_LIMIT and are not listed. */
guint diag_unlisted(const DiagList *list);
gboolean diag_has_errors(const DiagList *list);
/* The highest exit status of what occurred: 0, 1 or 3 (CONTRACT §1). */
int diag_status(const DiagList *list);

/* Sorted by file, line, column, code; `visit` sees each once. */
typedef void (*DiagVisitor)(const Diag *diag, gpointer data);
void diag_each(DiagList *list, DiagVisitor visit, gpointer data);

const char *diag_code_name(DiagCode code);  /* "E012" */
const char *diag_code_title(DiagCode code); /* Chinese, a few words */
DiagSeverity diag_code_severity(DiagCode code);
int diag_code_status(DiagCode code);
const char *diag_severity_word(DiagSeverity severity); /* 错误 警告 说明 */
const char *diag_severity_id(DiagSeverity severity);   /* "error" "warning" "note", as in JSON */

/* "store.yaml:12:5" or "people.xlsx:人员!D7"; caller frees. */
char *pos_format(Pos pos);

/* The whole list as `file:line:column: 错误[E012]: …`, the source line and a caret under the place, then `  改法：…`.
 * Control characters of the source are shown as spaces; long lines are cut around the place to `columns` cells.
 * Caller frees. */
char *diag_render_text(DiagList *list, int columns);
/* The same of those that are wanted (NULL: all). */
typedef gboolean (*DiagFilter)(const Diag *diag, gpointer data);
char *diag_render_only(DiagList *list, int columns, DiagFilter wanted, gpointer data);
