/* People from a table into staff.yaml. Who was there keeps his id: found again by 代号, 工号, or else by a name that only one person has. What
 * store.yaml says of a person is left to store.yaml. Shifts and leave that somebody added to staff.yaml by hand are carried along. */
#include "desk/setup/import_staff.h"
#include "base/text.h"
#include "data/yaml.h"
#include "desk/names.h"
#include "desk/output.h"
#include "desk/tables.h"
#include <string.h>

typedef struct {
  Desk *desk;
  const Store *store;  /* as it stands; may come from definitions with errors */
  GPtrArray *rows;     /* PersonRow*; their persons get ids here */
  GPtrArray *kept;     /* const PersonRow* that go into staff.yaml */
  GHashTable *matched; /* const Person* that are still listed */
  GHashTable *taken;   /* ids */
  GString *report;
  guint changes;
} Import;

static gboolean in_store_yaml(const Person *person) {
  g_autofree char *base = person->pos.file != NULL ? g_path_get_basename(person->pos.file) : g_strdup("");
  return strcmp(base, "store.yaml") == 0;
}

/* ---- departments ---------------------------------------------------------------------------------------------------------------------- */

static const Department *find_department(const Store *store, const char *name) {
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *d = g_ptr_array_index(store->departments, i);
    g_autofree char *longer = g_strconcat(name, "部", NULL);
    if (strcmp(d->id, name) == 0 || strcmp(d->name, name) == 0 || strcmp(d->name, longer) == 0) {
      return d;
    }
  }
  return NULL;
}

static void refuse_department(const Import *import, const PersonRow *row) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < import->store->departments->len; i++) {
    const Department *d = g_ptr_array_index(import->store->departments, i);
    g_ptr_array_add(names, d->name);
  }
  g_ptr_array_add(names, NULL);
  Diag *diag = diag_add(import->desk->diags, E035, row->department_pos, "没有叫“%s”的部门。", row->department);
  const char *near = text_nearest(row->department, (const char *const *)names->pdata);
  if (near != NULL) {
    diag_fix(diag, "是不是想写“%s”？", near);
  } else if (names->len > 1) {
    g_autofree char *all = g_strjoinv("、", (char **)names->pdata);
    diag_fix(diag, "store.yaml 里有这些部门：%s。新的部门要先写进 store.yaml。", all);
  } else {
    diag_fix(diag, "store.yaml 里没有部门；请先写进去，或把这一列空着。");
  }
}

/* ---- who is who ------------------------------------------------------------------------------------------------------------------------- */

static const Person *same_person(const Import *import, const SetupPerson *person) {
  const Person *by_name = NULL;
  guint names = 0;
  for (guint i = 0; i < import->store->people->len; i++) {
    const Person *other = g_ptr_array_index(import->store->people, i);
    if (person->id != NULL ? strcmp(other->id, person->id) == 0
                           : person->no != NULL && g_strcmp0(other->no, person->no) == 0) {
      return other;
    }
    /* by name only where no 工号 says that it is somebody else */
    if (strcmp(other->name, person->name) == 0 && !other->sample &&
        (person->no == NULL || other->no == NULL || strcmp(person->no, other->no) == 0)) {
      by_name = other;
      names++;
    }
  }
  return person->id == NULL && names == 1 ? by_name : NULL;
}

static void keep_by_hand(SetupPerson *person, const Person *before) {
  if (before->shifts != NULL && before->shifts->len > 0) {
    person->shifts = g_array_copy(before->shifts);
  }
  if (before->leave != NULL && before->leave->len > 0) {
    person->leave = g_array_copy(before->leave);
    for (guint i = 0; i < person->leave->len; i++) {
      Leave *leave = &g_array_index(person->leave, Leave, i);
      leave->reason = g_strdup(leave->reason);
    }
  }
}

