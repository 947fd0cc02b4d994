/* PINs against the record: who may set whose, back-off and lock that outlive the program, the recovery code, the pepper's file, files with PINs. */
#include "desk/sign/pins.h"
#include "ledger/pin.h"
#include "ledger/recovery.h"
#include "signshop.h"
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GOOD "583976"
#define OTHER "740693"

static char *set(Desk *desk, const char *who, const char *pin, const char *by, char **recovery) {
  g_autoptr(GError) error = NULL;
  char *problem = NULL, *code = NULL;
  gboolean done =
      pins_set(desk, signshop_person(desk, who), pin, by ? signshop_person(desk, by) : NULL, &code, &problem, &error);
  g_assert_no_error(error);
  g_assert_true(done == (problem == NULL));
  if (recovery) {
    *recovery = code;
  } else {
    g_free(code);
  }
  return problem;
}

static PinAnswer check(Desk *desk, const char *who, const char *pin, char **sentence) {
  g_autoptr(GError) error = NULL;
  PinAnswer answer = PIN_GOOD;
  g_autofree char *said = NULL;
  g_assert_true(pins_check(desk, signshop_person(desk, who), pin, &answer, &said, &error));
  g_assert_no_error(error);
  g_assert_true((answer == PIN_GOOD) == (said == NULL));
  if (sentence) {
    *sentence = g_steal_pointer(&said);
  }
  return answer;
}

static void test_who(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-12T21:00");
  static const struct {
    const char *who, *pin, *by;
    const char *refused; /* part of the sentence; NULL: done */
  } rows[] = {{"wang.fang", GOOD, NULL, "店长来设"},
              {"liu.yang", "123456", NULL, "太好猜"},
              {"liu.yang", GOOD, NULL, NULL},
              {"liu.yang", OTHER, NULL, "已经有签字密码"},
              {"wang.fang", GOOD, "sun.li", "不能设别人"},
              {"wang.fang", "004826", "liu.yang", "电话"},
              {"wang.fang", "914826", "liu.yang", NULL},
              {"wang.fang", "94826", "liu.yang", "6 到 64"},
              {"wang.fang", "13800004826", "liu.yang", "电话"},
              {"wang.fang", "810037", "liu.yang", "工号"},
              {"wang.fang", OTHER, "wang.fang", NULL},
              {"liu.yang", OTHER, "sun.li", "不能设别人"},
              {"zhao.min", "88880001", "liu.yang", "电话"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *problem = set(desk, rows[i].who, rows[i].pin, rows[i].by, NULL);
    if (!rows[i].refused != !problem || (problem && !strstr(problem, rows[i].refused))) {
      g_error("row %u: %s", i, problem ? problem : "done");
    }
  }
  g_assert_cmpint(check(desk, "liu.yang", GOOD, NULL), ==, PIN_GOOD);
  g_assert_cmpint(check(desk, "wang.fang", OTHER, NULL), ==, PIN_GOOD);
  g_assert_cmpint(check(desk, "sun.li", OTHER, NULL), ==, PIN_NONE);
  g_assert_true(pins_may_sign(desk, signshop_person(desk, "zhao.min"), FALSE));
  workspace_free(&w);
}

/* Each try is another program, started when the wait is over. */
static void test_lock(void) {
  static const struct {
    const char *now;
    PinAnswer answer;
  } rows[] = {{"2026-03-12T09:00", PIN_WRONG}, {"2026-03-12T09:00", PIN_WRONG}, {"2026-03-12T09:00", PIN_WRONG},
              {"2026-03-12T09:00", PIN_WAIT},  {"2026-03-12T09:01", PIN_WRONG}, {"2026-03-12T09:01", PIN_WAIT},
              {"2026-03-12T09:10", PIN_WRONG}, {"2026-03-12T09:20", PIN_WRONG}, {"2026-03-12T09:30", PIN_WRONG},
              {"2026-03-12T09:40", PIN_WRONG}, {"2026-03-12T09:50", PIN_WRONG}, {"2026-03-12T10:00", PIN_LOCKED}};
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  {
    g_autoptr(Desk) desk = signshop_at(&w, "2026-03-12T08:00");
    g_assert_null(set(desk, "liu.yang", GOOD, NULL, NULL));
    g_assert_null(set(desk, "sun.li", OTHER, "liu.yang", NULL));
  }
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Desk) desk = signshop_at(&w, rows[i].now);
    g_autofree char *said = NULL;
    PinAnswer answer = check(desk, "sun.li", "111222", &said);
    if (answer != rows[i].answer) {
      g_error("row %u: %d %s", i, answer, said);
    }
  }
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-13T09:00");
  g_assert_cmpint(check(desk, "sun.li", OTHER, NULL), ==, PIN_LOCKED); /* the right one, a day later */
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  g_assert_false(pins_unlock(desk, signshop_person(desk, "sun.li"), signshop_person(desk, "sun.li"), &problem, &error));
  g_assert_nonnull(problem);
  g_clear_pointer(&problem, g_free);
  g_assert_true(
      pins_unlock(desk, signshop_person(desk, "sun.li"), signshop_person(desk, "liu.yang"), &problem, &error));
  g_assert_cmpint(check(desk, "sun.li", OTHER, NULL), ==, PIN_GOOD);
  workspace_free(&w);
}

