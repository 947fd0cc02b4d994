/* The state of a register, and its one way to change: an event is checked, becomes an entry, and the entry is applied, by step and replay alike. */
#include "run/register.h"
#include "run/register_entry.h"
#include "run/value.h"
#include <string.h>

enum { MOST_A_DAY = 9999, TITLE_CHARS = 40 };

const Word words_register_event[] = {
    {"add", "登记"}, {"change", "更新"}, {"close", "关闭"}, {"reopen", "重新打开"}, {NULL, NULL}};
static const Word words_register_result[] = {
    {"done", "已记录。"},
    {"unchanged", "和已经记录的一样，没有改动。"},
    {"nobody", "没有写是谁登记的。请写上姓名。"},
    {"no-row", "台账里没有这一行。请核对编号。"},
    {"no-column", "台账里没有这一列。请核对列名。"},
    {"twice", "同一列写了两次。请去掉一个。"},
    {"closed", "这一行已经关闭。要改，先写明理由重新打开。"},
    {"not-closed", "这一行还开着，不用重新打开，直接改就行。"},
    {"missing", "必填的列空着。请补上。"},
    {"bad-value", "这一列的内容不对。请核对后重填。"},
    {"known", "这个编号已经登记过。"},
    {"no-result", "关闭要写结果；没有结果的，写明为什么关闭。"},
    {"no-reason", "请写明理由。"},
    {"bad-text", "文字不能太长，也不能夹有看不见的控制字符。请重新输入。"},
    {"full", "今天的编号用完了。请明天再登记。"},
    {NULL, NULL},
};
G_STATIC_ASSERT(G_N_ELEMENTS(words_register_result) == N_REGISTER_RESULTS + 1);

/* ---- life cycle ---- */

static void change_free(gpointer data) {
  RegisterChange *change = data;
  g_free(change->from);
  g_free(change->to);
  g_free(change->reason);
  g_free(change);
}

static void row_free_all(gpointer data) {
  RegisterRow *row = data;
  g_hash_table_unref(row->values);
  g_ptr_array_unref(row->changes);
  g_free(row->id);
  g_free(row->result);
  g_free(row->reason);
  g_free(row);
}

Register *register_new(const Checklist *checklist) {
  Register *reg = g_new0(Register, 1);
  reg->checklist = checklist;
  reg->rows = g_ptr_array_new_with_free_func(row_free_all);
  reg->row_of = g_hash_table_new(g_str_hash, g_str_equal);
  reg->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  reg->days = g_hash_table_new(NULL, NULL);
  return reg;
}

void register_clear(Register *reg) {
  g_hash_table_remove_all(reg->row_of);
  g_hash_table_remove_all(reg->numbers);
  g_hash_table_remove_all(reg->days);
  g_ptr_array_set_size(reg->rows, 0);
  reg->open = 0;
  reg->head = 0;
}

void register_free(Register *reg) {
  if (!reg) {
    return;
  }
  g_hash_table_unref(reg->row_of);
  g_hash_table_unref(reg->numbers);
  g_hash_table_unref(reg->days);
  g_ptr_array_unref(reg->rows);
  g_free(reg);
}

/* ---- looking ---- */

const RegisterRow *register_row(const Register *reg, const char *id) {
  return g_hash_table_lookup(reg->row_of, id);
}

const RegisterRow *register_known(const Register *reg, const char *number) {
  return g_hash_table_lookup(reg->numbers, number);
}

const char *register_value(const RegisterRow *row, const char *column) {
  const char *value = g_hash_table_lookup(row->values, column);
  return value ? value : "";
}

const char *register_role(const Register *reg, const RegisterRow *row, ColumnRole role) {
  const ChecklistRow *column = checklist_column(reg->checklist, role);
  return column ? register_value(row, column->id) : "";
}

char *register_title(const Register *reg, const RegisterRow *row) {
  const char *text = register_role(reg, row, ROLE_SUBJECT);
  for (guint i = 0; i < reg->checklist->rows->len && !*text; i++) {
    const ChecklistRow *column = g_ptr_array_index(reg->checklist->rows, i);
    text = column_type(column) == ITEM_TEXT ? register_value(row, column->id) : "";
  }
  g_autofree char *line = g_strdelimit(g_strdup(text), "\n", ' ');
  glong chars = g_utf8_strlen(line, -1);
  if (chars <= TITLE_CHARS) {
    return g_steal_pointer(&line);
  }
  *g_utf8_offset_to_pointer(line, TITLE_CHARS - 1) = '\0';
  return g_strconcat(line, "…", NULL);
}

