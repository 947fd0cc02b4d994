/* The contact table and its vCards: who stands in it, what the wall must not show, when the version changes. */
#include "out/box.h"
#include "out/contacts.h"
#include "out/phrase.h"
#include "out/vcard.h"
#include "unit/shop.h"

static const ContactsOptions everybody = {.date = 20878}; /* 2027-03-01 */
static const ContactsOptions wall = {.date = 20878, .wall = TRUE};

static void test_rows(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(GArray) rows = contacts_rows(campaign->store, &everybody);
  static const struct {
    const char *unit, *owner, *supervisor, *backup;
  } expected[] = {{"客服部", "王芳", "李雷", "赵敏"},
                  {"运营部", "孙丽", "刘洋", NULL},
                  {"公关", "欧阳倩", "刘洋", NULL},
                  {"杭州武林店", "刘洋", NULL, NULL}};
  g_assert_cmpuint(rows->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < rows->len; i++) {
    const ContactRow *row = &g_array_index(rows, ContactRow, i);
    g_assert_cmpstr(row->unit, ==, expected[i].unit);
    g_assert_cmpstr(row->owner->name, ==, expected[i].owner);
    g_assert_cmpstr(row->supervisor ? row->supervisor->name : NULL, ==, expected[i].supervisor);
    g_assert_cmpstr(row->backup ? row->backup->name : NULL, ==, expected[i].backup);
  }
  ContactsOptions one = everybody;
  one.department = store_department(campaign->store, "operations");
  g_autoptr(GArray) few = contacts_rows(campaign->store, &one);
  g_assert_cmpuint(few->len, ==, 2); /* the department and the manager */
  g_autoptr(GString) out = g_string_new(NULL);
  contacts_print_json(campaign->store, &one, out);
  assert_lacks(out->str, "samr");
  assert_lacks(out->str, "客服部");
}

/* Cells of the spreadsheet form, by row. */
static void test_cells(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(Grid) grid = contacts_grid(campaign->store, &everybody, CONTACTS_CELLS);
  static const char *const expected[][14] = {
      {"客服部", "客服主管", "王芳", MOBILE_WANG, "李雷", MOBILE_LI, "赵敏", MOBILE_ZHAO, "0571-88880001", "8001",
       "周一至周五 09:00-18:00", "服务类、费用类", "10 分钟", "30 分钟→李雷\n2 小时→刘洋\n4 小时→欧阳倩"},
      {"运营部", "", "孙丽", "", "刘洋", MOBILE_LIU, "", "", "", "", "工作日 09:00-22:00", "", "",
       "30 分钟→刘洋\n4 小时→欧阳倩"},
      {"专人负责的职能"},
      {"公关", "", "欧阳倩", "", "刘洋", MOBILE_LIU, "", "", "", "", "每天 09:00-22:00", "", "", ""},
      {"店长"},
      {"杭州武林店", "店长", "刘洋", MOBILE_LIU, "", "", "", "", "", "", "每天 09:00-22:00", "", "", "4 小时→欧阳倩"},
      {"外部联系"},
      {"武林市场监管所", "监管", "", "", "", "", "", "", "0571-12315", "", "", "", "", ""},
      {"平台小周", "平台", "", "", "", "", "", "", MOBILE_ZHOU, "", "", "", "", ""},
      {"物业", "", "", "", "", "", "", "", "", "", "", "", "", ""},
  };
  g_assert_cmpuint(grid_n_rows(grid), ==, G_N_ELEMENTS(expected));
  g_assert_cmpuint(grid_n_columns(grid), ==, 14);
  for (guint r = 0; r < grid_n_rows(grid); r++) {
    gboolean cells = expected[r][1] != NULL;
    g_assert_cmpint(grid_row_kind(grid, r), ==, cells ? GRID_ROW : GRID_SUBHEADING);
    for (guint c = 0; c < (cells ? 14 : 1); c++) {
      g_assert_cmpstr(grid_text(grid, r, c), ==, expected[r][c]);
    }
  }
}

/* No form of the wall's table holds anybody's mobile; each form of the full one holds all. */
static void every_form(const Store *store, const ContactsOptions *options, GString *out) {
  g_autoptr(Grid) reading = contacts_grid(store, options, CONTACTS_READING);
  g_autoptr(Grid) cells = contacts_grid(store, options, CONTACTS_CELLS);
  grid_print_text(reading, 80, out);
  grid_print_text(reading, 160, out);
  grid_print_markdown(reading, out);
  grid_print_csv(cells, out);
  contacts_print_html(store, options, out);
  contacts_print_json(store, options, out);
  vcard_print(store, options, out);
}

