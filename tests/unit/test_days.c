/* Working days, shifts, leave and posts. 2026: Saturday 28 February is worked, 4–6 April are off; 2027: Monday 5 April is off. */
#include "sched/days.h"
#include "unit/maker.h"

#define MON_TO_FRI 0x1f

typedef struct {
  Campaign *campaign;
  Department *office, *floor, *service; /* workday, calendar, shift */
} Shop;

static Shop shop_new(int year) {
  Shop shop = {.campaign = make_campaign(year)};
  shop.office = make_department(shop.campaign, "office", "行政部", 1u << FUNCTION_LEGAL, WORKDAYS_WORKDAY, "fa");
  shop.floor = make_department(shop.campaign, "floor", "卖场部", 1u << FUNCTION_FLOOR, WORKDAYS_CALENDAR, "mai");
  shop.service = make_department(shop.campaign, "service", "客服部", 1u << FUNCTION_SERVICE, WORKDAYS_SHIFT, "wang");
  return shop;
}

/* Asked anew each time: the tests change the shop in between. */
static gboolean is_workday(const Campaign *campaign, const Department *department, const Person *person, Day day) {
  g_autoptr(Days) days = days_new(campaign);
  return days_is_workday(days, department, person, day);
}

static Person *post_holder(const Campaign *campaign, const char *post, Day day) {
  g_autoptr(Days) days = days_new(campaign);
  return days_post_holder(days, post, day);
}

static void test_rules(void) {
  static const struct {
    const char *day;
    gboolean office, floor;
  } ROWS[] = {
      {"2026-02-27", TRUE, TRUE},   /* Friday */
      {"2026-02-28", TRUE, TRUE},   /* Saturday, worked by the notice */
      {"2026-03-01", FALSE, TRUE},  /* Sunday */
      {"2026-03-02", FALSE, FALSE}, /* closed */
      {"2026-03-08", TRUE, TRUE},   /* Sunday, the store's own working day */
      {"2026-04-03", TRUE, TRUE},   {"2026-04-04", FALSE, TRUE}, {"2026-04-06", FALSE, TRUE}, /* a Monday of Qingming */
      {"2026-04-07", TRUE, TRUE},
  };
  Shop shop = shop_new(2026);
  g_autoptr(Campaign) campaign = shop.campaign;
  make_range(campaign->store->closed, "2026-03-02", "2026-03-02");
  make_range(campaign->store->open, "2026-03-08", "2026-03-08");
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_test_message("%s", ROWS[i].day);
    Day day = D(ROWS[i].day);
    g_assert_cmpint(is_workday(campaign, shop.office, NULL, day), ==, ROWS[i].office);
    g_assert_cmpint(is_workday(campaign, shop.floor, NULL, day), ==, ROWS[i].floor);
    g_assert_cmpint(is_workday(campaign, NULL, NULL, day), ==, ROWS[i].floor);                /* nobody's: calendar */
    g_assert_cmpint(is_workday(campaign, NULL, shop.office->owner, day), ==, ROWS[i].office); /* the person's own */
  }
}

static void test_closed_and_open(void) {
  g_autoptr(Campaign) campaign = make_campaign(2027);
  make_range(campaign->store->closed, "2027-03-01", "2027-03-07");
  make_range(campaign->store->open, "2027-03-03", "2027-03-03"); /* an exception in the closed week */
  make_range(campaign->store->open, "2027-03-10", "2027-03-20");
  make_range(campaign->store->closed, "2027-03-12", "2027-03-12"); /* and one in the open days */
  make_range(campaign->store->closed, "2027-03-25", "2027-03-25");
  make_range(campaign->store->open, "2027-03-25", "2027-03-25"); /* both: closed */
  static const struct {
    const char *day;
    gboolean closed;
  } ROWS[] = {{"2027-02-28", FALSE}, {"2027-03-01", TRUE},  {"2027-03-03", FALSE},
              {"2027-03-07", TRUE},  {"2027-03-08", FALSE}, {"2027-03-11", FALSE},
              {"2027-03-12", TRUE},  {"2027-03-13", FALSE}, {"2027-03-25", TRUE}};
  g_autoptr(Days) days = days_new(campaign);
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_assert_cmpint(days_closed(days, D(ROWS[i].day)), ==, ROWS[i].closed);
  }
}

