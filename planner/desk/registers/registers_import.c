/* Exports of 12315 and of platforms: headings differ from one to the other and from year to year, so a register's columns say by which names they go. */
#include "desk/registers/registers_import.h"
#include "base/text.h"
#include "data/json.h"
#include "desk/registers/registers_card.h"
#include "desk/tables.h"
#include <string.h>

enum { HEADING_ROWS = 20 }; /* as table_find_columns looks at */

typedef struct {
  const Table *table;
  const TableRow *row;
  RegisterValue *values; /* by column of the register; column NULL where the file has none */
} Line;

typedef struct {
  Desk *desk;
  const RegisterImport *ask;
  const Checklist *checklist;
  const char *by, *recorded_by, *file;
  const Table *table;
  int header, *index;       /* index: by column */
  guint n_columns, number;  /* number: the column of the outside number */
  RegisterValue *constants; /* by column; column NULL where not given */
  GStringChunk *texts;
  GPtrArray *known; /* const RegisterRow*, still open although the file has a result */
  GPtrArray *added; /* char*, ids; owned */
  guint skipped, closed;
} Import;

static const ChecklistRow *column_at(const Import *import, guint i) {
  return g_ptr_array_index(import->checklist->rows, i);
}

/* ---- what was asked ---- */

static gboolean take_person(Desk *desk, const char *who, const char **id, char **problem) {
  const Person *person = who ? desk_find_person(desk, who, problem) : NULL;
  *id = person ? person->id : NULL;
  return !who || person;
}

static gboolean take_constants(Import *import, char **problem) {
  for (guint i = 0; i < import->ask->n_values; i++) {
    const RegisterValue *given = &import->ask->values[i];
    const ChecklistRow *column = registers_column(import->checklist, given->column);
    if (!column) {
      g_autofree char *shown = text_shown(given->column);
      *problem = g_strdup_printf("「%s」没有叫“%s”的列。", import->checklist->title, shown);
      return FALSE;
    }
    const char *value = given->value;
    if (!registers_name(import->desk, column, &value, problem)) {
      return FALSE;
    }
    g_autofree char *canonical = NULL;
    RegisterFault fault = {.column = column, .value = value};
    fault.why = register_read(column, value, desk_today(import->desk), desk_moment(import->desk), &canonical);
    if (fault.why != RUN_DONE) {
      *problem = register_refusal(REGISTER_BAD_VALUE, &fault);
      return FALSE;
    }
    for (guint c = 0; c < import->n_columns; c++) {
      if (column_at(import, c) == column) {
        import->constants[c] = (RegisterValue){column->id, g_string_chunk_insert(import->texts, canonical)};
      }
    }
  }
  return TRUE;
}

/* ---- the file ---- */

/* Whether one of the rows that may hold the headings has exactly this one. */
static gboolean heads(const Table *table, const char *name) {
  for (guint r = 0; r < MIN(table->n_rows, (guint)HEADING_ROWS); r++) {
    for (guint c = 0; c < table->rows[r].n_cells; c++) {
      if (strcmp(table->rows[r].cells[c].text, name) == 0) {
        return TRUE;
      }
    }
  }
  return FALSE;
}

/* Exports often have several columns of times; the name that stands first in the definition is the one that is meant. NULL when none is there. */
static const char *preferred(const Table *table, const char *const *names) {
  for (; *names; names++) {
    if (heads(table, *names)) {
      return *names;
    }
  }
  return NULL;
}

static gboolean find_columns(Import *import) {
  g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func(g_free);
  g_autofree ColumnSpec *specs = g_new0(ColumnSpec, import->n_columns);
  for (guint i = 0; i < import->n_columns; i++) {
    const ChecklistRow *column = column_at(import, i);
    guint n = column->aliases ? g_strv_length(column->aliases) : 0;
    const char **names = g_new0(const char *, n + 3);
    names[0] = column->title;
    for (guint a = 0; a < n; a++) {
      names[a + 1] = column->aliases[a];
    }
    names[n + 1] = column->id;
    const char *first = preferred(import->table, names);
    if (first) {
      names[0] = first;
      names[1] = NULL;
    }
    g_ptr_array_add(lists, names);
    gboolean given = import->constants[i].column != NULL;
    specs[i] = (ColumnSpec){
        column->id, !given && (i == import->number || (column->required && column->role != ROLE_OPENED)), names};
  }
  import->header = table_find_columns(import->table, specs, import->n_columns, import->index, import->desk->diags);
  return import->header >= 0;
}