static void say_changes(Import *import, const Person *before, const SetupPerson *now) {
  struct {
    const char *what, *before, *now;
  } fields[] = {{"姓名", before->name, now->name},
                {"工号", before->no, now->no},
                {"部门", before->department != NULL ? before->department->id : NULL, now->department},
                {"岗位", before->title, now->title},
                {"手机", before->phone, now->phone}};
  gboolean any = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
    if (g_strcmp0(fields[i].before, fields[i].now) != 0) {
      if (any) {
        g_string_append(import->report, "；");
      } else {
        g_string_append_printf(import->report, "改动 %s（%s）：", now->name, now->id);
      }
      g_string_append_printf(import->report, "%s %s → %s", fields[i].what,
                             fields[i].before != NULL ? fields[i].before : "（空）",
                             fields[i].now != NULL ? fields[i].now : "（空）");
      any = TRUE;
    }
  }
  if (any) {
    g_string_append(import->report, "\n");
    import->changes++;
  }
}

static void match_all(Import *import) {
  for (guint i = 0; i < import->store->people->len; i++) {
    const Person *person = g_ptr_array_index(import->store->people, i);
    g_hash_table_add(import->taken, g_strdup(person->id));
  }
  for (guint i = 0; i < import->rows->len; i++) {
    PersonRow *row = g_ptr_array_index(import->rows, i);
    SetupPerson *person = row->person;
    if (*row->department != '\0') {
      const Department *department = find_department(import->store, row->department);
      if (department == NULL) {
        refuse_department(import, row);
        continue;
      }
      person->department = g_strdup(department->id);
    }
    const Person *before = same_person(import, person);
    if (before != NULL && !g_hash_table_add(import->matched, (gpointer)(guintptr)before)) {
      diag_fix(
          diag_add(import->desk->diags, E075, row->pos, "这一行和前面一行都对应%s（%s）。", before->name, before->id),
          "两个人就写上各自的工号，同一个人就删掉一行。");
      continue;
    }
    if (before != NULL && in_store_yaml(before)) {
      g_string_append_printf(import->report, "%s（%s）已经写在 store.yaml 里，以那里为准。\n", before->name,
                             before->id);
      continue;
    }
    g_ptr_array_add(import->kept, row);
    if (before != NULL) {
      g_free(person->id);
      person->id = g_strdup(before->id);
      keep_by_hand(person, before);
      say_changes(import, before, person);
      continue;
    }
    if (person->id == NULL) {
      person->id = names_person_id(import->taken, person->name);
    }
    g_string_append_printf(import->report, "新增 %s（%s）\n", person->name, person->id);
    import->changes++;
  }
}

/* ---- who is gone ------------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const Person *person;
  Pos pos;
  char *what; /* "客服部的对接人" */
} Use;

/* Where the definitions still name the person; the caller's error points there. */
static gboolean still_used(const Store *store, const Person *person, Use *use) {
  *use = (Use){person, store->manager_pos, NULL};
  if (store->manager == person || store->deputy == person) {
    use->what = g_strdup(store->manager == person ? "店长" : "副店长");
    return TRUE;
  }
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *d = g_ptr_array_index(store->departments, i);
    const char *as = d->owner == person        ? "对接人"
                     : d->supervisor == person ? "监督人"
                     : d->backup == person     ? "备份"
                                               : NULL;
    if (as != NULL) {
      use->pos = d->pos;
      use->what = g_strdup_printf("%s的%s", d->name, as);
      return TRUE;
    }
  }
  for (int f = 0; f < N_FUNCTIONS; f++) {
    if (store->roles[f] == person) {
      use->pos = store->pos;
      use->what = g_strdup_printf("负责%s的人", words_function[f].title);
      return TRUE;
    }
  }
  for (guint i = 0; i < store->escalation->len; i++) {
    const EscalationStep *step = &g_array_index(store->escalation, EscalationStep, i);
    if (step->person == person && step->function == FUNCTION_NONE) {
      use->pos = step->pos;
      use->what = g_strdup("投诉升级的对象");
      return TRUE;
    }
  }
  return FALSE;
}

