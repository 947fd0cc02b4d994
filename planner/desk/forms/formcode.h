/* The code in small print on every form: which store, checklist, definition and occurrence it belongs to.
 *
 *   F1:hz-wulin:2027:food-daily:1:3fa85f64b2c0:food-daily@2027-03-11:7K
 *
 * A rehearsal's begins P1. The definition is the first digits of its SHA-256; the two check characters are those of receipts (ISO/IEC 7064 MOD 1271-36)
 * over all before them. Case, full-width forms and blanks do not count: cells are typed over and pasted. */
#pragma once
#include <glib.h>

enum { FORMCODE_DIGITS = 12 };

typedef struct {
  gboolean practice;
  char *store;
  int year;
  char *checklist;
  int version;
  char *definition; /* FORMCODE_DIGITS hexadecimal digits */
  char *key;        /* of the run */
} FormCode;         /* owns its texts */
void formcode_clear(FormCode *code);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FormCode, formcode_clear)

char *formcode_text(const FormCode *code); /* caller frees */
/* The code in a cell's text, whatever stands before it. FALSE with a Chinese sentence in *problem (caller frees) when there is none or it was mistyped. */
gboolean formcode_parse(const char *text, FormCode *code, char **problem);
