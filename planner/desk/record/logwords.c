/* One function a sort of entry. A body that cannot be read (a newer program wrote it) is called by its kind alone. */
#include "desk/record/logwords.h"
#include "base/clock.h"
#include "desk/record/body.h"
#include "desk/record/definitions.h"
#include "desk/runs/runpage.h"
#include "desk/runs/runtale.h"
#include "ledger/recovery.h"
#include "model/taskchange.h"
#include "run/entry.h"
#include "run/register_entry.h"
#include <string.h>

/* What the ids of one run stand for, in all the definitions that it has had. */
typedef struct {
  const char *title;
  GPtrArray *checklists; /* const Checklist* */
  GHashTable *rows;      /* id → title */
  GPtrArray *fixes;      /* char*: what each corrective action is about, by number - 1; NULL until needed */
} RunNames;

struct LogWords {
  Desk *desk;
  Ledger *ledger;
  GHashTable *runs;      /* KEY → RunNames */
  GHashTable *tasks;     /* id → title, of those added in the record */
  GArray *definitions;   /* gint64: sequences of the entries about definitions; NULL until needed */
  GPtrArray *file_lists; /* their bodies */
  GHashTable *people;    /* id → name, of those who left; of an id that no definition held, the id */
};

static void run_names_free(gpointer data) {
  RunNames *names = data;
  g_ptr_array_unref(names->checklists);
  g_hash_table_unref(names->rows);
  g_clear_pointer(&names->fixes, g_ptr_array_unref);
  g_free(names);
}

LogWords *logwords_new(Desk *desk, Ledger *ledger) {
  LogWords *words = g_new0(LogWords, 1);
  words->desk = desk;
  words->ledger = ledger;
  words->runs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, run_names_free);
  words->tasks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  words->people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return words;
}

void logwords_free(LogWords *words) {
  if (words != NULL) {
    g_hash_table_unref(words->runs);
    g_hash_table_unref(words->tasks);
    g_clear_pointer(&words->definitions, g_array_unref);
    g_clear_pointer(&words->file_lists, g_ptr_array_unref);
    g_hash_table_unref(words->people);
    g_free(words);
  }
}

/* ---- names -------------------------------------------------------------------------------------------------------------------------- */

static gboolean take_list(const Entry *entry, gpointer data) {
  LogWords *words = data;
  g_array_append_val(words->definitions, entry->sequence);
  g_ptr_array_add(words->file_lists, g_strdup(entry->body));
  return TRUE;
}

static void read_lists(LogWords *words) {
  const LedgerQuery query = {.subject = RECORD_DEFINITIONS};
  g_autoptr(GError) ignored = NULL;
  if (words->definitions == NULL) {
    words->definitions = g_array_new(FALSE, FALSE, sizeof(gint64));
    words->file_lists = g_ptr_array_new_with_free_func(g_free);
    if (!ledger_each(words->ledger, &query, take_list, words, &ignored)) {
      g_array_set_size(words->definitions, 0);
      g_ptr_array_set_size(words->file_lists, 0);
    }
  }
}

/* Somebody who is defined no more is called as the newest definitions on record that knew him did. */
static const char *former_name(LogWords *words, const char *id) {
  const char *known = g_hash_table_lookup(words->people, id);
  if (known != NULL) {
    return known;
  }
  char *name = NULL;
  read_lists(words);
  for (guint i = words->file_lists->len; name == NULL && i > 0; i--) {
    name = definitions_person(words->desk, g_ptr_array_index(words->file_lists, i - 1), id);
  }
  name = name != NULL ? name : g_strdup(id);
  g_hash_table_insert(words->people, g_strdup(id), name);
  return name;
}

static const char *person_name(LogWords *words, const char *id) {
  const Person *person = store_person(words->desk->campaign->store, id);
  return person != NULL ? person->name : former_name(words, id);
}

char *logwords_who(LogWords *words, const Entry *entry) {
  if (*entry->done_by == '\0') {
    return g_strdup("程序");
  }
  const char *name = person_name(words, entry->done_by);
  return strcmp(entry->done_by, entry->recorded_by) == 0 || *entry->recorded_by == '\0'
             ? g_strdup(name)
             : g_strdup_printf("%s（由%s代录）", name, person_name(words, entry->recorded_by));
}

