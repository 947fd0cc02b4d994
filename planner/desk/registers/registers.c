/* Registers and the record: an event is decided on what was read, and appended only when nothing came between; otherwise it is decided again. */
#include "desk/registers/registers.h"
#include "base/text.h"
#include "desk/registers/registers_card.h"
#include "run/run.h"
#include <string.h>

enum { PATIENCE = 50 }; /* times that somebody else may be quicker */

char *registers_subject(const Checklist *checklist) {
  return g_strconcat("register:", checklist->id, NULL);
}

/* ---- reading ---- */

typedef struct {
  Register *reg;
  gint64 bad; /* sequence of an entry that cannot be; 0 */
} Reading;

static gboolean read_entry(const Entry *entry, gpointer data) {
  Reading *reading = data;
  if (entry_is(entry, ENTRY_REGISTER) &&
      !register_add_entry(reading->reg, entry->body, entry->done_by, entry->recorded_by, entry->time.utc_ms)) {
    reading->bad = entry->sequence;
    return FALSE;
  }
  reading->reg->head = entry->sequence;
  return TRUE;
}

static gboolean read_on(const Desk *desk, Record *record, Register *reg, GError **error) {
  Ledger *ledger = record_ledger(record);
  if (!ledger) {
    return TRUE;
  }
  g_autofree char *subject = registers_subject(reg->checklist);
  LedgerQuery query = {.subject = subject, .from = reg->head + 1};
  Reading reading = {reg, 0};
  if (!ledger_each(ledger, &query, read_entry, &reading, error)) {
    return FALSE;
  }
  if (reading.bad > 0) {
    g_autofree char *how = desk_advice(desk, ADVICE_VERIFY, NULL, NULL);
    g_set_error(error, RUN_FAULT, RUN_FAULT_ENTRY,
                "记录里第 %" G_GINT64_FORMAT " 条（台账「%s」）和前面的对不上，读不下去。请核验记录%s。", reading.bad,
                reg->checklist->title, how);
    return FALSE;
  }
  return TRUE;
}

const Checklist *registers_find(const Desk *desk, const char *name, char **problem) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autoptr(GString) all = g_string_new(NULL);
  const Checklist *part = NULL;
  guint parts = 0;
  for (guint i = 0; i < desk->campaign->checklists->len; i++) {
    const Checklist *checklist = g_ptr_array_index(desk->campaign->checklists, i);
    if (checklist->source != SOURCE_REGISTER) {
      continue;
    }
    if (strcmp(checklist->id, name) == 0 || strcmp(checklist->title, name) == 0) {
      return checklist;
    }
    if (*name && (strstr(checklist->title, name) || strstr(checklist->id, name))) {
      part = checklist;
      parts++;
    }
    g_ptr_array_add(names, (gpointer)(guintptr)checklist->id);
    g_ptr_array_add(names, checklist->title);
    g_string_append_printf(all, "%s%s（%s）", all->len ? "、" : "", checklist->title, checklist->id);
  }
  if (parts == 1) {
    return part;
  }
  g_ptr_array_add(names, NULL);
  const char *near = text_nearest(name, (const char *const *)names->pdata);
  g_autofree char *shown = text_shown(name);
  *problem = near ? g_strdup_printf("没有叫“%s”的台账。是不是想写“%s”？", shown, near)
                  : g_strdup_printf("没有叫“%s”的台账。有这些：%s。", shown, all->len ? all->str : "（一张也没有）");
  return NULL;
}

Register *registers_read(Desk *desk, const Checklist *checklist, GError **error) {
  g_autoptr(Register) reg = register_new(checklist);
  Record *record = record_of(desk, RECORD_READ, error);
  return record && read_on(desk, record, reg, error) ? g_steal_pointer(&reg) : NULL;
}

Register *registers_open(Desk *desk, const char *name, char **problem, GError **error) {
  const Checklist *checklist = registers_find(desk, name, problem);
  return checklist ? registers_read(desk, checklist, error) : NULL;
}

/* ---- writing ---- */

const ChecklistRow *registers_column(const Checklist *checklist, const char *name) {
  for (guint i = 0; i < checklist->rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(checklist->rows, i);
    if (strcmp(column->id, name) == 0 || strcmp(column->title, name) == 0) {
      return column;
    }
  }
  return NULL;
}

/* An event as users write it, with people's ids in place of their names. */
typedef struct {
  RegisterEvent event;
  GArray *values; /* of RegisterValue */
} Named;