/* Spreadsheets are kept from eating a long number by an apostrophe or a formula before it. */
static const char *bare_number(const Import *import, const char *text) {
  g_autofree char *copy = g_strdup(text);
  char *begin = g_str_has_prefix(copy, "=\"") ? copy + 2 : copy + strspn(copy, "'`\t");
  gsize length = strlen(begin);
  if (begin == copy + 2 && length > 0 && begin[length - 1] == '"') {
    begin[length - 1] = '\0';
  }
  return g_string_chunk_insert(import->texts, g_strstrip(begin));
}

static void bad_cell(const Import *import, const TableRow *row, guint column, const char *sentence) {
  Pos pos = table_pos(import->table, row, (guint)MAX(import->index[column], 0));
  diag_fix(diag_add(import->desk->diags, E074, pos, "%s", sentence), "请在文件里改好，再导入一次。");
}

/* One value in its canonical form; NULL after a problem, "" when empty. */
static const char *read_cell(const Import *import, const TableRow *row, guint i) {
  const ChecklistRow *column = column_at(import, i);
  const char *text = import->index[i] >= 0 ? table_cell(row, import->index[i]) : "";
  text = i == import->number ? bare_number(import, text) : text;
  if (!*text && import->constants[i].column) {
    return import->constants[i].value;
  }
  g_autofree char *why = NULL;
  if (!*text) {
    if (column->required && column->role != ROLE_OPENED) {
      RegisterFault fault = {.column = column};
      why = register_refusal(REGISTER_MISSING, &fault);
      bad_cell(import, row, i, why);
      return NULL;
    }
    return "";
  }
  if (!registers_name(import->desk, column, &text, &why)) {
    bad_cell(import, row, i, why);
    return NULL;
  }
  g_autofree char *canonical = NULL;
  g_autofree char *shown = text_limit_chars(text, 40);
  RegisterFault fault = {.column = column, .value = shown};
  fault.why = register_read(column, text, desk_today(import->desk), desk_moment(import->desk), &canonical);
  if (fault.why != RUN_DONE) {
    why = register_refusal(REGISTER_BAD_VALUE, &fault);
    bad_cell(import, row, i, why);
    return NULL;
  }
  return g_string_chunk_insert(import->texts, canonical);
}

static void line_free(gpointer data) {
  Line *line = data;
  g_free(line->values);
  g_free(line);
}

static gboolean is_new(const Import *import, GHashTable *seen, const TableRow *row, const char *number) {
  const TableRow *first = *number ? g_hash_table_lookup(seen, number) : NULL;
  Pos pos = table_pos(import->table, row, (guint)import->index[import->number]);
  if (!*number) {
    diag_fix(diag_add(import->desk->diags, E074, pos, "这一行没有%s。", column_at(import, import->number)->title),
             "没有编号就认不出是不是登记过；请补上，或删掉这一行。");
  } else if (first) {
    g_autofree char *before = pos_format(table_pos(import->table, first, (guint)import->index[import->number]));
    diag_fix(diag_add(import->desk->diags, E075, pos, "%s“%s”已经写在 %s。", column_at(import, import->number)->title,
                      number, before),
             "请删掉一行。");
  } else {
    g_hash_table_insert(seen, (gpointer)(guintptr)number, (gpointer)(guintptr)row);
  }
  return *number && !first;
}