static gboolean gather(const Entry *entry, gpointer data) {
  EntryKind kind = entry_kind_parse(entry->kind);
  if (kind != ENTRY_RUN_BEGIN && kind != ENTRY_RUN_UPGRADE) {
    return TRUE;
  }
  g_ptr_array_add(data, g_strdup(entry->kind));
  g_ptr_array_add(data, g_strdup(entry->body));
  return TRUE;
}

static void learn(LogWords *words, RunNames *names, const char *kind, const char *body) {
  const RunEntry text = {kind, body};
  g_auto(EntryRead) read = {0};
  if (!entry_read(&text, &read)) {
    return;
  }
  const Checklist *checklist = definitions_find(words->desk, read.checklist, read.event.definition, NULL);
  checklist = checklist != NULL ? checklist : campaign_checklist(words->desk->campaign, read.checklist);
  names->title = checklist != NULL ? checklist->title : intern_string(read.checklist);
  if (checklist != NULL) {
    g_ptr_array_add(names->checklists, (gpointer)(guintptr)checklist);
  }
  for (guint i = 0; i < read.event.rows->len; i++) {
    const Row *row = g_ptr_array_index(read.event.rows, i);
    g_hash_table_replace(names->rows, g_strdup(row->id), g_strdup(row->title));
  }
}

static RunNames *names_of_run(LogWords *words, const char *subject) {
  RunNames *names = g_hash_table_lookup(words->runs, subject);
  if (names != NULL) {
    return names;
  }
  names = g_new0(RunNames, 1);
  names->title = intern_string(strchr(subject, ':') != NULL ? strchr(subject, ':') + 1 : subject);
  names->checklists = g_ptr_array_new();
  names->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
  const LedgerQuery query = {.subject = subject};
  g_autoptr(GError) ignored = NULL; /* whoever reads the run itself is told */
  if (ledger_each(words->ledger, &query, gather, found, &ignored)) {
    for (guint i = 0; i + 1 < found->len; i += 2) {
      learn(words, names, g_ptr_array_index(found, i), g_ptr_array_index(found, i + 1));
    }
  }
  g_hash_table_insert(words->runs, g_strdup(subject), names);
  return names;
}

static const ChecklistItem *item_of(const RunNames *names, const char *id) {
  for (guint i = names->checklists->len; i > 0; i--) {
    const Checklist *checklist = g_ptr_array_index(names->checklists, i - 1);
    for (guint k = 0; k < checklist->items->len; k++) {
      const ChecklistItem *item = g_ptr_array_index(checklist->items, k);
      if (strcmp(item->id, id) == 0) {
        return item;
      }
    }
  }
  return NULL;
}

/* "1 号柜 温度", "" for the run itself. */
static char *place_words(const RunNames *names, const RunEvent *event) {
  if (event->row == NULL) {
    return g_strdup("");
  }
  const char *row = g_hash_table_lookup(names->rows, event->row);
  const ChecklistItem *item = event->item != NULL ? item_of(names, event->item) : NULL;
  return g_strdup_printf("%s %s", row != NULL ? row : event->row,
                         item != NULL          ? item->ask
                         : event->item != NULL ? event->item
                                               : "");
}

static char *value_words(const RunNames *names, const RunEvent *event) {
  const ChecklistItem *item = item_of(names, event->item);
  Answer cell = {.state = ANSWER_GIVEN, .text = (char *)(guintptr)event->value};
  return item != NULL ? runpage_answer(item, &cell) : g_strdup(event->value);
}

/* A reason as the end of a sentence: people often write its full stop themselves. */
static void put_reason(GString *out, const char *reason) {
  if (reason != NULL && *reason != '\0') {
    g_string_append_printf(out, "，理由：%s", reason);
    if (g_str_has_suffix(out->str, "。")) {
      g_string_truncate(out, out->len - strlen("。"));
    }
  }
}

/* ---- runs --------------------------------------------------------------------------------------------------------------------------- */

static const char *step_words(const RunEvent *event) {
  return event->step < N_SECOND_STEPS ? words_second_step[event->step].title : NULL;
}