static char *no_column(const Checklist *checklist, const char *name) {
  g_autoptr(GPtrArray) titles = g_ptr_array_new();
  for (guint i = 0; i < checklist->rows->len; i++) {
    g_ptr_array_add(titles, ((const ChecklistRow *)g_ptr_array_index(checklist->rows, i))->title);
  }
  g_ptr_array_add(titles, NULL);
  const char *near = text_nearest(name, (const char *const *)titles->pdata);
  g_autofree char *all = g_strjoinv("、", (char **)titles->pdata);
  g_autofree char *shown = text_shown(name);
  return near ? g_strdup_printf("「%s」没有叫“%s”的列。是不是想写“%s”？", checklist->title, shown, near)
              : g_strdup_printf("「%s」没有叫“%s”的列。有这些：%s。", checklist->title, shown, all);
}

gboolean registers_name(const Desk *desk, const ChecklistRow *column, const char **value, char **problem) {
  if (column_type(column) != COLUMN_PERSON || !**value) {
    return TRUE;
  }
  g_autofree char *why = NULL;
  const Person *person = desk_find_person(desk, *value, &why);
  if (!person) {
    *problem = g_strdup_printf("“%s”：%s", column->title, why);
    return FALSE;
  }
  *value = person->id;
  return TRUE;
}

static gboolean name_person(const Desk *desk, const char **who, char **problem) {
  const Person *person = *who ? desk_find_person(desk, *who, problem) : NULL;
  if (*who && !person) {
    return FALSE;
  }
  *who = person ? person->id : NULL;
  return TRUE;
}

static gboolean name_all(const Desk *desk, const Checklist *checklist, const RegisterEvent *event, Named *named,
                         char **problem) {
  named->event = *event;
  named->values = g_array_new(FALSE, FALSE, sizeof(RegisterValue));
  for (guint i = 0; i < event->n_values; i++) {
    RegisterValue value = event->values[i];
    const ChecklistRow *column = registers_column(checklist, value.column);
    if (!column) {
      *problem = no_column(checklist, value.column);
      return FALSE;
    }
    value.column = column->id;
    if (!registers_name(desk, column, &value.value, problem)) {
      return FALSE;
    }
    g_array_append_val(named->values, value);
  }
  named->event.values = (const RegisterValue *)(gpointer)named->values->data;
  return name_person(desk, &named->event.by, problem) && name_person(desk, &named->event.recorded_by, problem);
}

gboolean registers_append(Desk *desk, Register *reg, RegistersDecide decide, gpointer data, GError **error) {
  Record *record = record_of(desk, RECORD_WRITE, error);
  for (guint tries = 1; record; tries++) {
    EntryTime now;
    desk_tick(desk);
    record_now(desk, &now);
    gint64 head = record_head(record, error);
    if (head < 0 || !read_on(desk, record, reg, error)) {
      break;
    }
    g_autoptr(GArray) drafts = g_array_new(FALSE, TRUE, sizeof(RecordDraft));
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    if (!decide(desk, reg, &now, drafts, texts, data)) {
      if (drafts->len > 0) {
        register_clear(reg);
        break;
      }
      return FALSE;
    }
    g_autofree char *subject = registers_subject(reg->checklist);
    g_autofree char *card = registers_card_text(reg, desk->campaign->store->day_ends);
    for (guint i = 0; i < drafts->len; i++) {
      RecordDraft *draft = &g_array_index(drafts, RecordDraft, i);
      draft->subject = subject;
      draft->time = &now;
      draft->card = i + 1 == drafts->len ? card : NULL;
    }
    RecordMark mark;
    g_autoptr(GError) why = NULL;
    if (record_add(record, (const RecordDraft *)(gpointer)drafts->data, drafts->len, head, &mark, &why)) {
      reg->head = mark.sequence;
      return TRUE;
    }
    register_clear(reg); /* holds what was not recorded */
    if (!g_error_matches(why, LEDGER_FAULT, LEDGER_FAULT_MOVED) || tries >= PATIENCE) {
      g_propagate_error(error, g_steal_pointer(&why));
      break;
    }
  }
  if (record && !read_on(desk, record, reg, NULL)) {
    register_clear(reg);
  }
  return FALSE;
}

typedef struct {
  const Named *named;
  const RegisterRow *row;
  char *problem;
} Step;

