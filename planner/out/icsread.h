/* An iCalendar file as content lines with places (RFC 5545 §3.1), for calendar lint. Not a calendar parser: libraries forgive exactly what
 * a phone does not, so the lint reads the bytes itself. Problems of the raw text are told through a callback and reading goes on. */
#pragma once
#include <glib.h>

/* Lines and columns from 1, columns in characters of the physical line. */
typedef struct {
  guint line, column;
} IcsPlace;

typedef enum {
  ICSREAD_BOM,
  ICSREAD_NOT_UTF8,    /* reading ends here: the rest would be garbage */
  ICSREAD_LINE_END,    /* LF without CR; told once */
  ICSREAD_LONG_LINE,   /* more than 75 octets */
  ICSREAD_SPLIT,       /* a fold inside a character */
  ICSREAD_BLANK,       /* an empty line; told once */
  ICSREAD_NO_LAST_END, /* the last line has no line end */
  ICSREAD_ENDLESS,     /* an unfolded line of more than 1 MiB; reading ends here */
  ICSREAD_CONTROL,     /* a control character other than tab; told once a line */
  ICSREAD_MALFORMED    /* no content line: NAME[;PARAMETER=VALUE]:VALUE */
} IcsReadProblem;
typedef void (*IcsReadTell)(IcsReadProblem problem, IcsPlace place, gpointer data);

#define ICSREAD_MAX_PARAMETERS 16
typedef struct {
  const char *name;  /* upper case */
  const char *value; /* without quotes; the first of a list */
} IcsParameter;

typedef struct {
  const char *name; /* upper case */
  guint n_parameters;
  IcsParameter parameters[ICSREAD_MAX_PARAMETERS]; /* more are ignored */
  const char *value;                               /* unfolded, NUL-terminated */
} IcsLine;

typedef struct IcsReader IcsReader;
/* `bytes` must outlive the reader. */
IcsReader *icsread_new(const char *bytes, gsize length, IcsReadTell tell, gpointer data);
void icsread_free(IcsReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IcsReader, icsread_free)

/* The next content line, valid until the next call; NULL at the end. */
const IcsLine *icsread_next(IcsReader *reader);
/* Where the current line begins, where its value begins, and where a byte of its value stands. */
IcsPlace icsread_place(const IcsReader *reader);
IcsPlace icsread_value_place(const IcsReader *reader, gsize offset);
const char *icsread_parameter(const IcsLine *line, const char *name); /* NULL when absent */