static GPtrArray *read_lines(Import *import) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  guint rows = 0;
  for (guint r = (guint)import->header + 1; r < import->table->n_rows; r++) {
    const TableRow *row = &import->table->rows[r];
    if (tables_is_remark(table_cell(row, 0))) {
      continue;
    }
    rows++;
    Line *line = g_new0(Line, 1);
    line->row = row;
    line->values = g_new0(RegisterValue, import->n_columns);
    gboolean fine = TRUE;
    for (guint i = 0; i < import->n_columns; i++) {
      if (i == import->number && import->index[i] >= 0 && !*table_cell(row, import->index[i])) {
        fine = FALSE; /* said by is_new */
        continue;
      }
      const char *value = read_cell(import, row, i);
      fine = fine && value;
      line->values[i] = (RegisterValue){column_at(import, i)->id, value ? value : ""};
    }
    const char *number = line->values[import->number].value;
    fine = is_new(import, seen, row, number ? number : "") && fine;
    if (fine) {
      g_ptr_array_add(lines, line);
    } else {
      line_free(line);
    }
  }
  if (rows == 0) {
    diag_fix(diag_add(import->desk->diags, E077, table_pos(import->table, &import->table->rows[import->header], 0),
                      "标题下面没有内容。"),
             "请核对导出的文件。");
  }
  return lines;
}

/* ---- recording ---- */

typedef struct {
  Import *import;
  const GPtrArray *lines;
} Work;

static void add_draft(const Import *import, EntryKind kind, char *body, GArray *drafts, GPtrArray *texts) {
  RecordDraft draft = {.kind = kind, .done_by = import->by, .recorded_by = import->recorded_by, .body = body};
  g_ptr_array_add(texts, body);
  g_array_append_val(drafts, draft);
}

static void add_line(Import *import, Register *reg, const Line *line, gint64 utc_ms, GArray *drafts, GPtrArray *texts) {
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(RegisterValue));
  const char *result = "";
  for (guint i = 0; i < import->n_columns; i++) {
    gboolean ends = column_at(import, i)->role == ROLE_RESULT;
    result = ends ? line->values[i].value : result;
    if (!ends && *line->values[i].value) {
      g_array_append_val(values, line->values[i]);
    }
  }
  RegisterEvent event = {.kind = REGISTER_ADD,
                         .by = import->by,
                         .recorded_by = import->recorded_by,
                         .values = (const RegisterValue *)(gpointer)values->data,
                         .n_values = values->len,
                         .day = desk_today(import->desk),
                         .now = desk_moment(import->desk),
                         .utc_ms = utc_ms};
  char *body = NULL;
  const RegisterRow *row = NULL;
  RegisterFault fault;
  RegisterResult done = register_step(reg, &event, &body, &row, &fault);
  if (done != REGISTER_DONE) {
    g_autofree char *why = register_refusal(done, &fault);
    bad_cell(import, line->row, import->number, why);
    return;
  }
  add_draft(import, ENTRY_REGISTER, body, drafts, texts);
  g_ptr_array_add(import->added, g_strdup(row->id));
  if (*result) {
    RegisterEvent close = event;
    close.kind = REGISTER_CLOSE;
    close.row = row->id;
    close.values = NULL;
    close.n_values = 0;
    close.result = result;
    done = register_step(reg, &close, &body, &row, &fault);
    g_assert(done == REGISTER_DONE); /* the row is open and the result was read */
    add_draft(import, ENTRY_REGISTER, body, drafts, texts);
    import->closed++;
  }
}

static char *import_body(const Import *import) {
  GString *body = g_string_new(NULL);
  g_autofree char *base = g_path_get_basename(import->file);
  g_autofree char *shown = text_shown(base);
  g_string_printf(body, "{\"added\":%u,\"closed\":%u,\"file\":", import->added->len, import->closed);
  json_append_quoted(body, shown);
  g_string_append_printf(body, ",\"known\":%u}", import->skipped);
  return g_string_free(body, FALSE);
}

static gboolean decide_import(Desk *desk, Register *reg, const EntryTime *now, GArray *drafts, GPtrArray *texts,
                              gpointer data) {
  const Work *work = data;
  Import *import = work->import;
  g_ptr_array_set_size(import->added, 0);
  g_ptr_array_set_size(import->known, 0);
  import->skipped = import->closed = 0;
  add_draft(import, ENTRY_IMPORT, NULL, drafts, texts);
  for (guint i = 0; i < work->lines->len; i++) {
    const Line *line = g_ptr_array_index(work->lines, i);
    const RegisterRow *known = register_known(reg, line->values[import->number].value);
    if (!known) {
      add_line(import, reg, line, now->utc_ms, drafts, texts);
      continue;
    }
    import->skipped++;
    for (guint c = 0; c < import->n_columns && known->open; c++) {
      if (column_at(import, c)->role == ROLE_RESULT && *line->values[c].value) {
        g_ptr_array_add(import->known, g_strdup(known->id));
      }
    }
  }
  if (diag_has_errors(desk->diags) || import->added->len == 0) {
    return FALSE; /* nothing new is no entry */
  }
  char *body = import_body(import);
  g_ptr_array_add(texts, body);
  g_array_index(drafts, RecordDraft, 0).body = body;
  return TRUE;
}