Moment register_deadline(const Register *reg, const RegisterRow *row, int day_ends) {
  if (!row->open) {
    return MOMENT_NONE;
  }
  Moment promised = register_when(register_role(reg, row, ROLE_PROMISED), day_ends);
  Moment due = register_when(register_role(reg, row, ROLE_DUE), day_ends);
  return promised == MOMENT_NONE ? due : due == MOMENT_NONE ? promised : MIN(promised, due);
}

gboolean register_unowned(const Register *reg, const RegisterRow *row) {
  const ChecklistRow *source = checklist_column(reg->checklist, ROLE_SOURCE);
  return row->open && source && source->authority && checklist_column(reg->checklist, ROLE_OWNER) &&
         g_strv_contains((const char *const *)(gpointer)source->authority, register_value(row, source->id)) &&
         !*register_role(reg, row, ROLE_OWNER);
}

/* ---- numbers of rows ---- */

static int day_key(const char *id) {
  for (int i = 0; i < 4; i++) {
    if (!g_ascii_isdigit(id[i])) {
      return -1;
    }
  }
  int key = (id[0] - '0') * 1000 + (id[1] - '0') * 100 + (id[2] - '0') * 10 + (id[3] - '0');
  return day_valid(2000, key / 100, key % 100) ? key : -1;
}

/* Goes on counting in a later year, so that a number never comes twice. */
static char *next_id(const Register *reg, int key) {
  guint last = GPOINTER_TO_UINT(g_hash_table_lookup(reg->days, GINT_TO_POINTER(key)));
  return last >= MOST_A_DAY ? NULL : g_strdup_printf("%04d-%02u", key, last + 1);
}

/* ---- applying ---- */

static void set_value(Register *reg, RegisterRow *row, const RegisterValue *value) {
  const ChecklistRow *number = checklist_column(reg->checklist, ROLE_NUMBER);
  if (number && strcmp(number->id, value->column) == 0) {
    const char *before = register_value(row, value->column);
    if (*before && g_hash_table_lookup(reg->numbers, before) == row) {
      g_hash_table_remove(reg->numbers, before);
    }
    if (*value->value && !g_hash_table_contains(reg->numbers, value->value)) {
      g_hash_table_insert(reg->numbers, g_strdup(value->value), row);
    }
  }
  if (*value->value) {
    g_hash_table_insert(row->values, (gpointer)(guintptr)intern_string(value->column), g_strdup(value->value));
  } else {
    g_hash_table_remove(row->values, value->column);
  }
}

typedef struct {
  RegisterEventKind kind;
  const char *row, *result, *reason, *by, *recorded_by;
  const GArray *values;
  gint64 utc_ms;
} Applied;

static RegisterRow *add_row(Register *reg, const Applied *a) {
  RegisterRow *row = g_new0(RegisterRow, 1);
  row->id = g_strdup(a->row);
  row->open = TRUE;
  row->values = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  row->changes = g_ptr_array_new_with_free_func(change_free);
  row->by = a->by;
  row->recorded_by = a->recorded_by;
  row->added_ms = a->utc_ms;
  g_ptr_array_add(reg->rows, row);
  g_hash_table_insert(reg->row_of, row->id, row);
  gpointer key = GINT_TO_POINTER(day_key(row->id));
  g_hash_table_insert(reg->days, key, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(reg->days, key)) + 1));
  reg->open++;
  return row;
}