static void put_finish(GString *out, const RunEvent *event) {
  g_string_append(out, "完成了检查");
  if (event->step < N_SECOND_STEPS) {
    g_string_append_printf(out, "，%s%s", event->step == STEP_NONE ? "" : "等", step_words(event));
  }
  if (event->count > 0) {
    g_string_append_printf(out, "，%u 项没有复核", event->count);
  }
}

/* Entries of corrective actions have a number alone: the run, played again, knows the row and the item that it was opened for. */
static const char *fix_place(LogWords *words, RunNames *names, const char *subject, guint number) {
  if (names->fixes == NULL) {
    names->fixes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(RunTale) tale = runtale_new(strchr(subject, ':') + 1);
    g_autoptr(GError) ignored = NULL; /* whoever opens the run is told */
    gboolean read = runtale_read(tale, words->desk, NULL, &ignored);
    g_autoptr(RunState) state = read && tale->last > 0 ? runtale_replay(tale, words->desk, &ignored) : NULL;
    for (guint i = 0; state != NULL && i < state->fixes->len; i++) {
      const Fix *fix = g_ptr_array_index(state->fixes, i);
      const RunEvent where = {.row = fix->row, .item = fix->item};
      g_ptr_array_add(names->fixes, place_words(names, &where));
    }
  }
  return number > 0 && number <= names->fixes->len ? g_ptr_array_index(names->fixes, number - 1) : NULL;
}

static void put_fix(GString *out, const RunEvent *event, const char *place) {
  g_autofree char *about = place != NULL ? g_strdup_printf("（%s）", place) : g_strdup("");
  switch (event->kind) {
  case EVENT_FIX_DONE:
    g_string_append_printf(out, "整改 %u%s：%s", event->number, about, event->value);
    break;
  case EVENT_FIX_RECHECK:
    g_string_append_printf(out, "复查整改 %u%s：%s%s", event->number, about, event->pass ? "通过" : "没有通过",
                           event->alone ? "（由整改人自己复查，没有别人）" : "");
    break;
  default:
    g_string_append_printf(out, "关闭整改 %u%s", event->number, about);
  }
}

static void put_course(GString *out, const RunEvent *event, const EntryRead *read, const char *place) {
  switch (event->kind) {
  case EVENT_BEGIN:
    g_string_append_printf(out, "开始检查，共 %u 行", event->rows->len);
    break;
  case EVENT_REST:
    g_string_append_printf(out, "其余全部合格，共 %u 项", event->count);
    break;
  case EVENT_UNDO:
    g_string_append_printf(out, "撤销了上一步，%u 项变回原来的样子", event->count);
    break;
  case EVENT_CONFIRM:
    g_string_append_printf(out, "复核通过（%s）", step_words(event) != NULL ? step_words(event) : "");
    break;
  case EVENT_FINISH:
    put_finish(out, event);
    break;
  case EVENT_REOPEN:
    g_string_append(out, "重新打开");
    break;
  case EVENT_UPGRADE:
    g_string_append_printf(out, "换用第 %d 版检查表，%u 个答案不再算数", read->version, event->count);
    break;
  default:
    put_fix(out, event, place);
  }
}

static void put_cell(GString *out, const RunNames *names, const RunEvent *event) {
  g_autofree char *value = event->kind == EVENT_ANSWER ? value_words(names, event) : NULL;
  g_autofree char *evidence = event->evidence != NULL ? runpage_evidence(event->evidence) : NULL;
  switch (event->kind) {
  case EVENT_ANSWER:
    g_string_append_printf(out, "：%s", value);
    break;
  case EVENT_NA:
    g_string_append(out, "：不适用");
    break;
  case EVENT_CLEAR:
    g_string_append(out, "：撤回答案");
    break;
  case EVENT_ATTACH:
    g_string_append_printf(out, "：附上凭证 %s", evidence);
    break;
  case EVENT_DETACH:
    g_string_append_printf(out, "：去掉第 %u 件凭证", event->number + 1);
    break;
  default:
    g_string_append_printf(out, "：复核通过（%s）", step_words(event) != NULL ? step_words(event) : "");
  }
}