static void tell(const Import *import, GString *report) {
  const GPtrArray *added = import->added;
  g_string_append_printf(report, "「%s」：", import->checklist->title);
  if (added->len == 0) {
    g_string_append(report, "没有新的行。");
  } else if (added->len == 1) {
    g_string_append_printf(report, "新登记 1 行（%s）。", (const char *)g_ptr_array_index(added, 0));
  } else {
    g_string_append_printf(report, "新登记 %u 行（%s 到 %s）。", added->len, (const char *)g_ptr_array_index(added, 0),
                           (const char *)g_ptr_array_index(added, added->len - 1));
  }
  if (import->closed > 0) {
    g_string_append_printf(report, "其中 %u 行已有结果，登记后就关闭了。", import->closed);
  }
  if (import->skipped > 0) {
    g_string_append_printf(report, "%u 行以前登记过，没有再加。", import->skipped);
  }
  g_string_append_c(report, '\n');
  if (import->known->len > 0) {
    g_string_append(report, "文件里已有结果、台账里还开着的：");
    for (guint i = 0; i < import->known->len; i++) {
      g_string_append_printf(report, "%s%s", i ? "、" : "", (const char *)g_ptr_array_index(import->known, i));
    }
    g_string_append(report, "。请核对后关闭。\n");
  }
}

static gboolean work(Import *import, Register *reg, GString *report, GError **error) {
  if (!find_columns(import)) {
    return FALSE;
  }
  g_autoptr(GPtrArray) lines = read_lines(import);
  if (diag_has_errors(import->desk->diags)) {
    return FALSE;
  }
  Work data = {import, lines};
  GError *why = NULL;
  gboolean done = registers_append(import->desk, reg, decide_import, &data, &why);
  if (why || diag_has_errors(import->desk->diags)) {
    g_propagate_error(error, why);
    return FALSE;
  }
  g_assert(done || import->added->len == 0);
  tell(import, report);
  return TRUE;
}

gboolean registers_import(Desk *desk, const RegisterImport *ask, GString *report, gboolean *needs_book, char **problem,
                          GError **error) {
  Import import = {.desk = desk, .ask = ask, .number = G_MAXUINT};
  if (!(import.checklist = registers_find(desk, ask->name, problem)) ||
      !take_person(desk, ask->by, &import.by, problem) ||
      !take_person(desk, ask->recorded_by, &import.recorded_by, problem)) {
    return FALSE;
  }
  import.n_columns = import.checklist->rows->len;
  for (guint i = 0; i < import.n_columns; i++) {
    import.number = column_at(&import, i)->role == ROLE_NUMBER ? i : import.number;
  }
  if (import.number == G_MAXUINT) {
    *problem = g_strdup_printf("「%s」没有外部编号这一列，认不出哪些行登记过，不能导入。请用 register add 逐行登记。",
                               import.checklist->title);
    return FALSE;
  }
  g_autoptr(TableSource) source = tables_open(desk, ask->path, needs_book, error);
  if (!source) {
    return FALSE;
  }
  g_autofree RegisterValue *constants = g_new0(RegisterValue, import.n_columns);
  g_autofree int *index = g_new0(int, import.n_columns);
  g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) added = g_ptr_array_new_with_free_func(g_free);
  import.constants = constants;
  import.index = index;
  import.known = known;
  import.added = added;
  import.file = source->file;
  import.texts = g_string_chunk_new(4096);
  import.table = tables_sheet(source, import.checklist->title);
  gboolean done = FALSE;
  g_autoptr(Register) reg = take_constants(&import, problem) ? registers_read(desk, import.checklist, error) : NULL;
  if (reg && import.table) {
    done = work(&import, reg, report, error);
  }
  g_string_chunk_free(import.texts);
  return done;
}
