/* PINs: which are refused, the pepper's file, hashing, and waiting after wrong ones. */
#include "fault/ledger_help.h"
#include "ledger/pin.h"
#include <sodium.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A disk without permissions, as exFAT is: whatever is asked for, everybody may read. */
static gboolean no_permissions;
int fchmod(int fd, mode_t mode) {
  return (int)syscall(SYS_fchmod, fd, no_permissions ? 0755 : mode);
}

static void test_weakness(void) {
  static const char *const KNOWN[] = {"13812345678", "7395", "wu", NULL};
  static const struct {
    const char *pin;
    gboolean weak;
  } rows[] = {{"123456", TRUE},  {"654321", TRUE},   {"111111", TRUE},     {"315315", TRUE}, {"121212", TRUE},
              {"112211", TRUE},  {"20270315", TRUE}, {"270315", TRUE},     {"031527", TRUE}, {"900817", TRUE},
              {"170890", TRUE},  {"19900817", TRUE}, {"345678", TRUE},     {"12345", TRUE},  {"abcdef", TRUE},
              {"abcabc", TRUE},  {"381234", TRUE},   {"587395", TRUE},     {"", TRUE},       {"583976", FALSE},
              {"740693", FALSE}, {"wu58xq", FALSE},  {"店里的密码", FALSE}};
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    const char *why = pin_weakness(rows[i].pin, KNOWN);
    if ((why != NULL) != rows[i].weak) {
      g_error("%s: %s", rows[i].pin, why ? why : "taken");
    }
  }
  g_assert_null(pin_weakness("587395", NULL));
  g_autofree char *wide = g_strnfill(65, 'q');
  g_assert_nonnull(pin_weakness(wide, NULL));
}