/* What happens to the state; everything has been checked. */
static RegisterRow *apply(Register *reg, const Applied *a) {
  RegisterRow *row = a->kind == REGISTER_ADD ? add_row(reg, a) : g_hash_table_lookup(reg->row_of, a->row);
  for (guint i = 0; i < a->values->len; i++) {
    const RegisterValue *value = &g_array_index(a->values, RegisterValue, i);
    if (a->kind != REGISTER_ADD) {
      RegisterChange *change = g_new0(RegisterChange, 1);
      change->column = intern_string(value->column);
      change->from = g_strdup(register_value(row, value->column));
      change->to = g_strdup(value->value);
      change->by = a->by;
      change->recorded_by = a->recorded_by;
      change->reason = g_strdup(a->reason);
      change->utc_ms = a->utc_ms;
      g_ptr_array_add(row->changes, change);
    }
    set_value(reg, row, value);
  }
  if (a->kind == REGISTER_CLOSE || a->kind == REGISTER_REOPEN) {
    gboolean closing = a->kind == REGISTER_CLOSE;
    row->open = !closing;
    reg->open += closing ? -1u : 1u;
    row->reopened += !closing;
    row->closed_by = closing ? a->by : NULL;
    row->closed_ms = closing ? a->utc_ms : 0;
    g_free(row->result);
    g_free(row->reason);
    row->result = closing ? g_strdup(a->result) : NULL;
    row->reason = closing ? g_strdup(a->reason) : NULL;
  }
  return row;
}

/* ---- checking ---- */

typedef struct {
  Register *reg;
  const RegisterEvent *event;
  const RegisterRow *row; /* NULL of an addition */
  GArray *values;         /* of RegisterValue that change something; values in `texts` */
  GStringChunk *texts;
  const char *result;
  RegisterFault *fault;
} Draft;

static const char *drafted(const Draft *draft, const char *column) {
  for (guint i = 0; i < draft->values->len; i++) {
    const RegisterValue *value = &g_array_index(draft->values, RegisterValue, i);
    if (strcmp(value->column, column) == 0) {
      return value->value;
    }
  }
  return NULL;
}

/* As it will be. */
static const char *will_be(const Draft *draft, const char *column) {
  const char *value = drafted(draft, column);
  return value ? value : draft->row ? register_value(draft->row, column) : "";
}

static void draft_value(Draft *draft, const char *column, const char *text) {
  RegisterValue value = {intern_string(column), g_string_chunk_insert(draft->texts, text)};
  g_array_append_val(draft->values, value);
}

static const ChecklistRow *find_column(const Checklist *checklist, const char *id) {
  for (guint i = 0; i < checklist->rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(checklist->rows, i);
    if (strcmp(column->id, id) == 0) {
      return column;
    }
  }
  return NULL;
}

static RegisterResult read_value(Draft *draft, const RegisterValue *value) {
  const ChecklistRow *column = find_column(draft->reg->checklist, value->column);
  *draft->fault = (RegisterFault){.column = column, .value = value->value};
  if (!column) {
    return REGISTER_NO_COLUMN;
  }
  gboolean closed = draft->row && !draft->row->open;
  if (closed && column->role != ROLE_AFTER) {
    return REGISTER_CLOSED;
  }
  g_autofree char *canonical = NULL;
  if (value->value[strspn(value->value, " \t\r\n")] != '\0') {
    draft->fault->why = register_read(column, value->value, draft->event->day, draft->event->now, &canonical);
    if (draft->fault->why != RUN_DONE) {
      return REGISTER_BAD_VALUE;
    }
  }
  const char *text = canonical ? canonical : "";
  if (drafted(draft, column->id)) {
    return REGISTER_TWICE;
  }
  if (column->required && !*text) {
    return REGISTER_MISSING;
  }
  const RegisterRow *known = column->role == ROLE_NUMBER && *text ? register_known(draft->reg, text) : NULL;
  if (known && known != draft->row) {
    draft->fault->row = known->id;
    return REGISTER_KNOWN;
  }
  draft_value(draft, column->id, text);
  return REGISTER_DONE;
}

static RegisterResult fill_new(Draft *draft) {
  const Checklist *checklist = draft->reg->checklist;
  const ChecklistRow *opened = checklist_column(checklist, ROLE_OPENED);
  gboolean said = FALSE;
  for (guint i = 0; i < draft->values->len; i++) {
    said = said || *g_array_index(draft->values, RegisterValue, i).value;
  }
  for (guint i = 0; i < checklist->rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(checklist->rows, i);
    if (column->required && column != opened && !*will_be(draft, column->id)) {
      *draft->fault = (RegisterFault){.column = column};
      return REGISTER_MISSING;
    }
  }
  if (!said) {
    *draft->fault = (RegisterFault){0};
    return REGISTER_MISSING;
  }
  if (opened && !drafted(draft, opened->id)) {
    char day[DAY_TEXT], clock[DAY_TEXT];
    g_autofree char *now = g_strdup_printf("%sT%s", day_iso(moment_day(draft->event->now), day),
                                           minute_clock(moment_minute(draft->event->now), clock));
    draft_value(draft, opened->id, column_type(opened) == COLUMN_MOMENT ? now : day_iso(draft->event->day, day));
  }
  return REGISTER_DONE;
}

