/* Text tables as spreadsheets and tills export them: RFC 4180, with the separators and encodings that occur in China. Knows the text and its
 * places; must not know what the columns mean. */
#include "base/text.h"
#include "data/encoding.h"
#include "data/source.h"
#include "data/table.h"
#include "data/table_build.h"

#include <string.h>

static const char *const separators[] = {",", "\t", ";", "，"};
#define SAMPLE_LINES 20

typedef struct {
  const char *file;
  const char *at, *end;
  guint32 line, column;
  const char *separator;
  gsize separator_length;
  DiagList *diags;
  TableBuilder *builder;
  GString *cell;
} Reader;

/* ---- which separator ---- */

typedef struct {
  guint counts[G_N_ELEMENTS(separators)][SAMPLE_LINES];
  guint lines;
} Sample;

/* How often each candidate stands in each of the first lines that hold anything, outside of quotes. */
static void take_sample(const char *at, const char *end, Sample *sample) {
  gboolean quoted = FALSE, filled = FALSE;
  for (; at < end && sample->lines < SAMPLE_LINES; at++) {
    if (*at == '"') {
      quoted = !quoted;
    }
    if (!quoted && (*at == '\n' || *at == '\r')) {
      sample->lines += filled;
      filled = FALSE;
      continue;
    }
    filled = filled || !g_ascii_isspace(*at);
    for (guint s = 0; s < G_N_ELEMENTS(separators) && !quoted; s++) {
      gsize n = strlen(separators[s]);
      if ((gsize)(end - at) >= n && memcmp(at, separators[s], n) == 0) {
        sample->counts[s][sample->lines]++;
        filled = TRUE;
      }
    }
  }
  if (at == end && filled && sample->lines < SAMPLE_LINES) {
    sample->lines++;
  }
}

/* The one that stands equally often in most lines; then the one that stands more often; then the earlier in the list. */
static const char *find_separator(const char *at, const char *end) {
  g_autofree Sample *sample = g_new0(Sample, 1);
  take_sample(at, end, sample);
  const char *best = separators[0];
  guint best_lines = 0, best_count = 0;
  for (guint s = 0; s < G_N_ELEMENTS(separators); s++) {
    for (guint i = 0; i < sample->lines; i++) {
      guint count = sample->counts[s][i], lines = 0;
      for (guint k = 0; count && k < sample->lines; k++) {
        lines += sample->counts[s][k] == count;
      }
      if (lines > best_lines || (lines == best_lines && count > best_count)) {
        best = separators[s];
        best_lines = lines;
        best_count = count;
      }
    }
  }
  return best;
}

/* Excel's own first line "sep=;". */
static const char *told_separator(Reader *reader) {
  gsize left = (gsize)(reader->end - reader->at);
  if (left < 5 || g_ascii_strncasecmp(reader->at, "sep=", 4) != 0) {
    return NULL;
  }
  for (guint s = 0; s < G_N_ELEMENTS(separators); s++) {
    gsize n = strlen(separators[s]);
    const char *after = reader->at + 4 + n;
    if (left >= 4 + n && memcmp(reader->at + 4, separators[s], n) == 0 &&
        (after == reader->end || strchr("\r\n", *after))) {
      reader->at = after;
      return separators[s];
    }
  }
  return NULL;
}

/* ---- cells ---- */

static gboolean at_separator(const Reader *reader) {
  return (gsize)(reader->end - reader->at) >= reader->separator_length &&
         memcmp(reader->at, reader->separator, reader->separator_length) == 0;
}

static gboolean at_line_end(const Reader *reader) {
  return reader->at == reader->end || *reader->at == '\n' || *reader->at == '\r';
}

static void next_line(Reader *reader) {
  reader->at += *reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n' ? 2 : 1;
  reader->line++;
  reader->column = 1;
}

static void next_char(Reader *reader) {
  const char *next = text_next(reader->at);
  g_string_append_len(reader->cell, reader->at, next - reader->at);
  reader->at = next;
  reader->column++;
}

/* After the opening quote, up to and with the closing one. */
static gboolean read_quoted(Reader *reader, guint32 line, guint32 column) {
  while (reader->at < reader->end) {
    if (*reader->at == '"') {
      reader->at++;
      reader->column++;
      if (reader->at == reader->end || *reader->at != '"') {
        return TRUE;
      }
      next_char(reader);
    } else if (*reader->at == '\n' || *reader->at == '\r') {
      g_string_append_c(reader->cell, '\n');
      next_line(reader);
    } else {
      next_char(reader);
    }
  }
  Pos pos = {.file = intern_string(reader->file), .line = line, .column = column};
  Diag *diag = diag_add(reader->diags, E070, pos, "从这里开始的双引号到文件末尾也没有配对，这一行以后的内容读不了。");
  diag_fix(diag, "请补上或删掉这个双引号；文件可能没有传完整，也可以重新导出一次。");
  return FALSE;
}

static gboolean read_cell(Reader *reader, guint index) {
  g_string_truncate(reader->cell, 0);
  while (!at_line_end(reader) && (*reader->at == ' ' || *reader->at == '\t') && !at_separator(reader)) {
    reader->at++;
    reader->column++;
  }
  guint32 line = reader->line, column = reader->column;
  if (reader->at < reader->end && *reader->at == '"') {
    reader->at++;
    reader->column++;
    if (!read_quoted(reader, line, column)) {
      return FALSE;
    }
  }
  while (!at_line_end(reader) && !at_separator(reader)) {
    next_char(reader);
  }
  return table_builder_cell(reader->builder, index, reader->cell->str, reader->cell->len, line, column);
}

static gboolean read_row(Reader *reader) {
  guint32 line = reader->line;
  for (guint index = 0;; index++) {
    if (!read_cell(reader, index)) {
      return FALSE;
    }
    if (!at_separator(reader)) {
      break;
    }
    reader->at += reader->separator_length;
    reader->column++;
  }
  if (reader->at < reader->end) {
    next_line(reader);
  }
  return table_builder_end_row(reader->builder, line);
}

Table *csv_parse(const char *file, GBytes *bytes, DiagList *diags) {
  gsize length = 0;
  const char *raw = g_bytes_get_data(bytes, &length);
  if (length > TABLE_MAX_BYTES) {
    source_too_big(file, TABLE_MAX_BYTES, diags);
    return NULL;
  }
  if (table_refuse_foreign(file, raw, length, diags)) {
    return NULL;
  }
  g_autoptr(GBytes) utf8 = encoding_to_utf8(file, bytes, NULL, diags);
  if (!utf8) {
    return NULL;
  }
  diag_add_source(diags, intern_string(file), utf8);
  const char *text = g_bytes_get_data(utf8, &length);
  text = length ? text : "";
  gsize n_cells = 0;
  g_autoptr(TableBuilder) builder = table_builder_new(file, NULL, &n_cells, diags);
  g_autoptr(GString) cell = g_string_new(NULL);
  Reader reader = {.file = file,
                   .at = text,
                   .end = text + length,
                   .line = 1,
                   .column = 1,
                   .diags = diags,
                   .builder = builder,
                   .cell = cell};
  reader.separator = length ? told_separator(&reader) : NULL;
  reader.separator = reader.separator ? reader.separator : find_separator(reader.at, reader.end);
  reader.separator_length = strlen(reader.separator);
  while (reader.at < reader.end && read_row(&reader)) {}
  return table_builder_finish(builder);
}
