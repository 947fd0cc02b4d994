/* The contact table. What it must get right: nobody stands in it whom the definitions do not name, and a sheet for the wall holds no private
 * number. Dates come from the caller; files and the terminal are other people's business. */
#include "out/contacts.h"

#include "base/file.h"
#include "base/phone.h"
#include "data/json.h"
#include "out/page.h"
#include "out/phrase.h"
#include <string.h>

static const char section_roles[] = "专人负责的职能";
static const char section_manager[] = "店长";

GArray *contacts_rows(const Store *store, const ContactsOptions *options) {
  GArray *rows = g_array_new(FALSE, TRUE, sizeof(ContactRow));
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *d = g_ptr_array_index(store->departments, i);
    if (options->department == NULL || options->department == d) {
      ContactRow row = {NULL, d, d->name, d->owner, d->supervisor, d->backup};
      g_array_append_val(rows, row);
    }
  }
  for (int f = 0; options->department == NULL && f < N_FUNCTIONS; f++) {
    if (store->covering[f] == NULL && store->roles[f] != NULL) {
      Person *supervisor = store->roles[f] != store->manager ? store->manager : NULL;
      ContactRow row = {section_roles, NULL, words_function[f].title, store->roles[f], supervisor, NULL};
      g_array_append_val(rows, row);
    }
  }
  if (store->manager != NULL) {
    ContactRow row = {section_manager, NULL, store->name, store->manager, NULL, store->deputy};
    g_array_append_val(rows, row);
  }
  return rows;
}

/* ---- cells ------------------------------------------------------------------------------------------------------------------ */

enum {
  C_UNIT,
  C_POST,
  C_OWNER,
  C_OWNER_PHONE,
  C_SUPERVISOR,
  C_SUPERVISOR_PHONE,
  C_BACKUP,
  C_BACKUP_PHONE,
  C_DUTY,
  C_LANDLINE,
  C_HOURS,
  C_COMPLAINTS,
  C_RESPOND,
  C_ESCALATE,
  N_CELLS
};
static const GridColumn all_columns[N_CELLS] = {
    [C_UNIT] = {"department", "部门", FALSE, 6, 14},
    [C_POST] = {"post", "岗位", FALSE, 6, 14},
    [C_OWNER] = {"owner", "对接人", FALSE, 6, 14},
    [C_OWNER_PHONE] = {"owner_phone", "对接人手机", FALSE, 11, 16},
    [C_SUPERVISOR] = {"supervisor", "监督人", FALSE, 6, 14},
    [C_SUPERVISOR_PHONE] = {"supervisor_phone", "监督人手机", FALSE, 11, 16},
    [C_BACKUP] = {"backup", "备份", FALSE, 6, 14},
    [C_BACKUP_PHONE] = {"backup_phone", "备份手机", FALSE, 11, 16},
    [C_DUTY] = {"duty_phone", "当班电话", FALSE, 8, 16},
    [C_LANDLINE] = {"landline", "座机/内线", FALSE, 6, 16},
    [C_HOURS] = {"hours", "在岗时间", FALSE, 12, 24},
    [C_COMPLAINTS] = {"complaints", "首问类型", FALSE, 8, 14},
    [C_RESPOND] = {"respond", "响应时限", FALSE, 8, 12},
    [C_ESCALATE] = {"escalate", "升级到谁", FALSE, 13, 30},
};

const char *contacts_external_phone(const External *external, const ContactsOptions *options) {
  return external->phone != NULL && options->wall && phone_is_mobile(external->phone) ? NULL : external->phone;
}

static gboolean is_phone_column(int c) {
  return c == C_OWNER_PHONE || c == C_SUPERVISOR_PHONE || c == C_BACKUP_PHONE;
}

static char *person_cell(const Person *person, gboolean with_phone) {
  if (person == NULL) {
    return g_strdup("");
  }
  return with_phone && person->phone != NULL ? g_strdup_printf("%s\n%s", person->name, person->phone)
                                             : g_strdup(person->name);
}

/* Who comes next when a complaint stays open: the steps after the one that the 对接人 stands on himself, nobody named twice running. */
char *contacts_steps(const Store *store, const ContactRow *row) {
  GString *out = g_string_new(NULL);
  const Person *before = NULL;
  for (guint i = 0; i < store->escalation->len; i++) {
    const EscalationStep *step = &g_array_index(store->escalation, EscalationStep, i);
    const Person *person = phrase_escalation_person(store, row->department, step);
    if (person != NULL && person == row->owner) {
      g_string_truncate(out, 0);
      before = person;
    }
    if (person == NULL || person == before) {
      continue;
    }
    g_autofree char *after = phrase_minutes(step->after);
    g_string_append_printf(out, "%s%s→%s", out->len > 0 ? "\n" : "", after, person->name);
    before = person;
  }
  return g_string_free(out, FALSE);
}

