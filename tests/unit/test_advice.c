/* What the desk's sentences are continued with: on the command line an option or a command for each; on the screen never something that cannot be typed
 * there, unless it says that the screen is left first. */
#include "cmd/advice.h"
#include "desk/advice.h"
#include "tui/advice.h"
#include <string.h>

static void test_command(void) {
  for (int i = 0; i < N_ADVICES; i++) {
    g_autofree char *words = cmd_advice((Advice)i, "liu.yang", "店长");
    g_assert_nonnull(words);
    g_assert_cmpstr(words, !=, "");
    g_assert_true(g_utf8_validate(words, -1, NULL));
  }
  g_autofree char *give = cmd_advice(ADVICE_PIN_GIVE, "liu.yang", "店长");
  g_assert_cmpstr(give, ==, "（ready315 staff pin liu.yang --by 店长）");
}

static void test_screen(void) {
  for (int i = 0; i < N_ADVICES; i++) {
    g_autofree char *words = tui_advice((Advice)i, "liu.yang", "店长");
    gboolean typed = words != NULL && (strstr(words, "--") != NULL || strstr(words, "ready315") != NULL);
    g_assert_true(!typed || strstr(words, "退出后输入") != NULL);
  }
  g_autofree char *gate = tui_advice(ADVICE_GATE, "required:cold@2027-03-12", NULL);
  g_assert_null(gate);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/advice/command", test_command);
  g_test_add_func("/advice/screen", test_screen);
  return g_test_run();
}
