/* A roster arrives a month at a time: what the file has days for is replaced, what it has not is kept, and the difference is told by person. */
#include "desk/setup/import_roster.h"
#include "desk/output.h"
#include "desk/setup/roster_table.h"
#include "desk/tables.h"
#include <string.h>

enum { NAMED_DAYS = 3 };

static GPtrArray *find_people(const char *who, gpointer data) {
  const Store *store = data;
  g_autoptr(GPtrArray) people = store_find_people(store, who);
  GPtrArray *ids = g_ptr_array_new();
  for (guint i = 0; i < people->len; i++) {
    const Person *person = g_ptr_array_index(people, i);
    g_ptr_array_add(ids, (gpointer)(guintptr)person->id);
  }
  return ids;
}

static void line_drop(gpointer data) {
  RosterLine *line = data;
  g_strfreev(line->cells);
  g_free(line->days);
  g_free(line);
}

/* What roster.yaml holds now, in the same form. */
static GPtrArray *lines_of_store(const Store *store) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(line_drop);
  for (guint i = 0; i < store->roster->len; i++) {
    const RosterRow *row = g_ptr_array_index(store->roster, i);
    RosterLine *line = g_new0(RosterLine, 1);
    line->who = row->person != NULL ? row->person->id : NULL;
    line->post = row->post;
    line->n = row->n_days;
    line->days = g_new0(Day, row->n_days + 1);
    line->cells = g_new0(char *, row->n_days + 1);
    for (guint d = 0; d < row->n_days; d++) {
      const char *code = row->codes != NULL ? row->codes[d] : NULL;
      const Person *holder = row->people != NULL ? row->people[d] : NULL;
      line->days[d] = row->first + (Day)d;
      line->cells[d] = g_strdup(row->post != NULL               ? (holder != NULL ? holder->id : "-")
                                : code != NULL && *code != '\0' ? code
                                                                : "休");
    }
    g_ptr_array_add(lines, line);
  }
  return lines;
}

/* ---- by person and day -------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *who, *post; /* interned */
  GTree *cells;           /* Day → char* */
} Merged;

static gint by_day(gconstpointer a, gconstpointer b, gpointer data) {
  return GPOINTER_TO_INT(a) - GPOINTER_TO_INT(b);
}

static void merged_drop(gpointer data) {
  Merged *merged = data;
  g_tree_unref(merged->cells);
  g_free(merged);
}

static Merged *merged_of(GPtrArray *all, const RosterLine *line) {
  for (guint i = 0; i < all->len; i++) {
    Merged *merged = g_ptr_array_index(all, i);
    if (merged->who == line->who && merged->post == line->post) {
      return merged;
    }
  }
  Merged *merged = g_new(Merged, 1);
  *merged = (Merged){line->who, line->post, g_tree_new_full(by_day, NULL, NULL, g_free)};
  g_ptr_array_add(all, merged);
  return merged;
}

/* Days of `lines` into `all`; those in `except` are left out. */
static void merge(GPtrArray *all, const GPtrArray *lines, GHashTable *except) {
  for (guint l = 0; l < lines->len; l++) {
    const RosterLine *line = g_ptr_array_index(lines, l);
    Merged *merged = merged_of(all, line);
    for (guint i = 0; i < line->n; i++) {
      if (except == NULL || !g_hash_table_contains(except, GINT_TO_POINTER(line->days[i]))) {
        g_tree_insert(merged->cells, GINT_TO_POINTER(line->days[i]), g_strdup(line->cells[i]));
      }
    }
  }
}

static gboolean append_cell(gpointer day, gpointer cell, gpointer data) {
  RosterLine *line = data;
  line->days[line->n] = GPOINTER_TO_INT(day);
  line->cells[line->n++] = g_strdup(cell);
  return FALSE;
}

static GPtrArray *lines_of_merged(const GPtrArray *all) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(line_drop);
  for (guint i = 0; i < all->len; i++) {
    const Merged *merged = g_ptr_array_index(all, i);
    guint n = (guint)g_tree_nnodes(merged->cells);
    if (n > 0) {
      RosterLine *line = g_new0(RosterLine, 1);
      line->who = merged->who;
      line->post = merged->post;
      line->days = g_new0(Day, n + 1);
      line->cells = g_new0(char *, n + 1);
      g_tree_foreach(merged->cells, append_cell, line);
      g_ptr_array_add(lines, line);
    }
  }
  return lines;
}

/* ---- what changed ------------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const Store *store;
  GTree *other;
  gboolean both;   /* count days that `other` has as well (changed); else only those that it lacks */
  gboolean people; /* cells are people */
  guint n;
  GString *named;
} Difference;

static const char *shown(const Difference *difference, const char *cell) {
  const Person *person = difference->people ? store_person(difference->store, cell) : NULL;
  return person != NULL ? person->name : difference->people ? "无人" : cell;
}

static gboolean compare_cell(gpointer day, gpointer cell, gpointer data) {
  Difference *difference = data;
  const char *other = difference->other != NULL ? g_tree_lookup(difference->other, day) : NULL;
  if ((other != NULL) != difference->both || g_strcmp0(other, cell) == 0) {
    return FALSE;
  }
  if (difference->n++ < NAMED_DAYS && difference->both) {
    char words[DAY_TEXT];
    g_string_append_printf(difference->named, "%s%s %s → %s", difference->named->len > 0 ? "，" : "",
                           day_words(GPOINTER_TO_INT(day), words), shown(difference, other), shown(difference, cell));
  }
  return FALSE;
}

