/* load/schema, scalars, times: what a table says is what is found, at the right place, and what single values may look like. */
#include "data/yaml.h"
#include "load/scalars.h"
#include "load/times.h"
#include "problems.h"

typedef struct {
  const char *id;
  char *name;
  int count;
  gboolean flag;
  Decimal share;
  WordSet kinds;
  int scale;
  int minute;
  Hours hours;
  int duration;
  char *phone;
  Day day;
  DateExpr date;
  GArray *ranges;
  char *notes;
  Person *who;
  Pos name_pos;
} Thing;

static const Field inner_fields[] = {
    {"count", "数量", read_int, AS_SCALAR, .offset = offsetof(Thing, count), .min = 1, .max = 9}, {.key = NULL}};
static const Schema inner_schema = {"里层", inner_fields};
static const Field thing_fields[] = {
    {"id", "代号", read_id, AS_SCALAR, .required = TRUE, .offset = offsetof(Thing, id)},
    {"name", "名称", read_line, AS_SCALAR, .required = TRUE, .offset = offsetof(Thing, name),
     .pos_offset = offsetof(Thing, name_pos), .max = 10},
    {"inner", "里层", read_map, AS_MAP, .offset = 0, .arg = &inner_schema},
    {"flag", "开关", read_bool, AS_SCALAR, .offset = offsetof(Thing, flag)},
    {"share", "比例", read_decimal, AS_SCALAR, .offset = offsetof(Thing, share)},
    {"kinds", "类型", read_words, AS_LIST, .offset = offsetof(Thing, kinds), .arg = words_kind},
    {"functions", "职能", read_words, AS_LIST, .offset = offsetof(Thing, kinds), .arg = words_function},
    {"scale", "规模", read_word, AS_SCALAR, .offset = offsetof(Thing, scale), .arg = words_scale},
    {"minute", "时间", read_minute, AS_SCALAR, .offset = offsetof(Thing, minute)},
    {"hours", "时段", read_hours, AS_SCALAR, .offset = offsetof(Thing, hours)},
    {"duration", "时长", read_duration, AS_SCALAR, .offset = offsetof(Thing, duration)},
    {"phone", "电话", read_phone, AS_SCALAR, .offset = offsetof(Thing, phone)},
    {"day", "日子", read_day, AS_SCALAR, .offset = offsetof(Thing, day)},
    {"full", "日子", read_day, AS_SCALAR, .offset = offsetof(Thing, day), .min = 1},
    {"date", "日期", read_date, AS_SCALAR, .offset = offsetof(Thing, date)},
    {"ranges", "休店日", read_ranges, AS_LIST, .offset = offsetof(Thing, ranges)},
    {"notes", "备注", read_text, AS_SCALAR, .offset = offsetof(Thing, notes), .max = 20},
    {"who", "人", read_person, AS_SCALAR, .offset = offsetof(Thing, who)},
    {.key = NULL}};
static const Schema thing_schema = {"东西", thing_fields};

typedef struct {
  Thing thing;
  Reader reader;
  DiagList *diags;
  Doc *doc;
  Store *store;
} Fixture;

static void fixture_read(Fixture *f, const char *yaml) {
  *f = (Fixture){.diags = diag_list_new(), .store = store_new()};
  f->thing.ranges = g_array_new(FALSE, TRUE, sizeof(DayRange));
  reader_init(&f->reader, f->diags);
  f->reader.store = f->store;
  f->reader.year = 2027;
  Person *person = person_new();
  person->id = intern_string("wang.fang");
  person->name = g_strdup("王芳");
  store_add_person(f->store, person);
  Overlay *overlay = g_new0(Overlay, 1);
  overlay->id = intern_string("women-day");
  g_ptr_array_add(f->store->overlays, overlay);
  g_autoptr(GBytes) bytes = g_bytes_new(yaml, strlen(yaml));
  f->doc = yaml_parse("x.yaml", bytes, f->diags);
  g_assert_nonnull(f->doc->root);
  schema_read(&f->reader, &thing_schema, f->doc->root, &f->thing);
  reader_resolve(&f->reader);
}

