/* A shop being set up, and the store.yaml that it becomes: commented in Chinese, because whoever opens the file next has never seen YAML. */
#include "desk/setup/setup.h"
#include "base/text.h"
#include "data/yaml.h"
#include <string.h>

Setup *setup_new(void) {
  Setup *setup = g_new0(Setup, 1);
  setup->departments = g_ptr_array_new();
  setup->people = g_ptr_array_new_with_free_func((GDestroyNotify)setup_person_free);
  setup->external = g_ptr_array_new();
  return setup;
}

void setup_person_free(SetupPerson *person) {
  if (person == NULL) {
    return;
  }
  char *owned[] = {person->id, person->no, person->name, person->title, person->phone, person->department};
  for (guint i = 0; i < G_N_ELEMENTS(owned); i++) {
    g_free(owned[i]);
  }
  for (guint i = 0; person->leave != NULL && i < person->leave->len; i++) {
    g_free(g_array_index(person->leave, Leave, i).reason);
  }
  g_clear_pointer(&person->shifts, g_array_unref);
  g_clear_pointer(&person->leave, g_array_unref);
  g_free(person);
}

void setup_free(Setup *setup) {
  if (setup == NULL) {
    return;
  }
  for (guint i = 0; i < setup->departments->len; i++) {
    SetupDepartment *d = g_ptr_array_index(setup->departments, i);
    char *owned[] = {d->id, d->name, d->owner, d->supervisor, d->backup, d->duty_phone, d->landline, (char *)d};
    for (guint j = 0; j < G_N_ELEMENTS(owned); j++) {
      g_free(owned[j]);
    }
  }
  for (guint i = 0; i < setup->external->len; i++) {
    SetupExternal *e = g_ptr_array_index(setup->external, i);
    char *owned[] = {e->id, e->name, e->phone, e->purpose, (char *)e};
    for (guint j = 0; j < G_N_ELEMENTS(owned); j++) {
      g_free(owned[j]);
    }
  }
  g_ptr_array_unref(setup->departments);
  g_ptr_array_unref(setup->people);
  g_ptr_array_unref(setup->external);
  char *owned[] = {setup->id, setup->name, setup->licence_name, setup->province, setup->manager, setup->deputy};
  for (guint i = 0; i < G_N_ELEMENTS(owned); i++) {
    g_free(owned[i]);
  }
  for (int f = 0; f < N_FUNCTIONS; f++) {
    g_free(setup->roles[f]);
  }
  g_strfreev(setup->hours);
  g_free(setup);
}

SetupPerson *setup_add_person(Setup *setup, const char *id, const char *name, const char *title,
                              const char *department) {
  SetupPerson *person = g_new0(SetupPerson, 1);
  person->id = g_strdup(id);
  person->name = g_strdup(name);
  person->title = g_strdup(title);
  person->department = g_strdup(department);
  g_ptr_array_add(setup->people, person);
  return person;
}

SetupDepartment *setup_add_department(Setup *setup, const char *id, const char *name, WordSet covers) {
  SetupDepartment *department = g_new0(SetupDepartment, 1);
  department->id = g_strdup(id);
  department->name = g_strdup(name);
  department->covers = covers;
  g_ptr_array_add(setup->departments, department);
  return department;
}

SetupExternal *setup_add_external(Setup *setup, const char *id, const char *name, const char *phone,
                                  const char *purpose) {
  SetupExternal *external = g_new0(SetupExternal, 1);
  external->id = g_strdup(id);
  external->name = g_strdup(name);
  external->phone = g_strdup(phone);
  external->purpose = g_strdup(purpose);
  g_ptr_array_add(setup->external, external);
  return external;
}

/* ---- YAML ------------------------------------------------------------------------------------------------------------------------- */

static void put_pair(GString *out, const char *before, const char *key, const char *value) {
  if (value != NULL) {
    g_autofree char *quoted = yaml_quote(value);
    g_string_append_printf(out, "%s%s: %s", before, key, quoted);
  }
}

/* Digits must stay text: 0571 is no number, and 1024 no 工号 of another type. */
static void put_text(GString *out, const char *before, const char *key, const char *value) {
  if (value != NULL) {
    g_autofree char *quoted = yaml_quote(value);
    g_string_append_printf(out, *quoted == '"' ? "%s%s: %s" : "%s%s: \"%s\"", before, key, quoted);
  }
}

static void put_line(GString *out, const char *key, const char *value, const char *comment) {
  if (value != NULL) {
    put_pair(out, "", key, value);
    g_string_append_printf(out, "  # %s\n", comment);
  }
}

static char *set_ids(const Word *words, WordSet set) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; words[i].id != NULL; i++) {
    if (set & (1u << i)) {
      g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", words[i].id);
    }
  }
  return g_strdup_printf("[%s]", text->str);
}

static char *duration(int minutes) {
  return minutes % 60 == 0 && minutes > 0 ? g_strdup_printf("%dh", minutes / 60) : g_strdup_printf("%dm", minutes);
}

