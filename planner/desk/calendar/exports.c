#include "desk/calendar/exports.h"

#include <stdlib.h>
#include <string.h>

#include "data/json.h"
#include "desk/calendar/exportfile.h"

/* A set of audiences, interned: compare by pointer. The universe is the frame's audiences, then those that only the old memory knows. */
typedef struct {
  GArray *members; /* of guint, ascending */
  char *json;      /* its list, sorted by name: the same set has the same text */
} Set;

/* What becomes of an event that audiences `had` and that now reaches others. */
typedef struct {
  const Set *had, *reach;
} TurnKey;
typedef struct {
  TurnKey key;
  const Set *had;  /* from now on */
  const Set *lost; /* the own audiences of people who have it no longer */
} Turn;

typedef struct {
  ExportsCancelled shown;
  const Set *to;
} Cancelled;

struct Exports {
  const ExportsFrame *frame;
  FileWriter *out;
  ExportFile *old;
  const ExportLine *pending; /* the old memory's next event */
  gboolean any_written;
  char *year;             /* "2027." */
  char *last;             /* uid visited last */
  GPtrArray *names;       /* char*: the universe */
  GHashTable *name_index; /* name → index + 1 */
  GHashTable *sets;       /* JSON text → Set*; the canonical text and every other seen */
  GPtrArray *all_sets;    /* owns */
  GHashTable *reaches;    /* GArray* of the plan → Set* */
  GHashTable *turns;      /* TurnKey → Turn */
  const Set *empty;
  const Set **old_files, **new_files; /* by person */
  GPtrArray *cancelled;               /* Cancelled* */
  GString *text;                      /* scratch: the line being written */
};

/* ---- sets ------------------------------------------------------------------------------------------------------------------------------ */

static void set_free(gpointer data) {
  Set *set = data;
  g_array_unref(set->members);
  g_free(set->json);
  g_free(set);
}

static void cancelled_free(gpointer data) {
  Cancelled *cancelled = data;
  g_free(cancelled->shown.uid);
  g_free(cancelled->shown.summary);
  g_free(cancelled);
}

static guint turn_hash(gconstpointer key) {
  const TurnKey *turn = key;
  return g_direct_hash(turn->had) * 31 + g_direct_hash(turn->reach);
}

static gboolean turn_equal(gconstpointer a, gconstpointer b) {
  const TurnKey *first = a, *second = b;
  return first->had == second->had && first->reach == second->reach;
}

static guint name_number(Exports *exports, const char *name) {
  guint found = GPOINTER_TO_UINT(g_hash_table_lookup(exports->name_index, name));
  if (!found) {
    char *own = g_strdup(name);
    g_ptr_array_add(exports->names, own);
    found = exports->names->len;
    g_hash_table_insert(exports->name_index, own, GUINT_TO_POINTER(found));
  }
  return found - 1;
}

static int compare_numbers(gconstpointer a, gconstpointer b) {
  const guint *first = a, *second = b;
  return (*first > *second) - (*first < *second);
}

static int compare_names(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Takes the members, in any order, perhaps twice. */
static const Set *set_of(Exports *exports, GArray *members) {
  g_array_sort(members, compare_numbers);
  for (guint i = members->len; i-- > 1;) {
    if (g_array_index(members, guint, i) == g_array_index(members, guint, i - 1)) {
      g_array_remove_index(members, i);
    }
  }
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < members->len; i++) {
    g_ptr_array_add(names, g_ptr_array_index(exports->names, g_array_index(members, guint, i)));
  }
  g_ptr_array_sort(names, compare_names);
  g_autoptr(GString) json = g_string_new("[");
  for (guint i = 0; i < names->len; i++) {
    g_string_append(json, i ? "," : "");
    json_append_quoted(json, g_ptr_array_index(names, i));
  }
  g_string_append_c(json, ']');
  const Set *known = g_hash_table_lookup(exports->sets, json->str);
  if (known) {
    g_array_unref(members);
    return known;
  }
  Set *set = g_new0(Set, 1);
  set->members = members;
  set->json = g_string_free(g_steal_pointer(&json), FALSE);
  g_ptr_array_add(exports->all_sets, set);
  g_hash_table_insert(exports->sets, g_strdup(set->json), set);
  return set;
}