static void test_wall(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autoptr(GString) out = g_string_new(NULL), full = g_string_new(NULL);
  every_form(campaign->store, &wall, out);
  every_form(campaign->store, &everybody, full);
  for (const char *const *mobile = shop_mobiles; *mobile; mobile++) {
    assert_lacks(out->str, *mobile);
    g_auto(GStrv) parts = g_strsplit(full->str, *mobile, -1);
    g_assert_cmpuint(g_strv_length(parts), >, 6); /* csv guards numbers that begin with + */
  }
  assert_has(out->str, "0571-88880001");
  assert_has(out->str, "不含个人手机");
  assert_has(out->str, "问店长");
}

static void test_version(void) {
  g_autoptr(Campaign) campaign = make_shop();
  Store *store = campaign->store;
  g_autofree char *before = contacts_version(store);
  g_assert_cmpuint(strlen(before), ==, 8);
  g_autofree char *same = contacts_version(store);
  g_assert_cmpstr(before, ==, same);
  g_autofree char *imprint = contacts_imprint(store, &wall);
  assert_has(imprint, before);
  assert_has(imprint, "刘洋");
  assert_has(imprint, "2027-03-01");
  g_free(store->manager->phone);
  store->manager->phone = g_strdup("13900000008");
  g_autofree char *after = contacts_version(store);
  g_assert_cmpstr(before, !=, after);
}

static void test_ladder(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autofree char *ladder = contacts_ladder(campaign->store);
  g_assert_cmpstr(
      ladder, ==,
      "升级路线：30 分钟还没有解决 → 监督人；2 小时还没有解决 → 店长 刘洋；4 小时还没有解决 → 公关 欧阳倩。");
  g_array_set_size(campaign->store->escalation, 0);
  g_autofree char *none = contacts_ladder(campaign->store);
  g_assert_cmpstr(none, ==, "");
}

static void test_attendance(void) {
  g_autoptr(Campaign) campaign = make_shop();
  Store *store = campaign->store;
  Department *service = store_department(store, "service");
  struct {
    const Department *department;
    Person *person;
    const char *expected;
  } rows[] = {{service, service->owner, "周一至周五 09:00-18:00"},
              {service, service->backup, "每天 09:00-22:00"},
              {NULL, NULL, "每天 09:00-22:00"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = phrase_attendance(store, rows[i].department, rows[i].person);
    g_assert_cmpstr(text, ==, rows[i].expected);
  }
  service->workdays = WORKDAYS_SHIFT;
  g_autofree char *shift = phrase_attendance(store, service, service->backup);
  g_assert_cmpstr(shift, ==, "按排班表");
  make_shift(service->owner, 1u << SATURDAY | 1u << SUNDAY, 22 * 60, 30 * 60);
  g_autofree char *two = phrase_attendance(store, service, service->owner);
  g_assert_cmpstr(two, ==, "周一至周五 09:00-18:00\n周六、周日 22:00-次日06:00");
  make_roster(campaign, service->owner, "2027-03-01", "早 中");
  g_autofree char *rostered = phrase_attendance(store, service, service->owner);
  g_assert_cmpstr(rostered, ==, "按排班表");
}

static void test_phrases(void) {
  static const struct {
    int minutes;
    const char *expected;
  } minutes[] = {{0, "0 分钟"},          {30, "30 分钟"}, {60, "1 小时"},
                 {90, "1 小时 30 分钟"}, {1440, "1 天"},  {1500, "25 小时"}};
  for (guint i = 0; i < G_N_ELEMENTS(minutes); i++) {
    g_autofree char *text = phrase_minutes(minutes[i].minutes);
    g_assert_cmpstr(text, ==, minutes[i].expected);
  }
  static const struct {
    WordSet days;
    const char *expected;
  } days[] = {{0x7f, "每天"},
              {0x1f, "周一至周五"},
              {0x60, "周六、周日"},
              {0x15, "周一、周三、周五"},
              {0x47, "周一至周三、周日"}};
  for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
    g_autofree char *text = phrase_weekdays(days[i].days);
    g_assert_cmpstr(text, ==, days[i].expected);
  }
}

