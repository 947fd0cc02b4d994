/* A sheet that people fill in with Excel or WPS, as data: rows of cells of which some may be written in, and what may stand there. Knows no checklist and
 * no workbook: desk/forms fills it, out/xlsx writes it. */
#pragma once
#include <glib.h>

typedef enum { FORM_TEXT, FORM_LIST, FORM_NUMBER, FORM_DATE, FORM_TIME } FormFieldKind;
typedef struct {
  FormFieldKind kind;
  const char *const *choices; /* FORM_LIST; NULL-terminated */
  const char *low, *high;     /* FORM_NUMBER: decimals; NULL: no limit */
  const char *tip;            /* what is shown when the cell is entered */
} FormField;

typedef struct {
  const char *text;       /* NULL: empty */
  const FormField *field; /* to be filled in; NULL: locked */
} FormCell;

/* The first column is for the program and hidden, as are rows of FORM_MARKS: the codes by which a filled form is read again, wherever its rows went. */
typedef enum {
  FORM_TITLE, /* cell 1 stands across the sheet; so do FORM_LINE, FORM_SMALL and FORM_NOTE */
  FORM_LINE,
  FORM_SMALL,
  FORM_ASK, /* cell 1 a label, cell 2 to be filled in, as wide as the rest */
  FORM_HEADS,
  FORM_MARKS,
  FORM_ROW,
  FORM_NOTE
} FormRowKind;
typedef struct {
  FormRowKind kind;
  FormCell *cells; /* one a column */
} FormRow;

typedef struct {
  const char *name; /* of the sheet; no []:*?/\ and at most 31 characters */
  const char *foot; /* at the left of each printed page */
  guint n_columns;
  int *widths; /* in cells of a terminal */
  gboolean landscape;
  GArray *rows;        /* of FormRow */
  GStringChunk *texts; /* owns every text */
  GPtrArray *owned;    /* fields and lists */
} FormSheet;
/* A hidden sheet of the workbook, with the choices that do not fit into a cell. */
#define FORM_SPARE_SHEET "选项"
FormSheet *formsheet_new(guint n_columns);
void formsheet_free(FormSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FormSheet, formsheet_free)
/* The cells of a new row, empty; valid until the sheet is freed. `mark` is its code in the first column; NULL: none. */
FormCell *formsheet_row(FormSheet *sheet, FormRowKind kind, const char *mark);
const char *formsheet_text(FormSheet *sheet,
                           const char *text); /* a copy that lives as long as the sheet; NULL stays NULL */
FormField *formsheet_field(FormSheet *sheet, FormFieldKind kind);
void formsheet_keep(FormSheet *sheet, gpointer list); /* g_free with the sheet */