static const Set *set_of_text(Exports *exports, Span span) {
  g_autofree char *text = span_dup(span);
  const Set *known = g_hash_table_lookup(exports->sets, text);
  if (known) {
    return known;
  }
  g_auto(GStrv) names = exportlines_list(span);
  GArray *members = g_array_new(FALSE, FALSE, sizeof(guint));
  for (char **name = names; *name; name++) {
    guint number = name_number(exports, *name);
    g_array_append_val(members, number);
  }
  const Set *set = set_of(exports, members);
  if (!g_hash_table_contains(exports->sets, text)) {
    g_hash_table_insert(exports->sets, g_steal_pointer(&text), (gpointer)(guintptr)set);
  }
  return set;
}

static const Set *set_of_reach(Exports *exports, const GArray *reach) {
  const Set *known = g_hash_table_lookup(exports->reaches, reach);
  if (!known) {
    GArray *members = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < reach->len; i++) {
      guint number = g_array_index(reach, guint16, i);
      g_array_append_val(members, number);
    }
    known = set_of(exports, members);
    g_hash_table_insert(exports->reaches, (gpointer)(guintptr)reach, (gpointer)(guintptr)known);
  }
  return known;
}

static gboolean has(const Set *set, guint number) {
  return set->members->len > 0 && /* an empty array has no place to search */
         bsearch(&number, set->members->data, set->members->len, sizeof number, compare_numbers) != NULL;
}

static gboolean meet(const Set *a, const Set *b) {
  for (guint i = 0, k = 0; i < a->members->len && k < b->members->len;) {
    guint left = g_array_index(a->members, guint, i), right = g_array_index(b->members, guint, k);
    if (left == right) {
      return TRUE;
    }
    i += left < right;
    k += right < left;
  }
  return FALSE;
}

static gboolean is_selected(const Exports *exports, guint audience) {
  return audience < exports->frame->n_audiences && exports->frame->selected[audience];
}

static guint own_audience(const Exports *exports, guint person) {
  return exports->frame->people[person].files[0];
}

/* People who had the event in one of their files, or were told of its end, and whom it does not reach. */
static GArray *people_without(const Exports *exports, const Set *had, const Set *reach) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; had->members->len && i < exports->frame->n_people; i++) {
    guint own = own_audience(exports, i);
    if ((has(had, own) || meet(exports->old_files[i], had)) && !meet(exports->new_files[i], reach)) {
      g_array_append_val(found, own);
    }
  }
  return found;
}

static const Turn *turn_of(Exports *exports, const Set *had, const Set *reach) {
  TurnKey key = {had, reach};
  Turn *turn = g_hash_table_lookup(exports->turns, &key);
  if (turn) {
    return turn;
  }
  GArray *after = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < had->members->len; i++) {
    guint audience = g_array_index(had->members, guint, i);
    if (audience < exports->frame->n_audiences && !is_selected(exports, audience)) {
      g_array_append_val(after, audience);
    }
  }
  for (guint i = 0; i < reach->members->len; i++) {
    guint audience = g_array_index(reach->members, guint, i);
    if (is_selected(exports, audience)) {
      g_array_append_val(after, audience);
    }
  }
  turn = g_new0(Turn, 1);
  turn->key = key;
  turn->had = set_of(exports, after);
  turn->lost = set_of(exports, people_without(exports, had, reach));
  g_hash_table_insert(exports->turns, &turn->key, turn);
  return turn;
}