/* One person holds everything: no departments, still a table. */
static void test_solo(void) {
  g_autoptr(Campaign) campaign = make_campaign(2027);
  g_autoptr(Grid) grid = contacts_grid(campaign->store, &everybody, CONTACTS_READING);
  g_assert_cmpuint(grid_n_rows(grid), ==, 1);
  g_assert_cmpstr(grid_text(grid, 0, 2), ==, "刘洋");
  campaign->store->practice = TRUE;
  g_autoptr(Grid) practice = contacts_grid(campaign->store, &everybody, CONTACTS_READING);
  assert_has(grid_title(practice), "演练");
  campaign->store->manager->phone = g_strdup("1");
  g_autoptr(GString) cards = g_string_new(NULL);
  vcard_print(campaign->store, &everybody, cards);
  assert_has(cards->str, "NOTE:演练\r\n");
  g_string_truncate(cards, 0);
  grid_print_csv(practice, cards);
  assert_has(cards->str, "演练");
}

/* ---- vCards ----------------------------------------------------------------------------------------------------------------- */

static char *vcards(const Store *store, const ContactsOptions *options) {
  GString *out = g_string_new(NULL);
  vcard_print(store, options, out);
  return g_string_free(out, FALSE);
}

static void test_vcard(void) {
  g_autoptr(Campaign) campaign = make_shop();
  g_autofree char *text = vcards(campaign->store, &everybody);
  assert_has(text,
             "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:contact.staff.wang@hz.ready315.invalid\r\nFN:王芳\r\nN:王;芳;;;\r\n"
             "ORG:杭州武林店;客服部\r\nTITLE:客服主管\r\nTEL;TYPE=CELL:13800000001\r\nEND:VCARD\r\n");
  assert_has(text, "FN:杭州武林店客服部当班\r\n");
  assert_has(text, "FN:武林市场监管所\r\n");
  assert_lacks(text, "FN:物业"); /* no number, no card */
  assert_lacks(text, "FN:孙丽");
  g_auto(GStrv) cards = g_strsplit(text, "UID:contact.staff.liu@", -1);
  g_assert_cmpuint(g_strv_length(cards), ==, 2); /* the manager supervises, too, and has one card */
}

static void test_vcard_names(void) {
  static const struct {
    const char *name, *n;
  } rows[] = {{"王芳", "N:王;芳;;;\r\n"}, {"欧阳娜娜", "N:欧阳;娜娜;;;\r\n"},
              {"欧阳", "N:欧;阳;;;\r\n"}, {"Anna Li", "N:Anna Li;;;;\r\n"},
              {"阿", "N:阿;;;;\r\n"},     {"王;芳,\\", "N:王\\;芳\\,\\\\;;;;\r\n"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Campaign) campaign = make_campaign(2027);
    shop_name(campaign->store->manager, rows[i].name, NULL, "1");
    g_autofree char *text = vcards(campaign->store, &everybody);
    assert_has(text, rows[i].n);
    assert_has(text, "TITLE:店长\r\n"); /* the manager without a title of his own */
  }
}

/* Folding: at most 75 octets a line, every line whole UTF-8, unfolded it is the original again. */
static void test_vcard_folds(void) {
  for (int length = 0; length < 90; length++) {
    g_autoptr(Campaign) campaign = make_campaign(2027);
    g_autoptr(GString) name = g_string_new(NULL);
    for (int i = 0; i < length; i++) {
      g_string_append(name, i % 3 == 0 ? "a" : i % 3 == 1 ? "杭" : "🙂");
    }
    g_free(campaign->store->name);
    campaign->store->name = g_strdup(name->str);
    campaign->store->manager->phone = g_strdup("1");
    g_autofree char *text = vcards(campaign->store, &everybody);
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    for (char **line = lines; *line; line++) {
      g_assert_cmpuint(strlen(*line), <=, 75);
      g_assert_true(g_utf8_validate(*line, -1, NULL));
    }
    g_auto(GStrv) pieces = g_strsplit(text, "\r\n ", -1);
    g_autofree char *unfolded = g_strjoinv("", pieces);
    g_autofree char *expected = g_strdup_printf("ORG:%s\r\n", name->str);
    assert_has(unfolded, expected);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contacts/rows", test_rows);
  g_test_add_func("/contacts/cells", test_cells);
  g_test_add_func("/contacts/wall", test_wall);
  g_test_add_func("/contacts/version", test_version);
  g_test_add_func("/contacts/ladder", test_ladder);
  g_test_add_func("/contacts/attendance", test_attendance);
  g_test_add_func("/contacts/phrases", test_phrases);
  g_test_add_func("/contacts/solo", test_solo);
  g_test_add_func("/contacts/vcard", test_vcard);
  g_test_add_func("/contacts/vcard-names", test_vcard_names);
  g_test_add_func("/contacts/vcard-folds", test_vcard_folds);
  return g_test_run();
}
