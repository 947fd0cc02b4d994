/* The use case: files → forms by run → one set of answers a run → the record. First everything is read and checked, then everything is recorded. */
#include "desk/forms/formimport.h"
#include "base/file.h"
#include "base/text.h"
#include "desk/forms/formmake.h"
#include "desk/forms/formmerge.h"
#include "desk/forms/formread.h"
#include "desk/record/body.h"
#include "desk/record/evidence.h"
#include "desk/runs/answers_check.h"
#include "desk/runs/runpage.h"
#include <string.h>

enum { LISTED_MOST = 60 };

/* A file as it was read. */
typedef struct {
  const char *path; /* interned */
  Workbook *book;
  Evidence *evidence;
} Source;

typedef struct {
  FilledForm filled; /* first: formmerge knows no more of it */
  const Source *source;
  char *note;
} Form;

/* The forms of one run. */
typedef struct {
  RunRef ref;
  RunState *state; /* as it stands; what is tried is tried on it */
  guint32 action;  /* entries before that */
  gboolean closed;
  char *definition;
  GPtrArray *forms;  /* Form* */
  GPtrArray *merged; /* GivenAnswer* of the forms */
  AnswersPlan *plan;
} Batch;

typedef struct {
  Desk *desk;
  const FormImport *ask;
  GPtrArray *sources; /* Source* */
  GPtrArray *batches; /* Batch* */
  GPtrArray *known;   /* char*: sentences about files that were imported before */
} Import;

static void source_free(gpointer data) {
  Source *source = data;
  workbook_free(source->book);
  evidence_free(source->evidence);
  g_free(source);
}

static void form_free(gpointer data) {
  Form *form = data;
  answers_free(form->filled.answers);
  g_free(form->note);
  g_free(form);
}

static void batch_free(gpointer data) {
  Batch *batch = data;
  answersplan_free(batch->plan); /* which borrows of the forms */
  g_ptr_array_unref(batch->merged);
  g_ptr_array_unref(batch->forms);
  run_free(batch->state);
  runref_clear(&batch->ref);
  g_free(batch->definition);
  g_free(batch);
}

static const char *title_of(const Batch *batch) {
  return batch->state->checklist->title;
}

/* ---- files ----------------------------------------------------------------------------------------------------------------------------- */

static gboolean read_file(Import *import, const char *path, char **problem, GError **error) {
  Desk *desk = import->desk;
  if (strcmp(path, "-") == 0) {
    *problem = g_strdup("填好的表要原样存进记录，不能从标准输入读。请写文件名。");
    return FALSE;
  }
  g_autoptr(GBytes) bytes = file_read(path, EVIDENCE_MOST, error);
  if (bytes == NULL) {
    return FALSE;
  }
  Source *source = g_new0(Source, 1);
  g_ptr_array_add(import->sources, source);
  source->path = intern_string(path);
  source->book = desk->tools->read_workbook(source->path, bytes, desk->diags);
  if (source->book == NULL) {
    return TRUE; /* with problems */
  }
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  g_autofree char *base = g_path_get_basename(path);
  source->evidence = evidence_new(EVIDENCE_FILE); /* evidence_keep makes sure that it is still the same */
  source->evidence->sha256 = file_sha256(data, length);
  source->evidence->name = g_strstrip(text_shown(base));
  return TRUE;
}

/* ---- which run a form is of ------------------------------------------------------------------------------------------------------------ */