/* 2027-03-12T0830, 2027-03-12, 2027-03-12/CHECKLIST: （3月12日 周五 08:30）. */
static void put_occurrence(GString *out, const char *occurrence) {
  g_autofree char *text = g_strndup(occurrence, 10);
  Day day = day_parse(text);
  char shown[DAY_TEXT];
  if (day == DAY_NONE) {
    return;
  }
  g_string_append_printf(out, "（%s", day_words(day, shown));
  if (strlen(occurrence) == strlen("2027-03-12T0830") && occurrence[10] == 'T') {
    g_string_append_printf(out, " %.2s:%.2s", occurrence + 11, occurrence + 13);
  }
  g_string_append(out, "）");
}

static void put_run(LogWords *words, const Entry *entry, GString *out) {
  const RunEntry text = {entry->kind, entry->body};
  g_auto(EntryRead) read = {0};
  RunNames *names = names_of_run(words, entry->subject);
  const char *occurrence = strchr(entry->subject, '@');
  g_string_append_printf(out, "「%s」", names->title);
  if (occurrence != NULL) {
    put_occurrence(out, occurrence + 1);
  }
  if (!entry_read(&text, &read)) {
    g_string_append(out, entry_kind_title(entry_kind_parse(entry->kind)));
    return;
  }
  g_autofree char *place = place_words(names, &read.event);
  g_string_append(out, place);
  if (read.event.row != NULL) {
    put_cell(out, names, &read.event);
  } else {
    gboolean fix =
        read.event.kind == EVENT_FIX_DONE || read.event.kind == EVENT_FIX_RECHECK || read.event.kind == EVENT_FIX_CLOSE;
    put_course(out, &read.event, &read, fix ? fix_place(words, names, entry->subject, read.event.number) : NULL);
  }
  put_reason(out, read.event.reason);
  if (read.event.kind == EVENT_FIX_DONE && read.event.evidence != NULL) {
    g_autofree char *evidence = runpage_evidence(read.event.evidence);
    g_string_append_printf(out, "，附上凭证 %s", evidence);
  }
}

/* 3月12日 18:00 for 2027-03-12T18:00; anything else as it is. */
static void put_value(GString *out, const char *value) {
  Moment moment = MOMENT_NONE;
  char clock[DAY_TEXT], day[DAY_TEXT];
  if (strlen(value) >= strlen("2027-03-12") && moment_parse(value, &moment)) {
    g_string_append(out, day_words(moment_day(moment), day));
    if (strchr(value, 'T') != NULL) {
      g_string_append_printf(out, " %s", minute_clock(moment_minute(moment), clock));
    }
  } else {
    g_string_append(out, *value != '\0' ? value : "（清空）");
  }
}

/* ---- registers ---------------------------------------------------------------------------------------------------------------------- */

static const ChecklistRow *column_of(const Checklist *checklist, const char *id) {
  for (guint i = 0; checklist != NULL && i < checklist->rows->len; i++) {
    const ChecklistRow *column = g_ptr_array_index(checklist->rows, i);
    if (strcmp(column->id, id) == 0) {
      return column;
    }
  }
  return NULL;
}

static void put_register(LogWords *words, const Entry *entry, GString *out) {
  const char *name = strchr(entry->subject, ':');
  const Checklist *checklist = name != NULL ? campaign_checklist(words->desk->campaign, name + 1) : NULL;
  const char *title = checklist != NULL ? checklist->title : name != NULL ? name + 1 : entry->subject;
  g_auto(RegisterEntry) read = {0};
  g_string_append_printf(out, "「%s」", title);
  if (!register_entry_read(entry->body, &read)) {
    g_string_append(out, "有变动");
    return;
  }
  g_string_append_printf(out, "%s %s", words_register_event[read.kind].title, read.row);
  gboolean result_shown = FALSE;
  for (guint i = 0; i < read.values->len; i++) {
    const RegisterValue *value = &g_array_index(read.values, RegisterValue, i);
    const ChecklistRow *column = column_of(checklist, value->column);
    g_string_append_printf(out, "%s%s ", i == 0 ? "：" : "，", column != NULL ? column->title : value->column);
    if (column != NULL && column_type(column) == COLUMN_PERSON && *value->value != '\0') {
      g_string_append(out, person_name(words, value->value));
    } else {
      put_value(out, value->value);
    }
    result_shown = result_shown || g_strcmp0(value->value, read.result) == 0;
  }
  if (read.result != NULL && !result_shown) {
    g_string_append_printf(out, "，结果：%s", read.result);
  }
  put_reason(out, read.reason);
}