/* The result stands in its column as well, where there is one. */
static RegisterResult settle_result(Draft *draft) {
  const ChecklistRow *column = checklist_column(draft->reg->checklist, ROLE_RESULT);
  const char *result = draft->event->result;
  if (result && *result) {
    if (column) {
      RegisterValue value = {column->id, result};
      RegisterResult why = read_value(draft, &value);
      if (why != REGISTER_DONE) {
        return why;
      }
    } else {
      g_autofree char *text = value_text(result, VALUE_TEXT_MAX);
      if (!text) {
        return REGISTER_BAD_TEXT;
      }
      draft->result = g_string_chunk_insert(draft->texts, text);
    }
  }
  if (column) {
    draft->result = *will_be(draft, column->id) ? will_be(draft, column->id) : NULL;
  }
  return draft->result || draft->event->reason ? REGISTER_DONE : REGISTER_NO_RESULT;
}

static void drop_unchanged(Draft *draft) {
  for (guint i = draft->values->len; i-- > 0;) {
    const RegisterValue *value = &g_array_index(draft->values, RegisterValue, i);
    if (strcmp(draft->row ? register_value(draft->row, value->column) : "", value->value) == 0) {
      g_array_remove_index(draft->values, i);
    }
  }
}

static RegisterResult check(Draft *draft) {
  const RegisterEvent *event = draft->event;
  if (event->kind != REGISTER_ADD && !draft->row) {
    return REGISTER_NO_ROW;
  }
  if (event->kind == REGISTER_REOPEN) {
    const ChecklistRow *result = checklist_column(draft->reg->checklist, ROLE_RESULT);
    if (draft->row->open || event->n_values > 0) {
      return REGISTER_NOT_CLOSED;
    }
    if (result && *register_value(draft->row, result->id)) {
      draft_value(draft, result->id, "");
    }
    return event->reason ? REGISTER_DONE : REGISTER_NO_REASON;
  }
  if (event->kind == REGISTER_CLOSE && !draft->row->open) {
    return REGISTER_CLOSED;
  }
  for (guint i = 0; i < event->n_values; i++) {
    RegisterResult why = read_value(draft, &event->values[i]);
    if (why != REGISTER_DONE) {
      return why;
    }
  }
  *draft->fault = (RegisterFault){0};
  RegisterResult why = event->kind == REGISTER_ADD     ? fill_new(draft)
                       : event->kind == REGISTER_CLOSE ? settle_result(draft)
                                                       : REGISTER_DONE;
  drop_unchanged(draft);
  return why == REGISTER_DONE && event->kind == REGISTER_CHANGE && draft->values->len == 0 ? REGISTER_UNCHANGED : why;
}

RegisterResult register_step(Register *reg, const RegisterEvent *event, char **body, const RegisterRow **row,
                             RegisterFault *fault) {
  RegisterFault nowhere;
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(RegisterValue));
  GStringChunk *texts = g_string_chunk_new(256);
  g_autofree char *by = event->by ? value_person(event->by) : NULL;
  g_autofree char *recorded = event->recorded_by ? value_person(event->recorded_by) : NULL;
  const char *given = event->kind == REGISTER_ADD || !event->reason ? "" : event->reason; /* an addition has none */
  g_autofree char *reason = *given ? value_text(given, VALUE_REASON_MAX) : NULL;
  RegisterEvent checked = *event;
  checked.reason = reason;
  const RegisterRow *of = event->kind == REGISTER_ADD || !event->row ? NULL : register_row(reg, event->row);
  Draft draft = {reg, &checked, of, values, texts, NULL, fault ? fault : &nowhere};
  *draft.fault = (RegisterFault){0};
  RegisterResult result = !by || (event->recorded_by && !recorded) ? REGISTER_NOBODY
                          : *given && !reason                      ? REGISTER_BAD_TEXT
                                                                   : check(&draft);
  if (result == REGISTER_DONE) {
    register_entry_sort(values);
    int month, mday;
    day_split(event->day, NULL, &month, &mday);
    g_autofree char *id = of ? g_strdup(of->id) : next_id(reg, month * 100 + mday);
    if (id) {
      Applied applied = {event->kind,
                         id,
                         draft.result,
                         reason,
                         intern_string(by),
                         recorded && strcmp(recorded, by) != 0 ? intern_string(recorded) : NULL,
                         values,
                         event->utc_ms};
      *body = register_entry_body(event->kind, id, values, draft.result, reason);
      *row = apply(reg, &applied);
    } else {
      result = REGISTER_FULL;
    }
  }
  g_string_chunk_free(texts);
  return result;
}