static void refuse(const Import *import, const FoundForm *found, const char *fix, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
static void refuse(const Import *import, const FoundForm *found, const char *fix, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  Diag *diag = diag_add(import->desk->diags, E115, found->pos, "%s", message);
  if (fix != NULL) {
    diag_fix(diag, "%s", fix);
  }
}

static gboolean is_of_store(const Import *import, const FoundForm *found) {
  const Store *store = import->desk->campaign->store;
  const FormCode *code = &found->code;
  if (strcmp(code->store, store->id) != 0) {
    refuse(import, found, "到那家店的文件夹里导入，或核对是不是拿错了文件。",
           "这份表是店铺 `%s` 的，这里是 `%s`（%s）。", code->store, store->id, store->name);
  } else if (code->practice != store->practice) {
    refuse(import, found, "演练的表到演练店铺里导入，正式的表到正式店铺里导入。",
           code->practice ? "这份表是演练用的，不能导入正式的店铺。" : "这份表是正式的，不能导入演练店铺。");
  } else if (code->year != store->year) {
    refuse(import, found, "到那一年的店铺文件夹里导入，或重新写一份。", "这份表是 %d 年的，这个店铺文件夹是 %d 年的。",
           code->year, store->year);
  } else {
    return TRUE;
  }
  return FALSE;
}

/* FALSE with a problem, or with *error. */
static gboolean find_ref(const Import *import, const FoundForm *found, RunRef *ref, GError **error) {
  g_autofree char *problem = NULL;
  GError *fault = NULL;
  char day[DAY_TEXT];
  static const char *const again = "核对这次检查，或用 ready315 form 重新写一份。";
  if (!session_ref_of(import->desk, found->code.key, ref, &problem, &fault)) {
    if (fault != NULL) {
      g_propagate_error(error, fault);
      return FALSE;
    }
    if (!formmake_adhoc(import->desk, found->code.key, ref)) {
      refuse(import, found, again, "%s", problem);
      return FALSE;
    }
  }
  if (strcmp(ref->checklist, found->code.checklist) != 0) {
    refuse(import, found, again, "“%s”这次检查用的是检查表 `%s`，这份表是 `%s` 的。", ref->key, ref->checklist,
           found->code.checklist);
  } else if (ref->task != NULL && moment_day(ref->task->start) > desk_today(import->desk)) {
    refuse(import, found, "等到那一天再导入。", "“%s”从%s开始，现在还不能检查。", ref->key,
           day_words(moment_day(ref->task->start), day));
  } else {
    return TRUE;
  }
  return FALSE;
}

static Batch *find_batch(const Import *import, const char *key) {
  for (guint i = 0; i < import->batches->len; i++) {
    Batch *batch = g_ptr_array_index(import->batches, i);
    if (strcmp(batch->ref.key, key) == 0) {
      return batch;
    }
  }
  return NULL;
}

/* The run as it stands. NULL with *error, or a problem. */
static Batch *open_batch(Import *import, const FoundForm *found, GError **error) {
  Batch *batch = find_batch(import, found->code.key);
  if (batch != NULL) {
    return batch;
  }
  g_auto(RunRef) ref = {NULL, NULL, NULL};
  if (!find_ref(import, found, &ref, error)) {
    return NULL;
  }
  GError *fault = NULL;
  RunState *state = session_look(import->desk, &ref, NULL, &fault);
  if (state == NULL && g_error_matches(fault, SESSION_FAULT, SESSION_FAULT_REFUSED)) {
    refuse(import, found, NULL, "%s", fault->message);
    g_error_free(fault);
    return NULL;
  }
  if (state == NULL) {
    g_propagate_error(error, fault);
    return NULL;
  }
  batch = g_new0(Batch, 1);
  batch->ref = ref;
  ref = (RunRef){NULL, NULL, NULL};
  batch->state = state;
  batch->action = state->action;
  batch->closed = state->stage != RUN_OPEN;
  batch->definition = formmake_definition(state);
  batch->forms = g_ptr_array_new_with_free_func(form_free);
  batch->merged = g_ptr_array_new();
  g_ptr_array_add(import->batches, batch);
  return batch;
}

static gboolean is_of_version(const Import *import, const FoundForm *found, const Batch *batch) {
  static const char *const again = "用 ready315 form 重新写一份，把答案填到新的表上。";
  const int version = batch->state->checklist->version;
  if (g_str_has_prefix(batch->definition, found->code.definition)) {
    return TRUE;
  }
  if (found->code.version != version) {
    refuse(import, found, again, "这份表是「%s」第 %d 版的，这次检查用的是第 %d 版。", title_of(batch),
           found->code.version, version);
  } else {
    refuse(import, found, again, "写这份表以后，「%s」的内容改过了（版本号没有变）。", title_of(batch));
  }
  return FALSE;
}

/* ---- imported before ------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *sha256;
  gint64 sequence;
} Before;

static gboolean match_entry(const Entry *entry, gpointer data) {
  Before *before = data;
  g_autoptr(Doc) doc = entry_is(entry, ENTRY_IMPORT) ? body_read(entry->body) : NULL;
  if (doc != NULL && g_strcmp0(body_get_text(doc->root, "sha256"), before->sha256) == 0) {
    before->sequence = entry->sequence;
  }
  return TRUE;
}

static char *subject_of(const Batch *batch) {
  return g_strconcat("form:", batch->ref.key, NULL);
}

/* The entry that imported it, 0 when none did; -1 and an error. */
static gint64 imported(const Import *import, const Batch *batch, const Source *source, GError **error) {
  Record *record = record_of(import->desk, RECORD_READ, error);
  Ledger *ledger = record != NULL ? record_ledger(record) : NULL;
  g_autofree char *subject = subject_of(batch);
  const LedgerQuery query = {.subject = subject};
  Before before = {source->evidence->sha256, 0};
  if (record == NULL || (ledger != NULL && !ledger_each(ledger, &query, match_entry, &before, error))) {
    return -1;
  }
  return before.sequence;
}

/* ---- forms ----------------------------------------------------------------------------------------------------------------------------- */

/* Files of evidence lie beside the form, whichever form it is. */
static void place_proofs(const Source *source, Answers *answers) {
  g_autofree char *folder = g_path_get_dirname(source->path);
  for (guint i = 0; strcmp(folder, ".") != 0 && i < answers->given->len; i++) {
    const GPtrArray *proofs = ((const GivenAnswer *)g_ptr_array_index(answers->given, i))->proofs;
    for (guint p = 0; p < proofs->len; p++) {
      Proof *proof = g_ptr_array_index(proofs, p);
      char *beside = proof->path != NULL ? g_build_filename(folder, proof->path, NULL) : NULL;
      if (beside != NULL && !g_path_is_absolute(proof->path) && g_file_test(beside, G_FILE_TEST_EXISTS)) {
        g_free(proof->path);
        proof->path = g_steal_pointer(&beside);
      }
      g_free(beside);
    }
  }
}

/* 检查人, whom an empty form need not have. */
static const Person *find_by(const Import *import, const Answers *answers) {
  if (answers->by.text == NULL) {
    Diag *diag = diag_add(import->desk->diags, E102, answers->by.pos, "没有写检查人。");
    diag_fix(diag, "写上检查的人的姓名或工号。");
    return NULL;
  }
  g_autofree char *problem = NULL;
  const Person *person = desk_find_person(import->desk, answers->by.text, &problem);
  if (person == NULL) {
    diag_add(import->desk->diags, E031, answers->by.pos, "%s", problem);
  }
  return person;
}

static gboolean take_form(Import *import, const Source *source, const FoundForm *found, GError **error) {
  if (!is_of_store(import, found)) {
    return TRUE;
  }
  GError *fault = NULL;
  Batch *batch = open_batch(import, found, &fault);
  if (fault != NULL) {
    g_propagate_error(error, fault);
    return FALSE;
  }
  if (batch == NULL || !is_of_version(import, found, batch)) {
    return TRUE;
  }
  const gint64 before = import->ask->keep != FORM_KEEP_NEW ? imported(import, batch, source, error) : 0;
  if (before < 0) {
    return FALSE;
  }
  const gboolean again = before > 0, finish = import->ask->done && !batch->closed;
  if (again && !finish) {
    g_autofree char *shown = text_shown(source->path);
    g_ptr_array_add(import->known,
                    g_strdup_printf("“%s”以前导入过（记录第 %" G_GINT64_FORMAT " 条），什么也没有变。", shown, before));
    return TRUE;
  }
  Form *form = g_new0(Form, 1);
  form->source = source;
  form->filled.answers = formread_answers(found, batch->state, &form->note, import->desk->diags);
  g_ptr_array_add(batch->forms, form);
  if (again) { /* it has been said; what is asked for now is that the check is done */
    g_ptr_array_set_size(form->filled.answers->given, 0);
    g_clear_pointer(&form->note, g_free);
  }
  place_proofs(source, form->filled.answers);
  form->filled.by = find_by(import, form->filled.answers);
  return TRUE;
}

static gboolean take_files(Import *import, char **problem, GError **error) {
  for (guint i = 0; import->ask->files[i] != NULL; i++) {
    if (!read_file(import, import->ask->files[i], problem, error)) {
      return FALSE;
    }
    const Source *source = g_ptr_array_index(import->sources, i);
    g_autoptr(GPtrArray) found =
        source->book != NULL ? formread_find(source->path, source->book, import->desk->diags) : NULL;
    for (guint f = 0; found != NULL && f < found->len; f++) {
      if (!take_form(import, source, g_ptr_array_index(found, f), error)) {
        return FALSE;
      }
    }
  }
  return TRUE;
}

/* ---- checking -------------------------------------------------------------------------------------------------------------------------- */

static void refuse_closed(const Import *import, const Batch *batch) {
  const GivenAnswer *given = g_ptr_array_index(batch->merged, 0);
  Diag *diag = diag_add(import->desk->diags, E108, given->row.pos, "「%s」（%s）已经完成，表上不一样的答案没有导入。",
                        title_of(batch), batch->ref.key);
  diag_fix(diag, "要改已经完成的检查，先在终端里打开它重新打开，写明理由，再导入。");
}

static gboolean check_batch(Import *import, Batch *batch, char **problem) {
  if (!formmerge(import->desk, batch->state, batch->forms, import->ask, batch->merged)) {
    *problem = g_strdup("没有导入，什么也没有记下。");
    return FALSE;
  }
  if (batch->closed && batch->merged->len > 0) {
    refuse_closed(import, batch);
    return FALSE;
  }
  const Form *first = batch->forms->len > 0 ? g_ptr_array_index(batch->forms, 0) : NULL;
  g_autofree char *by = first != NULL ? g_strdup(first->filled.by->id) : NULL;
  const Answers answers = {.file = first != NULL ? first->source->path : NULL,
                           .by = {by, first != NULL ? first->filled.answers->by.pos : POS_NONE, 1},
                           .given = batch->merged};
  g_autofree RunPerson *list = NULL;
  const RunPeople people = session_crowd(import->desk, &list);
  const AnswersAsk ask = {.by = import->ask->by, .finish = import->ask->done && first != NULL && !batch->closed};
  batch->plan = answers_check(import->desk, &answers, batch->state, &people, &ask, problem);
  return *problem == NULL;
}

static gboolean check_all(Import *import, char **problem) {
  for (guint i = 0; i < import->batches->len; i++) {
    if (!check_batch(import, g_ptr_array_index(import->batches, i), problem) && *problem != NULL) {
      return FALSE;
    }
  }
  return !diag_has_errors(import->desk->diags);
}

/* ---- recording ------------------------------------------------------------------------------------------------------------------------- */

static char *body_of(const Form *form) {
  GString *body = body_new('{');
  body_number(body, "answers", form->filled.given);
  body_text(body, "by", form->filled.by->id);
  body_text(body, "file", form->source->evidence->name);
  body_text(body, "note", form->note);
  body_text(body, "sha256", form->source->evidence->sha256);
  return body_end(body);
}

/* What gives nothing leaves no trace. */
static gboolean counts(const Form *form) {
  return form->filled.given > 0 || form->note != NULL;
}

static GArray *make_drafts(const Import *import, const Batch *batch, const char *subject, GPtrArray *bodies) {
  GArray *drafts = g_array_new(FALSE, TRUE, sizeof(RecordDraft));
  for (guint i = 0; i < batch->forms->len; i++) {
    const Form *form = g_ptr_array_index(batch->forms, i);
    if (counts(form)) {
      char *body = body_of(form);
      const RecordDraft draft = {
          .kind = ENTRY_IMPORT, .done_by = import->ask->by->id, .subject = subject, .body = body};
      g_ptr_array_add(bodies, body);
      g_array_append_val(drafts, draft);
    }
  }
  return drafts;
}

static gboolean keep_files(const Import *import, const Batch *batch, GError **error) {
  for (guint i = 0; i < batch->forms->len; i++) {
    const Form *form = g_ptr_array_index(batch->forms, i);
    if (counts(form) && !evidence_keep(import->desk, form->source->path, form->source->evidence, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean record_notes(const Import *import, const GArray *drafts, GError **error) {
  Record *record = drafts->len > 0 ? record_of(import->desk, RECORD_WRITE, error) : NULL;
  return drafts->len == 0 || (record != NULL && record_add(record, (const RecordDraft *)(gconstpointer)drafts->data,
                                                           drafts->len, LEDGER_ANY_HEAD, NULL, error));
}

static gboolean record_steps(const Import *import, const Batch *batch, const GArray *drafts, char **problem,
                             GError **error) {
  const AnswersPlan *plan = batch->plan;
  g_autoptr(RunSession) session = session_open(import->desk, &batch->ref, plan->by, plan->recorded_by, error);
  guint failed = 0;
  RunResult result = RUN_OVERTAKEN;
  if (session == NULL) {
    return FALSE;
  }
  if (session_state(session)->action == batch->action) {
    for (guint i = 0; i < drafts->len; i++) {
      session_carry(session, &g_array_index(drafts, RecordDraft, i));
    }
    if (!session_steps(session, (const RunEvent *)(gconstpointer)plan->events->data, plan->events->len, &failed,
                       &result, NULL, error)) {
      return FALSE;
    }
  }
  if (result != RUN_DONE) { /* somebody else was at it since the answers were compared */
    const char *why = result == RUN_OVERTAKEN ? "" : words_run_result[result].title;
    *problem =
        g_strdup_printf("「%s」的表没有导入，因为刚才有别的程序改了这次检查。%s请再导入一次，会按现在的答案重新比较。",
                        title_of(batch), why);
  }
  return *problem == NULL;
}

static gboolean record_batch(const Import *import, const Batch *batch, char **problem, GError **error) {
  g_autofree char *subject = subject_of(batch);
  g_autoptr(GPtrArray) bodies = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) drafts = make_drafts(import, batch, subject, bodies);
  return keep_files(import, batch, error) &&
         (batch->plan->events->len > 0 ? record_steps(import, batch, drafts, problem, error)
                                       : record_notes(import, drafts, error));
}

/* ---- telling --------------------------------------------------------------------------------------------------------------------------- */

static void tell_event(const Batch *batch, const RunEvent *event, GString *out) {
  const guint row = event->row != NULL ? run_row(batch->state, event->row) : G_MAXUINT;
  const guint item = event->item != NULL ? run_item(batch->state, event->item) : G_MAXUINT;
  if (row == G_MAXUINT || item == G_MAXUINT) {
    return;
  }
  const ChecklistItem *asked = g_ptr_array_index(batch->state->checklist->items, item);
  g_autofree char *answer = event->kind == EVENT_ATTACH ? runpage_evidence(event->evidence)
                                                        : runpage_answer(asked, run_cell(batch->state, row, item));
  g_autofree char *shown = text_shown(answer);
  g_string_append_printf(out, "  %s　%s%s：%s\n", ((const Row *)g_ptr_array_index(batch->state->rows, row))->title,
                         asked->ask, event->kind == EVENT_ATTACH ? "的凭证" : "", shown);
}

static void tell_batch(const Import *import, const Batch *batch, GString *out) {
  const GArray *events = batch->plan->events;
  const gboolean dry = import->ask->dry_run;
  for (guint i = 0; i < batch->forms->len; i++) {
    const Form *form = g_ptr_array_index(batch->forms, i);
    g_autofree char *shown = text_shown(form->source->path);
    g_string_append_printf(out, "“%s”：「%s」（%s），检查人 %s，", shown, title_of(batch), batch->ref.key,
                           form->filled.by->name);
    if (form->filled.given > 0) {
      g_string_append_printf(out, "%s %u 项。\n", dry ? "会导入" : "导入", form->filled.given);
    } else {
      g_string_append(out, form->note != NULL ? "没有新的答案，记下了备注。\n" : "没有新的答案。\n");
    }
  }
  for (guint i = 0; dry && i < MIN(events->len, (guint)LISTED_MOST); i++) {
    tell_event(batch, &g_array_index(events, RunEvent, i), out);
  }
  if (dry && events->len > LISTED_MOST) {
    g_string_append_printf(out, "  ……另有 %u 项\n", events->len - LISTED_MOST);
  }
  if (batch->state->stage != RUN_OPEN && !batch->closed) {
    g_string_append_printf(out, batch->state->stage == RUN_AWAITING ? "%s做完，等着复核。\n" : "%s完成。\n",
                           dry ? "这次检查会" : "这次检查已经");
  }
}

static void tell(const Import *import, GString *out) {
  for (guint i = 0; i < import->known->len; i++) {
    g_string_append_printf(out, "%s\n", (const char *)g_ptr_array_index(import->known, i));
  }
  for (guint i = 0; i < import->batches->len; i++) {
    tell_batch(import, g_ptr_array_index(import->batches, i), out);
  }
  if (import->ask->dry_run) {
    g_string_append(out, "只是核对，什么也没有记下。\n");
  }
}

/* ---- the whole ------------------------------------------------------------------------------------------------------------------------- */

static gboolean work(Import *import, char **problem, GError **error) {
  if (!take_files(import, problem, error) || diag_has_errors(import->desk->diags) || !check_all(import, problem)) {
    return FALSE;
  }
  for (guint i = 0; !import->ask->dry_run && i < import->batches->len; i++) {
    if (!record_batch(import, g_ptr_array_index(import->batches, i), problem, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

DeskResult formimport(Desk *desk, const FormImport *ask, GString *out, char **problem, GError **error) {
  *problem = NULL;
  if (desk->tools->read_workbook == NULL) {
    return DESK_NEEDS_BOOK;
  }
  Import import = {.desk = desk, .ask = ask};
  import.sources = g_ptr_array_new_with_free_func(source_free);
  import.batches = g_ptr_array_new_with_free_func(batch_free);
  import.known = g_ptr_array_new_with_free_func(g_free);
  GError *fault = NULL;
  const gboolean done = work(&import, problem, &fault);
  if (done) {
    tell(&import, out);
  }
  g_ptr_array_unref(import.batches);
  g_ptr_array_unref(import.sources);
  g_ptr_array_unref(import.known);
  if (fault != NULL && g_error_matches(fault, SESSION_FAULT, SESSION_FAULT_REFUSED)) {
    *problem = g_strdup(fault->message);
    g_clear_error(&fault);
  }
  if (fault != NULL) {
    g_propagate_error(error, fault);
  }
  return done ? DESK_DONE : fault != NULL ? DESK_FAULT : DESK_FINDINGS;
}