/* ---- tasks -------------------------------------------------------------------------------------------------------------------------- */

static gboolean take_title(const Entry *entry, gpointer data) {
  g_autoptr(Doc) doc = body_read(entry->body);
  const char *title = doc != NULL ? body_get_text(doc->root, "title") : NULL;
  if (title != NULL) {
    *(char **)data = g_strdup(title);
  }
  return title == NULL;
}

static const char *task_title(LogWords *words, const char *subject) {
  const char *id = subject + strlen("task:");
  const Task *task = campaign_task(words->desk->campaign, id);
  const char *title = task != NULL ? task->title : g_hash_table_lookup(words->tasks, id);
  if (title == NULL) {
    char *found = NULL;
    const LedgerQuery query = {.subject = subject};
    g_autoptr(GError) ignored = NULL;
    if (!ledger_each(words->ledger, &query, take_title, &found, &ignored) || found == NULL) {
      g_free(found);
      found = g_strdup(id);
    }
    title = found;
    g_hash_table_insert(words->tasks, g_strdup(id), found);
  }
  return title;
}

static void put_day(GString *out, const Node *body, const char *key, const char *before) {
  const char *text = body_get_text(body, key);
  Day day = text != NULL ? day_parse(text) : DAY_NONE;
  char shown[DAY_TEXT];
  if (day != DAY_NONE) {
    g_string_append_printf(out, "，%s%s", before, day_words(day, shown));
  }
}

static void put_task(LogWords *words, const Entry *entry, GString *out) {
  g_autoptr(Doc) doc = body_read(entry->body);
  const char *action = doc != NULL ? body_get_text(doc->root, "action") : NULL;
  int kind = action != NULL ? word_index(words_task_change, action) : -1;
  if (kind < 0 || !g_str_has_prefix(entry->subject, "task:")) {
    g_string_append(out, "任务有变动");
    return;
  }
  g_string_append_printf(out, "任务「%s」", task_title(words, entry->subject));
  const char *occurrence = body_get_text(doc->root, "occurrence");
  if (occurrence != NULL) {
    put_occurrence(out, occurrence);
  }
  g_string_append(out, words_task_change[kind].title);
  const char *person = body_get_text(doc->root, "person");
  if (person != NULL) {
    g_string_append_printf(out, "，交给%s", person_name(words, person));
  }
  put_day(out, doc->root, "on", "日期 ");
  put_day(out, doc->root, "due", "截止 ");
  put_reason(out, body_get_text(doc->root, "reason"));
}

/* ---- what the program says itself --------------------------------------------------------------------------------------------------- */

/* name → SHA-256 */
static GHashTable *files_of(const char *body) {
  GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(Doc) doc = body != NULL ? body_read(body) : NULL;
  const Node *list = doc != NULL ? node_get(doc->root, "files") : NULL;
  for (const Node *file = list != NULL ? list->first : NULL; file != NULL; file = file->next) {
    g_hash_table_replace(files, g_strdup(body_get_text(file, "name")), g_strdup(body_get_text(file, "sha256")));
  }
  return files;
}

enum { NAMES_MOST = 5 };

