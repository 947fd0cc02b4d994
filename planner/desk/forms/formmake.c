/* Which run a form is for, and what stands on it. How it looks is out/xlsx's business. */
#include "desk/forms/formmake.h"
#include "base/file.h"
#include "base/text.h"
#include "desk/forms/formcode.h"
#include "desk/forms/formlayout.h"
#include "desk/record/definitions.h"
#include "desk/runs/answers.h"
#include "desk/runs/sources.h"
#include <string.h>

#define ADHOC "adhoc@"

static const ChecklistItem *item_at(const RunState *state, guint item) {
  return g_ptr_array_index(state->checklist->items, item);
}

/* ---- the code -------------------------------------------------------------------------------------------------------------------------- */

char *formmake_definition(const RunState *state) {
  if (state->definition != NULL) {
    return g_strdup(state->definition);
  }
  g_autofree char *text = definitions_text(state->checklist);
  return file_sha256(text, strlen(text));
}

char *formmake_code(const Desk *desk, const RunState *state) {
  const Store *store = desk->campaign->store;
  g_autofree char *definition = formmake_definition(state);
  g_autofree char *id = g_strdup(store->id), *checklist = g_strdup(state->checklist->id);
  const FormCode code = {.practice = store->practice,
                         .store = id,
                         .year = store->year,
                         .checklist = checklist,
                         .version = state->checklist->version,
                         .definition = definition,
                         .key = state->subject};
  return formcode_text(&code);
}

/* ---- fields ---------------------------------------------------------------------------------------------------------------------------- */

static char *tip_of(const Checklist *checklist, const ChecklistItem *item) {
  static const char *const proof[N_EVIDENCE] = {"", "不合格的要附凭证。", "要附凭证。"};
  g_autofree char *hint = answers_hint(item);
  g_autofree char *when = formlayout_when(checklist, item);
  return g_strdup_printf("%s：%s。%s%s%s%s不适用的写“" LAYOUT_NA "”，并写理由。", item->ask, hint,
                         item->required ? "必填。" : "", when != NULL ? when : "", when != NULL ? "时才填。" : "",
                         proof[item->evidence]);
}

static gboolean has_choice(const ChecklistItem *item, const char *choice) {
  return g_strv_contains((const char *const *)(gpointer)item->choices, choice);
}

/* The words of a drop-down; they live as long as the item and the sheet. */
static const char *const *choices_of(FormSheet *sheet, const ChecklistItem *item) {
  static const char *const judged[] = {"合格", "不合格", LAYOUT_NA, NULL};
  static const char *const yes_no[] = {"是", "否", LAYOUT_NA, NULL};
  if (item->type == ITEM_PASS_FAIL) {
    return judged;
  }
  if (item->type == ITEM_CONFIRM) {
    return yes_no;
  }
  const guint n = g_strv_length(item->choices);
  const char **all = g_new0(const char *, n + 2);
  for (guint i = 0; i < n; i++) {
    all[i] = formsheet_text(sheet, item->choices[i]);
  }
  all[n] = has_choice(item, LAYOUT_NA) ? NULL : LAYOUT_NA;
  formsheet_keep(sheet, all);
  return all;
}

static const FormField *field_of(FormSheet *sheet, const Checklist *checklist, const ChecklistItem *item) {
  static const FormFieldKind kinds[] = {
      [ITEM_CONFIRM] = FORM_LIST, [ITEM_PASS_FAIL] = FORM_LIST, [ITEM_CHOICE] = FORM_LIST, [ITEM_NUMBER] = FORM_NUMBER,
      [ITEM_SCORE] = FORM_NUMBER, [ITEM_DATE] = FORM_DATE,      [ITEM_TIME] = FORM_TIME,   [ITEM_TEXT] = FORM_TEXT};
  FormField *field = formsheet_field(sheet, kinds[item->type]);
  g_autofree char *tip = tip_of(checklist, item);
  field->tip = formsheet_text(sheet, tip);
  if (field->kind == FORM_LIST) {
    field->choices = choices_of(sheet, item);
  } else if (field->kind == FORM_NUMBER) {
    g_autofree char *low = item->has_min || item->type == ITEM_SCORE ? decimal_text(item->min) : NULL;
    g_autofree char *high = item->has_max ? decimal_text(item->max) : NULL;
    field->low = formsheet_text(sheet, low);
    field->high = formsheet_text(sheet, high);
  }
  return field;
}