static void fill_cells(const Store *store, const ContactsOptions *options, const ContactRow *row, gboolean reading,
                       char *cells[N_CELLS]) {
  const Department *d = row->department;
  gboolean below = reading && !options->wall;
  cells[C_UNIT] = g_strdup(row->unit);
  cells[C_POST] = g_strdup(row->owner != NULL ? row->owner->title : NULL);
  cells[C_OWNER] = person_cell(row->owner, below);
  cells[C_OWNER_PHONE] = g_strdup(row->owner != NULL ? row->owner->phone : NULL);
  cells[C_SUPERVISOR] = person_cell(row->supervisor, below);
  cells[C_SUPERVISOR_PHONE] = g_strdup(row->supervisor != NULL ? row->supervisor->phone : NULL);
  cells[C_BACKUP] = person_cell(row->backup, below);
  cells[C_BACKUP_PHONE] = g_strdup(row->backup != NULL ? row->backup->phone : NULL);
  cells[C_DUTY] = g_strdup(d != NULL ? d->duty_phone : NULL);
  cells[C_LANDLINE] = g_strdup(d != NULL ? d->landline : NULL);
  const Department *home = d != NULL ? d : row->owner != NULL ? row->owner->department : NULL;
  cells[C_HOURS] = row->owner != NULL ? phrase_attendance(store, home, row->owner) : NULL;
  cells[C_COMPLAINTS] = d != NULL ? words_of_set(words_complaint, d->complaints) : NULL;
  cells[C_RESPOND] = d != NULL && d->respond > 0 ? phrase_minutes(d->respond) : NULL;
  cells[C_ESCALATE] = contacts_steps(store, row);
}

static Grid *grid_of(const Store *store, const ContactsOptions *options, gboolean reading) {
  GridColumn columns[N_CELLS];
  guint n = 0;
  for (int c = 0; c < N_CELLS; c++) {
    if (!is_phone_column(c) || (!reading && !options->wall)) {
      columns[n++] = all_columns[c];
    }
  }
  g_autofree char *title = g_strdup_printf("%s %s%s", store->name, CONTACTS_TITLE, store->practice ? "（演练）" : "");
  Grid *grid = grid_new(title, columns, n);
  const char *nothing = reading ? "—" : "";
  g_autoptr(GArray) rows = contacts_rows(store, options);
  const char *section = NULL;
  for (guint r = 0; r < rows->len; r++) {
    const ContactRow *row = &g_array_index(rows, ContactRow, r);
    if (row->section != section && r > 0) {
      grid_subheading(grid, row->section);
    }
    section = row->section;
    char *cells[N_CELLS];
    fill_cells(store, options, row, reading, cells);
    for (int c = 0; c < N_CELLS; c++) {
      if (!is_phone_column(c) || (!reading && !options->wall)) {
        grid_cell(grid, cells[c] != NULL && *cells[c] != '\0' ? cells[c] : nothing);
      }
      g_free(cells[c]);
    }
    grid_end_row(grid);
  }
  if (options->department == NULL && store->external->len > 0) {
    grid_subheading(grid, "外部联系");
    for (guint i = 0; i < store->external->len; i++) {
      const External *e = g_ptr_array_index(store->external, i);
      for (guint c = 0; c < n; c++) {
        const char *text = c == 0 ? e->name : strcmp(columns[c].id, "post") == 0 ? e->purpose : NULL;
        if (strcmp(columns[c].id, "duty_phone") == 0) {
          text = contacts_external_phone(e, options);
          text = text == NULL && e->phone != NULL ? "问店长" : text;
        }
        grid_cell(grid, text != NULL ? text : nothing);
      }
      grid_end_row(grid);
    }
  }
  return grid;
}

Grid *contacts_grid(const Store *store, const ContactsOptions *options, ContactsShape shape) {
  Grid *grid = grid_of(store, options, shape == CONTACTS_READING);
  g_autofree char *ladder = contacts_ladder(store);
  if (*ladder != '\0') {
    grid_note(grid, ladder);
  }
  g_autofree char *imprint = contacts_imprint(store, options);
  grid_note(grid, imprint);
  if (store->practice) {
    grid_note(grid, PAGE_PRACTICE);
  }
  return grid;
}

char *contacts_version(const Store *store) {
  const ContactsOptions everything = {.date = 0};
  g_autoptr(Grid) grid = grid_of(store, &everything, FALSE);
  g_autoptr(GString) text = g_string_new(NULL);
  grid_print_csv(grid, text);
  return g_strdup_printf("%08x", (guint32)(file_digest(text->str, text->len) >> 32));
}

char *contacts_imprint(const Store *store, const ContactsOptions *options) {
  char day[DAY_TEXT];
  g_autofree char *version = contacts_version(store);
  return g_strdup_printf("%s · 店长 %s 发布 · 版本 %s · %s%s", store->name,
                         store->manager != NULL ? store->manager->name : "（未定）", version,
                         day_iso(options->date, day), options->wall ? " · 张贴版，不含个人手机" : "");
}