static const Set *set_without(Exports *exports, const Set *from, const Set *what) {
  GArray *rest = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < from->members->len; i++) {
    guint member = g_array_index(from->members, guint, i);
    if (!has(what, member)) {
      g_array_append_val(rest, member);
    }
  }
  return set_of(exports, rest);
}

static const Set *set_union(Exports *exports, const Set *a, const Set *b) {
  GArray *both = g_array_copy(a->members);
  g_array_append_vals(both, b->members->data, b->members->len);
  return set_of(exports, both);
}

/* ---- the new memory ---------------------------------------------------------------------------------------------------------------------- */

static Span span_of(const char *text) {
  return (Span){text, strlen(text)};
}

static void put_line(Exports *exports, const ExportLine *line) {
  g_string_assign(exports->text, exports->any_written ? ",\n" : "\n");
  exports->any_written = TRUE;
  exportlines_put(exports->text, line);
  file_put(exports->out, exports->text->str, exports->text->len);
}

/* A cancellation into the line being made, and into the list of the year. */
static void put_gone(Exports *exports, GString *gone, const char *uid, const ExportGone *how, const Set *to) {
  ExportGone written = *how;
  written.to = span_of(to->json);
  g_string_append(gone, gone->len ? "," : "");
  exportlines_put_gone(gone, &written);
  ExportWhat what;
  gboolean good G_GNUC_UNUSED = exportlines_what(how->what, &what);
  g_assert(good); /* parsed when the line was read */
  Cancelled *cancelled = g_new0(Cancelled, 1);
  cancelled->to = to;
  cancelled->shown = (ExportsCancelled){.uid = g_strdup(uid),
                                        .sequence = how->sequence,
                                        .stamp = how->stamp,
                                        .all_day = what.all_day,
                                        .start = what.start,
                                        .end = what.end,
                                        .summary = what.summary};
  g_ptr_array_add(exports->cancelled, cancelled);
}

/* ---- events that the plan no longer has ---------------------------------------------------------------------------------------------- */

/* A stamp never goes back, whatever the clock does: calendars take the older one for outdated. */
static gint64 stamp_after(const Exports *exports, gint64 before) {
  return MAX(exports->frame->now, before);
}

static void withdraw(Exports *exports, const ExportLine *line) {
  g_autofree char *uid = span_dup(line->uid);
  const Set *had = set_of_text(exports, line->had), *to = exports->empty;
  if (line->live && had->members->len) {
    g_autoptr(GArray) away = people_without(exports, had, had);
    to = set_union(exports, had, set_of(exports, g_array_ref(away)));
  }
  g_autoptr(GString) gone = g_string_new(NULL);
  ExportLine after = *line;
  ExportGone old;
  for (Span rest = line->gone; exportlines_next_gone(&rest, &old);) {
    const Set *still = set_without(exports, set_of_text(exports, old.to), to);
    after.sequence = MAX(after.sequence, old.sequence);
    after.stamp = MAX(after.stamp, old.stamp);
    if (still->members->len) {
      put_gone(exports, gone, uid, &old, still);
    }
  }
  if (to->members->len) {
    after.sequence++;
    after.stamp = stamp_after(exports, after.stamp);
    ExportGone now = {.sequence = after.sequence, .stamp = after.stamp, .what = line->what};
    put_gone(exports, gone, uid, &now, to);
  }
  if (gone->len) {
    after.live = FALSE;
    after.had = span_of(exports->empty->json);
    after.what = SPAN_NONE;
    after.gone = (Span){gone->str, gone->len};
    put_line(exports, &after);
  }
}

static int compare_uid(Span span, const char *uid) {
  int order = strncmp(span.text, uid, span.length);
  return order ? order : uid[span.length] ? -1 : 0;
}

/* Old events before `uid` (all, when NULL): of other years as they are, of this one withdrawn. */
static void pass(Exports *exports, const char *uid) {
  while (exports->pending && (!uid || compare_uid(exports->pending->uid, uid) < 0)) {
    gsize length = strlen(exports->year);
    const Span old = exports->pending->uid;
    if (old.length > length && memcmp(old.text, exports->year, length) == 0) {
      withdraw(exports, exports->pending);
    } else {
      put_line(exports, exports->pending);
    }
    exports->pending = exportfile_next(exports->old);
  }
}