static Difference compare(const Store *store, const Merged *from, const Merged *with, gboolean both) {
  Difference difference = {store, with != NULL ? with->cells : NULL, both, from->post != NULL, 0, g_string_new(NULL)};
  g_tree_foreach(from->cells, compare_cell, &difference);
  return difference;
}

static const Merged *same_in(const GPtrArray *all, const Merged *wanted) {
  for (guint i = 0; i < all->len; i++) {
    const Merged *merged = g_ptr_array_index(all, i);
    if (merged->who == wanted->who && merged->post == wanted->post) {
      return merged;
    }
  }
  return NULL;
}

static const char *title_of(const Store *store, const Merged *merged) {
  if (merged->post != NULL) {
    return plan_post_words(merged->post);
  }
  const Person *person = store_person(store, merged->who);
  return person != NULL ? person->name : merged->who;
}

static guint say_changes(const Store *store, const GPtrArray *before, const GPtrArray *after, GString *report) {
  guint changes = 0;
  for (guint i = 0; i < after->len; i++) {
    const Merged *now = g_ptr_array_index(after, i);
    const Merged *then = same_in(before, now);
    Difference added = compare(store, now, then, FALSE), changed = compare(store, now, then, TRUE);
    if (added.n > 0) {
      g_string_append_printf(report, "新增 %s %u 天\n", title_of(store, now), added.n);
    }
    if (changed.n > 0) {
      g_string_append_printf(report, "改动 %s %u 天：%s%s\n", title_of(store, now), changed.n, changed.named->str,
                             changed.n > NAMED_DAYS ? "……" : "");
    }
    changes += added.n + changed.n;
    g_string_free(added.named, TRUE);
    g_string_free(changed.named, TRUE);
  }
  for (guint i = 0; i < before->len; i++) {
    const Merged *then = g_ptr_array_index(before, i);
    Difference gone = compare(store, then, same_in(after, then), FALSE);
    if (gone.n > 0) {
      g_string_append_printf(report, "去掉 %s %u 天\n", title_of(store, then), gone.n);
    }
    changes += gone.n;
    g_string_free(gone.named, TRUE);
  }
  return changes;
}

/* ---- the import --------------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *read_lines(Desk *desk, const TableSource *source, const Store *store) {
  g_autoptr(GPtrArray) codes = g_ptr_array_new();
  for (guint i = 0; i < store->shift_hours->len; i++) {
    g_ptr_array_add(codes, g_array_index(store->shift_hours, ShiftHours, i).code);
  }
  g_ptr_array_add(codes, NULL);
  RosterContext context = {.year = store->year,
                           .codes = (const char *const *)codes->pdata,
                           .find = find_people,
                           .data = (gpointer)(guintptr)store};
  return roster_table_read(tables_sheet(source, "值班"), &context, desk->diags);
}

gboolean import_roster(Desk *desk, const char *path, GString *report, gboolean *needs_book, GError **error) {
  g_autoptr(TableSource) source = tables_open(desk, path, needs_book, error);
  if (source == NULL) {
    return FALSE;
  }
  g_autoptr(DiagList) ignored = diag_list_new(); /* other errors of the definitions are `check`'s */
  LoadOptions options = {.workspace = desk->workspace, .share = desk->share, .checklists = FALSE};
  g_autoptr(Campaign) campaign = load_campaign(&options, ignored);
  const Store *store = campaign->store;
  g_autoptr(GPtrArray) fresh = read_lines(desk, source, store);
  if (fresh == NULL) {
    return FALSE;
  }
  g_autoptr(GPtrArray) old = lines_of_store(store);
  g_autoptr(GHashTable) covered = g_hash_table_new(NULL, NULL);
  for (guint l = 0; l < fresh->len; l++) {
    const RosterLine *line = g_ptr_array_index(fresh, l);
    for (guint i = 0; i < line->n; i++) {
      g_hash_table_add(covered, GINT_TO_POINTER(line->days[i]));
    }
  }
  g_autoptr(GPtrArray) before = g_ptr_array_new_with_free_func(merged_drop);
  g_autoptr(GPtrArray) after = g_ptr_array_new_with_free_func(merged_drop);
  merge(before, old, NULL);
  merge(after, old, covered);
  merge(after, fresh, NULL);
  guint changes = say_changes(store, before, after, report);
  if (changes == 0) {
    g_string_append_printf(report, "排班没有变化。\n");
    return TRUE;
  }
  g_autoptr(GPtrArray) lines = lines_of_merged(after);
  g_autofree char *text = roster_yaml(lines, path);
  g_autofree char *target = g_build_filename(desk->workspace, "roster.yaml", NULL);
  if (!output_write(desk, target, text, strlen(text), error)) {
    return FALSE;
  }
  g_string_append_printf(report, "写好了 roster.yaml，这次导入 %u 行、%u 天。\n", fresh->len,
                         g_hash_table_size(covered));
  return TRUE;
}
