/* One child, waited for. */
#include "desk/helper.h"
#include "base/file.h"
#include "base/place.h"
#include "base/text.h"
#include <sys/wait.h>

enum { STATUS_ENVIRONMENT = 3 };

static void append_clean(GString *out, const char *printed) {
  if (printed != NULL && g_utf8_validate(printed, -1, NULL)) {
    g_autofree char *clean = text_clean(printed, TRUE);
    g_string_append(out, clean);
  }
}

/* --now as it was given, so that both speak of the same day. */
static char *now_option(const Desk *desk) {
  char day[DAY_TEXT], clock[DAY_TEXT];
  return g_strdup_printf("--now=%sT%s", day_iso(moment_day(desk->now_wall), day),
                         minute_clock(moment_minute(desk->now_wall), clock));
}

char *helper_missing(const char *program) {
  g_autofree char *name = g_strdup_printf("ready315-%s", program);
  g_autofree char *path = helper_path(program);
  return g_strdup_printf("缺少程序“%s”，这个命令要用到它。请安装软件包 %s：sudo apt install ./%s_*.deb。", path, name,
                         name);
}

char *helper_path(const char *program) {
  g_autofree char *name = g_strdup_printf("ready315-%s", program);
  return g_build_filename(place_libexec(), name, NULL);
}

int helper_run(const Desk *desk, const char *program, const char *command, int columns, GString *out, GError **error) {
  g_autofree char *path = helper_path(program);
  if (!g_file_test(path, G_FILE_TEST_IS_EXECUTABLE)) {
    g_autofree char *sentence = helper_missing(program);
    g_set_error_literal(error, FILE_FAULT, FILE_FAULT_MISSING, sentence);
    return -1;
  }
  g_autofree char *now = desk->now_given ? now_option(desk) : NULL;
  g_autofree char *width = g_strdup_printf("%d", columns);
  g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "COLUMNS", width, TRUE);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(words, g_strdup(path));
  g_ptr_array_add(words, g_strdup("-C"));
  g_ptr_array_add(words, g_strdup(desk->workspace));
  g_auto(GStrv) asked = g_strsplit(command, " ", -1);
  for (char **word = asked; *word != NULL; word++) {
    g_ptr_array_add(words, g_strdup(*word));
  }
  if (now != NULL) {
    g_ptr_array_add(words, g_strdup(now));
  }
  g_ptr_array_add(words, NULL);
  g_autofree char *printed = NULL, *complained = NULL;
  int wait_status = 0;
  GError *failure = NULL;
  gboolean ran = g_spawn_sync(NULL, (char **)words->pdata, environment, G_SPAWN_DEFAULT, NULL, NULL, &printed,
                              &complained, &wait_status, &failure);
  if (!ran) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_OTHER, "启动不了程序“%s”：%s。", path, failure->message);
    g_error_free(failure);
    return -1;
  }
  append_clean(out, printed);
  append_clean(out, complained);
  return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : STATUS_ENVIRONMENT;
}
