/* Departments and staff. People come first, then departments, then what points from one to the other, so that the order in the file does
 * not matter. */
#include "load/load_people.h"
#include "load/scalars.h"
#include "load/times.h"
#include <string.h>

/* ---- staff ---- */

static const Field shift_fields[] = {
    {"days", "星期", read_words, AS_LIST, .required = TRUE, .offset = offsetof(Shift, days), .arg = words_weekday},
    {"hours", "时间", read_hours, AS_SCALAR, .required = TRUE, .offset = offsetof(Shift, hours)},
    {.key = NULL}};
static const Schema shift_schema = {"班次", shift_fields};

static void read_shifts(Reader *reader, const Field *field, const Node *node, void *out) {
  for (const Node *item = node->first; item; item = item->next) {
    Shift shift = {.pos = item->pos};
    if (!reader_shape(reader, item, AS_MAP, "班次")) {
      continue;
    }
    schema_read(reader, &shift_schema, item, &shift);
    if (shift.days && shift.hours.to > shift.hours.from) {
      g_array_append_val(*(GArray **)out, shift);
    }
  }
}

typedef struct {
  Day first, last;
  char *reason;
} LeaveText;

static const Field leave_fields[] = {
    {"from", "第一天", read_day, AS_SCALAR, .required = TRUE, .offset = offsetof(LeaveText, first), .min = 1},
    {"to", "最后一天", read_day, AS_SCALAR, .offset = offsetof(LeaveText, last), .min = 1},
    {"reason", "原因", read_line, AS_SCALAR, .offset = offsetof(LeaveText, reason)},
    {.key = NULL}};
static const Schema leave_schema = {"请假", leave_fields};

static void read_leave(Reader *reader, const Field *field, const Node *node, void *out) {
  for (const Node *item = node->first; item; item = item->next) {
    if (!reader_shape(reader, item, AS_MAP, "请假")) {
      continue;
    }
    LeaveText text = {DAY_NONE, DAY_NONE, NULL};
    schema_read(reader, &leave_schema, item, &text);
    text.last = text.last == DAY_NONE ? text.first : text.last;
    if (text.first != DAY_NONE && text.last < text.first) {
      diag_fix(reader_bad(reader, E040, node_get(item, "to"), "请假的最后一天早于第一天。"), "把两个日期对调。");
      text.last = text.first;
    }
    if (text.first == DAY_NONE) {
      g_free(text.reason);
      continue;
    }
    Leave leave = {.days = {text.first, text.last}, .reason = text.reason, .pos = item->pos};
    g_array_append_val(*(GArray **)out, leave);
  }
}

/* The department is looked up when all are known; here only its shape matters. */
static void read_later(Reader *reader, const Field *field, const Node *node, void *out) {}

static const Field person_fields[] = {
    {"id", "代号", read_id, AS_SCALAR, .required = TRUE, .offset = offsetof(Person, id), .min = 1},
    {"no", "工号", read_line, AS_SCALAR, .offset = offsetof(Person, no), .max = 32},
    {"name", "姓名", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(Person, name), .max = 40},
    {"department", "部门", read_later, AS_SCALAR, .offset = 0},
    {"title", "岗位", read_line, AS_SCALAR, .offset = offsetof(Person, title), .max = 40},
    {"phone", "电话", read_phone, AS_SCALAR, .offset = offsetof(Person, phone)},
    {"shifts", "班次", read_shifts, AS_LIST, .offset = offsetof(Person, shifts)},
    {"leave", "请假", read_leave, AS_LIST, .offset = offsetof(Person, leave)},
    {"sample", "示例", read_bool, AS_SCALAR, .offset = offsetof(Person, sample)},
    {.key = NULL}};
static const Schema person_schema = {"人员", person_fields};

#define WEEK_MINUTES (7 * DAY_MINUTES)

typedef struct {
  int from, to;
  const Shift *shift;
  int weekday;
} Span;

static gint span_order(gconstpointer a, gconstpointer b) {
  return ((const Span *)a)->from - ((const Span *)b)->from;
}

/* Two shifts of a person at the same time; those over Sunday's midnight meet Monday's. */
static void check_shifts(Reader *reader, const Person *person) {
  g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
  for (guint i = 0; i < person->shifts->len; i++) {
    const Shift *shift = &g_array_index(person->shifts, Shift, i);
    for (int day = 0; day < 7; day++) {
      Span span = {day * DAY_MINUTES + shift->hours.from, day * DAY_MINUTES + shift->hours.to, shift, day};
      if (shift->days & (1u << day)) {
        g_array_append_val(spans, span);
      }
    }
  }
  g_array_sort(spans, span_order);
  for (guint i = 0; spans->len > 1 && i < spans->len; i++) {
    const Span *span = &g_array_index(spans, Span, i);
    Span next = g_array_index(spans, Span, (i + 1) % spans->len);
    next.from += i + 1 == spans->len ? WEEK_MINUTES : 0;
    if (next.from < span->to) {
      Diag *diag = diag_add(reader->diags, E053, next.shift->pos, "%s（`%s`）%s的两个班次时间重叠。", person->name,
                            person->id, weekday_words((Weekday)next.weekday));
      diag_fix(diag, "改动其中一个班次的星期或时间；另一个班次在 %s。", reader_place(reader, span->shift->pos));
      return;
    }
  }
}