static const FormField *text_field(FormSheet *sheet, const char *tip) {
  FormField *field = formsheet_field(sheet, FORM_TEXT);
  field->tip = tip;
  return field;
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------------------ */

static void put_line(FormSheet *sheet, FormRowKind kind, const char *mark, const char *text) {
  formsheet_row(sheet, kind, mark)[1].text = formsheet_text(sheet, text);
}

char *formmake_about(const RunRef *ref, const RunState *state, const Department *department) {
  GString *out = g_string_new(NULL);
  char day[DAY_TEXT], clock[DAY_TEXT];
  const PlanTask *task = ref->task;
  if (task != NULL) {
    const Day first = moment_day(task->start), last = moment_day(task->end - 1);
    g_string_append_printf(out, "%s　%s", task->task->title, day_words(first, day));
    if (!task->all_day) {
      g_string_append_printf(out, " %s", minute_clock(moment_minute(task->start), clock));
    } else if (last != first) {
      g_string_append_printf(out, " 到 %s", day_words(last, day));
    }
    if (task->due != last) {
      g_string_append_printf(out, "　%s 到期", day_words(task->due, day));
    }
    department = task->department != NULL ? task->department : department;
  } else {
    const char *at = strchr(ref->key, '@');
    g_autofree char *iso = at != NULL ? g_strndup(at + 1, 10) : NULL;
    const Day nominal = iso != NULL ? day_parse(iso) : DAY_NONE;
    g_string_append_printf(out, "临时检查　%s", nominal != DAY_NONE ? day_words(nominal, day) : ref->key);
  }
  if (department != NULL) {
    g_string_append_printf(out, "　%s", department->name);
  }
  g_string_append_printf(out, "　第 %d 版", state->checklist->version);
  return g_string_free(out, FALSE);
}

typedef struct {
  FormSheet *sheet;
  const FormLayout *layout;
  const RunState *state;
  const FormField **fields; /* by item */
  const FormField *reason, *proof;
} Making;

static void put_row(const Making *making, guint r, guint only) {
  const Row *row = g_ptr_array_index(making->state->rows, r);
  const ChecklistItem *item = item_at(making->state, only);
  g_autofree char *mark = formlayout_mark(making->layout, row, item);
  FormCell *cells = formsheet_row(making->sheet, FORM_ROW, mark);
  g_autofree char *number = g_strdup_printf("%u", r + 1);
  for (guint c = 0; c < making->layout->columns->len; c++) {
    const LayoutColumn *column = g_ptr_array_index(making->layout->columns, c);
    FormCell *cell = &cells[c + 1];
    switch (column->kind) {
    case LAYOUT_NUMBER:
      cell->text = formsheet_text(making->sheet, number);
      break;
    case LAYOUT_ROW:
      cell->text = formsheet_text(making->sheet, row->title);
      break;
    case LAYOUT_HELP:
      cell->text = formsheet_text(making->sheet, row->help);
      break;
    case LAYOUT_ASK: {
      g_autofree char *ask = formlayout_ask(making->state->checklist, item);
      cell->text = formsheet_text(making->sheet, ask);
      break;
    }
    case LAYOUT_VALUE:
      cell->field = making->fields[column->item != G_MAXUINT ? column->item : only];
      break;
    case LAYOUT_REASON:
      cell->field = making->reason;
      break;
    case LAYOUT_PROOF:
      cell->field = making->proof;
      break;
    }
  }
}

static void put_table(Making *making) {
  FormSheet *sheet = making->sheet;
  const GPtrArray *columns = making->layout->columns;
  FormCell *heads = formsheet_row(sheet, FORM_HEADS, MARK_HEADS);
  FormCell *marks = formsheet_row(sheet, FORM_MARKS, MARK_ITEMS);
  for (guint c = 0; c < columns->len; c++) {
    const LayoutColumn *column = g_ptr_array_index(columns, c);
    heads[c + 1].text = formsheet_text(sheet, column->heading);
    marks[c + 1].text = formsheet_text(sheet, column->mark);
    sheet->widths[c + 1] = column->width;
  }
  for (guint r = 0; r < making->state->rows->len; r++) {
    for (guint i = 0; i < (making->layout->tall ? making->state->n_items : 1); i++) {
      put_row(making, r, i);
    }
  }
}

static FormSheet *make_sheet(Desk *desk, const RunRef *ref, const RunState *state, const Department *department) {
  const Store *store = desk->campaign->store;
  const Checklist *checklist = state->checklist;
  g_autoptr(FormLayout) layout = formlayout_new(checklist, state->rows);
  FormSheet *sheet = formsheet_new(layout->columns->len + 1);
  g_autofree const FormField **fields = g_new0(const FormField *, state->n_items);
  for (guint i = 0; i < state->n_items; i++) {
    fields[i] = field_of(sheet, checklist, item_at(state, i));
  }
  Making making = {.sheet = sheet, .layout = layout, .state = state, .fields = fields};
  making.reason = text_field(sheet, "选了“" LAYOUT_NA "”的，在这里写为什么。");
  making.proof = text_field(
      sheet, "凭证：纸质的写“纸质 档案夹 页码 保管人”；链接从 https:// 写起；照片写文件名，和这份表放在同一个文件夹。"
             "几件用分号隔开。");
  g_autofree char *title =
      g_strdup_printf("%s%s　%s", store->practice ? "【演练】" : "", store->name, checklist->title);
  g_autofree char *about = formmake_about(ref, state, department);
  const gboolean firm = store->licence_name != NULL && strcmp(store->licence_name, store->name) != 0;
  g_autofree char *line = g_strdup_printf("%s%s%s", firm ? store->licence_name : "", firm ? "　" : "", about);
  g_autofree char *code = formmake_code(desk, state);
  g_autofree char *small = g_strdup_printf("表单号 %s", code);
  sheet->name = LAYOUT_SHEET;
  sheet->landscape = layout->landscape;
  sheet->foot = formsheet_text(sheet, small);
  put_line(sheet, FORM_TITLE, MARK_OTHER, title);
  put_line(sheet, FORM_LINE, MARK_OTHER, line);
  put_line(sheet, FORM_SMALL, MARK_CODE, small);
  FormCell *by = formsheet_row(sheet, FORM_ASK, MARK_BY);
  by[1].text = "检查人";
  by[2].field = text_field(sheet, "谁检查的：写姓名或工号。");
  put_table(&making);
  FormCell *note = formsheet_row(sheet, FORM_ASK, MARK_NOTE);
  note[1].text = "备注";
  note[2].field = text_field(sheet, "关于这次检查，别处写不下的话。");
  put_line(sheet, FORM_NOTE, MARK_OTHER,
           "填写说明：只填白格；空着的算没有答。不适用的选“" LAYOUT_NA
           "”，并写理由。不要改标题、行名和表单号，改了就读不回来。");
  return sheet;
}

/* ---- which run ------------------------------------------------------------------------------------------------------------------------- */

/* Of several, those of the department. */
static gboolean take_department(const GPtrArray *several, const Department *department, RunRef *ref) {
  const PlanTask *found = NULL;
  guint n = 0;
  for (guint i = 0; i < several->len; i++) {
    const PlanTask *task = g_ptr_array_index(several, i);
    if (task->department == department) {
      found = task;
      n++;
    }
  }
  if (n == 1) {
    *ref = (RunRef){session_key(found), found->task->checklist, found};
  }
  return n == 1;
}

gboolean formmake_adhoc(const Desk *desk, const char *key, RunRef *ref) {
  const char *slash = strchr(key, '/');
  if (!g_str_has_prefix(key, ADHOC) || slash == NULL) {
    return FALSE;
  }
  g_autofree char *iso = g_strndup(key + strlen(ADHOC), (gsize)(slash - key) - strlen(ADHOC));
  const Checklist *checklist = campaign_checklist(desk->campaign, intern_string(slash + 1));
  const Day day = day_parse(iso);
  if (day == DAY_NONE || day > desk_today(desk) || checklist == NULL) {
    return FALSE;
  }
  *ref = (RunRef){g_strdup(key), checklist->id, NULL};
  return TRUE;
}

static gboolean choose_named(Desk *desk, const FormAsk *ask, RunRef *ref, char **problem, GError **error) {
  const Checklist *checklist = ask->checklist != NULL ? session_find_checklist(desk, ask->checklist, problem) : NULL;
  if (ask->checklist != NULL && checklist == NULL) {
    return FALSE;
  }
  if (!session_ref_of(desk, ask->occurrence, ref, problem, error)) {
    if (*problem == NULL || !formmake_adhoc(desk, ask->occurrence, ref)) {
      return FALSE;
    }
    g_clear_pointer(problem, g_free);
  }
  if (checklist != NULL && ref->checklist != checklist->id) {
    *problem = g_strdup_printf("“%s”用的检查表不是「%s」。", ref->key, checklist->title);
  }
  return *problem == NULL;
}

/* Of a checklist whose rows this version cannot make there is no run to choose: what is written by hand stands for the day. */
static gboolean choose_by_hand(Desk *desk, const FormAsk *ask, RunRef *ref) {
  g_autofree char *unknown = NULL;
  const Checklist *checklist = ask->by_hand ? session_find_checklist(desk, ask->checklist, &unknown) : NULL;
  g_autofree char *lack = checklist != NULL ? sources_lack(checklist) : NULL;
  char day[DAY_TEXT];
  if (lack != NULL) {
    *ref = (RunRef){g_strdup_printf(ADHOC "%s/%s", day_iso(desk_today(desk), day), checklist->id), checklist->id, NULL};
  }
  return lack != NULL;
}

static gboolean choose(Desk *desk, const FormAsk *ask, const Department *department, RunRef *ref, char **problem,
                       GError **error) {
  if (ask->occurrence != NULL) { /* also one that has not come yet: forms are printed beforehand */
    if (!choose_named(desk, ask, ref, problem, error)) {
      return FALSE;
    }
  } else if (!choose_by_hand(desk, ask, ref)) {
    g_autoptr(GPtrArray) several = NULL;
    if (!session_choose(desk, ask->checklist, NULL, ref, &several, problem, error)) {
      if (several == NULL || department == NULL || !take_department(several, department, ref)) {
        return FALSE;
      }
      g_clear_pointer(problem, g_free);
    }
  }
  const Department *own = ref->task != NULL ? ref->task->department : NULL;
  if (department != NULL && own != NULL && own != department) {
    *problem = g_strdup_printf("“%s”是%s的，不是%s的。", ref->key, own->name, department->name);
  }
  return *problem == NULL;
}

/* That the form is not for the occurrence that somebody may have had in mind. */
static char *say_later(const Desk *desk, const RunRef *ref) {
  if (ref->task != NULL || !g_str_has_prefix(ref->key, "adhoc@")) {
    return NULL;
  }
  for (guint i = 0; i < desk->plan->tasks->len; i++) {
    const PlanTask *task = plan_task(desk->plan, i);
    if (task->task->checklist == ref->checklist && moment_day(task->start) > desk_today(desk)) {
      g_autofree char *key = session_key(task);
      char day[DAY_TEXT];
      return g_strdup_printf("今天没有安排这项检查，这份是临时检查的表。要给%s的那一次用，加 --task %s。",
                             day_words(moment_day(task->start), day), key);
    }
  }
  return NULL;
}

/* NULL with a sentence where there is nothing to fill in. */
static RunState *look(Desk *desk, const RunRef *ref, gboolean by_hand, char **problem, GError **error) {
  GError *fault = NULL;
  const Checklist *checklist = campaign_checklist(desk->campaign, ref->checklist);
  g_autofree char *lack = checklist != NULL ? sources_lack(checklist) : NULL;
  if (by_hand && lack != NULL) {
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    g_autoptr(GPtrArray) effects = run_effects_new();
    const RunSetup setup = {.checklist = checklist, .subject = ref->key, .rows = none, .by = "-"};
    return run_new(&setup, effects);
  }
  g_autoptr(RunState) state = session_look(desk, ref, NULL, &fault);
  if (state == NULL && g_error_matches(fault, SESSION_FAULT, SESSION_FAULT_REFUSED)) {
    *problem = g_strdup(fault->message);
    g_error_free(fault);
    return NULL;
  }
  if (state == NULL) {
    g_propagate_error(error, fault);
    return NULL;
  }
  if (state->n_items == 0 || (state->rows->len == 0 && !by_hand)) {
    *problem = state->n_items == 0
                   ? g_strdup_printf(
                         "「%s」是登记用的台账，没有要逐项回答的表。在 Excel 里登记，用 ready315 register import。",
                         state->checklist->title)
                   : g_strdup_printf("「%s」现在没有要检查的行，不用填表。", state->checklist->title);
    return NULL;
  }
  return g_steal_pointer(&state);
}

RunState *formmake_choose(Desk *desk, const FormAsk *ask, RunRef *ref, const Department **department, char **problem,
                          GError **error) {
  *problem = NULL;
  *department = NULL;
  if (ask->department != NULL && (*department = desk_find_department(desk, ask->department, problem)) == NULL) {
    return NULL;
  }
  return choose(desk, ask, *department, ref, problem, error) ? look(desk, ref, ask->by_hand, problem, error) : NULL;
}

DeskResult formmake(Desk *desk, const FormAsk *ask, GString *out, char **note, char **problem, GError **error) {
  *problem = *note = NULL;
  if (desk->tools->write_form == NULL) {
    return DESK_NEEDS_BOOK;
  }
  const Department *department = NULL;
  g_auto(RunRef) ref = {NULL, NULL, NULL};
  g_autoptr(RunState) state = formmake_choose(desk, ask, &ref, &department, problem, error);
  if (state == NULL) {
    return *problem != NULL ? DESK_REFUSED : DESK_FAULT;
  }
  g_autoptr(FormSheet) sheet = make_sheet(desk, &ref, state, department);
  g_autoptr(GBytes) bytes = desk->tools->write_form(sheet, error);
  if (bytes == NULL) {
    return DESK_FAULT;
  }
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  g_string_append_len(out, data, (gssize)length);
  *note = say_later(desk, &ref);
  return DESK_DONE;
}
