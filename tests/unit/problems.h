/* Problems as one line of text for tables of rows: "E012@3:5 W005@1:1", sorted as a user sees them; and texts of workspaces. */
#pragma once
#include "base/diag.h"
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

static inline void problems_add(const Diag *diag, gpointer data) {
  GString *out = data;
  g_string_append_printf(out, "%s%s@%u:%u", out->len ? " " : "", diag_code_name(diag->code), diag->pos.line,
                         diag->pos.column);
}

/* Caller frees. */
static inline char *problems(DiagList *diags) {
  GString *out = g_string_new(NULL);
  diag_each(diags, problems_add, out);
  return g_string_free(out, FALSE);
}

static inline void messages_add(const Diag *diag, gpointer data) {
  GString *out = data;
  g_string_append_printf(out, "%s %s%s%s\n", diag_code_name(diag->code), diag->message, diag->fix ? " / " : "",
                         diag->fix ? diag->fix : "");
}

/* Message and repair of each, a line each. Caller frees. */
static inline char *messages(DiagList *diags) {
  GString *out = g_string_new(NULL);
  diag_each(diags, messages_add, out);
  return g_string_free(out, FALSE);
}

/* A folder of files for one test, removed again by folder_free. */
typedef struct {
  char *path;
} Folder;

/* `order` decides which of two folders sorts first in lists of problems. */
static inline Folder folder_new(int order) {
  GError *error = NULL;
  g_autofree char *template = g_strdup_printf("ready315-test-%d-XXXXXX", order);
  Folder folder = {g_dir_make_tmp(template, &error)};
  g_assert_no_error(error);
  return folder;
}

static inline void folder_put(const Folder *folder, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(folder->path, name, NULL);
  g_autofree char *parent = g_path_get_dirname(path);
  g_assert_cmpint(g_mkdir_with_parents(parent, 0755), ==, 0);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static inline void folder_remove(const char *path) {
  GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    folder_remove(child);
  }
  if (dir) {
    g_dir_close(dir);
  }
  g_assert_cmpint(g_remove(path), ==, 0);
}

static inline void folder_free(Folder *folder) {
  folder_remove(folder->path);
  g_clear_pointer(&folder->path, g_free);
}
