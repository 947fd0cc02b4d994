/* Only looks at the files' state, never reads them: it is asked every half minute, and before each signature. */
#include "desk/stamp.h"
#include <glib/gstdio.h>
#include <string.h>

static void add(GPtrArray *marks, const char *path) {
  GStatBuf state;
  if (g_stat(path, &state) != 0) {
    g_ptr_array_add(marks, g_strdup_printf("%s -", path));
    return;
  }
  g_ptr_array_add(marks, g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld %" G_GUINT64_FORMAT, path,
                                         (gint64)state.st_size, (gint64)state.st_mtim.tv_sec, state.st_mtim.tv_nsec,
                                         (guint64)state.st_ino));
}

static void add_source(const char *file, GBytes *text, gpointer data) {
  add(data, file);
}

static gint by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

char *stamp_of(const Desk *desk) {
  /* Files that were not there, and folders, whose time changes when a file comes or goes. */
  static const char *const places[] = {"store.yaml", "staff.yaml", "roster.yaml", "phases", "checklists", "holidays"};
  g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func(g_free);
  diag_each_source(desk->diags, add_source, marks);
  GHashTableIter iter;
  gpointer files;
  g_hash_table_iter_init(&iter, desk->campaign->checklist_files);
  while (g_hash_table_iter_next(&iter, NULL, &files)) {
    const GPtrArray *paths = files;
    for (guint i = 0; i < paths->len; i++) {
      add(marks, g_ptr_array_index(paths, i));
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
    g_autofree char *path = g_build_filename(desk->workspace, places[i], NULL);
    add(marks, path);
  }
  g_ptr_array_sort(marks, by_text);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < marks->len; i++) {
    if (i == 0 || strcmp(marks->pdata[i], marks->pdata[i - 1]) != 0) {
      g_string_append_printf(all, "%s\n", (const char *)marks->pdata[i]);
    }
  }
  return g_string_free(g_steal_pointer(&all), FALSE);
}