static gboolean decide_step(Desk *desk, Register *reg, const EntryTime *now, GArray *drafts, GPtrArray *texts,
                            gpointer data) {
  Step *step = data;
  RegisterEvent event = step->named->event;
  event.day = desk_today(desk);
  event.now = desk_moment(desk);
  event.utc_ms = now->utc_ms;
  char *body = NULL;
  RegisterFault fault;
  RegisterResult result = register_step(reg, &event, &body, &step->row, &fault);
  if (result != REGISTER_DONE) {
    g_autofree char *why = register_refusal(result, &fault);
    step->problem = event.row ? g_strdup_printf("「%s」%s：%s", reg->checklist->title, event.row, why)
                              : g_strdup_printf("「%s」：%s", reg->checklist->title, why);
    return FALSE;
  }
  g_ptr_array_add(texts, body);
  RecordDraft draft = {.kind = ENTRY_REGISTER, .done_by = event.by, .recorded_by = event.recorded_by, .body = body};
  g_array_append_val(drafts, draft);
  return TRUE;
}

gboolean registers_step(Desk *desk, Register *reg, const RegisterEvent *event, const RegisterRow **row, char **problem,
                        GError **error) {
  Named named;
  gboolean done = FALSE;
  if (name_all(desk, reg->checklist, event, &named, problem)) {
    Step step = {&named, NULL, NULL};
    done = registers_append(desk, reg, decide_step, &step, error);
    *problem = step.problem;
    if (row) {
      *row = step.row;
    }
  }
  g_array_unref(named.values);
  return done;
}

/* ---- showing ---- */

char *registers_shown(const Desk *desk, const ChecklistRow *column, const char *value) {
  if (column_type(column) == COLUMN_PERSON && *value) {
    const Person *person = store_person(desk->campaign->store, value);
    return g_strdup(person ? person->name : value);
  }
  return register_shown(column, value);
}

static char *role_shown(const Desk *desk, const Register *reg, const RegisterRow *row, ColumnRole role) {
  const ChecklistRow *column = checklist_column(reg->checklist, role);
  return column ? registers_shown(desk, column, register_value(row, column->id)) : g_strdup("");
}

static void line_free(gpointer data) {
  RegisterLine *line = data;
  g_free(line->title);
  g_free(line->owner);
  g_free(line->promised);
  g_free(line->due);
  g_free(line->when);
  g_free(line->left);
  g_free(line);
}

static RegisterLine *line_of(const Desk *desk, const Register *reg, const RegisterRow *row) {
  Moment now = desk_moment(desk);
  RegisterLine *line = g_new0(RegisterLine, 1);
  line->row = row;
  line->title = register_title(reg, row);
  line->owner = role_shown(desk, reg, row, ROLE_OWNER);
  line->promised = role_shown(desk, reg, row, ROLE_PROMISED);
  line->due = role_shown(desk, reg, row, ROLE_DUE);
  line->deadline = register_deadline(reg, row, desk->campaign->store->day_ends);
  line->when = g_strdup(line->deadline == MOMENT_NONE ? ""
                        : register_when(register_role(reg, row, ROLE_PROMISED), desk->campaign->store->day_ends) ==
                                line->deadline
                            ? line->promised
                            : line->due);
  line->overdue = line->deadline != MOMENT_NONE && line->deadline <= now;
  line->left = line->deadline == MOMENT_NONE ? g_strdup("") : register_left(line->deadline, now);
  line->unowned = register_unowned(reg, row);
  return line;
}

/* Rows without a deadline after those with one; closed ones last. Ties stay in order of addition. */
static gint by_urgency(gconstpointer a, gconstpointer b, gpointer data) {
  const RegisterLine *x = *(RegisterLine *const *)a, *y = *(RegisterLine *const *)b;
  if (x->row->open != y->row->open) {
    return x->row->open ? -1 : 1;
  }
  if (x->unowned != y->unowned) {
    return x->unowned ? -1 : 1;
  }
  Moment left = x->deadline == MOMENT_NONE ? G_MAXINT32 : x->deadline,
         right = y->deadline == MOMENT_NONE ? G_MAXINT32 : y->deadline;
  return left < right ? -1 : left > right;
}

GPtrArray *registers_lines(const Desk *desk, const Register *reg, gboolean closed_too) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
  for (guint i = 0; i < reg->rows->len; i++) {
    const RegisterRow *row = g_ptr_array_index(reg->rows, i);
    if (row->open || closed_too) {
      g_ptr_array_add(lines, line_of(desk, reg, row));
    }
  }
  if (lines->len > 1) {
    g_ptr_array_sort_with_data(lines, by_urgency, NULL); /* stable */
  }
  return lines;
}