/* ---- events that the plan has -------------------------------------------------------------------------------------------------------- */

/* Whether somebody who was told of the end has the event again. */
static gboolean is_back(const Exports *exports, const Set *to, const Set *reach) {
  if (meet(to, reach)) {
    return TRUE;
  }
  for (guint i = 0; i < exports->frame->n_people; i++) {
    if (has(to, own_audience(exports, i)) && meet(exports->new_files[i], reach)) {
      return TRUE;
    }
  }
  return FALSE;
}

static void visit_known(Exports *exports, const ExportsEvent *event, const ExportLine *line, const Set *reach,
                        const char *what, ExportsStamp *stamp) {
  const Turn *turn = turn_of(exports, set_of_text(exports, line->had), reach);
  g_autoptr(GString) gone = g_string_new(NULL);
  const Set *told = exports->empty;
  gboolean back = !line->live;
  guint32 top = line->sequence;
  gint64 latest = line->stamp;
  ExportGone old;
  for (Span rest = line->gone; exportlines_next_gone(&rest, &old);) {
    const Set *to = set_of_text(exports, old.to);
    if (back || is_back(exports, to, reach)) {
      back = TRUE;
    }
    top = MAX(top, old.sequence);
    latest = MAX(latest, old.stamp);
    const Set *still = set_of(exports, people_without(exports, to, reach));
    told = set_union(exports, told, still);
    if (still->members->len) {
      put_gone(exports, gone, event->uid, &old, still);
    }
  }
  if (back || line->hash != event->digest) {
    stamp->sequence = (back ? top : line->sequence) + 1;
    stamp->stamp = stamp_after(exports, latest);
  } else {
    stamp->sequence = line->sequence;
    stamp->stamp = line->stamp;
  }
  const Set *lost = set_without(exports, turn->lost, told);
  if (lost->members->len) {
    /* With the times that these people still see in their calendars. */
    ExportGone now = {.sequence = stamp->sequence + 1, .stamp = stamp_after(exports, stamp->stamp), .what = line->what};
    put_gone(exports, gone, event->uid, &now, lost);
  }
  ExportLine after = {.uid = span_of(event->uid),
                      .sequence = stamp->sequence,
                      .stamp = stamp->stamp,
                      .live = TRUE,
                      .hash = event->digest,
                      .had = span_of(turn->had->json),
                      .what = span_of(what),
                      .gone = {gone->str, gone->len}};
  put_line(exports, &after);
}

ExportsStamp exports_visit(Exports *exports, const ExportsEvent *event) {
  g_assert(!exports->last || strcmp(exports->last, event->uid) < 0);
  g_free(exports->last);
  exports->last = g_strdup(event->uid);
  pass(exports, event->uid);
  gboolean known = exports->pending && compare_uid(exports->pending->uid, event->uid) == 0;
  const Set *reach = set_of_reach(exports, event->reach);
  const Turn *fresh = known ? NULL : turn_of(exports, exports->empty, reach);
  ExportsStamp stamp = {0};
  if (!known && !fresh->had->members->len) {
    return stamp;
  }
  g_autoptr(GString) what = g_string_sized_new(160);
  exportlines_put_what(what, event->all_day, event->start, event->end, event->summary);
  if (known) {
    visit_known(exports, event, exports->pending, reach, what->str, &stamp);
    exports->pending = exportfile_next(exports->old);
    return stamp;
  }
  stamp.stamp = exports->frame->now;
  ExportLine line = {.uid = span_of(event->uid),
                     .stamp = stamp.stamp,
                     .live = TRUE,
                     .hash = event->digest,
                     .had = span_of(fresh->had->json),
                     .what = span_of(what->str),
                     .gone = {"", 0}};
  put_line(exports, &line);
  return stamp;
}