static void test_shift_rule(void) {
  Shop shop = shop_new(2027);
  g_autoptr(Campaign) campaign = shop.campaign;
  Person *wang = shop.service->owner, *zhao = make_person(campaign, "zhao", "赵敏", shop.service);
  /* nothing known: every day the store is open */
  g_assert_true(is_workday(campaign, shop.service, NULL, D("2027-03-06")));
  /* by shifts */
  make_shift(wang, MON_TO_FRI, 540, 1080);
  g_assert_true(is_workday(campaign, shop.service, NULL, D("2027-03-05")));
  g_assert_false(is_workday(campaign, shop.service, NULL, D("2027-03-06"))); /* Saturday; zhao's shifts are not known */
  make_shift(zhao, 1u << SATURDAY, 540, 1080);
  g_assert_true(is_workday(campaign, shop.service, NULL, D("2027-03-06")));
  make_leave(zhao, "2027-03-06", "2027-03-06", NULL);
  g_assert_false(is_workday(campaign, shop.service, NULL, D("2027-03-06")));
  /* by roster, where it reaches; shifts elsewhere */
  make_code(campaign, "早", 420, 900);
  make_roster(campaign, wang, "2027-03-10", "休 早 -");
  make_roster(campaign, zhao, "2027-03-10", "休 休 早");
  static const struct {
    const char *day;
    gboolean works;
  } ROWS[] = {
      {"2027-03-09", TRUE}, {"2027-03-10", FALSE}, {"2027-03-11", TRUE}, {"2027-03-12", TRUE}, {"2027-03-14", FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_test_message("%s", ROWS[i].day);
    g_assert_cmpint(is_workday(campaign, shop.service, NULL, D(ROWS[i].day)), ==, ROWS[i].works);
  }
  make_range(campaign->store->open, "2027-03-10", "2027-03-10"); /* the store's own word goes first */
  g_assert_true(is_workday(campaign, shop.service, NULL, D("2027-03-10")));
  /* far outside the remembered window, too */
  g_assert_false(is_workday(campaign, shop.service, NULL, D("2035-03-10") + 1)); /* a Sunday */
}

static char *starts_of(Campaign *campaign, const Department *department, const Person *person, const char *day) {
  g_autoptr(Days) days = days_new(campaign);
  g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(gint16));
  GString *out = g_string_new(NULL);
  days_shift_starts(days, department, person, D(day), starts);
  for (guint i = 0; i < starts->len; i++) {
    g_string_append_printf(out, "%s%d", i ? " " : "", g_array_index(starts, gint16, i));
  }
  return g_string_free(out, FALSE);
}

#define assert_starts(expected, ...)                                                                                   \
  do {                                                                                                                 \
    g_autofree char *got_ = starts_of(__VA_ARGS__);                                                                    \
    g_assert_cmpstr(got_, ==, expected);                                                                               \
  } while (0)

static void test_shift_starts(void) {
  Shop shop = shop_new(2027);
  g_autoptr(Campaign) campaign = shop.campaign;
  Person *wang = shop.service->owner, *zhao = make_person(campaign, "zhao", "赵敏", shop.service);
  assert_starts("540", campaign, shop.service, NULL, "2027-03-10"); /* the store opens at nine */
  make_shift(wang, MON_TO_FRI, 600, 1080);
  assert_starts("600", campaign, shop.service, NULL, "2027-03-10");
  assert_starts("600", campaign, NULL, wang, "2027-03-10");
  assert_starts("", campaign, shop.service, NULL, "2027-03-13"); /* nobody on Saturday */
  make_code(campaign, "早", 420, 900);
  make_code(campaign, "晚", 900, 1380);
  make_roster(campaign, wang, "2027-03-10", "晚 早 早 休");
  make_roster(campaign, zhao, "2027-03-10", "早 早 晚 休");
  assert_starts("420 900", campaign, shop.service, NULL, "2027-03-10");
  assert_starts("420", campaign, shop.service, NULL, "2027-03-11"); /* distinct starts */
  make_leave(zhao, "2027-03-12", "2027-03-12", NULL);
  assert_starts("420", campaign, shop.service, NULL, "2027-03-12");
  assert_starts("", campaign, shop.service, NULL, "2027-03-13");
  make_range(campaign->store->closed, "2027-03-10", "2027-03-10");
  assert_starts("", campaign, shop.service, NULL, "2027-03-10");
  Person *alone = make_person(campaign, "sun", "孙立", NULL); /* a role holder without department */
  make_shift(alone, MON_TO_FRI, 615, 1080);
  assert_starts("615", campaign, NULL, alone, "2027-03-11");
  assert_starts("540", campaign, NULL, campaign->store->manager, "2027-03-11");
}

static void test_posts(void) {
  Shop shop = shop_new(2027);
  g_autoptr(Campaign) campaign = shop.campaign;
  make_post(campaign, "duty-manager", "2027-03-01", "fa - wang");
  const char *post = intern_string("duty-manager");
  g_assert_true(post_holder(campaign, post, D("2027-03-01")) == shop.office->owner);
  g_assert_null(post_holder(campaign, post, D("2027-03-02")));
  g_assert_true(post_holder(campaign, post, D("2027-03-03")) == shop.service->owner);
  g_assert_null(post_holder(campaign, post, D("2027-03-04")));
  g_assert_null(post_holder(campaign, post, D("2027-02-28")));
  /* a post that no row names is the manager's */
  g_assert_true(post_holder(campaign, intern_string("guard"), D("2027-03-01")) == campaign->store->manager);
}

static void test_unknown_year(void) {
  Shop shop = shop_new(2027);
  g_autoptr(Campaign) campaign = shop.campaign;
  g_autoptr(Days) days = days_new(campaign);
  g_assert_true(days_is_workday(days, shop.floor, NULL, D("2030-03-01")));
  g_assert_cmpint(days_take_unknown_year(days), ==, 0);
  g_assert_true(days_is_workday(days, shop.office, NULL, D("2030-03-01")));
  g_assert_cmpint(days_take_unknown_year(days), ==, 2030);
  g_assert_cmpint(days_take_unknown_year(days), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/days/rules", test_rules);
  g_test_add_func("/days/closed-and-open", test_closed_and_open);
  g_test_add_func("/days/shift-rule", test_shift_rule);
  g_test_add_func("/days/shift-starts", test_shift_starts);
  g_test_add_func("/days/posts", test_posts);
  g_test_add_func("/days/unknown-year", test_unknown_year);
  return g_test_run();
}