static gint by_name(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_changed(GString *out, const char *before, const char *after) {
  g_autoptr(GHashTable) old = files_of(before);
  g_autoptr(GHashTable) now = files_of(after);
  g_autoptr(GPtrArray) changed = g_ptr_array_new();
  GHashTableIter iter;
  gpointer name, sha256;
  g_hash_table_iter_init(&iter, now);
  while (g_hash_table_iter_next(&iter, &name, &sha256)) {
    if (g_strcmp0(g_hash_table_lookup(old, name), sha256) != 0) {
      g_ptr_array_add(changed, name);
    }
  }
  g_hash_table_iter_init(&iter, old);
  while (g_hash_table_iter_next(&iter, &name, NULL)) {
    if (!g_hash_table_contains(now, name)) {
      g_ptr_array_add(changed, name);
    }
  }
  g_ptr_array_sort(changed, by_name);
  g_string_append(out, "规则文件有变动：");
  for (guint i = 0; i < MIN(changed->len, NAMES_MOST); i++) {
    g_string_append_printf(out, "%s%s", i > 0 ? "、" : "", (const char *)g_ptr_array_index(changed, i));
  }
  if (changed->len > NAMES_MOST) {
    g_string_append_printf(out, " 等 %u 个", changed->len);
  } else if (changed->len == 0) {
    g_string_append(out, "软件版本");
  }
}

static void put_definition(LogWords *words, const Entry *entry, GString *out) {
  const char *before = NULL;
  read_lists(words);
  for (guint i = 0; i < words->definitions->len; i++) {
    if (g_array_index(words->definitions, gint64, i) < entry->sequence) {
      before = g_ptr_array_index(words->file_lists, i);
    }
  }
  if (before == NULL) {
    g_autoptr(GHashTable) files = files_of(entry->body);
    g_string_append_printf(out, "记下了正在用的规则文件，共 %u 个", g_hash_table_size(files));
  } else {
    put_changed(out, before, entry->body);
  }
}

static void put_span(GString *out, gint64 ms) {
  gint64 seconds = ABS(ms) / 1000;
  if (seconds >= 2 * 86400) {
    g_string_append_printf(out, "%" G_GINT64_FORMAT " 天", seconds / 86400);
  } else if (seconds >= 120) {
    g_string_append_printf(out, "%" G_GINT64_FORMAT " 分钟", seconds / 60);
  } else {
    g_string_append_printf(out, "%" G_GINT64_FORMAT " 秒", seconds);
  }
}

static void put_second(LogWords *words, const Node *body, GString *out) {
  const char *second = body_get_text(body, "second");
  if (second != NULL) {
    g_string_append_printf(out, "，复核人%s", person_name(words, second));
  }
}

static void put_clock(LogWords *words, const Node *body, GString *out) {
  gint64 ms = body_get_number(body, "ms");
  if (ms == 0) {
    g_string_append(out, "确认了电脑时间的变动");
    put_second(words, body, out);
    put_reason(out, body_get_text(body, "reason"));
    return;
  }
  g_string_append(out, ms < 0 ? "电脑的时间被往回拨了约 " : "电脑的时间往前跳了约 ");
  put_span(out, ms);
}

/* ---- signatures --------------------------------------------------------------------------------------------------------------------- */

static void put_period(LogWords *words, const Node *body, GString *out) {
  const char *first = body_get_text(body, "first");
  const char *last = body_get_text(body, "last");
  const Phase *phase =
      body_get_text(body, "phase") != NULL ? campaign_phase(words->desk->campaign, body_get_text(body, "phase")) : NULL;
  Day from = first != NULL ? day_parse(first) : DAY_NONE;
  Day to = last != NULL ? day_parse(last) : from;
  char one[DAY_TEXT], two[DAY_TEXT];
  if (phase != NULL) {
    g_string_append_printf(out, "「%s」阶段", phase->title);
  } else if (from != DAY_NONE && from == to) {
    g_string_append(out, day_words(from, one));
  } else if (from != DAY_NONE && to != DAY_NONE) {
    g_string_append_printf(out, "%s到%s", day_words(from, one), day_words(to, two));
  }
}

static void put_signature(LogWords *words, const Node *body, GString *out) {
  const char *id = body_get_text(body, "department");
  const Department *department = id != NULL ? store_department(words->desk->campaign->store, id) : NULL;
  const Node *carried = node_get(body, "carried");
  put_period(words, body, out);
  if (id != NULL) {
    g_string_append_printf(out, "%s", department != NULL ? department->name : id);
  }
  g_string_append(out, body_get_flag(body, "late") ? "补签" : "签字");
  if (carried != NULL && carried->count > 0) {
    g_string_append_printf(out, "，带遗留 %u 项", carried->count);
  }
  put_second(words, body, out);
  put_reason(out, body_get_text(body, "reason"));
}

static void put_waiver(LogWords *words, const Node *body, GString *out) {
  const char *text = body_get_text(body, "text");
  g_string_append_printf(out, "特批：%s", text != NULL ? text : "");
  if (g_str_has_suffix(out->str, "。")) {
    g_string_truncate(out, out->len - strlen("。"));
  }
  put_second(words, body, out);
  put_reason(out, body_get_text(body, "reason"));
}

/* ---- all of them -------------------------------------------------------------------------------------------------------------------- */

static void put_pin(LogWords *words, const Entry *entry, GString *out) {
  const char *id = g_str_has_prefix(entry->subject, "pin:") ? entry->subject + strlen("pin:") : entry->subject;
  gboolean code = strcmp(id, RECOVERY_STAFF) == 0; /* not a person's, and no PIN */
  EntryKind kind = entry_kind_parse(entry->kind);
  if (code) {
    g_string_append(out, kind == ENTRY_PIN_SET      ? "设了新的恢复码"
                         : kind == ENTRY_PIN_FAILED ? "恢复码输错了"
                                                    : "用了恢复码");
  } else {
    g_string_append_printf(out, "%s：%s", person_name(words, id), entry_kind_title(kind));
  }
}

static void put_begin(const Entry *entry, const Node *body, GString *out) {
  if (entry_is(entry, ENTRY_RESTORE)) {
    g_string_append_printf(out, "从备份恢复到一台新设备，接在第 %" G_GINT64_FORMAT " 条之后",
                           body_get_number(body, "sequence"));
  } else {
    g_string_append(out, entry_kind_title(entry_kind_parse(entry->kind)));
  }
}

/* A filled form, or a file of rows for a register. */
static void put_import(LogWords *words, const Entry *entry, const Node *body, GString *out) {
  const char *file = body_get_text(body, "file"), *by = body_get_text(body, "by"), *note = body_get_text(body, "note");
  g_string_append(out, entry_kind_title(ENTRY_IMPORT));
  if (!g_str_has_prefix(entry->subject, "form:") || file == NULL) {
    return;
  }
  const char *key = entry->subject + strlen("form:");
  g_autofree char *run = g_strconcat("run:", key, NULL);
  g_string_append_printf(out, "填好的表“%s”：「%s」（%s），%d 项答案", file, names_of_run(words, run)->title, key,
                         (int)body_get_number(body, "answers"));
  if (by != NULL) {
    g_string_append_printf(out, "，检查人 %s", person_name(words, by));
  }
  if (note != NULL) {
    g_string_append_printf(out, "，备注：%s", note);
  }
}

static void put_known(LogWords *words, const Entry *entry, EntryKind kind, const Node *body, GString *out) {
  switch (kind) {
  case ENTRY_BEGIN:
  case ENTRY_RESTORE:
  case ENTRY_MIGRATION:
    put_begin(entry, body, out);
    break;
  case ENTRY_DEFINITION:
    put_definition(words, entry, out);
    break;
  case ENTRY_CLOCK:
    put_clock(words, body, out);
    break;
  case ENTRY_SIGNATURE:
    put_signature(words, body, out);
    break;
  case ENTRY_REOPEN:
    g_string_append(out, "重新打开");
    put_period(words, body, out);
    put_reason(out, body_get_text(body, "reason"));
    break;
  case ENTRY_WAIVE:
    put_waiver(words, body, out);
    break;
  case ENTRY_IMPORT:
    put_import(words, entry, body, out);
    break;
  default:
    g_string_append(out, entry_kind_title(kind));
  }
}

char *logwords_sentence(LogWords *words, const Entry *entry) {
  GString *out = g_string_new(NULL);
  EntryKind kind = entry_kind_parse(entry->kind);
  if (kind >= ENTRY_RUN_FIRST && kind <= ENTRY_RUN_LAST) {
    put_run(words, entry, out);
  } else if (kind == ENTRY_TASK) {
    put_task(words, entry, out);
  } else if (kind == ENTRY_REGISTER) {
    put_register(words, entry, out);
  } else if (kind >= ENTRY_PIN_SET && kind <= ENTRY_PIN_UNLOCKED) {
    put_pin(words, entry, out);
  } else {
    g_autoptr(Doc) doc = body_read(entry->body);
    if (kind == ENTRY_UNKNOWN || doc == NULL) {
      g_string_append_printf(out, "%s（%s）", entry_kind_title(kind), entry->kind);
    } else {
      put_known(words, entry, kind, doc->root, out);
    }
  }
  if (!g_str_has_suffix(out->str, "。")) {
    g_string_append(out, "。");
  }
  return g_string_free(out, FALSE);
}