void exports_finish(Exports *exports) {
  pass(exports, NULL);
  file_puts(exports->out, "\n" EXPORTFILE_END "\n");
}

/* ---- life -------------------------------------------------------------------------------------------------------------------------------- */

static void put_people(Exports *exports) {
  const ExportsFrame *frame = exports->frame;
  g_autoptr(GString) text = g_string_new(EXPORTFILE_HEAD "\n");
  for (guint i = 0; i < frame->n_people; i++) {
    exportlines_put_person(text, frame->people[i].id, exports->new_files[i]->json);
    g_string_append(text, i + 1 < frame->n_people ? ",\n" : "\n");
  }
  g_string_append(text, EXPORTFILE_EVENTS);
  file_put(exports->out, text->str, text->len);
}

Exports *exports_new(const char *path, FileWriter *out, const ExportsFrame *frame, DiagList *diags, GError **error) {
  g_autoptr(ExportFile) old = exportfile_open(path, diags, error);
  if (!old) {
    return NULL;
  }
  Exports *exports = g_new0(Exports, 1);
  exports->frame = frame;
  exports->out = out;
  exports->old = g_steal_pointer(&old);
  exports->year = g_strdup_printf("%d.", frame->year);
  exports->names = g_ptr_array_new_with_free_func(g_free);
  exports->name_index = g_hash_table_new(g_str_hash, g_str_equal);
  exports->sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  exports->all_sets = g_ptr_array_new_with_free_func(set_free);
  exports->reaches = g_hash_table_new(NULL, NULL);
  exports->turns = g_hash_table_new_full(turn_hash, turn_equal, NULL, g_free);
  exports->cancelled = g_ptr_array_new_with_free_func(cancelled_free);
  exports->text = g_string_sized_new(1024);
  for (guint i = 0; i < frame->n_audiences; i++) {
    name_number(exports, frame->audiences[i]);
  }
  g_assert(exports->names->len == frame->n_audiences); /* ids are unique */
  exports->empty = set_of(exports, g_array_new(FALSE, FALSE, sizeof(guint)));
  exports->old_files = g_new0(const Set *, frame->n_people);
  exports->new_files = g_new0(const Set *, frame->n_people);
  for (guint i = 0; i < frame->n_people; i++) {
    GArray *files = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_vals(files, frame->people[i].files, frame->people[i].n_files);
    exports->new_files[i] = set_of(exports, files);
    const char *before = exportfile_person(exports->old, frame->people[i].id);
    exports->old_files[i] = before ? set_of_text(exports, span_of(before)) : exports->empty;
  }
  put_people(exports);
  exports->pending = exportfile_next(exports->old);
  return exports;
}

void exports_free(Exports *exports) {
  if (!exports) {
    return;
  }
  exportfile_free(exports->old);
  g_ptr_array_unref(exports->cancelled);
  g_hash_table_unref(exports->turns);
  g_hash_table_unref(exports->reaches);
  g_hash_table_unref(exports->sets);
  g_ptr_array_unref(exports->all_sets);
  g_hash_table_unref(exports->name_index);
  g_ptr_array_unref(exports->names);
  g_string_free(exports->text, TRUE);
  g_free(exports->old_files);
  g_free(exports->new_files);
  g_free(exports->year);
  g_free(exports->last);
  g_free(exports);
}

guint exports_n_cancelled(const Exports *exports) {
  return exports->cancelled->len;
}

const ExportsCancelled *exports_cancelled(const Exports *exports, guint i) {
  const Cancelled *cancelled = g_ptr_array_index(exports->cancelled, i);
  return &cancelled->shown;
}

gboolean exports_told(const Exports *exports, guint i, guint audience) {
  const Cancelled *cancelled = g_ptr_array_index(exports->cancelled, i);
  return has(cancelled->to, audience);
}
