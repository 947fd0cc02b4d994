#include "out/icsread.h"

#include <string.h>

#include "data/encoding.h"

#define MAX_LINE 75
#define MAX_UNFOLDED (1u << 20) /* far above any real text; keeps hostile files from costing quadratic time */

/* A physical line's part of the unfolded text. */
typedef struct {
  gsize from; /* offset in the unfolded text */
  guint line;
  guint column; /* of the part's first character: 2 after a fold */
} Part;

struct IcsReader {
  const char *at, *end;
  guint number; /* of the physical line that begins at `at` */
  IcsReadTell tell;
  gpointer data;
  gboolean told_line_end, told_blank, stopped;
  GString *text;  /* the unfolded line, later cut up by NULs */
  GString *whole; /* the same, uncut, for places */
  GArray *parts;
  IcsLine line;
};

IcsReader *icsread_new(const char *bytes, gsize length, IcsReadTell tell, gpointer data) {
  IcsReader *reader = g_new0(IcsReader, 1);
  reader->at = bytes;
  reader->end = bytes + length;
  reader->number = 1;
  reader->tell = tell;
  reader->data = data;
  reader->text = g_string_new(NULL);
  reader->whole = g_string_new(NULL);
  reader->parts = g_array_new(FALSE, FALSE, sizeof(Part));
  gsize bom = encoding_bom(bytes, length);
  if (bom > 0) {
    tell(ICSREAD_BOM, (IcsPlace){1, 1}, data);
    reader->at += bom;
  }
  return reader;
}

void icsread_free(IcsReader *reader) {
  if (!reader) {
    return;
  }
  g_string_free(reader->text, TRUE);
  g_string_free(reader->whole, TRUE);
  g_array_unref(reader->parts);
  g_free(reader);
}

/* Bytes that begin a character, so that broken ones do not stop the count. */
static guint count_characters(const char *from, gsize length) {
  guint n = 0;
  for (gsize i = 0; i < length; i++) {
    n += ((guchar)from[i] & 0xc0) != 0x80;
  }
  return n;
}

static IcsPlace place_of(const IcsReader *reader, gsize offset) {
  guint low = 0, high = reader->parts->len; /* the last part that begins at or before the offset */
  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (g_array_index(reader->parts, Part, middle).from <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const Part *part = &g_array_index(reader->parts, Part, low);
  return (IcsPlace){part->line, part->column + count_characters(reader->whole->str + part->from, offset - part->from)};
}

static void tell(IcsReader *reader, IcsReadProblem problem, guint line, guint column) {
  reader->tell(problem, (IcsPlace){line, column}, reader->data);
}

/* One physical line without its end. FALSE at the end of the file. */
static gboolean physical(IcsReader *reader, const char **text, gsize *length, guint *number) {
  if (reader->at >= reader->end) {
    return FALSE;
  }
  const char *newline = memchr(reader->at, '\n', (gsize)(reader->end - reader->at));
  const char *stop = newline ? newline : reader->end;
  *text = reader->at;
  *length = (gsize)(stop - reader->at);
  *number = reader->number;
  gboolean has_cr = *length > 0 && (*text)[*length - 1] == '\r';
  if (has_cr) {
    (*length)--;
  }
  guint last = count_characters(*text, *length) + 1;
  if (!newline) {
    tell(reader, ICSREAD_NO_LAST_END, *number, last);
  } else if (!has_cr && !reader->told_line_end) {
    reader->told_line_end = TRUE;
    tell(reader, ICSREAD_LINE_END, *number, last);
  }
  reader->at = newline ? newline + 1 : reader->end;
  reader->number++;
  return TRUE;
}

static void add_part(IcsReader *reader, const char *text, gsize length, guint number, guint column) {
  Part part = {.from = reader->whole->len, .line = number, .column = column};
  g_array_append_val(reader->parts, part);
  gsize octets = length + column - 1;
  if (octets > MAX_LINE) {
    gsize fits = MAX_LINE - (column - 1);
    tell(reader, ICSREAD_LONG_LINE, number, column + count_characters(text, fits));
  }
  g_string_append_len(reader->whole, text, (gssize)length);
}

/* A whole unfolded line into `whole`, with its parts. FALSE at the end of the file. */
static gboolean unfold(IcsReader *reader) {
  const char *text;
  gsize length;
  guint number;
  g_array_set_size(reader->parts, 0);
  g_string_truncate(reader->whole, 0);
  do {
    if (!physical(reader, &text, &length, &number)) {
      return FALSE;
    }
    if (length == 0 && !reader->told_blank) {
      reader->told_blank = TRUE;
      tell(reader, ICSREAD_BLANK, number, 1);
    }
  } while (length == 0);
  add_part(reader, text, length, number, 1);
  while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t')) {
    physical(reader, &text, &length, &number);
    add_part(reader, text + 1, length - 1, number, 2);
  }
  return TRUE;
}