static void look_for_gone(Import *import) {
  for (guint i = 0; i < import->store->people->len; i++) {
    const Person *person = g_ptr_array_index(import->store->people, i);
    if (in_store_yaml(person) || g_hash_table_contains(import->matched, person)) {
      continue;
    }
    Use use;
    if (still_used(import->store, person, &use)) {
      Diag *diag = diag_add(import->desk->diags, E031, use.pos, "新名单里没有%s（%s），但这里还写着是%s。",
                            person->name, person->id, use.what);
      diag_fix(diag, "先在 store.yaml 里换成别人，或把 %s 留在名单里。", person->name);
      g_free(use.what);
      continue;
    }
    gboolean rostered = FALSE;
    for (guint r = 0; r < import->store->roster->len; r++) {
      const RosterRow *row = g_ptr_array_index(import->store->roster, r);
      rostered = rostered || row->person == person;
    }
    g_string_append_printf(import->report, "去掉 %s（%s）%s\n", person->name, person->id,
                           rostered ? "，排班表里还有，请再导入一次排班" : "");
    import->changes++;
  }
}

/* ---- writing ---------------------------------------------------------------------------------------------------------------------------- */

static char *staff_text(const Import *import, const char *source) {
  g_autoptr(GString) out = g_string_new(NULL);
  g_autofree char *base = g_path_get_basename(source);
  g_autofree char *clean = text_clean(base, FALSE);
  g_string_append_printf(
      out,
      "# 花名册，由 ready315 staff import 写成，来自 %s。\n"
      "# 可以改；改过以后再导入，要加 --force。代号 id 发过日历以后不要改；no 工号，title 岗位，phone 手机。\n"
      "# 可以给人加上班时间和请假，再导入时会保留：\n"
      "#   shifts: [{days: [mon, tue, wed, thu, fri], hours: \"09:00-18:00\"}], leave: [{from: 03-03, to: 03-04, "
      "reason: 婚假}]\n"
      "staff:%s\n",
      clean, import->kept->len ? "" : " []");
  for (guint i = 0; i < import->kept->len; i++) {
    const PersonRow *row = g_ptr_array_index(import->kept, i);
    setup_person_yaml(row->person, out);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static void count_samples(const Import *import) {
  guint samples = 0;
  for (guint i = 0; i < import->store->people->len; i++) {
    const Person *person = g_ptr_array_index(import->store->people, i);
    samples += person->sample && in_store_yaml(person) ? 1 : 0;
  }
  if (samples > 0) {
    g_string_append_printf(
        import->report,
        "store.yaml 里还有 %u 个示例人员。请把那里的店长、对接人、监督人改成名单上的代号，再删掉示例人员。\n", samples);
  }
}

gboolean import_staff(Desk *desk, const char *path, GString *report, gboolean *needs_book, GError **error) {
  g_autoptr(TableSource) source = tables_open(desk, path, needs_book, error);
  if (source == NULL) {
    return FALSE;
  }
  g_autoptr(GPtrArray) rows = tables_people(tables_sheet(source, "人员"), desk->diags);
  /* The definitions may well name people who are only now being imported: their errors are `check`'s business, not ours. */
  g_autoptr(DiagList) ignored = diag_list_new();
  LoadOptions options = {.workspace = desk->workspace, .share = desk->share, .checklists = FALSE};
  g_autoptr(Campaign) campaign = load_campaign(&options, ignored);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  g_autoptr(GHashTable) matched = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) taken = names_taken_new();
  Import import = {desk, campaign->store, rows, kept, matched, taken, report, 0};
  match_all(&import);
  if (!diag_has_errors(desk->diags)) {
    look_for_gone(&import);
  }
  if (diag_has_errors(desk->diags)) {
    return FALSE;
  }
  g_autofree char *text = staff_text(&import, path);
  g_autofree char *target = g_build_filename(desk->workspace, "staff.yaml", NULL);
  if ((import.changes > 0 || !g_file_test(target, G_FILE_TEST_EXISTS)) &&
      !output_write(desk, target, text, strlen(text), error)) {
    return FALSE;
  }
  g_string_append_printf(report, import.changes > 0 ? "写好了 staff.yaml，共 %u 人。\n" : "名单没有变化，共 %u 人。\n",
                         kept->len);
  count_samples(&import);
  return TRUE;
}