void load_staff(Reader *reader, const Node *staff) {
  for (const Node *node = staff->first; node; node = node->next) {
    if (!reader_shape(reader, node, AS_MAP, "人员")) {
      continue;
    }
    g_autoptr(Person) person = person_new();
    person->pos = node->pos;
    schema_read(reader, &person_schema, node, person);
    if (!person->id) {
      continue;
    }
    person->name = person->name ? person->name : g_strdup(person->id); /* told; nobody has to ask for NULL */
    if (person->shifts->len > 0) {
      check_shifts(reader, person);
    }
    const Node *id = node_get(node, "id");
    person->pos = id->pos;
    const Person *there = store_person(reader->store, person->id);
    if (there && there->pos.file != person->pos.file) {
      Diag *diag =
          reader_bad(reader, E037, id, "人员代号 `%s` 已经写在 %s。", person->id, reader_place(reader, there->pos));
      diag_fix(diag, "两处留一处：导入的名单在 staff.yaml，手写的在 store.yaml。");
    } else if (there) {
      Diag *diag = reader_bad(reader, E017, id, "人员代号 `%s` 写了两次，第一次在 %s。", person->id,
                              reader_place(reader, there->pos));
      diag_fix(diag, "同一个人删掉一行；不同的人各用各的代号。");
    } else {
      store_add_person(reader->store, g_steal_pointer(&person));
    }
  }
}

/* ---- departments ---- */

static const Field department_fields[] = {
    {"id", "代号", read_id, AS_SCALAR, .required = TRUE, .offset = offsetof(Department, id)},
    {"name", "名称", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(Department, name), .max = 40},
    {"covers", "职能", read_words, AS_LIST, .offset = offsetof(Department, covers), .arg = words_function},
    {"owner", "对接人", read_person, AS_SCALAR, .required = TRUE, .offset = offsetof(Department, owner)},
    {"supervisor", "监督人", read_person, AS_SCALAR, .offset = offsetof(Department, supervisor)},
    {"backup", "备份", read_person, AS_SCALAR, .offset = offsetof(Department, backup)},
    {"duty_phone", "当班电话", read_phone, AS_SCALAR, .offset = offsetof(Department, duty_phone)},
    {"landline", "座机/内线", read_phone, AS_SCALAR, .offset = offsetof(Department, landline)},
    {"complaints", "首问类型", read_words, AS_LIST, .offset = offsetof(Department, complaints), .arg = words_complaint},
    {"respond", "响应时限", read_duration, AS_SCALAR, .offset = offsetof(Department, respond), .max = 7 * DAY_MINUTES},
    {"workdays", "上班方式", read_word, AS_SCALAR, .offset = offsetof(Department, workdays), .arg = words_workdays},
    {.key = NULL}};
static const Schema department_schema = {"部门", department_fields};

/* Where each function was given away first: to a department or a role. */
typedef struct {
  const Node *node[N_FUNCTIONS];
  const char *holder[N_FUNCTIONS];
} Covers;

static gboolean claim(Reader *reader, Covers *covers, int function, const Node *node, Pos pos, guint32 width,
                      const char *holder) {
  const Node *first = covers->node[function];
  if (!first) {
    covers->node[function] = node;
    covers->holder[function] = holder;
    return TRUE;
  }
  Diag *diag =
      diag_add(reader->diags, E036, pos, "职能 `%s`（%s）归了两处：%s，还有 %s 的%s。", words_function[function].id,
               words_function[function].title, holder, reader_place(reader, first->pos), covers->holder[function]);
  diag_underline(diag, width);
  diag_fix(diag, "一个职能只归一处，删掉其中一处。");
  return FALSE;
}

static void read_roles(Reader *reader, const Node *roles, Covers *covers) {
  for (const Node *role = roles->first; role; role = role->next) {
    guint32 width = (guint32)CLAMP(g_utf8_strlen(role->key, -1), 1, 60);
    int function = word_index(words_function, role->key);
    if (function < 0) {
      Diag *diag =
          diag_add(reader->diags, E030, role->key_pos, "没有叫 `%s` 的职能。", reader_shown(reader, role->key));
      diag_underline(diag, width);
      reader_suggest(diag, role->key, word_ids(words_function), words_function);
    } else if (role->kind != NODE_NULL && reader_shape(reader, role, AS_SCALAR, "承担职能的人")) {
      if (claim(reader, covers, function, role, role->key_pos, width, "`roles:` 里的个人")) {
        reader_person_later(reader, role, &reader->store->roles[function]);
      }
    }
  }
}

static const char *department_title(Reader *reader, const Department *department) {
  return reader_shown(reader, department->name);
}