static void fixture_clear(Fixture *f) {
  g_free(f->thing.name);
  g_free(f->thing.phone);
  g_free(f->thing.notes);
  g_array_unref(f->thing.ranges);
  reader_clear(&f->reader);
  doc_free(f->doc);
  diag_list_free(f->diags);
  store_free(f->store);
}

#define HEAD "id: a\nname: 甲\n"

static void test_shapes(void) {
  static const struct {
    const char *yaml, *expected;
  } rows[] = {
      {HEAD, ""},
      {"id: a\n", "E014@1:1"},
      {"id: a\nname:\n", "E014@2:1"},
      {"id: a\nname: \"\"\n", "E014@2:1"},
      {"id: a\nname: null\n", "E014@2:1"},
      {HEAD "nmae: 乙\n", "E012@3:1"},
      {HEAD "名称: 乙\n", "E012@3:1"},
      {HEAD "inner: 3\n", "E013@3:8"},
      {HEAD "inner: {count: 3, cuont: 4}\n", "E012@3:19"},
      {HEAD "kinds: food\n", "E013@3:8"},
      {HEAD "kinds: {a: b}\n", "E013@3:8"},
      {HEAD "flag: [true]\n", "E013@3:7"},
      {HEAD "flag: null\nshare: ~\n", ""},
      {HEAD "who: wang.fang\n", ""},
      {HEAD "who: wang.fan\n", "E031@3:6"},
      {"x: 1\ny: 2\n", "E012@1:1 E014@1:1 E014@1:1 E012@2:1"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Fixture f;
    fixture_read(&f, rows[i].yaml);
    g_autofree char *got = problems(f.diags);
    g_assert_cmpstr(got, ==, rows[i].expected);
    fixture_clear(&f);
  }
}

static void test_values(void) {
  static const struct {
    const char *line;
    const char *problem; /* code, or "" */
    const char *repair;  /* part of the message or repair; NULL = any */
  } rows[] = {
      {"flag: true", "", NULL},
      {"flag: yes", "E015", "true"},
      {"flag: \"true\"", "E015", "不加引号"},
      {"inner: {count: 9}", "", NULL},
      {"inner: {count: 10}", "E015", "1 到 9"},
      {"inner: {count: 三}", "E015", NULL},
      {"share: 0.5", "", NULL},
      {"share: -3", "", NULL},
      {"share: 5%", "E015", NULL},
      {"share: nan", "E015", NULL},
      {"share: 0x10", "E015", NULL},
      {"share: 1e5", "E015", NULL},
      {"share: 0.1234567", "E015", "小数点后最多六位"},
      {"kinds: [food, shop]", "", NULL},
      {"kinds: [food, fod]", "E015", "`food`（食品）"},
      {"kinds: [食品]", "E015", "`food`（食品）"},
      {"kinds: [food, food]", "E017", NULL},
      {"kinds: [[food]]", "E013", NULL},
      {"functions: [opration]", "E030", "`operations`（运营）"},
      {"functions: [保安]", "E030", "service（客服）"},
      {"scale: standart", "E015", "`standard`（一般规模）"},
      {"minute: 09:00", "", NULL},
      {"minute: 9:00", "E019", "\"09:00\""},
      {"minute: 9点半", "E019", "\"09:30\""},
      {"minute: 0９：３0", "E019", "\"09:30\""},
      {"minute: 24:00", "E019", NULL},
      {"minute: 09:60", "E019", NULL},
      {"hours: 09:00-22:00", "", NULL},
      {"hours: 22:00-06:00", "", NULL},
      {"hours: 00:00-24:00", "", NULL},
      {"hours: 9:00-18:00", "E019", "\"09:00-18:00\""},
      {"hours: 9点到18点", "E019", "\"09:00-18:00\""},
      {"hours: 09:00—18:00", "E019", "\"09:00-18:00\""},
      {"hours: 09:00-09:00", "E019", "00:00-24:00"},
      {"hours: 09:00", "E019", NULL},
      {"hours: 0900000-18:00", "E019", NULL},
      {"duration: 30m", "", NULL},
      {"duration: 1h30m", "", NULL},
      {"duration: 2d", "", NULL},
      {"duration: 31d", "E020", "最多 30 天"},
      {"duration: 30", "E020", "30m"},
      {"duration: 30分钟", "E020", "30m"},
      {"duration: 2 小时", "E020", "2h"},
      {"duration: 0m", "E020", NULL},
      {"duration: 1d2h", "E020", NULL},
      {"duration: 30m1h", "E020", NULL},
      {"duration: 99999999999999999999m", "E020", NULL},
      {"phone: 号码", "E021", "12315"},
      {"phone: 13800000001/13900000002", "E021", "只写一个"},
      {"phone: １３８０００００００１", "E021", "\"13800000001\""},
      {"day: 03-05", "", NULL},
      {"day: 3-5", "E018", "03-05"},
      {"day: 3月5日", "E018", "03-05"},
      {"day: 2027-03-05", "E018", "03-05"},
      {"day: 02-30", "E018", "02-28"},
      {"day: 02-29", "E018", "不是闰年"},
      {"day: 13-01", "E018", "没有 13 月"},
      {"day: 00-10", "E018", NULL},
      {"day: 03-00", "E018", NULL},
      {"day: 04-31", "E018", "04-30"},
      {"full: 2027-03-05", "", NULL},
      {"full: 2027-02-29", "E018", "不是闰年"},
      {"full: 2027-3-5", "E018", "2027-03-05"},
      {"full: 2027年3月5日", "E018", "2027-03-05"},
      {"full: abc", "E018", NULL},
      {"ranges: [03-02, {from: 03-04, to: 03-06}, {from: 03-08}]", "", NULL},
      {"ranges: [{from: 03-06, to: 03-04}]", "E040", NULL},
      {"ranges: [{to: 03-04}]", "E014", NULL},
      {"ranges: [[1]]", "E013", NULL},
      {"date: 03-05", "", NULL},
      {"date: start+2d", "", NULL},
      {"date: end-1wd", "", NULL},
      {"date: 315", "", NULL},
      {"date: 315-3d", "", NULL},
      {"date: women-day", "", NULL},
      {"date: women-day.end+1d", "", NULL},
      {"date: double-eleven-3d", "", NULL},
      {"date: strat+2d", "E018", "`start+2d`"},
      {"date: start+2", "E018", NULL},
      {"date: start+400d", "E018", "366"},
      {"date: start+4000d", "E018", "366"},
      {"date: 3月5日", "E018", "03-05"},
      {"date: 03/05", "E018", "03-05"},
      {"date: 2027-03-05", "E018", "03-05"},
      {"date: 02-29", "E018", "不是闰年"},
      {"date: Start", "E018", NULL},
      {"id: A", "E016", NULL},
      {"name: 一二三四五六七八九十一", "E022", "最多 10 个"},
      {"name: \"甲\\u0007\"", "E022", "U+0007"},
      {"name: \"甲\\u202E\"", "E022", "U+202E"},
      {"name: \"甲\\n乙\"", "E022", "一行"},
      {"notes: \"甲\\n乙\"", "", NULL},
      {"notes: \"甲\\t乙\"", "E022", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    gboolean own_head = g_str_has_prefix(rows[i].line, "id:") || g_str_has_prefix(rows[i].line, "name:");
    g_autofree char *yaml =
        own_head ? g_strdup_printf("%s\n%s\n", rows[i].line, rows[i].line[0] == 'i' ? "name: 甲" : "id: a")
                 : g_strdup_printf(HEAD "%s\n", rows[i].line);
    Fixture f;
    fixture_read(&f, yaml);
    g_autofree char *got = problems(f.diags), *text = messages(f.diags);
    g_autofree char *code = g_strndup(got, 4);
    g_test_message("%s: %s", rows[i].line, text);
    g_assert_cmpstr(code, ==, rows[i].problem);
    g_assert_null(strchr(got, ' '));
    if (rows[i].repair && !strstr(text, rows[i].repair)) {
      g_error("%s: no “%s” in %s", rows[i].line, rows[i].repair, text);
    }
    fixture_clear(&f);
  }
}

static void test_converted(void) {
  Fixture f;
  fixture_read(&f, "name: 甲\nid: a-1\ninner: {count: 7}\nflag: true\nshare: 0.25\nkinds: [shop, food]\nscale: "
                   "large\nminute: 09:30\n"
                   "hours: 22:00-06:00\nduration: 1h30m\nphone: 0571-88880001\nday: 03-15\ndate: end-2wd\nranges: "
                   "[{from: 03-04, to: 03-06}]\n"
                   "notes: 备注\nwho: wang.fang\n");
  g_assert_cmpuint(diag_count(f.diags, DIAG_ERROR), ==, 0);
  const Thing *t = &f.thing;
  g_assert_cmpstr(t->id, ==, "a-1");
  g_assert_cmpint(t->count, ==, 7);
  g_assert_true(t->flag);
  g_assert_cmpint(t->share, ==, 250000);
  g_assert_cmpuint(t->kinds, ==, 1u << KIND_SHOP | 1u << KIND_FOOD);
  g_assert_cmpint(t->scale, ==, SCALE_LARGE);
  g_assert_cmpint(t->minute, ==, 570);
  g_assert_cmpint(t->hours.from, ==, 22 * 60);
  g_assert_cmpint(t->hours.to, ==, 30 * 60);
  g_assert_cmpint(t->duration, ==, 90);
  g_assert_cmpint(t->day, ==, day_from(2027, 3, 15));
  g_assert_cmpint(t->date.base, ==, DATE_END);
  g_assert_cmpint(t->date.offset, ==, -2);
  g_assert_true(t->date.working);
  g_assert_cmpuint(t->ranges->len, ==, 1);
  g_assert_cmpstr(t->who->name, ==, "王芳");
  g_assert_cmpuint(t->name_pos.line, ==, 1);
  g_assert_cmpuint(t->name_pos.column, ==, 7);
  fixture_clear(&f);
}

static void test_only_checked(void) {
  Fixture f;
  fixture_read(&f, HEAD);
  g_autoptr(GBytes) bytes =
      g_bytes_new_static("flag: maybe\nwho: nobody\nx: 1\n", strlen("flag: maybe\nwho: nobody\nx: 1\n"));
  g_autoptr(Doc) doc = yaml_parse("y.yaml", bytes, f.diags);
  f.reader.partial = TRUE;
  schema_read(&f.reader, &thing_schema, doc->root, NULL);
  reader_resolve(&f.reader);
  g_autofree char *got = problems(f.diags);
  g_assert_cmpstr(got, ==, "E015@1:7 E012@3:1"); /* nothing required, nobody looked up */
  fixture_clear(&f);
}

static void test_ids(void) {
  static const struct {
    const char *id, *repair; /* NULL = good */
  } rows[] = {{"a", NULL},        {"hz-wulin", NULL},
              {"0a", NULL},       {"Hz_Wulin", "`hz-wulin`"},
              {"武林店", "拼音"}, {"../etc", "`etc`"},
              {"a/b", "`a-b`"},   {"-a1", "`a1`"},
              {"a.b", "`a-b`"},   {"a234567890123456789012345678901234567890123456789", "最多 48"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *yaml = g_strdup_printf("id: \"%s\"\nname: 甲\n", rows[i].id);
    Fixture f;
    fixture_read(&f, yaml);
    g_autofree char *text = messages(f.diags);
    if (rows[i].repair) {
      g_assert_true(g_str_has_prefix(text, "E016"));
      g_assert_nonnull(strstr(text, rows[i].repair));
    } else {
      g_assert_cmpstr(text, ==, "");
    }
    fixture_clear(&f);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/schema/shapes", test_shapes);
  g_test_add_func("/schema/values", test_values);
  g_test_add_func("/schema/converted", test_converted);
  g_test_add_func("/schema/only-checked", test_only_checked);
  g_test_add_func("/schema/ids", test_ids);
  return g_test_run();
}