static void put_hours(GString *out, Hours hours) {
  int to = hours.to > DAY_MINUTES ? hours.to - DAY_MINUTES : hours.to;
  char from_text[DAY_TEXT], to_text[DAY_TEXT];
  g_string_append_printf(out, "\"%s-%s\"", minute_clock(hours.from, from_text), minute_clock(to, to_text));
}

static void put_shifts(GString *out, const GArray *shifts) {
  g_string_append(out, ", shifts: [");
  for (guint i = 0; i < shifts->len; i++) {
    const Shift *shift = &g_array_index(shifts, Shift, i);
    g_autofree char *days = set_ids(words_weekday, shift->days);
    g_string_append_printf(out, "%s{days: %s, hours: ", i > 0 ? ", " : "", days);
    put_hours(out, shift->hours);
    g_string_append_c(out, '}');
  }
  g_string_append_c(out, ']');
}

static void put_leave(GString *out, const GArray *leaves) {
  g_string_append(out, ", leave: [");
  for (guint i = 0; i < leaves->len; i++) {
    const Leave *leave = &g_array_index(leaves, Leave, i);
    char first[DAY_TEXT], last[DAY_TEXT];
    g_string_append_printf(out, "%s{from: %s, to: %s", i > 0 ? ", " : "", day_iso(leave->days.first, first),
                           day_iso(leave->days.last, last));
    put_pair(out, ", ", "reason", leave->reason);
    g_string_append_c(out, '}');
  }
  g_string_append_c(out, ']');
}

void setup_person_yaml(const SetupPerson *person, GString *out) {
  g_string_append(out, "  - {");
  put_pair(out, "", "id", person->id);
  put_text(out, ", ", "no", person->no);
  put_pair(out, ", ", "name", person->name);
  put_pair(out, ", ", "department", person->department);
  put_pair(out, ", ", "title", person->title);
  put_text(out, ", ", "phone", person->phone);
  if (person->shifts != NULL && person->shifts->len > 0) {
    put_shifts(out, person->shifts);
  }
  if (person->leave != NULL && person->leave->len > 0) {
    put_leave(out, person->leave);
  }
  g_string_append(out, person->sample ? ", sample: true}\n" : "}\n");
}

static void put_store(const Setup *setup, GString *out) {
  g_autofree char *name = text_clean(setup->name, FALSE); /* a comment ends with its line */
  g_string_append_printf(
      out,
      "# %s的定义。井号后面是说明，可以改，也可以删。改完运行 ready315 check，哪一行有问题它会指出来。\n"
      "store:\n",
      name);
  put_line(out, "  id", setup->id, "店铺代号，发过日历以后不要再改：手机上的日程靠它认出是同一条");
  put_line(out, "  name", setup->name, "店名，印在通知和联络表上");
  if (setup->licence_name != NULL) {
    put_line(out, "  licence_name", setup->licence_name, "营业执照上的名称");
  } else {
    g_string_append(out, "  # licence_name: 某某商贸有限公司    # 营业执照上的名称，去掉行首的井号再改\n");
  }
  if (setup->province != NULL) {
    put_line(out, "  province", setup->province, "省份，临期食品的规定各地不同");
  } else {
    g_string_append(out, "  # province: 浙江    # 省份，临期食品的规定各地不同\n");
  }
  g_autofree char *kinds = set_ids(words_kind, setup->kinds);
  g_string_append_printf(out,
                         "  kinds: %s  # online 网店，shop 实体店，food 食品，fresh 生鲜，cosmetics 化妆品，livestream "
                         "直播，prepaid 预付卡\n",
                         kinds);
  put_line(out, "  scale", words_scale[setup->scale].id,
           "solo 一两个人，small 不设 315 活动期，standard 一般，large 大型");
  g_string_append(out, "  timezone: Asia/Shanghai\n  hours: [");
  for (char **h = setup->hours; *h != NULL; h++) {
    g_string_append_printf(out, "%s\"%s\"", h == setup->hours ? "" : ", ", *h);
  }
  g_string_append(out, "]  # 营业时间，可以写几段，可以过零点\n"
                       "  day_ends: \"06:00\"  # 这个钟点以前做的事算前一天的\n"
                       "  sign_by: \"10:00\"  # 第二天这个钟点以前签字算按时\n");
  put_line(out, "  manager", setup->manager, "店长，写 staff 里的代号");
  put_line(out, "  deputy", setup->deputy, "副店长");
  if (setup->practice) {
    g_string_append(out, "  practice: true  # 演练店铺：屏幕和单据都注明“演练”\n");
  }
  g_string_append(out, "# closed: [03-02]  # 本店自己的歇业日\n"
                       "# open: [03-07]  # 别人放假、本店照常上班的日子\n");
}

static void put_roles(const Setup *setup, GString *out) {
  gboolean any = FALSE;
  for (int f = 0; f < N_FUNCTIONS; f++) {
    if (setup->roles[f] != NULL) {
      g_string_append(out, any ? "" : "roles:  # 没有部门、由某个人担任的职能\n");
      put_pair(out, "  ", words_function[f].id, setup->roles[f]);
      g_string_append_c(out, '\n');
      any = TRUE;
    }
  }
  if (!any) {
    g_string_append_printf(out, "# roles: {pr: %s}  # 没有部门、由某个人担任的职能，例如公关；没有人担任的都算店长的\n",
                           setup->manager);
  }
}