static void test_recovery(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-12T09:00");
  g_autofree char *code = NULL, *again = NULL, *problem = NULL;
  g_autoptr(GError) error = NULL;
  g_assert_null(set(desk, "liu.yang", GOOD, NULL, &code));
  g_assert_nonnull(code);
  g_assert_null(set(desk, "liu.yang", OTHER, "liu.yang", &again));
  g_assert_null(again); /* only with the first PIN */
  g_autofree char *small = g_ascii_strdown(code, -1);
  g_autofree char *mistyped = g_strdup(code);
  mistyped[0] = mistyped[0] == 'A' ? 'B' : 'A';
  g_assert_false(pins_recover(desk, mistyped, GOOD, &again, &problem, &error));
  g_assert_no_error(error);
  g_assert_nonnull(strstr(problem, "抄错"));
  g_clear_pointer(&problem, g_free);
  g_autofree char *foreign = recovery_new();
  g_assert_false(pins_recover(desk, foreign, GOOD, &again, &problem, &error));
  g_assert_no_error(error);
  g_assert_nonnull(strstr(problem, "恢复码不对"));
  g_clear_pointer(&problem, g_free);
  /* The pepper is gone: nobody's PIN can be checked, but the code still helps. */
  g_autofree char *pepper = g_build_filename(w.home.path, ".ready315", "pepper", NULL);
  g_assert_cmpint(g_unlink(pepper), ==, 0);
  PinAnswer answer;
  g_autofree char *said = NULL;
  g_assert_false(pins_check(desk, signshop_person(desk, "liu.yang"), OTHER, &answer, &said, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_MISSING);
  g_clear_error(&error);
  g_assert_true(pins_recover(desk, small, "806139", &again, &problem, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(again, !=, code);
  g_assert_cmpint(check(desk, "liu.yang", "806139", NULL), ==, PIN_GOOD);
  g_autofree char *third = NULL;
  g_assert_false(pins_recover(desk, code, GOOD, &third, &problem, &error)); /* used up */
  workspace_free(&w);
}

static void test_codes(void) {
  for (int i = 0; i < 50; i++) {
    g_autofree char *code = recovery_new();
    g_autofree char *same = recovery_read(code);
    g_assert_cmpstr(code, ==, same);
    for (gsize at = 0; code[at]; at++) {
      for (const char *with = "23456789ABCDEFGHJKMNPQRSTVWXYZ01IO"; *with && code[at] != '-'; with++) {
        g_autofree char *wrong = g_strdup(code);
        wrong[at] = *with;
        g_autofree char *taken = recovery_read(wrong);
        g_assert_true((taken != NULL) == (*with == code[at])); /* every slip is found */
      }
    }
  }
  g_assert_null(recovery_read(""));
  g_assert_null(recovery_read("AAAA-AAAA-AAAA-AAAA-AAAA"));
}

/* The fault's sentence says what to do. */
static void expect_pepper(Desk *desk, const char *part) {
  g_autoptr(GError) error = NULL;
  PinAnswer answer;
  g_autofree char *said = NULL;
  g_assert_false(pins_check(desk, signshop_person(desk, "liu.yang"), GOOD, &answer, &said, &error));
  if (!strstr(error->message, part)) {
    g_error("%s", error->message);
  }
}

static void test_pepper(void) {
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  g_autoptr(Desk) desk = signshop_at(&w, "2026-03-12T09:00");
  g_autofree char *pepper = g_build_filename(w.home.path, ".ready315", "pepper", NULL);
  g_autofree char *kept = g_build_filename(w.home.path, "kept", NULL), *link = g_build_filename(w.home.path, "l", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  gboolean bare = TRUE;
  struct stat st;
  g_assert_null(set(desk, "liu.yang", GOOD, NULL, NULL));
  g_assert_true(pins_pepper_export(desk, kept, &bare, &error));
  g_assert_false(bare);
  g_assert_cmpint(stat(kept, &st), ==, 0);
  g_assert_cmpint(st.st_mode & 0777, ==, 0600);
  g_assert_false(pins_pepper_export(desk, kept, &bare, &error)); /* never over another file */
  g_clear_error(&error);
  g_assert_cmpint(chmod(pepper, 0644), ==, 0);
  expect_pepper(desk, "chmod 600");
  g_assert_cmpint(g_unlink(pepper), ==, 0);
  g_assert_cmpint(symlink(kept, pepper), ==, 0);
  expect_pepper(desk, "链接");
  g_assert_cmpint(g_unlink(pepper), ==, 0);
  expect_pepper(desk, "当初导出的那一份");
  g_assert_cmpint(chmod(kept, 0640), ==, 0);
  g_assert_false(pins_pepper_import(desk, kept, &problem, &error));
  g_clear_error(&error);
  g_assert_cmpint(chmod(kept, 0600), ==, 0);
  g_assert_true(pins_pepper_import(desk, kept, &problem, &error));
  g_assert_true(pins_pepper_import(desk, kept, &problem, &error)); /* the same once more */
  g_assert_cmpint(check(desk, "liu.yang", GOOD, NULL), ==, PIN_GOOD);
  /* Another shop's pepper. */
  g_assert_cmpint(g_unlink(kept), ==, 0);
  g_assert_true(pin_pepper_create(kept, &error));
  g_assert_false(pins_pepper_import(desk, kept, &problem, &error));
  g_assert_no_error(error);
  g_assert_nonnull(strstr(problem, "另一份"));
  g_assert_cmpint(g_unlink(pepper), ==, 0);
  g_clear_pointer(&problem, g_free);
  g_assert_true(pins_pepper_import(desk, kept, &problem, &error));
  expect_pepper(desk, "不是设");
  workspace_free(&w);
}

static void test_files(void) {
  static const struct {
    const char *text;
    int mode;
    const char *pin, *part; /* pin NULL: refused with this */
  } rows[] = {{"583976\n", 0600, "583976", NULL},         {"583976", 0400, "583976", NULL},
              {"583976\r\nmore\n", 0600, "583976", NULL}, {"583976\n", 0644, NULL, "chmod 600"},
              {"583976\n", 0640, NULL, "chmod 600"},      {"583976\n", 0602, NULL, "chmod 600"},
              {"", 0600, NULL, "只有一行密码"},           {"\n583976\n", 0600, NULL, "只有一行密码"},
              {"\xff\xfe\n", 0600, NULL, "只有一行密码"}};
  Workspace w;
  signshop_new(&w, SIGN_STORE(SIGN_PEOPLE));
  g_autofree char *path = g_build_filename(w.home.path, "pin", NULL);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *problem = NULL;
    g_autoptr(GError) error = NULL;
    folder_put(&w.home, "pin", rows[i].text);
    g_assert_cmpint(chmod(path, (mode_t)rows[i].mode), ==, 0);
    char *pin = pins_file(path, &problem, &error);
    g_assert_no_error(error);
    if (g_strcmp0(pin, rows[i].pin) != 0 || (rows[i].part && !strstr(problem, rows[i].part))) {
      g_error("row %u: %s", i, problem);
    }
    pins_forget(pin);
    g_assert_cmpint(g_unlink(path), ==, 0);
  }
  g_autofree char *problem = NULL;
  g_autoptr(GError) error = NULL;
  g_assert_null(pins_file(path, &problem, &error));
  g_assert_nonnull(error);
  g_clear_error(&error);
  g_assert_null(pins_file(w.home.path, &problem, &error));
  g_assert_nonnull(error);
  g_clear_error(&error);
  g_assert_cmpint(mkfifo(path, 0600), ==, 0); /* nobody writes: no hanging */
  g_assert_null(pins_file(path, &problem, &error));
  g_assert_nonnull(problem);
  workspace_free(&w);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pins/who", test_who);
  g_test_add_func("/pins/lock", test_lock);
  g_test_add_func("/pins/recovery", test_recovery);
  g_test_add_func("/pins/codes", test_codes);
  g_test_add_func("/pins/pepper", test_pepper);
  g_test_add_func("/pins/files", test_files);
  return g_test_run();
}