/* FALSE when the bytes are no UTF-8 and reading must stop. */
static gboolean check_characters(IcsReader *reader) {
  if (reader->whole->len > MAX_UNFOLDED) {
    tell(reader, ICSREAD_ENDLESS, g_array_index(reader->parts, Part, 0).line, 1);
    return FALSE;
  }
  gboolean told = FALSE;
  for (gsize i = 0; i < reader->whole->len; i++) {
    guchar c = (guchar)reader->whole->str[i];
    if ((c < 0x20 && c != '\t') || c == 0x7f) {
      if (!told) {
        IcsPlace place = place_of(reader, i);
        tell(reader, ICSREAD_CONTROL, place.line, place.column);
      }
      told = TRUE;
      reader->whole->str[i] = ' ';
    }
  }
  const char *bad;
  if (!g_utf8_validate_len(reader->whole->str, reader->whole->len, &bad)) {
    IcsPlace place = place_of(reader, (gsize)(bad - reader->whole->str));
    tell(reader, ICSREAD_NOT_UTF8, place.line, place.column);
    return FALSE;
  }
  for (guint i = 1; i < reader->parts->len; i++) {
    const Part *part = &g_array_index(reader->parts, Part, i);
    if (part->from < reader->whole->len && ((guchar)reader->whole->str[part->from] & 0xc0) == 0x80) {
      tell(reader, ICSREAD_SPLIT, part->line, part->column);
    }
  }
  return TRUE;
}

static gboolean is_name(char c) {
  return g_ascii_isalnum(c) || c == '-' || c == '_';
}

static char *upper(char *from, char *to) {
  for (char *c = from; c < to; c++) {
    *c = g_ascii_toupper(*c);
  }
  return from;
}

/* Cuts the text into name, parameters and value. Returns the offset where it stops being a content line, -1 when it is one. */
static gssize cut(GString *text, IcsLine *line) {
  char *start = text->str, *c = start;
  *line = (IcsLine){0};
  while (is_name(*c)) {
    c++;
  }
  if (c == start || (*c != ':' && *c != ';')) {
    return c - start;
  }
  line->name = upper(start, c);
  while (*c == ';') {
    *c++ = '\0';
    char *name = c;
    while (is_name(*c)) {
      c++;
    }
    if (c == name || *c != '=') {
      return c - start;
    }
    IcsParameter parameter = {.name = upper(name, c)};
    *c++ = '\0';
    for (gboolean first = TRUE;; first = FALSE) {
      gboolean quoted = *c == '"';
      char *value = quoted ? ++c : c;
      while (*c && (quoted ? *c != '"' : *c != ',' && *c != ';' && *c != ':' && *c != '"')) {
        c++;
      }
      if (quoted && *c != '"') {
        return c - start;
      }
      char *value_end = c;
      c += quoted;
      if (*c != ',' && *c != ';' && *c != ':') {
        return c - start;
      }
      char separator = *c;
      if (first) {
        parameter.value = value;
      }
      if (separator != ',') {
        if (value_end != c) {
          *value_end = '\0';
        }
        break;
      }
      *value_end = '\0';
      *c++ = '\0';
    }
    if (line->n_parameters < ICSREAD_MAX_PARAMETERS) {
      line->parameters[line->n_parameters++] = parameter;
    }
  }
  /* `*c` may still be the ':' that also ends an unquoted parameter. */
  *c++ = '\0';
  line->value = c;
  return -1;
}

const IcsLine *icsread_next(IcsReader *reader) {
  while (!reader->stopped) {
    if (!unfold(reader) || !check_characters(reader)) {
      reader->stopped = TRUE;
      break;
    }
    g_string_truncate(reader->text, 0);
    g_string_append_len(reader->text, reader->whole->str, (gssize)reader->whole->len);
    gssize broken = cut(reader->text, &reader->line);
    if (broken < 0) {
      return &reader->line;
    }
    IcsPlace place = place_of(reader, (gsize)broken);
    tell(reader, ICSREAD_MALFORMED, place.line, place.column);
  }
  return NULL;
}

IcsPlace icsread_place(const IcsReader *reader) {
  return place_of(reader, 0);
}

IcsPlace icsread_value_place(const IcsReader *reader, gsize offset) {
  return place_of(reader, (gsize)(reader->line.value - reader->text->str) + offset);
}

const char *icsread_parameter(const IcsLine *line, const char *name) {
  for (guint i = 0; i < line->n_parameters; i++) {
    if (strcmp(line->parameters[i].name, name) == 0) {
      return line->parameters[i].value;
    }
  }
  return NULL;
}