static void test_pepper(HelpPlace *f, gconstpointer data) {
  guint8 one[PIN_PEPPER_SIZE];
  guint8 two[PIN_PEPPER_SIZE];
  struct stat st;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(f->folder, "pepper", NULL);
  g_autofree char *link = g_build_filename(f->folder, "link", NULL);
  g_assert_false(pin_pepper_read(path, one, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_MISSING);
  g_clear_error(&error);
  g_assert_true(pin_pepper_create(path, &error));
  g_assert_cmpint(stat(path, &st), ==, 0);
  g_assert_cmpint(st.st_mode & 0777, ==, 0600);
  g_assert_true(pin_pepper_read(path, one, &error));
  g_assert_false(pin_pepper_create(path, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_EXISTS);
  g_clear_error(&error);
  g_assert_true(pin_pepper_read(path, two, &error));
  g_assert_cmpmem(one, sizeof one, two, sizeof two);
  for (guint mode = 0604; mode <= 0660; mode += 034) { /* others, then the group */
    g_assert_cmpint(g_chmod(path, (int)mode), ==, 0);
    g_assert_false(pin_pepper_read(path, two, &error));
    g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_ACCESS);
    g_clear_error(&error);
  }
  g_assert_cmpint(g_chmod(path, 0600), ==, 0);
  g_assert_cmpint(symlink(path, link), ==, 0);
  g_assert_false(pin_pepper_read(link, two, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_ACCESS);
  g_clear_error(&error);
  static const char *const bad[] = {
      "", "ready315-pepper-1 zz\n",
      "something else that is as long as it would have to be, or longer than that, who knows\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    FILE *out = fopen(path, "we");
    fputs(bad[i], out);
    fclose(out);
    g_assert_false(pin_pepper_read(path, two, &error));
    g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_ACCESS);
    g_clear_error(&error);
  }
}

/* In the workspace the pepper must be for one's own eyes; on a stick it may lie open, and that is said. */
static void test_pepper_on_a_stick(HelpPlace *f, gconstpointer data) {
  guint8 read[PIN_PEPPER_SIZE];
  gboolean open_to_others = FALSE;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(f->folder, "pepper", NULL),
                  *stick = g_build_filename(f->folder, "stick", NULL);
  no_permissions = TRUE;
  g_assert_false(pin_pepper_create(path, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_ACCESS);
  g_assert_nonnull(strstr(error->message, "移到本机硬盘上"));
  g_clear_error(&error);
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  no_permissions = FALSE;
  g_assert_true(pin_pepper_create(path, &error));
  g_assert_true(pin_pepper_copy(path, stick, &open_to_others, &error));
  g_assert_false(open_to_others);
  g_assert_cmpint(g_unlink(stick), ==, 0);
  no_permissions = TRUE;
  g_assert_false(pin_pepper_copy(path, stick, NULL, &error));
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_ACCESS);
  g_clear_error(&error);
  g_assert_true(pin_pepper_copy(path, stick, &open_to_others, &error));
  no_permissions = FALSE;
  g_assert_true(open_to_others);
  g_assert_false(pin_pepper_read(stick, read, &error)); /* until it was copied and closed */
  g_assert_error(error, LEDGER_FAULT, LEDGER_FAULT_ACCESS);
  g_clear_error(&error);
  g_assert_cmpint(g_chmod(stick, 0600), ==, 0);
  g_assert_true(pin_pepper_read(stick, read, &error));
}

static void test_hash(void) {
  guint8 pepper[PIN_PEPPER_SIZE] = {1, 2, 3};
  g_assert_cmpint(sodium_init(), >=, 0);
  g_autofree char *hash = pin_hash("583976", pepper, NULL);
  g_assert_true(g_str_has_prefix(hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
  g_assert_true(pin_matches(hash, "583976", pepper));
  g_assert_false(pin_matches(hash, "583977", pepper));
  g_assert_false(pin_matches(NULL, "583976", pepper));
  g_assert_false(pin_matches("", "583976", pepper));
  pepper[0] ^= 1;
  g_assert_false(pin_matches(hash, "583976", pepper));
}

static void add(Ledger *ledger, EntryKind kind, gint64 step, const char *body) {
  EntryTime time = help_time(step);
  g_autofree char *subject = pin_subject("wang.fang");
  g_autoptr(Entry) entry = entry_new(kind, &time, "wang.fang", "wang.fang", subject, body);
  g_assert_true(ledger_append(ledger, &entry, NULL, 1, LEDGER_ANY_HEAD, NULL));
}

static gint64 wait_at(Ledger *ledger, EntryTime now, int failures) {
  PinState state;
  g_assert_true(pin_state_read(ledger, "wang.fang", &state, NULL));
  g_assert_cmpint(state.failures, ==, failures);
  gint64 wait = pin_wait_ms(&state, &now);
  pin_state_clear(&state);
  return wait;
}

static void test_waiting(HelpPlace *f, gconstpointer data) {
  g_autofree char *body = pin_set_body("$argon2id$v=19$x", NULL);
  g_autoptr(Ledger) ledger = help_open(f->path, LEDGER_CREATE);
  PinState state;
  g_assert_true(pin_state_read(ledger, "wang.fang", &state, NULL));
  g_assert_null(state.hash);
  add(ledger, ENTRY_PIN_SET, 10, body);
  g_assert_true(pin_state_read(ledger, "wang.fang", &state, NULL));
  g_assert_cmpstr(state.hash, ==, "$argon2id$v=19$x");
  pin_state_clear(&state);
  add(ledger, ENTRY_PIN_FAILED, 11, "{}");
  add(ledger, ENTRY_PIN_FAILED, 12, "{}");
  g_assert_cmpint(wait_at(ledger, help_time(12), 2), ==, 0);
  add(ledger, ENTRY_PIN_FAILED, 13, "{}");
  g_assert_cmpint(wait_at(ledger, help_time(13), 3), ==, 1000);
  g_assert_cmpint(wait_at(ledger, help_time(14), 3), ==, 0);
  add(ledger, ENTRY_PIN_FAILED, 14, "{}");
  add(ledger, ENTRY_PIN_FAILED, 14, "{}");
  g_assert_cmpint(wait_at(ledger, help_time(15), 5), ==, 3000);
  /* the wall clock set forward, and back */
  EntryTime cheat = help_time(15);
  cheat.utc_ms += 3600 * 1000;
  g_assert_cmpint(wait_at(ledger, cheat, 5), ==, 3000);
  /* another start of the machine, with a clock that runs backwards: the whole wait again */
  g_strlcpy(cheat.boot, "another", sizeof cheat.boot);
  cheat.utc_ms -= 7200 * 1000;
  g_assert_cmpint(wait_at(ledger, cheat, 5), ==, 4000);
  /* right at last, counted anew, to the lock, which a restart does not open and an unlocking does */
  add(ledger, ENTRY_PIN_PASSED, 20, "{}");
  g_assert_cmpint(wait_at(ledger, help_time(20), 0), ==, 0);
  for (int i = 0; i < PIN_LOCK_AFTER; i++) {
    g_assert_true(pin_state_read(ledger, "wang.fang", &state, NULL));
    g_assert_false(pin_locked(&state));
    pin_state_clear(&state);
    add(ledger, ENTRY_PIN_FAILED, 30 + i, "{}");
  }
  ledger_close(g_steal_pointer(&ledger));
  ledger = help_open(f->path, LEDGER_WRITE);
  g_assert_true(pin_state_read(ledger, "wang.fang", &state, NULL));
  g_assert_true(pin_locked(&state));
  g_assert_cmpint(pin_wait_ms(&state, &state.last), ==, 64000);
  pin_state_clear(&state);
  add(ledger, ENTRY_PIN_UNLOCKED, 60, "{}");
  g_assert_cmpint(wait_at(ledger, help_time(60), 0), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/ledger-pin/" name, HelpPlace, NULL, help_set_up, function, help_tear_down)
  g_test_add_func("/ledger-pin/weakness", test_weakness);
  g_test_add_func("/ledger-pin/hash", test_hash);
  ADD("pepper", test_pepper);
  ADD("pepper-on-a-stick", test_pepper_on_a_stick);
  ADD("waiting", test_waiting);
  return g_test_run();
}
