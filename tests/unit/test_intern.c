/* One copy of each name, for as long as the program runs and from any thread. */
#include "base/intern.h"
#include <string.h>

static void test_same(void) {
  char text[] = "wang.fang";
  const char *own = intern_string(text);
  g_assert_true(own != text && own == intern_string("wang.fang"));
  text[0] = 'W';
  g_assert_cmpstr(own, ==, "wang.fang");
  g_assert_true(intern_string(text) != own);
  g_assert_null(intern_string(NULL));
  g_assert_true(intern_string("") != NULL && intern_string("") == intern_string(own + strlen(own)));
}

enum { NAMES = 20000 };

/* More names than one table or one block holds: those of before stay where they are. */
static gpointer intern_many(gpointer unused) {
  const char **names = g_new(const char *, NAMES);
  for (guint i = 0; i < NAMES; i++) {
    g_autofree char *name = g_strdup_printf("员工%u", i);
    names[i] = intern_string(name);
  }
  return names;
}

static void test_many(void) {
  GThread *thread = g_thread_new("names", intern_many, NULL);
  g_autofree const char **mine = intern_many(NULL), **theirs = g_thread_join(thread);
  for (guint i = 0; i < NAMES; i++) {
    g_autofree char *name = g_strdup_printf("员工%u", i);
    g_assert_cmpstr(mine[i], ==, name);
    g_assert_true(mine[i] == theirs[i] && mine[i] == intern_string(name));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/intern/same", test_same);
  g_test_add_func("/intern/many", test_many);
  return g_test_run();
}