static void put_departments(const Setup *setup, GString *out) {
  if (setup->departments->len == 0) {
    return;
  }
  g_string_append(out, "# covers 是部门承担的职能：");
  for (int f = 0; f < N_FUNCTIONS; f++) {
    g_string_append_printf(out, "%s%s %s", f > 0 ? "，" : "", words_function[f].id, words_function[f].title);
  }
  g_string_append(out, "。一个职能只归一个部门。\n"
                       "# owner 对接人，supervisor 监督人（最好是另一个人），backup 备份；complaints 首问类型："
                       "service 服务，policy 规则，quality 质量，fee 费用，other 其他。\n"
                       "# respond 是答应多久先回复；workdays：calendar 每天，workday 工作日，shift 按排班。\n"
                       "departments:\n");
  for (guint i = 0; i < setup->departments->len; i++) {
    const SetupDepartment *d = g_ptr_array_index(setup->departments, i);
    g_autofree char *covers = set_ids(words_function, d->covers);
    put_pair(out, "  - ", "id", d->id);
    put_pair(out, "\n    ", "name", d->name);
    if (d->covers != 0) {
      g_string_append_printf(out, "\n    covers: %s", covers);
    }
    put_pair(out, "\n    ", "owner", d->owner);
    put_pair(out, "\n    ", "supervisor", d->supervisor);
    put_pair(out, "\n    ", "backup", d->backup);
    put_text(out, "\n    ", "duty_phone", d->duty_phone);
    put_text(out, "\n    ", "landline", d->landline);
    if (d->duty_phone == NULL) {
      g_string_append(out, "\n    # duty_phone: \"0571-88880001\"  # 当班电话");
    }
    if (d->complaints != 0) {
      g_autofree char *complaints = set_ids(words_complaint, d->complaints);
      g_string_append_printf(out, "\n    complaints: %s", complaints);
    }
    if (d->respond > 0) {
      g_autofree char *respond = duration(d->respond);
      g_string_append_printf(out, "\n    respond: %s", respond);
    }
    put_pair(out, "\n    ", "workdays", words_workdays[d->workdays].id);
    g_string_append_c(out, '\n');
  }
}

static void put_people(const Setup *setup, GString *out) {
  g_string_append(
      out, "# 人员。代号 id 发过日历以后不要改；no 工号，title 岗位，phone 手机。换成真人以后把 sample: true 删掉。\n"
           "# 人多时用 ready315 staff import 花名册.xlsx 导入，写成 staff.yaml；这里和那里不要重复。\n"
           "staff:\n");
  for (guint i = 0; i < setup->people->len; i++) {
    setup_person_yaml(g_ptr_array_index(setup->people, i), out);
  }
}

static void put_rest(const Setup *setup, GString *out) {
  g_string_append(
      out,
      "shift_hours: {早: \"07:00-15:00\", 中: \"12:00-20:00\", 晚: \"15:00-23:00\"}  # 排班表里的班次是几点到几点\n"
      "external:  # 外部联系\n");
  for (guint i = 0; i < setup->external->len; i++) {
    const SetupExternal *e = g_ptr_array_index(setup->external, i);
    put_pair(out, "  - {", "id", e->id);
    put_pair(out, ", ", "name", e->name);
    put_text(out, ", ", "phone", e->phone);
    put_pair(out, ", ", "for", e->purpose);
    g_string_append(out, "}\n");
  }
  g_string_append(out, "# 投诉多久没有解决就升级到谁：\n");
  g_string_append(out, setup->departments->len > 0
                           ? "escalation: [{to: supervisor, after: 30m}, {to: manager, after: 2h}]\n"
                           : "escalation: [{to: manager, after: 30m}]\n");
  gboolean campaign = setup->scale == SCALE_STANDARD || setup->scale == SCALE_LARGE; /* others have no tasks for it */
  g_string_append_printf(
      out, "%s\n%s",
      campaign ? "overlays:  # 本店的促销，有关的任务按它排日期：日期照实改，不办的把那一行删掉（women-day "
                 "是软件里的任务认的代号，不要改）"
               : "# overlays:  # 本店自己的促销，任务可以按它排日期",
      campaign ? "  - {id: women-day, title: 38节活动, from: 03-06, to: 03-08}\n"
               : "#   - {id: women-day, title: 38节活动, from: 03-06, to: 03-08}\n");
}

char *setup_store_yaml(const Setup *setup) {
  g_autoptr(GString) out = g_string_new(NULL);
  put_store(setup, out);
  put_roles(setup, out);
  g_string_append_printf(out, "campaign:\n  year: %d\n", setup->year);
  put_departments(setup, out);
  put_people(setup, out);
  put_rest(setup, out);
  return g_string_free(g_steal_pointer(&out), FALSE);
}
