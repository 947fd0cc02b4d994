/* One line a run: key, number of entries, row, item, separated by tabs; the newest first, so that old ones fall off the end. */
#include "desk/runs/positions.h"
#include "run/run.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { POSITIONS_MOST = 200, LINE_MOST = 1000, BYTES_MOST = POSITIONS_MOST * LINE_MOST };

static char *path_of(const Desk *desk) {
  return g_build_filename(desk->workspace, ".ready315", "positions", NULL);
}

static char **read_lines(const Desk *desk) {
  g_autofree char *path = path_of(desk);
  g_autofree char *text = NULL;
  gsize length = 0;
  gboolean read = g_file_get_contents(path, &text, &length, NULL) && length <= BYTES_MOST && !memchr(text, 0, length) &&
                  g_utf8_validate(text, (gssize)length, NULL);
  return g_strsplit(read ? text : "", "\n", POSITIONS_MOST + 1);
}

static gboolean is_of(const char *line, const char *key) {
  gsize length = strlen(key);
  return strncmp(line, key, length) == 0 && line[length] == '\t';
}

void positions_save(const Desk *desk, const char *key, const RunState *state) {
  if (state->row >= state->rows->len || state->item >= state->n_items) {
    return;
  }
  const Row *row = g_ptr_array_index(state->rows, state->row);
  const ChecklistItem *item = g_ptr_array_index(state->checklist->items, state->item);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_printf(text, "%s\t%u\t%s\t%s\n", key, state->action, row->id, item->id);
  g_auto(GStrv) lines = read_lines(desk);
  for (guint i = 0; lines[i] != NULL && i + 1 < POSITIONS_MOST; i++) {
    if (*lines[i] != '\0' && !is_of(lines[i], key)) {
      g_string_append_printf(text, "%s\n", lines[i]);
    }
  }
  g_autofree char *path = path_of(desk);
  g_autofree char *beside = g_strdup_printf("%s.%d", path, (int)getpid());
  /* renamed into place, so that whoever is killed in between leaves the old one; not synced, and a failure costs a position, nothing else */
  if (!g_file_set_contents_full(beside, text->str, (gssize)text->len, G_FILE_SET_CONTENTS_NONE, 0644, NULL) ||
      rename(beside, path) != 0) {
    unlink(beside);
  }
}

gboolean positions_find(const Desk *desk, const char *key, guint32 action, char **row, char **item) {
  g_auto(GStrv) lines = read_lines(desk);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto(GStrv) words = is_of(lines[i], key) ? g_strsplit(lines[i], "\t", 5) : NULL;
    guint64 when = 0;
    if (words != NULL && g_strv_length(words) == 4 &&
        g_ascii_string_to_unsigned(words[1], 10, 0, G_MAXUINT32, &when, NULL) && when == action) {
      *row = g_strdup(words[2]);
      *item = g_strdup(words[3]);
      return TRUE;
    }
  }
  return FALSE;
}