gboolean register_add_entry(Register *reg, const char *body, const char *by, const char *recorded_by, gint64 utc_ms) {
  g_auto(RegisterEntry) entry;
  if (!register_entry_read(body, &entry) || !*by) {
    return FALSE;
  }
  const RegisterRow *row = register_row(reg, entry.row);
  if (entry.kind == REGISTER_ADD) {
    g_autofree char *id = strlen(entry.row) < 6 || day_key(entry.row) < 0 ? NULL : next_id(reg, day_key(entry.row));
    if (g_strcmp0(id, entry.row) != 0) {
      return FALSE;
    }
  } else if (!row || (entry.kind == REGISTER_CLOSE && (!row->open || (!entry.result && !entry.reason))) ||
             (entry.kind == REGISTER_REOPEN && row->open)) {
    return FALSE; /* a change of a closed row is believed: which columns may be filled then is the definition's matter, and that may be another today */
  }
  Applied applied = {entry.kind,
                     entry.row,
                     entry.result,
                     entry.reason,
                     intern_string(by),
                     recorded_by && *recorded_by && strcmp(recorded_by, by) != 0 ? intern_string(recorded_by) : NULL,
                     entry.values,
                     utc_ms};
  apply(reg, &applied);
  return TRUE;
}

/* ---- sentences ---- */

static const char *form_of(const RegisterFault *fault) {
  switch (column_type(fault->column)) {
  case COLUMN_MOMENT:
    return "请写成 3月15日 18:00、18:00（今天）或 +2h（两小时后）。";
  case ITEM_DATE:
    return "请写成 2027-03-15 或 3月15日。";
  case ITEM_CONFIRM:
    return "请写“是”或“否”。";
  case ITEM_PASS_FAIL:
    return "请写“合格”或“不合格”。";
  default:
    return words_run_result[fault->why].title;
  }
}

char *register_refusal(RegisterResult result, const RegisterFault *fault) {
  const ChecklistRow *column = fault ? fault->column : NULL;
  if (column && result == REGISTER_BAD_VALUE) {
    g_autofree char *choices = column->choices ? g_strjoinv("、", column->choices) : NULL;
    if (choices && fault->why == RUN_BAD_CHOICE) {
      return g_strdup_printf("“%s”不能是“%s”。可以选：%s。", column->title, fault->value, choices);
    }
    return g_strdup_printf("“%s”不能是“%s”。%s", column->title, fault->value, form_of(fault));
  }
  if (column && result == REGISTER_MISSING) {
    return g_strdup_printf("“%s”是必填的，不能空着。请补上。", column->title);
  }
  if (!column && result == REGISTER_MISSING) {
    return g_strdup("一行至少要填一列。");
  }
  if (column && result == REGISTER_KNOWN) {
    return g_strdup_printf("%s“%s”已经登记过，是 %s。请在那一行上更新。", column->title, fault->value, fault->row);
  }
  if (column && result == REGISTER_TWICE) {
    return g_strdup_printf("“%s”写了两次。请去掉一个。", column->title);
  }
  if (column && result == REGISTER_CLOSED) {
    return g_strdup_printf("这一行已经关闭，“%s”不能再改。要改，先写明理由重新打开。", column->title);
  }
  return g_strdup(words_register_result[result].title);
}