/* ---- for runs and gates ---- */

/* What stands in the columns that say who and when; not the time left, for it is recorded with the run. */
static char *row_help(const Desk *desk, const Register *reg, const RegisterRow *row) {
  static const ColumnRole told[] = {ROLE_SOURCE, ROLE_OWNER, ROLE_PROMISED, ROLE_DUE, ROLE_LEVEL};
  g_autoptr(GString) help = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(told); i++) {
    const ChecklistRow *column = checklist_column(reg->checklist, told[i]);
    g_autofree char *value = role_shown(desk, reg, row, told[i]);
    if (column && *value) {
      g_string_append_printf(help, "%s%s：%s", help->len ? "；" : "", column->title, value);
    }
  }
  return help->len ? g_string_free(g_steal_pointer(&help), FALSE) : NULL;
}

GPtrArray *registers_rows(Desk *desk, const Checklist *checklist, GError **error) {
  g_autoptr(Register) reg = registers_read(desk, checklist, error);
  if (!reg) {
    return NULL;
  }
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  for (guint i = 0; i < reg->rows->len; i++) {
    const RegisterRow *row = g_ptr_array_index(reg->rows, i);
    if (row->open) {
      g_autofree char *subject = register_title(reg, row);
      g_autofree char *title = g_strdup_printf("%s %s", row->id, subject);
      g_autofree char *help = row_help(desk, reg, row);
      g_ptr_array_add(rows, row_new(row->id, title, help));
    }
  }
  return rows;
}

static void alert_free(gpointer data) {
  RegisterAlert *alert = data;
  g_free(alert->row);
  g_free(alert->text);
  g_free(alert);
}

static const Department *department_of(const Desk *desk, const Register *reg, const RegisterRow *row) {
  const Store *store = desk->campaign->store;
  const Person *owner = store_person(store, register_role(reg, row, ROLE_OWNER));
  if (owner && owner->department) {
    return owner->department;
  }
  return reg->checklist->function == FUNCTION_NONE ? NULL : store->covering[reg->checklist->function];
}

static void add_alert(GPtrArray *alerts, const Desk *desk, const Register *reg, const RegisterLine *line, Gate gate,
                      const char *what, Day since) {
  RegisterAlert *alert = g_new0(RegisterAlert, 1);
  alert->checklist = reg->checklist;
  alert->gate = gate;
  alert->row = g_strdup(line->row->id);
  alert->department = department_of(desk, reg, line->row);
  alert->since = since;
  alert->text = g_strdup_printf("「%s」%s“%s”%s", reg->checklist->title, line->row->id, line->title, what);
  g_ptr_array_add(alerts, alert);
}

static void alerts_of(const Desk *desk, const Register *reg, GPtrArray *alerts) {
  gboolean blocks = (reg->checklist->gate_block & 1u << GATE_AUTHORITY_UNOWNED) != 0;
  gboolean carries = (reg->checklist->gate_carry & 1u << GATE_REGISTER_OVERDUE) != 0;
  g_autoptr(GPtrArray) lines = registers_lines(desk, reg, FALSE);
  for (guint i = 0; i < lines->len; i++) {
    const RegisterLine *line = g_ptr_array_index(lines, i);
    if (blocks && line->unowned) {
      add_alert(alerts, desk, reg, line, GATE_AUTHORITY_UNOWNED, "是监管部门或媒体的事，还没有人负责。请写上现责任人。",
                store_day_at(desk->campaign->store, line->row->added_ms));
    }
    if (carries && line->overdue) {
      g_autofree char *what = g_strdup_printf("的期限%s，还没有办结。", line->left);
      add_alert(alerts, desk, reg, line, GATE_REGISTER_OVERDUE, what, moment_day(line->deadline));
    }
  }
}

GPtrArray *registers_alerts(Desk *desk, GError **error) {
  g_autoptr(GArray) cards = registers_cards(desk, error);
  g_autoptr(GPtrArray) alerts = g_ptr_array_new_with_free_func(alert_free);
  for (guint i = 0; cards && i < cards->len; i++) {
    const RegisterCard *card = &g_array_index(cards, RegisterCard, i);
    if (card->overdue == 0 && card->unowned == 0) {
      continue;
    }
    g_autoptr(Register) reg = registers_read(desk, card->checklist, error);
    if (!reg) {
      return NULL;
    }
    alerts_of(desk, reg, alerts);
  }
  return cards ? g_steal_pointer(&alerts) : NULL;
}