char *contacts_ladder(const Store *store) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < store->escalation->len; i++) {
    const EscalationStep *step = &g_array_index(store->escalation, EscalationStep, i);
    g_autofree char *after = phrase_minutes(step->after);
    const char *role = phrase_escalation_role(step);
    const Person *person = phrase_escalation_person(store, NULL, step);
    g_string_append_printf(out, "%s%s还没有解决 → %s%s%s", i == 0 ? "升级路线：" : "；", after,
                           role != NULL ? role : "", role != NULL && person != NULL ? " " : "",
                           person != NULL ? person->name : "");
  }
  g_string_append(out, out->len > 0 ? "。" : "");
  return g_string_free(out, FALSE);
}

/* ---- HTML and JSON ---------------------------------------------------------------------------------------------------------- */

void contacts_print_html(const Store *store, const ContactsOptions *options, GString *out) {
  g_autoptr(Grid) grid = contacts_grid(store, options, CONTACTS_READING);
  Page page = {.title = grid_title(grid),
               .subtitle = NULL,
               .landscape = TRUE,
               .practice = store->practice,
               .tight = TRUE,
               .cards = TRUE};
  page_open(&page, out);
  grid_print_html(grid, out);
  page_close(out);
}

static void json_person(JsonWriter *json, const char *key, const Person *person, gboolean wall) {
  if (person == NULL) {
    json_put_null(json, key);
    return;
  }
  json_open(json, key, '{');
  json_put_string(json, "id", person->id);
  json_put_string(json, "name", person->name);
  json_put_string(json, "title", person->title);
  json_put_string(json, "phone", wall ? NULL : person->phone);
  json_close(json);
}

static void json_escalation(JsonWriter *json, const Store *store, const ContactRow *row, gboolean wall) {
  json_open(json, "escalation", '[');
  for (guint i = 0; i < store->escalation->len; i++) {
    const EscalationStep *step = &g_array_index(store->escalation, EscalationStep, i);
    json_open(json, NULL, '{');
    json_put_string(json, "to", step->to);
    json_put_int(json, "after_minutes", step->after);
    json_person(json, "person", phrase_escalation_person(store, row->department, step), wall);
    json_close(json);
  }
  json_close(json);
}

static void json_set(JsonWriter *json, const char *key, const Word *words, WordSet set) {
  json_open(json, key, '[');
  for (int i = 0; words[i].id != NULL; i++) {
    if (set & (1u << i)) {
      json_put_string(json, NULL, words[i].id);
    }
  }
  json_close(json);
}

static void json_row(JsonWriter *json, const Store *store, const ContactRow *row, gboolean wall) {
  const Department *d = row->department;
  const Department *home = d != NULL ? d : row->owner != NULL ? row->owner->department : NULL;
  g_autofree char *hours = row->owner != NULL ? phrase_attendance(store, home, row->owner) : NULL;
  json_open(json, NULL, '{');
  json_put_string(json, "department", d != NULL ? d->id : NULL);
  json_put_string(json, "name", row->unit);
  json_put_string(json, "kind", d != NULL ? "department" : row->section == section_roles ? "role" : "manager");
  json_person(json, "owner", row->owner, wall);
  json_person(json, "supervisor", row->supervisor, wall);
  json_person(json, "backup", row->backup, wall);
  json_put_string(json, "duty_phone", d != NULL ? d->duty_phone : NULL);
  json_put_string(json, "landline", d != NULL ? d->landline : NULL);
  json_put_string(json, "hours", hours);
  json_set(json, "complaints", words_complaint, d != NULL ? d->complaints : 0);
  if (d != NULL && d->respond > 0) {
    json_put_int(json, "respond_minutes", d->respond);
  } else {
    json_put_null(json, "respond_minutes");
  }
  json_escalation(json, store, row, wall);
  json_close(json);
}

void contacts_print_json(const Store *store, const ContactsOptions *options, GString *out) {
  char day[DAY_TEXT];
  g_autofree char *version = contacts_version(store);
  g_autoptr(GArray) rows = contacts_rows(store, options);
  JsonWriter *json = json_writer_new(out, 2);
  json_open(json, NULL, '{');
  json_put_int(json, "schema", 1);
  json_put_string(json, "store", store->id);
  json_put_string(json, "name", store->name);
  json_put_string(json, "version", version);
  json_put_string(json, "date", day_iso(options->date, day));
  json_person(json, "publisher", store->manager, options->wall);
  json_put_bool(json, "wall", options->wall);
  json_put_bool(json, "practice", store->practice);
  json_open(json, "contacts", '[');
  for (guint i = 0; i < rows->len; i++) {
    json_row(json, store, &g_array_index(rows, ContactRow, i), options->wall);
  }
  json_close(json);
  json_open(json, "external", '[');
  for (guint i = 0; options->department == NULL && i < store->external->len; i++) {
    const External *e = g_ptr_array_index(store->external, i);
    json_open(json, NULL, '{');
    json_put_string(json, "id", e->id);
    json_put_string(json, "name", e->name);
    json_put_string(json, "phone", contacts_external_phone(e, options));
    json_put_string(json, "for", e->purpose);
    json_close(json);
  }
  json_close(json);
  json_close(json);
  json_writer_free(json);
}