/* Departments are checked as far as they can be on their own; who is who comes after. */
static void read_departments(Reader *reader, const Node *list, Covers *covers, GPtrArray *nodes) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const Node *node = list->first; node; node = node->next) {
    if (!reader_shape(reader, node, AS_MAP, "部门")) {
      continue;
    }
    Department *department = g_new0(Department, 1);
    department->pos = node->pos;
    schema_read(reader, &department_schema, node, department);
    const Node *id = node_get(node, "id");
    if (department->id) {
      reader_unique(reader, seen, department->id, id, "部门代号");
    } else {
      department->id = intern_string(""); /* the error is told; nobody has to ask for NULL */
    }
    department->name = department->name ? department->name : g_strdup(*department->id ? department->id : "部门");
    const Node *list_of = node_get(node, "covers");
    for (const Node *item = list_of ? list_of->first : NULL; item; item = item->next) {
      int function = item->kind == NODE_SCALAR ? word_index(words_function, item->text) : -1;
      if (function >= 0 && reader->store->covering[function] != department &&
          claim(reader, covers, function, item, item->pos, (guint32)strlen(item->text),
                department_title(reader, department))) {
        reader->store->covering[function] = department;
      }
    }
    g_ptr_array_add(reader->store->departments, department);
    g_ptr_array_add(nodes, (gpointer)(guintptr)node);
  }
}

static void place_people(Reader *reader, const Node *staff, const char *const *ids) {
  for (const Node *node = staff->first; node; node = node->next) {
    const Node *id = node_get(node, "id"), *where = node_get(node, "department");
    Person *person = id && id->kind == NODE_SCALAR ? store_person(reader->store, id->text) : NULL;
    if (!person || !where || where->kind != NODE_SCALAR || !where->text[0]) {
      continue;
    }
    Department *department = store_department(reader->store, where->text);
    if (!department && !reader->blind) {
      Diag *diag = reader_bad(reader, E035, where, "没有代号为 `%s` 的部门。", reader_shown(reader, where->text));
      const char *named = NULL;
      for (guint i = 0; i < reader->store->departments->len; i++) {
        const Department *other = g_ptr_array_index(reader->store->departments, i);
        named = g_str_equal(other->name, where->text) ? other->id : named;
      }
      if (named) {
        diag_fix(diag, "写部门的代号：`%s`。", named);
      } else if (ids[0]) {
        reader_suggest(diag, where->text, ids, NULL);
      } else {
        diag_fix(diag, "在 `departments:` 里加上这个部门，或删掉这一项。");
      }
    }
    person->department = department;
  }
}

static void check_people_of(Reader *reader, const Department *department, const Node *node) {
  const Node *supervisor = node_get(node, "supervisor");
  if (department->owner && department->owner == department->supervisor && reader->store->people->len > 1) {
    Diag *diag = reader_bad(reader, W002, supervisor, "%s的对接人和监督人都是%s，没有人监督。",
                            department_title(reader, department), department->owner->name);
    diag_fix(diag, "监督人换成另一个人，例如店长或副店长。");
  }
}

/* One warning for all of them, at the first: a fresh shop has none anywhere. */
static void warn_phones(Reader *reader, const GPtrArray *nodes) {
  const Node *first = NULL;
  guint n = 0;
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < nodes->len; i++) {
    const Node *node = g_ptr_array_index(nodes, i);
    const Department *department = g_ptr_array_index(reader->store->departments, i);
    if (!department->duty_phone && !node_get(node, "duty_phone")) {
      first = first ? first : node;
      g_string_append_printf(names, "%s%s", n++ > 0 ? "、" : "", department_title(reader, department));
    }
  }
  if (first) {
    Diag *diag =
        diag_add(reader->diags, W005, first->pos, "%s没有写当班电话，联络表上只能写对接人的手机。", names->str);
    diag_fix(diag, "%s加上一行 `duty_phone: \"…\"`，写有人接的号码。", n > 1 ? "在这些部门下面各" : "");
  }
}

void load_departments(Reader *reader, const Node *departments, const Node *roles, const Node *const *staff, guint n) {
  Covers covers = {0};
  g_autoptr(GPtrArray) nodes = g_ptr_array_new();
  if (departments) {
    read_departments(reader, departments, &covers, nodes);
  }
  if (roles) {
    read_roles(reader, roles, &covers);
  }
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < reader->store->departments->len; i++) {
    const char *id = ((const Department *)g_ptr_array_index(reader->store->departments, i))->id;
    if (*id) {
      g_ptr_array_add(ids, (gpointer)(guintptr)id);
    }
  }
  g_ptr_array_add(ids, NULL);
  for (guint i = 0; i < n; i++) {
    if (staff[i]) {
      place_people(reader, staff[i], (const char *const *)ids->pdata);
    }
  }
  reader_resolve(reader);
  for (guint i = 0; i < nodes->len; i++) {
    check_people_of(reader, g_ptr_array_index(reader->store->departments, i), g_ptr_array_index(nodes, i));
  }
  warn_phones(reader, nodes);
}
